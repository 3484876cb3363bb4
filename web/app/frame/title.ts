import { watchEffect } from 'vue';
import { unread } from './unread.ts';

/** The title of the tab: how many entries are unread, what the page says, whose it is. */
export const useTitle = (title: () => string): void => {
  watchEffect(() => {
    const count = unread.value > 0 ? `(${unread.value}) ` : '';
    document.title = `${count}${title()} · wismo`;
  });
};
