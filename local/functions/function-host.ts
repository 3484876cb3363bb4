import { setTimeout as pause } from 'node:timers/promises';
import type { FunctionHost, InvocationRecord, InvocationResult } from '../ports.ts';
import { FunctionPool } from './function-pool.ts';
import type { FunctionSpec } from './function-spec.ts';
import type { PerformCall } from './shared-thread.ts';
import { createThreads } from './threads.ts';
import { workerEnvironment } from './worker-environment.ts';

export interface HostOptions {
  readonly specs: readonly FunctionSpec[];
  readonly region: string;
  readonly edgeEndpoint: string;
  readonly clockOffset: SharedArrayBuffer;
  /** The edge without a connection; absent, functions reach it by HTTP. */
  readonly edge?: PerformCall;
  /** Gives each environment a thread of its own: slower and larger, and nothing is shared. */
  readonly ownThreads?: boolean;
  readonly onLine?: (spec: FunctionSpec, line: string) => void;
}

/** The host as the runtime owns it. */
export interface RunningHost extends FunctionHost {
  readonly specs: readonly FunctionSpec[];
  /** Loads what is on everybody's way, one after the other. */
  prewarm(): Promise<void>;
  /** Waits for what is under way, at most so long, then ends every worker. */
  stop(graceMilliseconds: number): Promise<void>;
}

const REAP_EVERY_MILLISECONDS = 15_000;

/** Runs the deployed bundles, each environment with a module, variables and output of its own. */
export function createFunctionHost(options: HostOptions): RunningHost {
  const listeners = new Set<(record: InvocationRecord) => void>();
  const pools = new Map<string, FunctionPool>();
  const ids = new Map(options.specs.flatMap((spec) => [spec.id, spec.arn, spec.name].map((key) => [key, spec.id])));
  const threads = createThreads(options);
  for (const spec of options.specs) {
    const pool = new FunctionPool({
      spec,
      variables: workerEnvironment(spec, options.region, options.edgeEndpoint),
      start: threads.start,
      onLine: (line) => options.onLine?.(spec, line),
      onInvocation: (record) => {
        for (const listener of listeners) listener(record);
      },
    });
    pools.set(spec.id, pool);
  }
  const poolOf = (idOrArn: string): FunctionPool | undefined => pools.get(ids.get(idOrArn) ?? '');
  const active = (): number => [...pools.values()].reduce((sum, pool) => sum + pool.active, 0);
  const streaming = (): number => [...pools.values()].reduce((sum, pool) => sum + pool.streaming, 0);
  const reaping = setInterval(() => {
    for (const pool of pools.values()) pool.reap(performance.now());
  }, REAP_EVERY_MILLISECONDS).unref();
  return {
    specs: options.specs,
    invoke: (idOrArn, event) => poolOf(idOrArn)?.invoke(event) ?? Promise.resolve(notFound(idOrArn)),
    stream: (idOrArn, event) => poolOf(idOrArn)?.stream(event) ?? Promise.resolve(notFound(idOrArn)),
    kill: (functionId) => poolOf(functionId)?.kill(),
    endIdle: async () => {
      const ended = await Promise.all([...pools.values()].map((pool) => pool.endIdle()));
      return ended.reduce((sum, workers) => sum + workers, 0);
    },
    active,
    onInvocation: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    prewarm: async () => {
      for (const { id, isHot } of options.specs) if (isHot === true) await pools.get(id)?.prewarm();
    },
    settled: (patienceMilliseconds) => endedOf([...pools.values()], patienceMilliseconds),
    stop: async (graceMilliseconds) => {
      clearInterval(reaping);
      const deadline = performance.now() + graceMilliseconds;
      while (active() + streaming() > 0 && performance.now() < deadline) await pause(10);
      await Promise.all([...pools.values()].map((pool) => pool.stop()));
      await threads.stop();
    },
  };
}

async function endedOf(pools: readonly FunctionPool[], patienceMilliseconds: number): Promise<void> {
  const patience = new AbortController();
  const all = Promise.all(pools.map((pool) => pool.settled()));
  const enough = pause(patienceMilliseconds, undefined, { signal: patience.signal });
  await Promise.race([all, enough]);
  patience.abort();
}

const notFound = (idOrArn: string): InvocationResult => ({
  ok: false,
  kind: 'Unhandled',
  errorType: 'ResourceNotFoundException',
  message: `Function not found: ${idOrArn}`,
});
