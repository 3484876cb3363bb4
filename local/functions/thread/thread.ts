/**
 * A thread that many execution environments share: each has its own copy of its function's module, its own process,
 * console, timers and connections. Runs one environment's code at a time, as every thread does.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import { exited, failureOf } from '../failure.ts';
import { shiftDate } from '../shifted-date.ts';
import { createBundles } from './bundles.ts';
import { createCalls } from './calls.ts';
import { Environment } from './environment.ts';
import { CELL, type FromThread, RETIRED, type ThreadSettings, type ToThread } from './thread-protocol.ts';

const { clockOffset, progress, edgeEndpoint }: ThreadSettings = workerData;
const port = parentPort;
if (port === null) throw new Error('thread.ts runs as a worker thread only');
const send = (message: FromThread): void => port.postMessage(message);
const realNow = shiftDate(clockOffset);
const cells = new Int32Array(progress);
const current = new AsyncLocalStorage<Environment>();
const environments = new Map<number, Environment>();
const bundles = createBundles();
const calls = createCalls(send);

/** Runs code of an environment, so that whatever comes of it is known to be of that environment. */
const enter = <T>(environment: Environment, run: () => T): T => {
  cells[CELL.running] = environment.id;
  cells[CELL.entered] = (cells[CELL.entered] ?? 0) + 1;
  return current.run(environment, run);
};

async function hear(message: ToThread): Promise<void> {
  if (message.kind === 'replies') return calls.settle(message.replies);
  if (message.kind === 'ping') return send({ kind: 'pong' });
  if (message.kind === 'start') {
    const { environment: id, settings } = message;
    const environment = new Environment(id, settings, {
      enter,
      realNow,
      edgeEndpoint,
      calls,
      send: (own) => send({ kind: 'message', environment: id, message: own }),
      print: (lines) => send({ kind: 'lines', environment: id, lines }),
      onEnd: () => environments.delete(id),
    });
    environments.set(id, environment);
    return environment.start(() => bundles.load(settings.entry));
  }
  const environment = environments.get(message.environment);
  if (message.kind === 'end') return environment?.end();
  if (message.message.kind === 'invoke' && !begins(message.sequence)) return;
  environment?.hear(message.message);
}

/** Notes that the invocation begins; false where the host has given it to another thread since. */
function begins(sequence: number): boolean {
  const before = Atomics.load(cells, CELL.begun);
  return before !== RETIRED && Atomics.compareExchange(cells, CELL.begun, before, sequence) === before;
}

/** Without an environment to blame, the thread itself is broken. */
function crash(error: unknown, kind: string): void {
  const environment = current.getStore();
  if (environment === undefined) throw error;
  const failure = failureOf(error);
  environment.exit(kind === '' ? failure : { ...exited(failure.message), errorType: kind, stack: failure.stack });
}

process.on('unhandledRejection', (reason) => crash(reason, 'Runtime.UnhandledPromiseRejection'));
process.on('uncaughtException', (error) => crash(error, ''));
port.on('message', (message: ToThread) => void hear(message));
