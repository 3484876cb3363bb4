import { type Caller, readCaller } from '../security/caller.ts';

/**
 * Who subscribed is kept as one text: of a topic that thousands follow, an object with its lists takes the table and its
 * reader twice as long.
 */
export const callerText = (caller: Caller): string => JSON.stringify(caller);

/** Who subscribed; `unreadable` where another version has stored it in a form that this one does not know. */
export type StoredCaller = Caller | 'unreadable';

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON: of another form, as everything that is no caller.
    return undefined;
  }
};

/**
 * Reads such texts, each once: most followers of a topic are one caller, who is nobody. Subscriptions of an earlier
 * version keep an object. While a new version is rolled out, functions of both read what either has stored.
 */
export const callerReader = (): ((stored: unknown) => StoredCaller) => {
  const known = new Map<string, StoredCaller>();
  return (stored) => {
    if (typeof stored !== 'string') return readCaller(stored) ?? 'unreadable';
    const caller = known.get(stored) ?? readCaller(parsed(stored)) ?? 'unreadable';
    known.set(stored, caller);
    return caller;
  };
};
