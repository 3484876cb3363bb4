import { type ComputedRef, computed, type ShallowRef, shallowRef } from 'vue';
import type { GetPreferencesResult, PutPreferencesRequest } from '../../../../client/src/index.ts';
import { type Doing, useDoing } from '../../parts/use-doing.ts';
import { api } from '../../session/api.ts';

export interface Saving extends Pick<Doing, 'trouble'> {
  /** As it will be once everything is saved; what could not be saved is as it was. */
  readonly shown: ComputedRef<GetPreferencesResult | undefined>;
  readonly isSaved: Readonly<ShallowRef<boolean>>;
  /** One after the other, in the order in which they were asked for. */
  save(body: PutPreferencesRequest): Promise<void>;
}

type Switches = Readonly<Record<string, unknown>>;
const isSwitches = (value: unknown): value is Switches => typeof value === 'object' && value !== null;

/** Of switches those that are named change; of everything else the whole. */
const withChange = (preferences: GetPreferencesResult, change: PutPreferencesRequest): GetPreferencesResult => {
  const before = preferences as unknown as Switches;
  const entries = Object.entries(change).map(([name, value]) => {
    const known = before[name];
    return [name, isSwitches(known) && isSwitches(value) ? { ...known, ...value } : value];
  });
  return { ...preferences, ...Object.fromEntries(entries) };
};

/** @param afterwards Once nothing more waits to be saved. */
export const useSaving = (
  read: Readonly<ShallowRef<GetPreferencesResult | undefined>>,
  afterwards: () => Promise<unknown>,
): Saving => {
  const { trouble, run } = useDoing();
  const waiting = shallowRef<readonly PutPreferencesRequest[]>([]);
  const isSaved = shallowRef(false);
  const stored = shallowRef<{ readonly of: GetPreferencesResult; readonly result: GetPreferencesResult }>();
  /** What a save has returned, until everything is read anew. */
  const known = computed(() =>
    stored.value !== undefined && stored.value.of === read.value ? stored.value.result : read.value,
  );
  const shown = computed(() => known.value && waiting.value.reduce(withChange, known.value));

  let last: Promise<unknown> = Promise.resolve();
  const saveOne = async (body: PutPreferencesRequest): Promise<void> => {
    const isDone = await run(async () => {
      const result = await api().updatePreferences({ body });
      if (read.value) stored.value = { of: read.value, result };
    });
    waiting.value = waiting.value.slice(1);
    if (waiting.value.length > 0) return;
    isSaved.value = isDone;
    if (isDone) await afterwards();
  };
  const save = (body: PutPreferencesRequest): Promise<void> => {
    isSaved.value = false;
    waiting.value = [...waiting.value, body];
    const saved = last.then(() => saveOne(body));
    last = saved;
    return saved;
  };
  return { shown, trouble, isSaved, save };
};
