import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { InvocationRecord, InvocationResult, StreamedResult } from '../ports.ts';
import type { InvocationOutcome, OnStream, StartEnvironment } from './execution-environment.ts';
import type { FunctionSpec } from './function-spec.ts';
import { type Slot, STREAMS_OF_A_WORKER, WorkerSlots } from './worker-slots.ts';

export interface PoolOptions {
  readonly spec: FunctionSpec;
  readonly variables: Readonly<Record<string, string>>;
  readonly start: StartEnvironment;
  readonly onLine: (line: string) => void;
  readonly onInvocation: (record: InvocationRecord) => void;
}

/** Lambda's limit for a synchronous request and for its response. */
const PAYLOAD_BYTES = 6 * 1024 * 1024;

/**
 * Environments of a function that has no reserved concurrency: enough to use every core while others wait for the table.
 * With ten on two cores an order's creation took half as much processor time again.
 */
const LOCAL_CONCURRENCY = Math.max(4, 2 * availableParallelism());

/** Streams of one function at a time: each looks at the table by itself, so that the cores are the limit. */
const STREAMS_AT_A_TIME = 1_024;
/** While one begins, others wait for its environment: hardly longer than a new one takes to load. */
const STREAM_PATIENCE_MILLISECONDS = 5;

/** AWS throttles at once at a reserved limit, and would not throttle at all where only this machine is the limit. */
const RESERVED_WAIT_MILLISECONDS = 250;
const LOCAL_WAIT_MILLISECONDS = 25_000;

const IDLE_MILLISECONDS = 60_000;

/** Threads that an invocation tries before it fails: each was gone before it began. */
const MAX_TRIES = 3;

/** One function: its workers, one invocation in each at a time. */
export class FunctionPool {
  readonly #options: PoolOptions;
  readonly #slots: WorkerSlots;
  /** Each ends with its invocation, or when its stream begins. */
  readonly #running = new Set<Promise<void>>();
  #streaming = 0;
  #isStopped = false;

