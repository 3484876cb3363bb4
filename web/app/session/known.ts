/** What this tab has read last, to be shown at once and without a network. It ends with the tab, and with the session. */

const PREFIX = 'wismo-known:';

/** Orders have long histories, and the room of a tab is a few megabytes. */
const MAX_KNOWN = 12;

export interface Known<Data> {
  /** When it was read. */
  readonly at: string;
  readonly data: Data;
}

const keys = (): readonly string[] => Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));

export const recall = <Data>(key: string): Known<Data> | undefined => {
  const text = sessionStorage.getItem(PREFIX + key);
  return text === null ? undefined : (JSON.parse(text) as Known<Data>);
};

const ageOf = (key: string): string => recall(key.slice(PREFIX.length))?.at ?? '';

export const remember = (key: string, data: unknown, at: Date): void => {
  const others = keys().filter((each) => each !== PREFIX + key);
  const oldest = others.toSorted((a, b) => ageOf(a).localeCompare(ageOf(b)));
  for (const old of oldest.slice(0, Math.max(0, others.length - MAX_KNOWN + 1))) sessionStorage.removeItem(old);
  try {
    sessionStorage.setItem(PREFIX + key, JSON.stringify({ at: at.toISOString(), data } satisfies Known<unknown>));
  } catch {
    // The tab has no more room: what is oldest helps least, and the page itself does not need it.
    for (const each of keys()) sessionStorage.removeItem(each);
  }
};

/** Of the client: what was watched, by its owner. */
const SNAPSHOT = 'wismo ';

/** Whoever signs in next sees nothing of whoever was here before. */
export const forgetAll = (): void => {
  for (const key of Object.keys(sessionStorage))
    if (key.startsWith(PREFIX) || key.startsWith(SNAPSHOT)) sessionStorage.removeItem(key);
};
