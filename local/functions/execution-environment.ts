import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { FunctionSpec } from './function-spec.ts';
import type { FunctionFailure, InvokeMessage, WorkerMessage, WorkerSettings } from './worker-protocol.ts';

export type InvocationOutcome =
  | { readonly kind: 'done'; readonly resultJson: string }
  | { readonly kind: 'failed'; readonly failure: FunctionFailure }
  | { readonly kind: 'timeout' }
  /** The worker is gone: it ended itself, ran out of memory, never loaded, or was killed. */
  | { readonly kind: 'exited'; readonly failure: FunctionFailure };

/** One worker of one function. Runs one invocation at a time. */
export interface ExecutionEnvironment {
  invoke(requestId: string, eventJson: string): Promise<InvocationOutcome>;
  readonly alive: boolean;
  /** Milliseconds from the start of the worker until the bundle had loaded; absent before that. */
  readonly startMilliseconds: number | undefined;
  /** Resolves when the bundle has loaded, or the worker is gone. */
  readonly started: Promise<void>;
  terminate(reason: string): Promise<void>;
}

export interface EnvironmentOptions {
  readonly spec: FunctionSpec;
  readonly variables: Readonly<Record<string, string>>;
  readonly clockOffset: SharedArrayBuffer;
  readonly onLine: (line: string) => void;
  readonly onExit: () => void;
}

interface Running {
  readonly resolve: (outcome: InvocationOutcome) => void;
  readonly timer: NodeJS.Timeout;
}

const WORKER_FILE = new URL('./worker.ts', import.meta.url);

/** Starts a worker that loads the function's bundle. Invocations given before it has loaded wait for it. */
export function startExecutionEnvironment(options: EnvironmentOptions): ExecutionEnvironment {
  const { spec } = options;
  const begun = performance.now();
  const worker = new Worker(WORKER_FILE, workerOptions(options));
  let running: Running | undefined;
  let death: FunctionFailure | undefined;
  let startMilliseconds: number | undefined;
  const started = Promise.withResolvers<void>();

  const settle = (outcome: InvocationOutcome): void => {
    if (running === undefined) return;
    clearTimeout(running.timer);
    const { resolve } = running;
    running = undefined;
    resolve(outcome);
  };
  const die = (failure: FunctionFailure): void => {
    if (death !== undefined) return;
    death = failure;
    settle({ kind: 'exited', failure });
    started.resolve();
    options.onExit();
  };
  const terminate = async (reason: string): Promise<void> => {
    die({ errorType: 'Runtime.ExitError', message: reason, stack: [] });
    await worker.terminate();
  };
  worker.on('message', (message: WorkerMessage) => {
    if (message.kind === 'ready') {
      startMilliseconds = performance.now() - begun;
      started.resolve();
    } else if (message.kind === 'broken') {
      options.onLine(JSON.stringify({ level: 'ERROR', reason: 'The bundle did not load', ...message.failure }));
      die(message.failure);
      void worker.terminate();
    } else if (message.kind === 'done') settle({ kind: 'done', resultJson: message.resultJson });
    else settle({ kind: 'failed', failure: message.failure });
  });
  worker.once('error', (error) => die(failureOfDeath(error)));
  worker.once('exit', (code) =>
    die({ errorType: 'Runtime.ExitError', message: `Runtime exited with error: exit status ${code}`, stack: [] }),
  );
  pipeLines(worker.stdout, options.onLine);
  pipeLines(worker.stderr, options.onLine);

  const invoke = async (requestId: string, eventJson: string): Promise<InvocationOutcome> => {
    await started.promise;
    if (death !== undefined) return { kind: 'exited', failure: death };
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        settle({ kind: 'timeout' });
        void terminate(`Task timed out after ${(spec.timeoutMilliseconds / 1000).toFixed(2)} seconds`);
      }, spec.timeoutMilliseconds);
      running = { resolve, timer };
      const message: InvokeMessage = { requestId, eventJson, timeoutMilliseconds: spec.timeoutMilliseconds };
      worker.postMessage(message);
    });
  };
  return {
    invoke,
    terminate,
    started: started.promise,
    get alive() {
      return death === undefined;
    },
    get startMilliseconds() {
      return startMilliseconds;
    },
  };
}

function workerOptions({ spec, variables, clockOffset }: EnvironmentOptions): ConstructorParameters<typeof Worker>[1] {
  const workerData: WorkerSettings = {
    entry: spec.entry,
    exportName: spec.exportName,
    functionName: spec.name,
    functionArn: spec.arn,
    memoryMegabytes: spec.memoryMegabytes,
    logGroupName: `/aws/lambda/${spec.name}`,
    clockOffset,
  };
  return {
    name: spec.label,
    workerData,
    env: variables,
    // Without this a worker would load the runner's own TypeScript loader before the bundle.
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: spec.memoryMegabytes },
  };
}

function failureOfDeath(error: unknown): FunctionFailure {
  const isOutOfMemory = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return {
    errorType: isOutOfMemory ? 'Runtime.OutOfMemory' : 'Runtime.ExitError',
    message: error instanceof Error ? error.message : String(error),
    stack: error instanceof Error ? (error.stack ?? '').split('\n') : [],
  };
}

function pipeLines(stream: Readable, onLine: (line: string) => void): void {
  createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', onLine);
}
