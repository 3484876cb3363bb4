import type * as z from 'zod';
import { type LambdaHandler, lambdaHandler } from '../composition/lambda-handler.ts';
import { type Logger, logger, type Metrics, metrics } from '../composition/observability.ts';

export interface ScheduledContext {
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Until Lambda ends the invocation. */
  readonly millisecondsLeft: () => number;
}

/**
 * A Lambda handler for EventBridge Scheduler: the schedule's input, checked. A throw has the scheduler try again, and
 * at last put the input in its dead-letter queue.
 * @param input makes its schema, when the first one comes.
 * @example export const handler = scheduled({ name: 'sweep', input: once(() => z.object({})) }, async () => { … });
 */
export const scheduled = <S extends z.ZodType>(
  { name, input }: { readonly name: string; readonly input: () => S },
  handle: (input: z.output<S>, context: ScheduledContext) => Promise<void>,
): LambdaHandler<unknown, void> =>
  lambdaHandler<z.output<S>, void>(name)
    .before((request) => {
      request.event = input().parse(request.event);
    })
    .handler((event, context) =>
      handle(event, {
        logger: logger(),
        metrics: metrics(),
        millisecondsLeft: () => context.getRemainingTimeInMillis(),
      }),
    ) as LambdaHandler<unknown, void>;
