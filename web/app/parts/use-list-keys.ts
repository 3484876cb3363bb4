import { onBeforeUnmount } from 'vue';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable], dialog') !== null;

/**
 * `/` leads to the search, `j` and `k` through a list. Only where nobody types, and never with a modifier.
 *
 * @param search Selector of the field. @param entries Selector of what is in the list, as the page shows it.
 */
export const useListKeys = (search: string, entries: string): void => {
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === '/') {
      event.preventDefault();
      document.querySelector<HTMLElement>(search)?.focus();
    }
    if (event.key !== 'j' && event.key !== 'k') return;
    const all = [...document.querySelectorAll<HTMLElement>(entries)];
    const now = all.indexOf(document.activeElement as HTMLElement);
    const next = event.key === 'j' ? now + 1 : Math.max(0, now - 1);
    all[Math.min(next, all.length - 1)]?.focus();
  };
  addEventListener('keydown', onKey);
  onBeforeUnmount(() => removeEventListener('keydown', onKey));
};
