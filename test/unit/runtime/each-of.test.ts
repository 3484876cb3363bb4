import { describe, expect, it } from 'vitest';
import { eachOf } from '../../../shared/each-of.ts';

describe('work for each', () => {
  it('is done so many at a time, with results in the order of the items', async () => {
    const ends: (() => void)[] = [];
    let running = 0;
    let most = 0;
    const done = eachOf([1, 2, 3, 4, 5], 2, async (item) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((end) => ends.push(end));
      running -= 1;
      return item * 10;
    });
    for (let n = 0; n < 5; n += 1) {
      // The later one of two ends first.
      ends.pop()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await done).toEqual([10, 20, 30, 40, 50]);
    expect(most).toBe(2);
  });

  it('is nothing for none', async () => {
    expect(await eachOf([], 2, async () => 1)).toEqual([]);
  });

  it('throws what one of them throws', async () => {
    const failing = eachOf([1, 2, 3], 2, async (item) => {
      if (item === 2) throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
  });
});
