import { type Ref, ref, watch } from 'vue';

export interface Choice {
  /** Empty where somebody has to choose. */
  readonly chosen: Ref<string>;
  /** Somebody has begun to work on it. */
  begin(): void;
  /** It is done, and the next one begins with what is there first. */
  startAnew(): void;
}

/**
 * One of several, which change as others move the order. What somebody has chosen is never exchanged for another: where
 * it is no longer possible they are asked anew. Who has not begun finds the first one chosen.
 */
export const useChoice = (choices: () => readonly string[]): Choice => {
  const chosen = ref('');
  let hasBegun = false;
  watch(
    choices,
    (now) => {
      if (!now.includes(chosen.value)) chosen.value = hasBegun ? '' : (now[0] ?? '');
    },
    { immediate: true },
  );
  return {
    chosen,
    begin: () => {
      hasBegun = true;
    },
    startAnew: () => {
      hasBegun = false;
      chosen.value = choices()[0] ?? '';
    },
  };
};
