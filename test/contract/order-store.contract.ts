import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IdempotencyStore } from '../../shared/orders/use-cases/idempotency.ts';
import type { ListingStore } from '../../shared/orders/use-cases/listing-store.ts';
import type { CommitExtras, OrderStore } from '../../shared/orders/use-cases/order-store.ts';
import { anOrder, aScan, changed, created, seededIds } from '../support/order-fixtures.ts';

/** What a suite gets of an adapter: stores over one and the same state. */
export interface StoresUnderTest {
  readonly orders: OrderStore;
  readonly listings: ListingStore;
  readonly idempotency: IdempotencyStore;
  stop(): Promise<void>;
}

const NOTHING = { stockTaken: [] } as const;
const RACERS = 50;
const day = (count: number): string => `2026-03-0${count}T00:00:00.000Z`;
const LISTED = { sellerId: 'seller-1', updatedAt: '2026-03-01T10:00:00.000Z' } as const;

/** What every `OrderStore` does about one order: versions, history, scans, claims, stock, idempotency. */
export const orderStoreContract = (name: string, start: () => Promise<StoresUnderTest>): void => {
  describe(`order store on ${name}`, () => {
    let stores: StoresUnderTest;
    const ids = seededIds(7);
    beforeAll(async () => {
      stores = await start();
    });
    afterAll(() => stores.stop());

    const store = async (orderId: string, given: Parameters<typeof anOrder>[0] | object = {}) => {
      const { order, events } = created(anOrder({ orderId, ...given }), ids);
      expect(await stores.orders.create(order, events, NOTHING)).toEqual({ outcome: 'created' });
      return order;
    };

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

    it('finds the orders of a parcel, newest claim first; a claim keeps its first time', async () => {
      const claim = (claimedAt: string) => ({
        trackingClaims: [{ trackingNumber: 'T1', carrier: 'fedex', claimedAt }],
      });
      const one = await store('claim-1');
      const two = await store('claim-2');
      const oneNext = changed(one, {}, ids);
      await stores.orders.commit(1, oneNext.order, oneNext.events, claim('2026-03-01T00:00:00.000Z'));
      const twoNext = changed(two, {}, ids);
      await stores.orders.commit(1, twoNext.order, twoNext.events, claim('2026-03-02T00:00:00.000Z'));
      expect(await stores.orders.findIdsByTrackingNumber('T1')).toEqual(['claim-2', 'claim-1']);
      const again = changed(oneNext.order, {}, ids);
      await stores.orders.commit(2, again.order, again.events, claim('2026-03-03T00:00:00.000Z'));
      expect(await stores.orders.findIdsByTrackingNumber('T1')).toEqual(['claim-2', 'claim-1']);
      expect(await stores.orders.findIdsByTrackingNumber('T2')).toEqual([]);
    });

    describe('a parcel', () => {
      const since = '2026-01-01T00:00:00.000Z';
      const claimed = (trackingNumber: string, claimedAt: string, ownerUnlessSince?: string) => ({
        trackingClaims: [
          { trackingNumber, carrier: 'fedex', claimedAt, ...(ownerUnlessSince && { ownerUnlessSince }) },
        ],
      });
      const claim = async (orderId: string, sellerId: string, extras: CommitExtras) => {
        const before = (await stores.orders.get(orderId)) ?? (await store(orderId, { sellerId }));
        const { order, events } = changed(before, {}, ids);
        return stores.orders.commit(before.version, order, events, extras);
      };

      it('is of the shop that registers it first, however many of its orders claim it', async () => {
        expect(await claim('own-1', 'shop-1', claimed('OWN1', day(2), since))).toBe('committed');
        expect(await claim('own-2', 'shop-2', claimed('OWN1', day(3), since))).toBe('conflict');
        expect((await stores.orders.get('own-2'))?.version).toBe(1);
        expect(await claim('own-2', 'shop-2', claimed('OWN1', day(3)))).toBe('committed');
        expect(await claim('own-3', 'shop-1', claimed('OWN1', day(4), since))).toBe('committed');
        expect(await stores.orders.trackingOwners('OWN1')).toMatchObject([
          { sellerId: 'shop-1', carrier: 'fedex', claimedAt: day(4) },
        ]);
        expect(await stores.orders.findIdsByTrackingNumber('OWN1')).toEqual(['own-3', 'own-2', 'own-1']);
        expect(await stores.orders.trackingOwners('OWN0')).toEqual([]);
      });

      it('is free again after its time', async () => {
        expect(await claim('time-1', 'shop-1', claimed('TIME', day(2), since))).toBe('committed');
        expect(await claim('time-2', 'shop-2', claimed('TIME', day(9), day(3)))).toBe('committed');
        expect(await stores.orders.trackingOwners('TIME')).toMatchObject([{ sellerId: 'shop-2' }]);
      });

      it('is claimed no longer by an order that released it', async () => {
        await claim('free-1', 'shop-1', claimed('FREE', day(2), since));
        await claim('free-2', 'shop-1', claimed('FREE', day(3), since));
        const release = (isLast: boolean) => ({
          trackingReleases: [{ trackingNumber: 'FREE', carrier: 'fedex', isLast }],
        });
        expect(await claim('free-2', 'shop-1', release(false))).toBe('committed');
        expect(await stores.orders.findIdsByTrackingNumber('FREE')).toEqual(['free-1']);
        expect(await stores.orders.trackingOwners('FREE')).toHaveLength(1);
        expect(await claim('free-1', 'shop-1', release(true))).toBe('committed');
        expect(await stores.orders.findIdsByTrackingNumber('FREE')).toEqual([]);
        expect(await stores.orders.trackingOwners('FREE')).toEqual([]);
      });

      it('of two shops that register it at once is of one', async () => {
        await store('race-1', { sellerId: 'shop-1' });
        await store('race-2', { sellerId: 'shop-2' });
        const results = await Promise.all([
          claim('race-1', 'shop-1', claimed('RACE', day(2), since)),
          claim('race-2', 'shop-2', claimed('RACE', day(2), since)),
        ]);
        expect(results.toSorted()).toEqual(['committed', 'conflict']);
      });
    });

    it('a transaction pays the first order that claims it, with its creation or later', async () => {
      const [one, two] = [created(anOrder({ orderId: 'tx-1' }), ids), created(anOrder({ orderId: 'tx-2' }), ids)];
      const paid = { stockTaken: [], paidByTransaction: '0xa' };
      await stores.orders.create(one.order, one.events, paid);
      expect(await stores.orders.create(two.order, two.events, paid)).toEqual({ outcome: 'created' });
      expect(await stores.orders.findIdByTransaction('0xa')).toBe('tx-1');
      expect(await stores.orders.findIdByTransaction('0xb')).toBeUndefined();
      const owners = await Promise.all(['tx-1', 'tx-2'].map((id) => stores.orders.claimTransaction('0xb', id)));
      expect(new Set(owners).size).toBe(1);
      expect(await stores.orders.findIdByTransaction('0xb')).toBe(owners[0]);
    });

    it('sells 100 pieces exactly 100 times to 200 buyers', async () => {
      await stores.listings.put({ ...LISTED, listingId: 'lamp', stock: 100, available: true });
      const outcomes = await Promise.all(
        Array.from({ length: 200 }, (_, i) => {
          const { order, events } = created(anOrder({ orderId: `lamp-${i}` }), ids);
          return stores.orders.create(order, events, { stockTaken: [{ listingId: 'lamp', quantity: 1 }] });
        }),
      );
      expect(outcomes.filter(({ outcome }) => outcome === 'created')).toHaveLength(100);
      expect(outcomes.filter(({ outcome }) => outcome === 'insufficient_stock')).toHaveLength(100);
      expect(await stores.listings.get('seller-1', 'lamp')).toMatchObject({ stock: 0, version: 101 });
    });

    it('sells by weight to the last gram, and takes back what is returned', async () => {
      await stores.listings.put({ ...LISTED, listingId: 'tomatoes', stock: 1.2, available: true });
      const buy = (orderId: string, ...quantities: readonly number[]) => {
        const { order, events } = created(anOrder({ orderId }), ids);
        const stockTaken = quantities.map((quantity) => ({ listingId: 'tomatoes', quantity }));
        return stores.orders.create(order, events, { stockTaken });
      };
      const left = async () => (await stores.listings.get('seller-1', 'tomatoes'))?.stock;
      expect(await buy('kg-1', 0.1, 0.2)).toEqual({ outcome: 'created' });
      expect(await left()).toBe(0.9);
      expect(await buy('kg-2', 0.9, 0.001)).toEqual({ outcome: 'insufficient_stock', listingId: 'tomatoes' });
      expect(await buy('kg-3', 0.7, 0.2)).toEqual({ outcome: 'created' });
      expect(await left()).toBe(0);
      const order = await stores.orders.get('kg-1');
      if (!order) throw new Error('kg-1 was not stored');
      const next = changed(order, {}, ids);
      await stores.orders.commit(1, next.order, next.events, {
        stockReturned: [
          { listingId: 'tomatoes', quantity: 0.1 },
          { listingId: 'tomatoes', quantity: 0.2 },
        ],
      });
      expect(await left()).toBe(0.3);
    });

    it('distinguishes an empty shelf from a listing that is off sale or gone, and writes nothing', async () => {
      await stores.listings.put({ ...LISTED, listingId: 'few', stock: 3, available: true });
      await stores.listings.put({ ...LISTED, listingId: 'off', stock: 3, available: false });
      const take = (orderId: string, ...stockTaken: { listingId: string; quantity: number }[]) => {
        const { order, events } = created(anOrder({ orderId }), ids);
        return stores.orders.create(order, events, { stockTaken });
      };
      const few = (quantity: number) => ({ listingId: 'few', quantity });
      expect(await take('t1', few(2), few(2))).toEqual({ outcome: 'insufficient_stock', listingId: 'few' });
      expect(await take('t2', few(1), { listingId: 'off', quantity: 1 })).toEqual({
        outcome: 'listing_unavailable',
        listingId: 'off',
      });
      expect(await take('t3', { listingId: 'never', quantity: 1 })).toEqual({
        outcome: 'listing_unavailable',
        listingId: 'never',
      });
      expect((await stores.listings.get('seller-1', 'few'))?.stock).toBe(3);
      expect(await stores.orders.getMany(['t1', 't2', 't3'])).toEqual([]);
    });

    it('sells what nobody counts as long as it is on sale', async () => {
      await stores.listings.put({ ...LISTED, listingId: 'service', available: true });
      const buy = (orderId: string, quantity: number) => {
        const { order, events } = created(anOrder({ orderId }), ids);
        return stores.orders.create(order, events, { stockTaken: [{ listingId: 'service', quantity }] });
      };
      expect(await buy('uncounted-1', 0)).toEqual({ outcome: 'created' });
      expect(await stores.listings.get('seller-1', 'service')).toMatchObject({ available: true, version: 1 });
      expect(await buy('uncounted-2', 1)).toEqual({ outcome: 'insufficient_stock', listingId: 'service' });
      await stores.listings.put({ ...LISTED, listingId: 'service', available: false });
      expect(await buy('uncounted-3', 0)).toEqual({ outcome: 'listing_unavailable', listingId: 'service' });
    });

    it('keeps a listing from being set by somebody who has not seen its last change', async () => {
      const eggs = { ...LISTED, listingId: 'eggs', available: true };
      expect(await stores.listings.put({ ...eggs, stock: 10 }, 0)).toEqual({
        outcome: 'stored',
        listing: { ...eggs, stock: 10, version: 1 },
      });
      expect(await stores.listings.put({ ...eggs, stock: 10 }, 0)).toEqual({ outcome: 'conflict' });
      const { order, events } = created(anOrder({ orderId: 'eggs' }), ids);
      await stores.orders.create(order, events, { stockTaken: [{ listingId: 'eggs', quantity: 3 }] });
      expect(await stores.listings.put({ ...eggs, stock: 12 }, 1)).toEqual({ outcome: 'conflict' });
      expect(await stores.listings.put({ ...eggs, stock: 9 }, 2)).toMatchObject({ outcome: 'stored' });
      const { available: _available, ...named } = eggs;
      const offSale = { ...eggs, stock: 9, available: false };
      const put = async (change: object) => (await stores.listings.put({ ...named, ...change })) as unknown;
      expect(await put({ available: false })).toEqual({ outcome: 'stored', listing: { ...offSale, version: 4 } });
      expect(await put({ stock: 8 })).toMatchObject({ listing: { available: false, stock: 8, version: 5 } });
      expect(await put({ stock: null })).toEqual({
        outcome: 'stored',
        listing: { ...named, available: false, version: 6 },
      });
      expect(await stores.listings.get('seller-1', 'eggs')).toEqual({ ...named, available: false, version: 6 });
      expect(await stores.listings.put({ ...named, listingId: 'new' })).toMatchObject({
        listing: { available: true, version: 1 },
      });
    });

    it('gives stock back with the change that frees it, also where a listing is managed no longer', async () => {
      await stores.listings.put({ ...LISTED, listingId: 'back', stock: 5, available: true });
      const { order, events } = created(anOrder({ orderId: 'returns' }), ids);
      await stores.orders.create(order, events, { stockTaken: [{ listingId: 'back', quantity: 2 }] });
      const cancelled = changed(order, { status: 'cancelled', phase: 'cancelled' }, ids);
      const stockReturned = [
        { listingId: 'gone', quantity: 1 },
        { listingId: 'back', quantity: 2 },
      ];
      expect(await stores.orders.commit(1, cancelled.order, cancelled.events, { stockReturned })).toBe('committed');
      expect(await stores.listings.get('seller-1', 'back')).toMatchObject({ stock: 5 });
      expect(await stores.listings.get('seller-1', 'gone')).toBeUndefined();
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
