import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { compiled } from './compiled.ts';
import { EnvironmentSession } from './environment-session.ts';
import type { EnvironmentOptions, StartEnvironment } from './execution-environment.ts';
import { exited } from './failure.ts';
import { deathOf, settingsOf, YOUNG_GENERATION_MEGABYTES } from './thread-options.ts';
import type { WorkerMessage, WorkerSettings } from './worker-protocol.ts';

/** Starts environments that have a thread each, with the function's own limit of memory. */
export const inOwnThread =
  (clockOffset: SharedArrayBuffer): StartEnvironment =>
  (options) => {
    const worker = new Worker(compiled('worker'), workerOptions(options, clockOffset));
    const session = new EnvironmentSession(options, {
      send: (message) => worker.postMessage(message),
      end: async () => {
        await worker.terminate();
      },
    });
    worker.on('message', (message: WorkerMessage) => session.hear(message));
    worker.once('error', (error) => session.die(deathOf(error)));
    worker.once('exit', (code) => session.die(exited(`Runtime exited with error: exit status ${code}`)));
    pipeLines(worker.stdout, options.onLine);
    pipeLines(worker.stderr, options.onLine);
    return session;
  };

function workerOptions(
  { spec, variables }: EnvironmentOptions,
  clockOffset: SharedArrayBuffer,
): ConstructorParameters<typeof Worker>[1] {
  const workerData: WorkerSettings = { ...settingsOf(spec), clockOffset };
  return {
    name: spec.label,
    workerData,
    env: variables,
    // Without this a worker would load the runner's own TypeScript loader before the bundle.
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: {
      maxOldGenerationSizeMb: spec.memoryMegabytes,
      maxYoungGenerationSizeMb: YOUNG_GENERATION_MEGABYTES,
    },
  };
}

function pipeLines(stream: Readable, onLine: (line: string) => void): void {
  createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', onLine);
}
