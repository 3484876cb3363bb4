/** More of them are begun with while the rest is still being prepared. */
const MAX_ITEMS = 32;

/**
 * Hands on together what comes within one turn of the event loop: a message between threads costs more than what a small
 * request or response adds to it.
 */
export function inBatches<T>(send: (items: readonly T[]) => void): (item: T) => void {
  let items: T[] = [];
  const flush = (): void => {
    const ready = items;
    items = [];
    if (ready.length > 0) send(ready);
  };
  return (item) => {
    // After all promises that are settled by now: each may bring another one.
    if (items.length === 0) process.nextTick(flush);
    items.push(item);
    if (items.length === MAX_ITEMS) flush();
  };
}
