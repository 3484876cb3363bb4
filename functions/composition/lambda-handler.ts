/** What every Lambda function has around it, as middy middleware: log context, metrics, a segment of the trace. */
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { activeTracer, logger, metrics } from './observability.ts';

export type LambdaHandler<Event, Result> = (event: Event, context: Context) => Promise<Result>;

type Tracer = NonNullable<Awaited<ReturnType<typeof activeTracer>>>;
type Segment = NonNullable<ReturnType<Tracer['getSegment']>>;

const logContext = (): middy.MiddlewareObj => {
  const reset = (): void => logger().resetKeys();
  return { before: ({ context }) => logger().addContext(context), after: reset, onError: reset };
};

const publishedMetrics = (): middy.MiddlewareObj => {
  const publish = (): void => {
    if (metrics().hasStoredMetrics()) metrics().publishStoredMetrics();
  };
  return { after: publish, onError: publish };
};

interface Traced {
  readonly tracer: Tracer;
  /** Of the invocation, made by Lambda. */
  readonly parent: Segment;
  readonly segment: Segment;
}

/** A segment of its own for the handler, which the calls to AWS are parts of. */
const tracedAs = (name: string): middy.MiddlewareObj => {
  const running = new WeakMap<middy.Request, Traced>();
  const close = (request: middy.Request): void => {
    const traced = running.get(request);
    if (traced === undefined) return;
    traced.segment.close();
    traced.tracer.setSegment(traced.parent);
  };
  return {
    before: async (request) => {
      const tracer = await activeTracer();
      const parent = tracer?.getSegment();
      if (tracer === undefined || parent === undefined) return;
      const segment = parent.addNewSubsegment(`## ${name}`);
      tracer.setSegment(segment);
      running.set(request, { tracer, parent, segment });
    },
    after: close,
    onError: (request) => {
      // With a response the error was the caller's, or has been handled.
      if (request.response === undefined) running.get(request)?.segment.addError(request.error ?? 'failed');
      close(request);
    },
  };
};

/** A function that Lambda ends is not to be ended earlier: its records come again. */
export const WITHOUT_EARLY_TIMEOUT = { timeoutEarlyInMillis: 0 } as const;

/**
 * The stack that every Lambda handler begins with; the others of its kind are added to it.
 * @example export const handler = lambdaHandler<Event, Result>('socket').handler(async (event) => { … });
 */
export const lambdaHandler = <Event, Result>(
  name: string,
  options: { readonly timeoutEarlyInMillis?: number } = WITHOUT_EARLY_TIMEOUT,
): middy.MiddyfiedHandler<Event, Result> =>
  middy<Event, Result>(options).use(logContext()).use(publishedMetrics()).use(tracedAs(name));
