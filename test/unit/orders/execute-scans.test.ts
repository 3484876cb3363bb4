import { describe, expect, it } from 'vitest';
import { executeCommand } from '../../../shared/orders/use-cases/execute-command.ts';
import { aScan } from '../../support/order-fixtures.ts';
import { setUp } from './support/executing.ts';

describe('applying scans', () => {
  const scans = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) =>
      aScan({
        scanId: `s${from + i}`,
        milestone: 'delivery_attempted',
        occurredAt: new Date(Date.UTC(2026, 2, 2, 0, from + i)).toISOString(),
      }),
    );
  const apply = (recorded: ReturnType<typeof scans>) =>
    ({
      orderId: 'o1',
      actor: { role: 'carrier', id: 'fedex' },
      command: { type: 'apply_scans', trackingNumber: '122816215025810', scans: recorded },
    }) as const;

  it('decides on what is new to the order, and records it', async () => {
    const { dependencies, store } = await setUp();
    expect(await executeCommand(dependencies, apply(scans(0, 2)))).toMatchObject({ changed: true, scansRecorded: 2 });
    expect(await executeCommand(dependencies, apply(scans(0, 3)))).toMatchObject({ changed: true, scansRecorded: 1 });
    expect(await executeCommand(dependencies, apply(scans(0, 3)))).toMatchObject({ changed: false, scansRecorded: 0 });
    expect(await store.get('o1')).toMatchObject({ deliveryAttempts: 3, version: 4 });
    expect((await store.scans('o1', { limit: 10 })).scans).toEqual(scans(0, 3));
  });

  it('records a scan that changes nothing', async () => {
    const { dependencies, store, order } = await setUp();
    const silent = aScan({ scanId: 'silent' });
    expect(await executeCommand(dependencies, apply([silent]))).toMatchObject({ changed: false, scansRecorded: 1 });
    expect(await store.get('o1')).toEqual(order);
    expect((await store.scans('o1', { limit: 10 })).scans).toEqual([silent]);
  });

  it('counts a scan once that is sent to several at the same moment', async () => {
    const { dependencies, store } = await setUp();
    await Promise.all(Array.from({ length: 5 }, () => executeCommand(dependencies, apply(scans(0, 4)))));
    expect(await store.get('o1')).toMatchObject({ deliveryAttempts: 4, version: 5 });
  });

  it('takes more than a transaction holds in portions, by their time', async () => {
    const { dependencies, store } = await setUp();
    const recorded = scans(0, 100);
    const result = await executeCommand(dependencies, apply(recorded.toReversed()));
    expect(result).toMatchObject({ ok: true, changed: true, scansRecorded: 100, order: { deliveryAttempts: 100 } });
    const { events } = await store.history('o1', { limit: 200 });
    expect(events.slice(1).map(({ occurredAt }) => occurredAt)).toEqual(recorded.map(({ occurredAt }) => occurredAt));
    expect(result.ok && result.events).toHaveLength(100);
  });
});
