/**
 * One execution environment of one function: loads the deployed bundle once, then runs one invocation at a time.
 * Node runs this file as it is; it imports nothing but Node's own modules and what stands beside it.
 */
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { isStreaming, provideStreaming, ResponseStream } from './response-stream.ts';
import { shiftDate } from './shifted-date.ts';
import type { FunctionFailure, HostMessage, InvokeMessage, WorkerMessage, WorkerSettings } from './worker-protocol.ts';

type Handler = (...given: readonly unknown[]) => unknown;

const settings: WorkerSettings = workerData;
const port = parentPort;
if (port === null) throw new Error('worker.ts runs as a worker thread only');
const send = (message: WorkerMessage): void => port.postMessage(message);
const realNow = shiftDate(settings.clockOffset);
provideStreaming();
/** The one that is being written to. */
let stream: ResponseStream | undefined;

function failureOf(error: unknown): FunctionFailure {
  if (!(error instanceof Error)) return { errorType: typeof error, message: String(error), stack: [] };
  return {
    errorType: error.name === 'Error' ? error.constructor.name : error.name,
    message: error.message,
    stack: (error.stack ?? '').split('\n').map((line) => line.trim()),
  };
}

async function loadHandler(): Promise<Handler> {
  const module: Record<string, unknown> = await import(pathToFileURL(settings.entry).href);
  const exported = module[settings.exportName];
  if (typeof exported !== 'function') {
    throw Object.assign(new Error(`${settings.exportName} is undefined or not exported`), {
      name: 'Runtime.HandlerNotFound',
    });
  }
  return exported as Handler;
}

function contextOf(invoke: InvokeMessage, deadline: number): object {
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

async function run(handler: Handler, invoke: InvokeMessage): Promise<void> {
  const { requestId } = invoke;
  try {
    const event: unknown = JSON.parse(invoke.eventJson);
    const context = contextOf(invoke, realNow() + invoke.timeoutMilliseconds);
    const result = isStreaming(handler)
      ? await runStreaming(handler, invoke, event, context)
      : await handler(event, context);
    send({ kind: 'done', requestId, resultJson: JSON.stringify(result ?? null) });
  } catch (error) {
    send({ kind: 'failed', requestId, failure: failureOf(error) });
  }
}

/** What a handler leaves open when it is done ends with it. */
async function runStreaming(handler: Handler, invoke: InvokeMessage, event: unknown, context: object): Promise<void> {
  if (!invoke.streams) throw new Error('The handler streams: only a function URL in RESPONSE_STREAM mode runs it here');
  const own = new ResponseStream(invoke.requestId, send);
  stream = own;
  try {
    await handler(event, own, context);
    await own.completed();
  } finally {
    stream = undefined;
  }
}

function hear(handler: Handler, message: HostMessage): void {
  if (message.kind === 'invoke') void run(handler, message);
  else if (stream?.requestId !== message.requestId) return;
  else if (message.kind === 'taken') stream.taken();
  else stream.left();
}

const started = performance.now();
try {
  const handler = await loadHandler();
  port.on('message', (message: HostMessage) => hear(handler, message));
  send({ kind: 'ready', initMilliseconds: performance.now() - started });
} catch (error) {
  send({ kind: 'broken', failure: failureOf(error) });
}
