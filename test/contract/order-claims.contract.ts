import { describe, expect, it } from 'vitest';
import type { CommitExtras } from '../../shared/orders/use-cases/order-store.ts';
import { anOrder, changed, created, seededIds } from '../support/order-fixtures.ts';
import { type StoresUnderTest, storesOf, storing } from './support/stores-under-test.ts';

const day = (count: number): string => `2026-03-0${count}T00:00:00.000Z`;

/** What every `OrderStore` does about what is of one order only: parcels, transactions. */
export const orderClaimsContract = (name: string, start: () => Promise<StoresUnderTest>): void => {
  describe(`order store on ${name}`, () => {
    const stores = storesOf(start);
    const ids = seededIds(7);
    const store = storing(stores, ids);

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
  });
};
