import { onBeforeUnmount, type Ref, ref } from 'vue';

const EVERY_MILLISECONDS = 60_000;

/** The time, for ages on a page that stays open: once a minute, and when the page is looked at again. */
export const useNow = (): Readonly<Ref<Date>> => {
  const now = ref(new Date());
  const look = (): void => {
    now.value = new Date();
  };
  const timer = setInterval(look, EVERY_MILLISECONDS);
  document.addEventListener('visibilitychange', look);
  onBeforeUnmount(() => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', look);
  });
  return now;
};
