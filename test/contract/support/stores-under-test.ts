import { afterAll, beforeAll, expect } from 'vitest';
import type { IdSource } from '../../../shared/clock/clock.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import type { IdempotencyStore } from '../../../shared/orders/use-cases/idempotency.ts';
import type { ListingStore } from '../../../shared/orders/use-cases/listing-store.ts';
import type { OrderStore } from '../../../shared/orders/use-cases/order-store.ts';
import { anOrder, created } from '../../support/order-fixtures.ts';

/** What a suite gets of an adapter: stores over one and the same state. */
export interface StoresUnderTest {
  readonly orders: OrderStore;
  readonly listings: ListingStore;
  readonly idempotency: IdempotencyStore;
  stop(): Promise<void>;
}

export const NOTHING = { stockTaken: [] } as const;

/** The stores of the suite that calls this: started before its tests, stopped after them. */
export const storesOf = (start: () => Promise<StoresUnderTest>): Omit<StoresUnderTest, 'stop'> => {
  let stores: StoresUnderTest;
  beforeAll(async () => {
    stores = await start();
  });
  afterAll(() => stores.stop());
  return {
    get orders() {
      return stores.orders;
    },
    get listings() {
      return stores.listings;
    },
    get idempotency() {
      return stores.idempotency;
    },
  };
};

/** Stores a new order, and gives it back as it was stored. */
export const storing =
  (stores: Pick<StoresUnderTest, 'orders'>, ids: IdSource) =>
  async (orderId: string, given: Partial<Order> = {}): Promise<Order> => {
    const { order, events } = created(anOrder({ orderId, ...given }), ids);
    expect(await stores.orders.create(order, events, NOTHING)).toEqual({ outcome: 'created' });
    return order;
  };
