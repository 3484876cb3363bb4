import { onBeforeUnmount, type Ref, ref, watch } from 'vue';

/** Longer than between the presses of a double one, and than somebody needs to see that a button says something else. */
const SETTLING_MILLISECONDS = 700;

/**
 * Whether what a button does has just changed: a press of that moment means what stood there before. It is a double one,
 * or somebody else was quicker.
 *
 * @param what Changes with what the buttons do.
 * @param isNew They have taken the place of others, and settle as they come.
 */
export const useSettling = (what: () => unknown, isNew = false): Readonly<Ref<boolean>> => {
  const isSettling = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const settle = (): void => {
    isSettling.value = true;
    clearTimeout(timer);
    timer = setTimeout(() => {
      isSettling.value = false;
    }, SETTLING_MILLISECONDS);
  };
  watch(what, (_now, before) => {
    if (before !== undefined) settle();
  });
  if (isNew) settle();
  onBeforeUnmount(() => clearTimeout(timer));
  return isSettling;
};
