import type { Clock } from '../../clock/clock.ts';
import type { OrderStore } from './order-store.ts';

export interface OrderNumberSource {
  /** `ORD-2026-001234`, of the year (UTC) in which it is asked for. */
  next(): Promise<string>;
}

interface Block {
  readonly year: number;
  next: number;
  readonly end: number;
}

const DIGITS = 6;
const DEFAULT_BLOCK_SIZE = 50;

/** Past a million orders a year the number grows a digit. */
const format = (year: number, n: number): string => `ORD-${year}-${String(n).padStart(DIGITS, '0')}`;

/**
 * Numbers are taken from the year's counter in blocks, so that one item is not written for every order; callers that
 * find the block empty at once share the next one. What a process has left when it ends is a gap: numbers are unique and
 * rise roughly with time, and promise nothing more.
 */
export const orderNumberSource = (source: {
  readonly store: Pick<OrderStore, 'takeNumberBlock'>;
  readonly clock: Clock;
  readonly blockSize?: number;
}): OrderNumberSource => {
  const size = source.blockSize ?? DEFAULT_BLOCK_SIZE;
  let block: Block | undefined;
  let fetching: { readonly year: number; readonly done: Promise<void> } | undefined;

  const fetchBlock = async (year: number): Promise<void> => {
    try {
      const first = await source.store.takeNumberBlock(year, size);
      block = { year, next: first, end: first + size };
    } finally {
      fetching = undefined;
    }
  };

  return {
    next: async () => {
      for (;;) {
        const year = source.clock.now().getUTCFullYear();
        if (block?.year === year && block.next < block.end) {
          block.next += 1;
          return format(year, block.next - 1);
        }
        if (fetching?.year !== year) fetching = { year, done: fetchBlock(year) };
        await fetching.done;
      }
    },
  };
};
