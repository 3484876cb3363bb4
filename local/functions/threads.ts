import type { EnvironmentOptions, StartEnvironment } from './execution-environment.ts';
import type { FunctionSpec } from './function-spec.ts';
import { inOwnThread } from './own-thread.ts';
import { type PerformCall, SharedThread } from './shared-thread.ts';

export interface ThreadsOptions {
  readonly clockOffset: SharedArrayBuffer;
  readonly edgeEndpoint: string;
  readonly edge?: PerformCall;
  /** Every environment gets a thread of its own. */
  readonly ownThreads?: boolean;
}

export interface Threads {
  readonly start: StartEnvironment;
  stop(): Promise<void>;
}

const nameOf = ({ follows, streams }: FunctionSpec): string => {
  if (streams) return 'streams';
  return follows ? 'followers' : 'requests';
};

/**
 * Which thread runs an environment: one for what people wait for, one for what follows, one for what stays open and looks
 * for news by itself. A function that hung or broke
 * its thread, or whose bundle is a module that cannot share one, has a thread for each environment from then on.
 */
export function createThreads({ clockOffset, edgeEndpoint, edge, ownThreads = false }: ThreadsOptions): Threads {
  const shared = new Map<string, SharedThread>();
  const all = new Set<SharedThread>();
  const alone = new Set<string>();
  const startAlone = inOwnThread(clockOffset);
  const threadFor = ({ spec }: EnvironmentOptions): SharedThread => {
    const name = nameOf(spec);
    const known = shared.get(name);
    if (known !== undefined) return known;
    const thread = new SharedThread({
      name,
      clockOffset,
      edgeEndpoint,
      ...(edge === undefined ? {} : { edge }),
      onLost: (functionId) => {
        shared.delete(name);
        if (functionId !== undefined) alone.add(functionId);
      },
    });
    shared.set(name, thread);
    all.add(thread);
    return thread;
  };
  return {
    start: (options) => {
      const { id } = options.spec;
      if (ownThreads || alone.has(id)) return startAlone(options);
      return threadFor(options).start({ ...options, onModule: () => alone.add(id) });
    },
    stop: async () => {
      await Promise.all([...all].map((thread) => thread.stop()));
    },
  };
}
