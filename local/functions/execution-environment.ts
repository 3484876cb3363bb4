import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { FunctionSpec } from './function-spec.ts';
import { StreamedBody } from './streamed-body.ts';
import type {
  FunctionFailure,
  HostMessage,
  InvokeMessage,
  StreamHead,
  WorkerMessage,
  WorkerSettings,
} from './worker-protocol.ts';

export type InvocationOutcome =
  | { readonly kind: 'done'; readonly resultJson: string }
  | { readonly kind: 'failed'; readonly failure: FunctionFailure }
  | { readonly kind: 'timeout' }
  /** The worker is gone: it ended itself, ran out of memory, never loaded, or was killed. */
  | { readonly kind: 'exited'; readonly failure: FunctionFailure };

/** Called when a streamed response begins; the invocation goes on until the body has ended. */
export type OnStream = (head: StreamHead, body: StreamedBody) => void;

interface Running {
  readonly requestId: string;
  readonly resolve: (outcome: InvocationOutcome) => void;
  readonly timer: NodeJS.Timeout;
  readonly onStream: OnStream | undefined;
  body?: StreamedBody;
}

/** One worker of one function. Runs one invocation at a time. */
export interface ExecutionEnvironment {
  /** Waits until the bundle has loaded. With `onStream` the function may stream its response. */
  invoke(requestId: string, eventJson: string, onStream?: OnStream): Promise<InvocationOutcome>;
  readonly alive: boolean;
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

const WORKER_FILE = new URL('./worker.ts', import.meta.url);

/** Starts a worker that loads the function's bundle. */
export function startExecutionEnvironment(options: EnvironmentOptions): ExecutionEnvironment {
  return new WorkerEnvironment(options);
}

class WorkerEnvironment implements ExecutionEnvironment {
  readonly #options: EnvironmentOptions;
  readonly #worker: Worker;
  readonly #started = Promise.withResolvers<void>();
  #running: Running | undefined;
  #death: FunctionFailure | undefined;

  constructor(options: EnvironmentOptions) {
    this.#options = options;
    this.#worker = new Worker(WORKER_FILE, workerOptions(options));
    this.#worker.on('message', (message: WorkerMessage) => this.#hear(message));
    this.#worker.once('error', (error) => this.#die(failureOfDeath(error)));
    this.#worker.once('exit', (code) => this.#die(exited(`Runtime exited with error: exit status ${code}`)));
    pipeLines(this.#worker.stdout, options.onLine);
    pipeLines(this.#worker.stderr, options.onLine);
  }

  get alive(): boolean {
    return this.#death === undefined;
  }

  get started(): Promise<void> {
    return this.#started.promise;
  }

  async invoke(requestId: string, eventJson: string, onStream?: OnStream): Promise<InvocationOutcome> {
    await this.started;
    if (this.#death !== undefined) return { kind: 'exited', failure: this.#death };
    const { timeoutMilliseconds } = this.#options.spec;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#settle({ kind: 'timeout' });
        void this.terminate('The function timed out');
      }, timeoutMilliseconds);
      this.#running = { requestId, resolve, timer, onStream };
      const streams = onStream !== undefined;
      this.#send({ kind: 'invoke', requestId, eventJson, timeoutMilliseconds, streams } satisfies InvokeMessage);
    });
  }

  async terminate(reason: string): Promise<void> {
    this.#die(exited(reason));
    await this.#worker.terminate();
  }

  #hear(message: WorkerMessage): void {
    if (message.kind === 'ready') this.#started.resolve();
    else if (message.kind === 'head') this.#beginStream(message.head);
    else if (message.kind === 'chunk') this.#running?.body?.supply(message.bytes);
    else if (message.kind === 'done') this.#settle({ kind: 'done', resultJson: message.resultJson });
    else if (message.kind === 'failed') this.#settle({ kind: 'failed', failure: message.failure });
    else this.#break(message.failure);
  }

  #break(failure: FunctionFailure): void {
    this.#options.onLine(JSON.stringify({ level: 'ERROR', reason: 'The bundle did not load', ...failure }));
    this.#die(failure);
    void this.#worker.terminate();
  }

  #beginStream(head: StreamHead): void {
    const running = this.#running;
    if (running?.onStream === undefined) return;
    const { requestId } = running;
    running.body = new StreamedBody({
      onTaken: () => this.#send({ kind: 'taken', requestId }),
      onLeft: () => this.#send({ kind: 'left', requestId }),
    });
    running.onStream(head, running.body);
  }

  #send(message: HostMessage): void {
    this.#worker.postMessage(message);
  }

  #settle(outcome: InvocationOutcome): void {
    if (this.#running === undefined) return;
    const { resolve, timer, body } = this.#running;
    clearTimeout(timer);
    this.#running = undefined;
    body?.finish(outcome.kind === 'done' ? undefined : new Error(`The function was cut off: ${outcome.kind}`));
    resolve(outcome);
  }

  /** The first cause counts. */
  #die(failure: FunctionFailure): void {
    if (this.#death !== undefined) return;
    this.#death = failure;
    this.#settle({ kind: 'exited', failure });
    this.#started.resolve();
    this.#options.onExit();
  }
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

const exited = (message: string): FunctionFailure => ({ errorType: 'Runtime.ExitError', message, stack: [] });

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
