/** Runs one invocation of a handler, in whichever kind of execution environment. Runs in worker threads. */
import { failureOf } from './failure.ts';
import { isStreaming, ResponseStream } from './response-stream.ts';
import type { HostMessage, InvokeMessage, WorkerMessage, WorkerSettings } from './worker-protocol.ts';

export type Handler = (...given: readonly unknown[]) => unknown;

export type HandlerSettings = Pick<WorkerSettings, 'functionName' | 'functionArn' | 'memoryMegabytes' | 'logGroupName'>;

/** Hears the host's messages for one environment. */
export interface Invoker {
  hear(message: HostMessage): void;
}

/**
 * @param realNow milliseconds since the epoch by the machine's own clock: timeouts run by it.
 * @throws what the bundle's export is not.
 */
export function createInvoker(
  handler: Handler,
  settings: HandlerSettings,
  realNow: () => number,
  send: (message: WorkerMessage) => void,
): Invoker {
  /** Those that are being written to, by their invocation. */
  const streams = new Map<string, ResponseStream>();
  const runStreaming = async (invoke: InvokeMessage, event: unknown, context: object): Promise<void> => {
    if (!invoke.streams)
      throw new Error('The handler streams: only a function URL in RESPONSE_STREAM mode runs it here');
    const own = new ResponseStream(invoke.requestId, send);
    streams.set(invoke.requestId, own);
    try {
      await handler(event, own, context);
      // What a handler leaves open when it is done ends with it.
      await own.completed();
    } finally {
      streams.delete(invoke.requestId);
    }
  };
  const run = async (invoke: InvokeMessage): Promise<void> => {
    const { requestId } = invoke;
    try {
      const event: unknown = JSON.parse(invoke.eventJson);
      const context = contextOf(settings, invoke, realNow);
      const result = isStreaming(handler) ? await runStreaming(invoke, event, context) : await handler(event, context);
      send({ kind: 'done', requestId, resultJson: JSON.stringify(result ?? null) });
    } catch (error) {
      send({ kind: 'failed', requestId, failure: failureOf(error) });
    }
  };
  return {
    hear: (message) => {
      if (message.kind === 'invoke') void run(message);
      else if (message.kind === 'taken') streams.get(message.requestId)?.taken();
      else streams.get(message.requestId)?.left();
    },
  };
}

function contextOf(settings: HandlerSettings, invoke: InvokeMessage, realNow: () => number): object {
  const deadline = realNow() + invoke.timeoutMilliseconds;
  return {
    awsRequestId: invoke.requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: settings.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: settings.functionArn,
    memoryLimitInMB: String(settings.memoryMegabytes),
    logGroupName: settings.logGroupName,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, deadline - realNow()),
  };
}

/** The handler among a module's exports. */
export function handlerIn(exported: Readonly<Record<string, unknown>>, name: string): Handler {
  const handler = exported[name];
  if (typeof handler === 'function') return handler as Handler;
  throw Object.assign(new Error(`${name} is undefined or not exported`), { name: 'Runtime.HandlerNotFound' });
}
