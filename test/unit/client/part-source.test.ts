/** What the parts of a page show where the API is behind what was sent live, or out of reach. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Wismo, WismoProblem, WismoUnreachable } from '../../../client/src/index.ts';
import { followOrder, type OrderReading } from '../../../client/src/parts/source.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** An order that has moved to version 2, and whose readings are these. */
const follow = (read: (times: number) => object) => {
  let times = 0;
  const wismo = {
    getOrderStatus: async () => {
      times += 1;
      return read(times);
    },
    getOrderTimeline: async () => ({ timeline: [], pagination: { nextCursor: null } }),
    watch: {
      order: () => ({
        subscribe: (onState: (view: object) => void) => {
          onState({ version: 2 });
          return () => undefined;
        },
      }),
    },
  };
  const readings: OrderReading[] = [];
  const stop = followOrder(wismo as unknown as Wismo, 'ord_1', 'en', (reading) => readings.push(reading));
  return { readings, stop, times: () => times };
};

it('a reading that is behind what was sent is made again, not without a pause', async () => {
  const { times, readings, stop } = follow((count) => ({ version: count < 4 ? 1 : 2 }));
  await vi.advanceTimersByTimeAsync(0);
  expect(times()).toBe(1);
  await vi.advanceTimersByTimeAsync(60_000);
  expect([times(), readings.at(-1)?.order]).toEqual([4, { version: 2, timeline: [] }]);
  stop();
});

it('a reading that fails is made again', async () => {
  const { readings, stop } = follow((count) => {
    if (count === 1) throw new WismoUnreachable('no network');
    return { version: 2 };
  });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(readings.map(({ trouble }) => trouble)).toEqual(['failed', undefined]);
  stop();
});

it('a link that has ended is not tried again', async () => {
  const problem = { title: 'Not found', status: 404, code: 'NOT_FOUND' } as WismoProblem['problem'];
  const { readings, times } = follow(() => {
    throw new WismoProblem(problem);
  });
  await vi.advanceTimersByTimeAsync(60_000);
  expect([times(), readings.at(-1)?.trouble]).toEqual([1, 'ended']);
});
