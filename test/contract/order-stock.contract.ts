import { describe, expect, it } from 'vitest';
import { anOrder, changed, created, seededIds } from '../support/order-fixtures.ts';
import { type StoresUnderTest, storesOf } from './support/stores-under-test.ts';

const LISTED = { sellerId: 'seller-1', updatedAt: '2026-03-01T10:00:00.000Z' } as const;

/** What every `OrderStore` does about the stock that orders take and give back. */
export const orderStockContract = (name: string, start: () => Promise<StoresUnderTest>): void => {
  describe(`order store on ${name}`, () => {
    const stores = storesOf(start);
    const ids = seededIds(7);

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
  });
};