  constructor(options: PoolOptions) {
    const { reservedConcurrency, streams } = options.spec;
    const max = streams ? STREAMS_AT_A_TIME / STREAMS_OF_A_WORKER : LOCAL_CONCURRENCY;
    this.#options = options;
    this.#slots = new WorkerSlots({
      max: Math.min(reservedConcurrency ?? max, max),
      waitMilliseconds: reservedConcurrency === undefined ? LOCAL_WAIT_MILLISECONDS : RESERVED_WAIT_MILLISECONDS,
      ...(streams ? { patienceMilliseconds: STREAM_PATIENCE_MILLISECONDS } : {}),
      start: (onExit) => options.start({ ...options, onExit }),
    });
  }

  /** Invocations under way, those that wait for a worker included, those that stream left out. */
  get active(): number {
    return this.#running.size;
  }

  /** Waits for the invocations that are under way now; not for streams that have begun. */
  async settled(): Promise<void> {
    await Promise.all(this.#running);
  }

  /** Open streams. */
  get streaming(): number {
    return this.#streaming;
  }

  async invoke(event: unknown): Promise<InvocationResult> {
    return this.#run(event);
  }

  stream(event: unknown): Promise<StreamedResult | InvocationResult> {
    return new Promise((resolve) => {
      const begin: OnStream = ({ statusCode, headers, cookies }, body) =>
        resolve({ ok: true, statusCode, headers, cookies, body });
      // Where the stream has begun, its promise is kept already.
      void this.#run(event, begin).then(resolve);
    });
  }

  /** Ends the workers that are at work. */
  kill(): void {
    for (const { environment } of this.#slots.busy) void environment.terminate('The worker was killed');
  }

  /** Starts one worker now, so that the first invocation finds it warm. */
  async prewarm(): Promise<void> {
    // A bundle that cannot share a thread shows that when it is loaded: the second one is its own.
    for (let tries = 0; tries < 2 && this.#slots.size === 0 && !this.#isStopped; tries += 1) {
      const slot = await this.#slots.acquire();
      await slot?.environment.started;
      if (slot !== undefined) this.#slots.release(slot);
    }
  }

  /** Ends workers that have been idle for long; one stays. */
  reap(now: number): void {
    for (const { environment } of this.#slots.idleFor(IDLE_MILLISECONDS, now)) void environment.terminate('Idle');
  }

  /** Ends all that are idle: the next invocation is a cold start. Returns how many there were. */
  async endIdle(): Promise<number> {
    const { idle } = this.#slots;
    await Promise.all(idle.map(({ environment }) => environment.terminate('Idle')));
    return idle.length;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#slots.refuseWaiting();
    await Promise.all(this.#slots.all.map(({ environment }) => environment.terminate('The local cloud stops')));
  }

  async #run(event: unknown, onStream?: OnStream): Promise<InvocationResult> {
    const eventJson = JSON.stringify(event) ?? 'null';
    if (Buffer.byteLength(eventJson) > PAYLOAD_BYTES) return tooLarge('request');
    const { promise, resolve } = Promise.withResolvers<void>();
    const settle = (): void => {
      this.#running.delete(promise);
      resolve();
    };
    let isStreaming = false;
    const begin: OnStream = (head, body) => {
      isStreaming = true;
      this.#streaming += 1;
      settle();
      onStream?.(head, body);
    };
    this.#running.add(promise);
    try {
      return await this.#runSomewhere(eventJson, onStream && begin);
    } finally {
      if (isStreaming) this.#streaming -= 1;
      settle();
    }
  }

  #hasTooManyStreams(): boolean {
    const { streams, reservedConcurrency = STREAMS_AT_A_TIME } = this.#options.spec;
    return streams === true && this.#streaming + this.#running.size > Math.min(reservedConcurrency, STREAMS_AT_A_TIME);
  }

  async #runSomewhere(eventJson: string, onStream: OnStream | undefined): Promise<InvocationResult> {
    if (this.#hasTooManyStreams()) return THROTTLED;
    for (let tries = 1; ; tries += 1) {
      const slot = this.#isStopped ? undefined : await this.#slots.acquire();
      if (slot === undefined) return THROTTLED;
      const result = await this.#runIn(slot, eventJson, onStream, tries < MAX_TRIES);
      if (result !== undefined) return result;
    }
  }

  /** @returns `undefined` where the environment was gone before the invocation began, and another may take it. */
  async #runIn(
    slot: Slot,
    eventJson: string,
    onStream: OnStream | undefined,
    mayRunElsewhere: boolean,
  ): Promise<InvocationResult | undefined> {
    const { spec, onLine, onInvocation } = this.#options;
    const coldStart = slot.invocations === 0;
    slot.invocations += 1;
    await slot.environment.started;
    const begun = performance.now();
    let isStreaming = false;
    const begin: OnStream = (head, body) => {
      isStreaming = true;
      this.#slots.beginStream(slot);
      onStream?.(head, body);
    };
    const outcome = await slot.environment.invoke(randomUUID(), eventJson, onStream && begin);
    if (mayRunElsewhere && outcome.kind === 'exited' && !outcome.hasBegun) return undefined;
    const milliseconds = performance.now() - begun;
    const result = resultOf(outcome, spec);
    if (isStreaming) this.#slots.endStream(slot);
    else this.#slots.release(slot);
    onInvocation({
      functionId: spec.id,
      milliseconds,
      coldStart,
      ok: result.ok,
      memoryMegabytes: spec.memoryMegabytes,
    });
    if (!result.ok) onLine(JSON.stringify({ level: 'ERROR', ...result, ...stackOf(outcome) }));
    return result;
  }
}

const THROTTLED: InvocationResult = {
  ok: false,
  kind: 'Throttled',
  errorType: 'TooManyRequestsException',
  message: 'Rate Exceeded.',
};

const tooLarge = (side: 'request' | 'response'): InvocationResult => ({
  ok: false,
  kind: 'Unhandled',
  errorType: side === 'request' ? 'RequestTooLargeException' : 'Function.ResponseSizeTooLarge',
  message: `The ${side} exceeds the limit of ${PAYLOAD_BYTES} bytes`,
});

function resultOf(outcome: InvocationOutcome, spec: FunctionSpec): InvocationResult {
  switch (outcome.kind) {
    case 'done':
      if (Buffer.byteLength(outcome.resultJson) > PAYLOAD_BYTES) return tooLarge('response');
      return { ok: true, payload: JSON.parse(outcome.resultJson) };
    case 'timeout':
      return { ok: false, kind: 'Timeout', errorType: 'Sandbox.Timedout', message: timeoutMessage(spec) };
    case 'failed':
    case 'exited': {
      const { errorType, message } = outcome.failure;
      return { ok: false, kind: 'Unhandled', errorType, message };
    }
  }
}

const timeoutMessage = ({ timeoutMilliseconds }: FunctionSpec): string =>
  `Task timed out after ${(timeoutMilliseconds / 1000).toFixed(2)} seconds`;

const stackOf = (outcome: InvocationOutcome): { readonly stack?: readonly string[] } =>
  outcome.kind === 'failed' || outcome.kind === 'exited' ? { stack: outcome.failure.stack } : {};
