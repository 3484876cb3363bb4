import { type Ref, ref, type ShallowRef, shallowRef } from 'vue';
import { type Trouble, troubleOf } from '../session/problems.ts';
import { isExpired } from '../session/session.ts';

export interface Doing {
  readonly isBusy: Readonly<Ref<boolean>>;
  readonly trouble: Readonly<ShallowRef<Trouble | undefined>>;
  /** Does it once at a time; returns whether it was done. */
  run(work: () => Promise<unknown>): Promise<boolean>;
  /** What was wrong is no longer shown. */
  forget(): void;
}

/** What a button does: busy meanwhile, and what was wrong afterwards. */
export const useDoing = (): Doing => {
  const isBusy = ref(false);
  const trouble = shallowRef<Trouble>();
  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    if (isBusy.value) return false;
    isBusy.value = true;
    trouble.value = undefined;
    try {
      await work();
      return true;
    } catch (error) {
      trouble.value = troubleOf(error);
      if (trouble.value.kind === 'expired') isExpired.value = true;
      return false;
    } finally {
      isBusy.value = false;
    }
  };
  const forget = (): void => {
    trouble.value = undefined;
  };
  return { isBusy, trouble, run, forget };
};
