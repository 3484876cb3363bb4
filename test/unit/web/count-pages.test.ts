import { describe, expect, it } from 'vitest';
import { countPages } from '../../../web/app/areas/staff/count-pages.ts';

/** So many on each page, and how often it was read. */
const pagesOf = (...sizes: readonly number[]) => {
  const read: number[] = [];
  const page = async (from: number | undefined) => {
    const at = from ?? 0;
    read.push(at);
    return { orders: Array.from({ length: sizes[at] ?? 0 }), next: at + 1 < sizes.length ? at + 1 : undefined };
  };
  return { page, read };
};

describe('the number of orders in a queue', () => {
  it('is that of all its pages', async () => {
    expect(await countPages(pagesOf(50, 0, 7).page, 8)).toEqual({ count: 57, isMore: false });
  });

  it('ends at the last page that may be read, and says that there are more', async () => {
    const { page, read } = pagesOf(50, 50, 50);
    expect(await countPages(page, 2)).toEqual({ count: 100, isMore: true });
    expect(read).toEqual([0, 1]);
  });
});
