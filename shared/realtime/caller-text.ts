import type { Caller } from '../security/caller.ts';

/**
 * Who subscribed is kept as one text: of a topic that thousands follow, an object with its lists takes the table and its
 * reader twice as long.
 */
export const callerText = (caller: Caller): string => JSON.stringify(caller);

/**
 * Reads such texts, each once: most followers of a topic are one caller, who is nobody. Subscriptions of an earlier
 * version keep an object.
 */
export const callerReader = (): ((stored: unknown) => Caller) => {
  const known = new Map<string, Caller>();
  return (stored) => {
    if (typeof stored !== 'string') return stored as Caller;
    const caller = known.get(stored) ?? (JSON.parse(stored) as Caller);
    known.set(stored, caller);
    return caller;
  };
};
