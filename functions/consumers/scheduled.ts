import type * as z from 'zod';
import {
  type LambdaHandler,
  type Logger,
  logger,
  type Metrics,
  metrics,
  observed,
} from '../composition/observability.ts';

export interface ScheduledContext {
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/**
 * A Lambda handler for EventBridge Scheduler: the schedule's input, checked. A throw has the scheduler try again, and
 * at last put the input in its dead-letter queue.
 * @example export const handler = scheduled({ name: 'sweep', input: z.object({}) }, async () => { … });
 */
export const scheduled = <S extends z.ZodType>(
  options: { readonly name: string; readonly input: S },
  handle: (input: z.output<S>, context: ScheduledContext) => Promise<void>,
): LambdaHandler<unknown, void> =>
  observed(options.name, (event) => handle(options.input.parse(event), { logger: logger(), metrics: metrics() }));
