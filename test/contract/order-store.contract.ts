import { describe, expect, it } from 'vitest';
import type { OrderStore } from '../../shared/orders/use-cases/order-store.ts';
import { anOrder, aScan, changed, created, seededIds } from '../support/order-fixtures.ts';
import { NOTHING, type StoresUnderTest, storesOf, storing } from './support/stores-under-test.ts';

const RACERS = 50;

/** What every `OrderStore` does about one order: versions, history, scans, idempotency. */
export const orderStoreContract = (name: string, start: () => Promise<StoresUnderTest>): void => {
  describe(`order store on ${name}`, () => {
    const stores = storesOf(start);
    const ids = seededIds(7);
    const store = storing(stores, ids);

    it('gives back an order and its history exactly as they were put', async () => {
      const full = anOrder({
        orderId: 'whole',
        guestEmail: 'guest@example.com',
        metadata: { z: 1e300, a: [2 ** 64, { deep: '' }], 'not#a%name': null },
        shippingAddress: { line1: 'Calle Mayor 1', city: 'Madrid', country: 'ES' },
        stamps: { confirmedAt: '2026-03-01T10:00:00.000Z' },
      });
      const { order, events } = created(full, ids);
      await stores.orders.create(order, events, NOTHING);
      const read = await stores.orders.get('whole');
      expect(read).toEqual(order);
      expect(JSON.stringify(read?.metadata)).toBe(JSON.stringify(order.metadata));
      expect(await stores.orders.history('whole', { limit: 10 })).toEqual({ events });
      expect(await stores.orders.findIdByNumber(order.orderNumber)).toBe('whole');
      expect(await stores.orders.get('nobody')).toBeUndefined();
      expect(await stores.orders.findIdByNumber('ORD-2026-999999')).toBeUndefined();
    });

    it('shows of a history everything but what followers do about it', async () => {
      const { order, events } = created(anOrder({ orderId: 'shown' }), ids);
      const said = {
        statusDetails: 'details',
        reason: 'reason',
        notes: 'notes',
        location: { city: 'Madrid' },
        trackingNumber: 'T1',
        carrier: 'ups',
        estimatedDelivery: '2026-03-01',
        forced: true,
        metadata: { z: 1e300, a: [{ deep: '' }] },
      } as const;
      const full = events.map((event) => ({
        ...event,
        ...said,
        previousStatus: event.status,
      })) as unknown as typeof events;
      await stores.orders.create(order, full, NOTHING);
      const shown = full.map(({ effects: _, ...event }) => event);
      expect(await stores.orders.shownHistory('shown', { limit: 10 })).toEqual({ events: shown });
      expect(await stores.orders.shownHistory('shown', { limit: 10, after: 1 })).toEqual({ events: shown.slice(1) });
    });

    it('gives many orders in the order asked for, leaving out what is not there', async () => {
      await store('many-1');
      await store('many-2');
      const found = await stores.orders.getMany(['many-2', 'absent', 'many-1', 'many-2']);
      expect(found.map(({ orderId }) => orderId)).toEqual(['many-2', 'many-1']);
    });

    it('refuses a second order with the same id, and shows the first', async () => {
      const order = await store('twice');
      const second = created(anOrder({ orderId: 'twice', orderNumber: 'ORD-2026-OTHER' }), ids);
      expect(await stores.orders.create(second.order, second.events, NOTHING)).toEqual({ outcome: 'exists', order });
      expect(await stores.orders.findIdByNumber('ORD-2026-OTHER')).toBeUndefined();
    });

    it('lets one of two orders have a number', async () => {
      await store('number-1', { orderNumber: 'ORD-2026-000777' });
      const second = created(anOrder({ orderId: 'number-2', orderNumber: 'ORD-2026-000777' }), ids);
      expect(await stores.orders.create(second.order, second.events, NOTHING)).toEqual({ outcome: 'number_taken' });
      expect(await stores.orders.get('number-2')).toBeUndefined();
    });

    it('moves an order only from the version that was read', async () => {
      const first = await store('versions');
      const second = changed(first, { status: 'processing', phase: 'preparing' }, ids, { events: 2 });
      expect(await stores.orders.commit(1, second.order, second.events, {})).toBe('committed');
      const late = changed(first, { status: 'cancelled', phase: 'cancelled' }, ids);
      expect(await stores.orders.commit(1, late.order, late.events, {})).toBe('conflict');
      expect(await stores.orders.get('versions')).toEqual(second.order);
      const absent = changed({ ...first, orderId: 'absent' }, {}, ids);
      expect(await stores.orders.commit(1, absent.order, absent.events, {})).toBe('conflict');
    });

    it('refuses to write a history with a gap', async () => {
      const first = await store('gap');
      const next = changed(first, {}, ids);
      await expect(stores.orders.commit(1, { ...next.order, version: 5 }, next.events, {})).rejects.toThrow(RangeError);
      await expect(stores.orders.commit(1, { ...first, version: 1 }, [], {})).rejects.toThrow(RangeError);
    });

    it(`lets ${RACERS} racers win each version once, without a gap`, async () => {
      await store('race');
      const race = async (racer: number): Promise<void> => {
        for (;;) {
          const before = await stores.orders.get('race');
          if (before === undefined) throw new Error('The order is gone');
          const next = changed(before, { notes: `racer ${racer}` }, ids);
          if ((await stores.orders.commit(before.version, next.order, next.events, {})) === 'committed') return;
        }
      };
      await Promise.all(Array.from({ length: RACERS }, (_, racer) => race(racer)));
      const { events } = await stores.orders.history('race', { limit: 1_000 });
      expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: RACERS + 1 }, (_, i) => i + 1));
      expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(RACERS + 1);
      expect((await stores.orders.get('race'))?.version).toBe(RACERS + 1);
    });

    it('pages a history both ways', async () => {
      const first = await store('pages');
      const next = changed(first, {}, ids, { events: 6 });
      await stores.orders.commit(1, next.order, next.events, {});
      const seqs = async (options: Parameters<OrderStore['history']>[1]) => {
        const page = await stores.orders.history('pages', options);
        return { seqs: page.events.map(({ seq }) => seq), next: page.next };
      };
      expect(await seqs({ limit: 3 })).toEqual({ seqs: [1, 2, 3], next: 3 });
      expect(await seqs({ limit: 3, after: 3 })).toEqual({ seqs: [4, 5, 6], next: 6 });
      expect(await seqs({ limit: 3, after: 6 })).toEqual({ seqs: [7], next: undefined });
      expect(await seqs({ limit: 7 })).toEqual({ seqs: [1, 2, 3, 4, 5, 6, 7], next: undefined });
      expect(await seqs({ limit: 2, newestFirst: true })).toEqual({ seqs: [7, 6], next: 6 });
      expect(await seqs({ limit: 9, newestFirst: true, before: 6 })).toEqual({
        seqs: [5, 4, 3, 2, 1],
        next: undefined,
      });
      expect(await seqs({ limit: 9, after: 7 })).toEqual({ seqs: [], next: undefined });
      expect(await seqs({ limit: 9, after: 5, before: 3 })).toEqual({ seqs: [], next: undefined });
    });

    it('records a scan once, as it was reported first, with a change or without', async () => {
      const first = await store('scans');
      const recorded = aScan({ scanId: 'a', rawText: 'first report' });
      const next = changed(first, {}, ids);
      await stores.orders.commit(1, next.order, next.events, { scans: [recorded] });
      const repeated = { ...recorded, rawText: 'second report', recordedAt: '2026-03-05T00:00:00.000Z' };
      const later = aScan({ scanId: 'b', occurredAt: '2026-03-03T08:00:00.000Z' });
      expect(await stores.orders.unknownScans('scans', [repeated, later, later])).toEqual([later]);
      await stores.orders.addScans('scans', [repeated, later]);
      const again = changed(next.order, {}, ids);
      expect(await stores.orders.commit(2, again.order, again.events, { scans: [repeated, repeated, later] })).toBe(
        'committed',
      );
      expect(await stores.orders.scans('scans', { limit: 10 })).toEqual({ scans: [recorded, later] });
      expect(await stores.orders.getWithScans('scans')).toEqual({
        order: again.order,
        scans: [recorded, later],
        isComplete: true,
      });
      expect(await stores.orders.getWithScans('no-scans')).toBeUndefined();
    });

    it('pages scans by their own time', async () => {
      await store('scan-pages');
      const recorded = [5, 1, 4, 2, 3].map((day) =>
        aScan({ scanId: `s${day}`, occurredAt: `2026-03-0${day}T00:00:00.000Z` }),
      );
      await stores.orders.addScans('scan-pages', recorded);
      const first = await stores.orders.scans('scan-pages', { limit: 3 });
      const after = first.next ?? '';
      const second = await stores.orders.scans('scan-pages', { limit: 3, after });
      expect([first, second].map(({ scans }) => scans.map(({ scanId }) => scanId))).toEqual([
        ['s1', 's2', 's3'],
        ['s4', 's5'],
      ]);
      expect(second.next).toBeUndefined();
    });

    it('stores the response for an idempotency key together with the order, or nothing at all', async () => {
      const now = new Date('2026-03-01T10:00:00.000Z');
      const claim = (claimId: string, at = now) =>
        stores.idempotency.claim({ scope: 'orders', key: 'k1', requestDigest: 'd', claimId, now: at });
      const completion = (claimId: string) => ({
        idempotency: { scope: 'orders', key: 'k1', claimId, response: { statusCode: 201, body: '{"ok":true}' } },
      });
      expect(await claim('c1')).toEqual({ kind: 'claimed', claimId: 'c1' });
      const later = new Date(now.getTime() + 31_000);
      expect(await claim('c2', later)).toEqual({ kind: 'claimed', claimId: 'c2' });
      const lost = created(anOrder({ orderId: 'idem-lost' }), ids);
      expect(await stores.orders.create(lost.order, lost.events, { ...NOTHING, ...completion('c1') })).toEqual({
        outcome: 'idempotency_lost',
      });
      const won = created(anOrder({ orderId: 'idem-won' }), ids);
      expect(await stores.orders.create(won.order, won.events, { ...NOTHING, ...completion('c2') })).toEqual({
        outcome: 'created',
      });
      expect(await claim('c3', later)).toEqual({ kind: 'replay', response: { statusCode: 201, body: '{"ok":true}' } });
      const change = changed(won.order, {}, ids);
      expect(await stores.orders.commit(1, change.order, change.events, completion('c2'))).toBe('idempotency_lost');
      expect(await stores.orders.getMany(['idem-lost', 'idem-won'])).toEqual([won.order]);
    });

    it('gives out number blocks that never overlap', async () => {
      const firsts = await Promise.all(Array.from({ length: 20 }, () => stores.orders.takeNumberBlock(2031, 50)));
      expect([...firsts].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i * 50 + 1));
      expect(await stores.orders.takeNumberBlock(2032, 50)).toBe(1);
    });
  });
};
