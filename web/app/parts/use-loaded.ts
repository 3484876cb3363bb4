import { onBeforeUnmount, type ShallowRef, shallowRef } from 'vue';
import { type Trouble, troubleOf } from '../session/problems.ts';
import { isExpired } from '../session/session.ts';

export interface Loaded<Data> {
  readonly data: Readonly<ShallowRef<Data | undefined>>;
  readonly trouble: Readonly<ShallowRef<Trouble | undefined>>;
  /** Reads anew; what is known stays until then, and also where it fails. */
  reload(): Promise<void>;
}

/** Reads at once. Of several reads at a time the last one counts. */
export const useLoaded = <Data>(load: (signal: AbortSignal) => Promise<Data>): Loaded<Data> => {
  const data = shallowRef<Data>();
  const trouble = shallowRef<Trouble>();
  let reading = new AbortController();
  const reload = async (): Promise<void> => {
    reading.abort();
    reading = new AbortController();
    const { signal } = reading;
    try {
      const read = await load(signal);
      if (signal.aborted) return;
      data.value = read;
      trouble.value = undefined;
    } catch (error) {
      if (signal.aborted) return;
      trouble.value = troubleOf(error);
      if (trouble.value.kind === 'expired') isExpired.value = true;
    }
  };
  void reload();
  onBeforeUnmount(() => reading.abort());
  return { data, trouble, reload };
};
