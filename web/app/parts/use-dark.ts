import { onBeforeUnmount, type Ref, ref } from 'vue';

/** Whether the page is dark now: it follows the reader's choice. */
export const useDark = (): Readonly<Ref<boolean>> => {
  const query = matchMedia('(prefers-color-scheme: dark)');
  const isDark = ref(query.matches);
  const look = (): void => {
    isDark.value = query.matches;
  };
  query.addEventListener('change', look);
  onBeforeUnmount(() => query.removeEventListener('change', look));
  return isDark;
};
