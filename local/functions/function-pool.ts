import { randomUUID } from 'node:crypto';
import type { InvocationRecord, InvocationResult } from '../ports.ts';
import {
  type ExecutionEnvironment,
  type InvocationOutcome,
  startExecutionEnvironment,
} from './execution-environment.ts';
import type { FunctionSpec } from './function-spec.ts';

export interface PoolOptions {
  readonly spec: FunctionSpec;
  readonly variables: Readonly<Record<string, string>>;
  readonly clockOffset: SharedArrayBuffer;
  readonly onLine: (line: string) => void;
  readonly onInvocation: (record: InvocationRecord) => void;
}

/** The workers of one function. */
export interface FunctionPool {
  invoke(event: unknown): Promise<InvocationResult>;
  kill(): void;
  active(): number;
  /** Starts one worker now, so that the first invocation finds it warm. */
  prewarm(): Promise<void>;
  /** Ends workers that have been idle for long; one stays. */
  reap(now: number): void;
  stop(): Promise<void>;
}

/** Lambda's limit for a synchronous request and for its answer. */
export const PAYLOAD_BYTES = 6 * 1024 * 1024;

/** Workers of a function that has no reserved concurrency: two cores gain nothing from more. */
const LOCAL_CONCURRENCY = 10;

/**
 * A busy function frees a worker sooner than a new one starts, so only a longer wait is worth a start: so long for the
 * second worker, twice as long for the third, and so on.
 */
const PATIENCE_MILLISECONDS = 20;

/** AWS throttles at once at a reserved limit, and would not throttle at all where only this machine is the limit. */
const RESERVED_WAIT_MILLISECONDS = 250;
const LOCAL_WAIT_MILLISECONDS = 25_000;

const IDLE_MILLISECONDS = 60_000;

interface Slot {
  readonly environment: ExecutionEnvironment;
  invocations: number;
  idleSince: number;
}

interface Waiter {
  readonly give: (slot: Slot | undefined) => void;
}

export function createFunctionPool(options: PoolOptions): FunctionPool {
  const { spec } = options;
  const slots = new Set<Slot>();
  const idle: Slot[] = [];
  const waiters: Waiter[] = [];
  let active = 0;
  const most = Math.min(spec.reservedConcurrency ?? LOCAL_CONCURRENCY, LOCAL_CONCURRENCY);
  const wait = spec.reservedConcurrency === undefined ? LOCAL_WAIT_MILLISECONDS : RESERVED_WAIT_MILLISECONDS;

  const forget = (slot: Slot): void => {
    slots.delete(slot);
    const position = idle.indexOf(slot);
    if (position >= 0) idle.splice(position, 1);
    if (waiters.length > 0) grow();
  };
  const start = (): Slot => {
    const environment = startExecutionEnvironment({ ...options, onExit: () => forget(slot) });
    const slot: Slot = { environment, invocations: 0, idleSince: performance.now() };
    slots.add(slot);
    return slot;
  };
  const release = (slot: Slot): void => {
    if (!slot.environment.alive) return;
    slot.idleSince = performance.now();
    const waiter = waiters.shift();
    if (waiter === undefined) idle.push(slot);
    else waiter.give(slot);
  };
  const patience = (): number => PATIENCE_MILLISECONDS * Math.max(1, slots.size);
  /** One start at a time: while it runs, busy workers may come free. */
  let growing = false;
  const grow = (): void => {
    if (growing || slots.size >= most || waiters.length === 0) return;
    growing = true;
    const slot = start();
    void slot.environment.started.then(() => {
      growing = false;
      if (slot.environment.alive) release(slot);
      // A bundle that does not load fails whoever waits for it, instead of being started again and again.
      else waiters.shift()?.give(slot);
      if (waiters.length > 0) setTimeout(grow, patience());
    });
  };
  const acquire = (): Promise<Slot | undefined> => {
    const warm = idle.pop();
    if (warm !== undefined) return Promise.resolve(warm);
    if (slots.size === 0 && most > 0) return Promise.resolve(start());
    return new Promise((resolve) => {
      const waiter: Waiter = {
        give: (slot) => {
          clearTimeout(refusal);
          clearTimeout(growth);
          resolve(slot);
        },
      };
      const growth = setTimeout(grow, patience());
      const refusal = setTimeout(() => {
        waiters.splice(waiters.indexOf(waiter), 1);
        waiter.give(undefined);
      }, wait);
      waiters.push(waiter);
    });
  };
  const invoke = async (event: unknown): Promise<InvocationResult> => {
    const eventJson = JSON.stringify(event) ?? 'null';
    if (Buffer.byteLength(eventJson) > PAYLOAD_BYTES) return tooLarge('request');
    active += 1;
    try {
      const slot = await acquire();
      if (slot === undefined) return THROTTLED;
      return await runIn(slot, eventJson);
    } finally {
      active -= 1;
    }
  };
  const runIn = async (slot: Slot, eventJson: string): Promise<InvocationResult> => {
    const coldStart = slot.invocations === 0;
    slot.invocations += 1;
    await slot.environment.started;
    const begun = performance.now();
    const outcome = await slot.environment.invoke(randomUUID(), eventJson);
    const result = resultOf(outcome, spec);
    release(slot);
    options.onInvocation({
      functionId: spec.id,
      milliseconds: performance.now() - begun,
      coldStart,
      ok: result.ok,
      memoryMegabytes: spec.memoryMegabytes,
    });
    if (!result.ok) options.onLine(JSON.stringify({ level: 'ERROR', ...result, ...stackOf(outcome) }));
    return result;
  };
  const busy = (): readonly Slot[] => [...slots].filter((slot) => !idle.includes(slot));
  return {
    invoke,
    active: () => active,
    kill: () => {
      for (const slot of busy()) void slot.environment.terminate('The worker was killed');
    },
    prewarm: async () => {
      if (slots.size > 0 || most === 0) return;
      const slot = start();
      await slot.environment.started;
      release(slot);
    },
    reap: (now) => {
      for (const slot of idle.filter(({ idleSince }) => now - idleSince > IDLE_MILLISECONDS)) {
        if (slots.size > 1) void slot.environment.terminate('Idle');
      }
    },
    stop: async () => {
      for (const waiter of waiters.splice(0)) waiter.give(undefined);
      await Promise.all([...slots].map((slot) => slot.environment.terminate('The local cloud stops')));
    },
  };
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
      return {
        ok: false,
        kind: 'Timeout',
        errorType: 'Sandbox.Timedout',
        message: `Task timed out after ${(spec.timeoutMilliseconds / 1000).toFixed(2)} seconds`,
      };
    case 'failed':
    case 'exited':
      return {
        ok: false,
        kind: 'Unhandled',
        errorType: outcome.failure.errorType,
        message: outcome.failure.message,
      };
  }
}

const stackOf = (outcome: InvocationOutcome): { readonly stack?: readonly string[] } =>
  outcome.kind === 'failed' || outcome.kind === 'exited' ? { stack: outcome.failure.stack } : {};
