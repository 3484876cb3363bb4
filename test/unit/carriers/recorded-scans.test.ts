import { describe, expect, it } from 'vitest';
import { recordedScans } from '../../../shared/carriers/recorded-scans.ts';
import { memoryOrderStore } from '../../support/memory/memory-order-store.ts';
import { anOrder, aScan, created, seededIds } from '../../support/order-fixtures.ts';

const scans = Array.from({ length: 250 }, (_, minute) =>
  aScan({
    scanId: `s${String(minute).padStart(3, '0')}`,
    trackingNumber: minute % 50 === 0 ? 'T2' : 'T1',
    occurredAt: new Date(Date.UTC(2026, 2, 2, 0, minute)).toISOString(),
  }),
);

describe('the scans that are recorded of an order', () => {
  it('are all of those that are wanted, oldest first, each once, over many pages', async () => {
    const store = memoryOrderStore();
    const { order, events } = created(anOrder({ orderId: 'o1' }), seededIds());
    await store.create(order, events, { stockTaken: [] });
    await store.addScans('o1', scans);
    expect(await recordedScans(store, 'o1', () => true)).toEqual(scans);
    const wanted = await recordedScans(store, 'o1', ({ trackingNumber }) => trackingNumber === 'T2');
    expect(wanted.map(({ scanId }) => scanId)).toEqual(['s000', 's050', 's100', 's150', 's200']);
    expect(await recordedScans(store, 'o2', () => true)).toEqual([]);
  });
});
