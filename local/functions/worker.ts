/**
 * A thread for one execution environment alone: loads the deployed bundle as Lambda does, with the thread's own process
 * and real connections, then runs one invocation at a time.
 */
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { failureOf } from './failure.ts';
import { createInvoker, handlerIn } from './invocation.ts';
import { streamingRuntime } from './response-stream.ts';
import { shiftDate } from './shifted-date.ts';
import type { HostMessage, WorkerMessage, WorkerSettings } from './worker-protocol.ts';

const settings: WorkerSettings = workerData;
const port = parentPort;
if (port === null) throw new Error('worker.ts runs as a worker thread only');
const send = (message: WorkerMessage): void => port.postMessage(message);
const realNow = shiftDate(settings.clockOffset);
Object.assign(globalThis, { awslambda: streamingRuntime() });

async function start(): Promise<void> {
  const started = performance.now();
  try {
    const module: Record<string, unknown> = await import(pathToFileURL(settings.entry).href);
    const invoker = createInvoker(handlerIn(module, settings.exportName), settings, realNow, send);
    port?.on('message', (message: HostMessage) => invoker.hear(message));
    send({ kind: 'ready', initMilliseconds: performance.now() - started });
  } catch (error) {
    send({ kind: 'broken', failure: failureOf(error) });
  }
}

await start();
