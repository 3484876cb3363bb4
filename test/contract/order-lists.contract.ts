import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Order } from '../../shared/orders/model/order.ts';
import type { OrderListQuery, OrderStore } from '../../shared/orders/use-cases/order-store.ts';
import { anOrder, changed, created, seededIds } from '../support/order-fixtures.ts';
import type { StoresUnderTest } from './support/stores-under-test.ts';

const NOTHING = { stockTaken: [] } as const;
const MANY = 2_000;
/** Some seconds on a quiet machine; far more where other suites run beside it. */
const MANY_ORDERS_TIMEOUT_MILLISECONDS = 180_000;

const at = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();

/** What every `OrderStore` does over many orders: lists, counts, phases, feeds. */
export const orderListsContract = (name: string, start: () => Promise<StoresUnderTest>): void => {
  describe(`order lists on ${name}`, () => {
    let stores: StoresUnderTest;
    const ids = seededIds(11);
    beforeAll(async () => {
      stores = await start();
    });
    afterAll(() => stores.stop());

    const put = async (given: Partial<Order> & { readonly orderId: string }): Promise<Order> => {
      const { order, events } = created(anOrder(given), ids);
      expect(await stores.orders.create(order, events, NOTHING)).toEqual({ outcome: 'created' });
      return order;
    };

    const listAll = async (query: OrderListQuery, between?: (page: number) => Promise<unknown>): Promise<string[]> => {
      const seen: string[] = [];
      let after: OrderListQuery['after'];
      for (let page = 0; ; page += 1) {
        const response = await stores.orders.list(after === undefined ? query : { ...query, after });
        expect(response.orders.length).toBeLessThanOrEqual(query.limit);
        seen.push(...response.orders.map(({ orderId }) => orderId));
        if (response.next === undefined) return seen;
        after = response.next;
        await between?.(page);
      }
    };

    it(
      `pages ${MANY} orders of a shop while others come in: none missed, none twice`,
      async () => {
        const numbers = Array.from({ length: MANY }, (_, i) => i);
        for (let from = 0; from < MANY; from += 100) {
          await Promise.all(
            numbers
              .slice(from, from + 100)
              .map((i) => put({ orderId: `many-${String(i).padStart(4, '0')}`, sellerId: 'big', createdAt: at(i) })),
          );
        }
        const query = { owner: { kind: 'seller', id: 'big' }, sortBy: 'createdAt', limit: 100 } as const;
        const expected = numbers.map((i) => `many-${String(i).padStart(4, '0')}`);
        const newest = await listAll({ ...query, sortOrder: 'desc' }, (page) =>
          put({ orderId: `newer-${page}`, sellerId: 'big', createdAt: at(MANY + page) }),
        );
        expect(newest).toEqual(expected.toReversed());
        const oldest = await listAll({ ...query, sortOrder: 'asc', to: at(MANY - 1) }, (page) =>
          put({ orderId: `older-${page}`, sellerId: 'big', createdAt: at(-1 - page) }),
        );
        expect(oldest).toEqual(expected);
        expect(await stores.orders.count({ ...query, sortOrder: 'asc', from: at(0), to: at(MANY - 1) }, 5_000)).toBe(
          MANY,
        );
        expect(await stores.orders.count({ ...query, sortOrder: 'asc' }, 1_000)).toBeUndefined();
      },
      MANY_ORDERS_TIMEOUT_MILLISECONDS,
    );

    describe.each([
      { kind: 'customer', id: 'carla' },
      { kind: 'seller', id: 'carlas' },
    ] as const)('of a $kind', (owner) => {
      /** Each owner's orders by names of their own: one store has them all. */
      const named = (name: string): string => `${owner.kind}-${name}`;
      const owned = ({ kind, id }: OrderListQuery['owner']): Partial<Order> =>
        kind === 'customer' ? { buyerId: id } : { sellerId: id };
      const plain = (orderId: string): string => orderId.slice(owner.kind.length + 1);
      const listed = async (query: OrderListQuery): Promise<string[]> => (await listAll(query)).map(plain);
      const query = { owner, sortBy: 'createdAt', sortOrder: 'asc', limit: 2 } as const;
      beforeAll(async () => {
        const rows = [
          ['c1', 'pending', 'placed', '100'],
          ['c2', 'shipped', 'in_transit', '9.5'],
          ['c3', 'shipped', 'in_transit', '20.00000001'],
          ['c4', 'delivered', 'delivered', '20'],
          ['c5', 'out_for_delivery', 'out_for_delivery', '3'],
          ['c6', 'shipped', 'in_transit', '1000'],
        ] as const;
        for (const [i, [name, status, phase, totalAmount]] of rows.entries()) {
          const orderId = named(name);
          const payment = { method: i % 2 === 0 ? 'card' : 'escrow', status: 'confirmed' } as const;
          const times = { createdAt: at(i), statusSince: at(i) };
          await put({ orderId, status, phase, totalAmount, payment, ...owned(owner), ...times });
        }
        const { buyerId: _buyerId, ...guest } = anOrder({ orderId: named('guest'), guestEmail: 'carla@example.com' });
        const { order, events } = created(guest, ids);
        await stores.orders.create(order, events, NOTHING);
      });

      it('by time, newest or oldest first', async () => {
        expect(await listed(query)).toEqual(['c1', 'c2', 'c3', 'c4', 'c5', 'c6']);
        expect(await listed({ ...query, sortOrder: 'desc' })).toEqual(['c6', 'c5', 'c4', 'c3', 'c2', 'c1']);
      });

      it('of one status, of one phase, of a period, and of all three', async () => {
        expect(await listed({ ...query, status: ['shipped'] })).toEqual(['c2', 'c3', 'c6']);
        expect(await listed({ ...query, phase: 'in_transit', limit: 1 })).toEqual(['c2', 'c3', 'c6']);
        expect(await listed({ ...query, from: at(1), to: at(3) })).toEqual(['c2', 'c3', 'c4']);
        expect(await listed({ ...query, status: ['shipped'], from: at(2) })).toEqual(['c3', 'c6']);
        expect(await listed({ ...query, status: ['shipped'], phase: 'in_transit', to: at(2) })).toEqual(['c2', 'c3']);
        expect(await listed({ ...query, status: ['shipped'], phase: 'delivered' })).toEqual([]);
        expect(await listed({ ...query, from: at(3), to: at(1) })).toEqual([]);
      });

      it('of any of several statuses, and by how the order was paid', async () => {
        const several = ['delivered', 'shipped'];
        expect(await listed({ ...query, status: several })).toEqual(['c2', 'c3', 'c4', 'c6']);
        expect(await listed({ ...query, status: several, sortBy: 'status' })).toEqual(['c4', 'c2', 'c3', 'c6']);
        expect(await listed({ ...query, status: several, sortBy: 'totalAmount' })).toEqual(['c2', 'c4', 'c3', 'c6']);
        expect(await listed({ ...query, paymentMethod: 'escrow' })).toEqual(['c2', 'c4', 'c6']);
        expect(await listed({ ...query, paymentMethod: 'escrow', status: ['shipped'] })).toEqual(['c2', 'c6']);
        expect(await listed({ ...query, paymentMethod: 'fiat' })).toEqual([]);
      });

      it('by status, then time', async () => {
        const byStatus = { ...query, sortBy: 'status' } as const;
        expect(await listed(byStatus)).toEqual(['c4', 'c5', 'c1', 'c2', 'c3', 'c6']);
        expect(await listed({ ...byStatus, phase: 'in_transit', limit: 1 })).toEqual(['c2', 'c3', 'c6']);
        expect(await listed({ ...byStatus, sortOrder: 'desc' })).toEqual(['c6', 'c3', 'c2', 'c1', 'c5', 'c4']);
        const second = await stores.orders.list({ ...byStatus, offset: 2 });
        expect(second.orders.map(({ orderId }) => plain(orderId))).toEqual(['c1', 'c2']);
        expect(await listed({ ...byStatus, from: at(4) })).toEqual(['c5', 'c6']);
        expect(await listed({ ...byStatus, status: ['shipped'], phase: 'in_transit' })).toEqual(['c2', 'c3', 'c6']);
      });

      it('by amount as a number, not as text', async () => {
        const byAmount = { ...query, sortBy: 'totalAmount' } as const;
        expect(await listed(byAmount)).toEqual(['c5', 'c2', 'c4', 'c3', 'c1', 'c6']);
        expect(await listed({ ...byAmount, status: ['shipped'], sortOrder: 'desc', limit: 1 })).toEqual([
          'c6',
          'c3',
          'c2',
        ]);
      });

      it('by page number', async () => {
        const page = async (offset: number) =>
          (await stores.orders.list({ ...query, offset })).orders.map(({ orderId }) => plain(orderId));
        expect([await page(0), await page(2), await page(4), await page(6)]).toEqual([
          ['c1', 'c2'],
          ['c3', 'c4'],
          ['c5', 'c6'],
          [],
        ]);
      });

      it('counts what a list would hold', async () => {
        const filters = [
          {},
          { status: ['shipped'] },
          { status: ['shipped', 'delivered'] },
          { phase: 'delivered' },
          { status: ['shipped'], from: at(2) },
          { from: at(9) },
        ];
        const counts = await Promise.all(filters.map((filter) => stores.orders.count({ ...query, ...filter }, 100)));
        expect(counts).toEqual([6, 3, 4, 1, 2, 0]);
        expect(await stores.orders.count(query, 6)).toBe(6);
        expect(await stores.orders.count(query, 5)).toBeUndefined();
        expect(await stores.orders.count({ ...query, from: at(3), to: at(1) }, 5)).toBe(0);
      });

      it('shows an order where it is now', async () => {
        const order = await put({
          orderId: named('mover'),
          ...owned({ ...owner, id: 'mover' }),
          status: 'confirmed',
          createdAt: at(0),
        });
        const moved = changed(order, { status: 'shipped', phase: 'in_transit' }, ids);
        await stores.orders.commit(1, moved.order, moved.events, {});
        const own = { ...query, owner: { ...owner, id: 'mover' } };
        expect(await listed({ ...own, status: ['confirmed'] })).toEqual([]);
        expect(await listed({ ...own, status: ['shipped'] })).toEqual(['mover']);
      });
    });

    it('lists a phase over all shops, longest in it first, across the shards', async () => {
      const numbers = Array.from({ length: 30 }, (_, i) => i);
      await Promise.all(
        numbers.map((i) =>
          put({
            orderId: `phase-${i}`,
            sellerId: `shop-${i % 3}`,
            phase: 'disputed',
            status: 'disputed',
            statusSince: at(i),
          }),
        ),
      );
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page: Awaited<ReturnType<OrderStore['idsInPhase']>> = await stores.orders.idsInPhase(
          'disputed',
          after === undefined ? { limit: 7 } : { limit: 7, after },
        );
        seen.push(...page.orderIds);
        after = page.next;
      } while (after !== undefined);
      expect(seen).toEqual(numbers.map((i) => `phase-${i}`));
    });

    it('feeds the events of a person and of a shop after a cursor, oldest first', async () => {
      const order = await put({ orderId: 'fed', buyerId: 'fay', sellerId: 'fay-shop' });
      const change = changed(order, {}, ids, { now: new Date('2026-03-01T11:00:00.000Z'), events: 3 });
      await stores.orders.commit(1, change.order, change.events, {});
      for (const owner of [
        { kind: 'customer', id: 'fay' },
        { kind: 'seller', id: 'fay-shop' },
      ] as const) {
        const all = await stores.orders.feed(owner, { limit: 10 });
        expect(all.map(({ orderId, seq }) => [orderId, seq])).toEqual([1, 2, 3, 4].map((seq) => ['fed', seq]));
        expect(await stores.orders.eventsOf(all.slice(1))).toEqual(change.events);
        expect(await stores.orders.eventsOf([])).toEqual([]);
        const newest = await stores.orders.feed(owner, { limit: 2, newestFirst: true });
        expect(newest).toEqual([all[3], all[2]]);
        const afterEventId = all[1]?.eventId ?? '';
        expect((await stores.orders.feed(owner, { afterEventId, limit: 1 })).map(({ seq }) => seq)).toEqual([3]);
        expect((await stores.orders.feed(owner, { afterEventId, limit: 9 })).map(({ seq }) => seq)).toEqual([3, 4]);
      }
      expect(await stores.orders.feed({ kind: 'seller', id: 'nobody' }, { limit: 5 })).toEqual([]);
    });
  });
};
