import { onBeforeUnmount, type ShallowRef, shallowRef } from 'vue';
import { recall, remember } from '../session/known.ts';
import { type Trouble, troubleOf } from '../session/problems.ts';
import { isExpired } from '../session/session.ts';

export interface Loaded<Data> {
  readonly data: Readonly<ShallowRef<Data | undefined>>;
  readonly trouble: Readonly<ShallowRef<Trouble | undefined>>;
  /** Since when it is known, where it was not read since the page began: it is of this tab's last visit. */
  readonly knownSince: Readonly<ShallowRef<string | undefined>>;
  /** Reads anew; what is known stays until then, and also where it fails. */
  reload(): Promise<void>;
}

/**
 * Reads at once. Of several reads at a time the last one counts.
 * @param key What it is, where it is to be shown at once at the next visit; the tab remembers it until then.
 */
export const useLoaded = <Data>(load: (signal: AbortSignal) => Promise<Data>, key?: () => string): Loaded<Data> => {
  const known = key && recall<Data>(key());
  const data = shallowRef<Data | undefined>(known?.data);
  const knownSince = shallowRef(known?.at);
  const trouble = shallowRef<Trouble>();
  let reading = new AbortController();
  const reload = async (): Promise<void> => {
    reading.abort();
    reading = new AbortController();
    const { signal } = reading;
    const name = key?.();
    try {
      const read = await load(signal);
      if (signal.aborted) return;
      data.value = read;
      knownSince.value = undefined;
      trouble.value = undefined;
      if (name !== undefined) remember(name, read, new Date());
    } catch (error) {
      if (signal.aborted) return;
      trouble.value = troubleOf(error);
      if (trouble.value.kind === 'expired') isExpired.value = true;
    }
  };
  void reload();
  onBeforeUnmount(() => reading.abort());
  return { data, trouble, knownSince, reload };
};
