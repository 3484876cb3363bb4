import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type OrderRow, type Phase, WismoProblem, WismoUnreachable } from '../../../client/src/index.ts';
import { readAnew } from '../../../web/app/areas/shop/read-anew.ts';
import { rowReader } from '../../../web/app/areas/shop/row-reader.ts';

const row = (orderId: string, phase: Phase, version = 1): OrderRow => ({ orderId, phase, version }) as OrderRow;
const rowsOf = (...rows: readonly OrderRow[]): ReadonlyMap<string, OrderRow> =>
  new Map(rows.map((each) => [each.orderId, each]));

describe('a board that is read anew', () => {
  it('keeps what it had, with what is newer of each, and says which new orders came meanwhile', () => {
    const before = rowsOf(row('old', 'ready'), row('ended', 'completed'), row('moved', 'confirmed', 3));
    const read = rowsOf(row('moved', 'placed', 2), row('came', 'placed'), row('gone-on', 'confirmed'));
    const { rows, added, unread } = readAnew(before, read);
    expect([...rows.keys()].toSorted()).toEqual(['came', 'ended', 'gone-on', 'moved', 'old']);
    expect(rows.get('moved')?.version).toBe(3);
    expect([added, unread]).toEqual([['came'], ['old']]);
  });

  it('has nothing new the first time', () => {
    expect(readAnew(undefined, rowsOf(row('there', 'placed')))).toMatchObject({ added: [], unread: [] });
  });
});

describe('orders that a board has only heard of', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const problem = (status: number, code = 'X') =>
    new WismoProblem({ status, code, title: '', detail: '' } as ConstructorParameters<typeof WismoProblem>[0]);

  it('are read once each, a few at a time', async () => {
    let atOnce = 0;
    let most = 0;
    const read = vi.fn(async () => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await Promise.resolve();
      atOnce -= 1;
    });
    const reader = rowReader(read);
    for (let number = 0; number < 100; number += 1) reader.want(`ord_${number}`);
    reader.want('ord_99');
    await vi.advanceTimersByTimeAsync(0);
    expect(read).toHaveBeenCalledTimes(100);
    expect(most).toBe(4);
  });

  it.each([
    ['the service has a problem', problem(500), 2],
    ['there is no network', new WismoUnreachable('gone'), 2],
    ['it is not there', problem(404), 1],
  ])('are not asked for again and again while %s', async (_why, error, calls) => {
    const read = vi.fn().mockRejectedValue(error);
    const reader = rowReader(read);
    const hear = async (): Promise<void> => {
      reader.want('ord_1');
      await vi.advanceTimersByTimeAsync(100);
    };
    for (let heard = 0; heard < 100; heard += 1) await hear();
    expect(read).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(read).toHaveBeenCalledTimes(calls);
    reader.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(read).toHaveBeenCalledTimes(calls);
  });
});
