import { describe, expect, it } from 'vitest';
import { decideCreation } from '../../../shared/orders/commands/decide-creation.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import { type CreationDependencies, createOrder } from '../../../shared/orders/use-cases/create-order.ts';
import { findNamedOrders, findOrdersByTrackingNumber } from '../../../shared/orders/use-cases/find-order.ts';
import { orderNumberSource } from '../../../shared/orders/use-cases/order-numbers.ts';
import { findWorkflow } from '../../../shared/workflows/catalog.ts';
import { memoryOrderStore } from '../../support/memory/memory-order-store.ts';
import { type MemoryState, memoryKey, memoryState } from '../../support/memory/memory-state.ts';
import { memoryListingStore } from '../../support/memory/memory-stores.ts';
import { anOrder, created, manualClock, seededIds } from '../../support/order-fixtures.ts';

const setUp = (state: MemoryState = memoryState()) => {
  const store = memoryOrderStore(state);
  const listings = memoryListingStore(state);
  const clock = manualClock();
  const dependencies: CreationDependencies = {
    store,
    listings,
    findShop: async () => undefined,
    clock,
    ids: seededIds(),
    decideCreation,
    numbers: orderNumberSource({ store, clock, blockSize: 10 }),
    workflows: { find: async (id, version) => findWorkflow(id, version), findActive: async (id) => findWorkflow(id) },
  };
  return { state, store, listings, clock, dependencies };
};

const item = (listingId: string | undefined, quantity: number, itemId = 'itm_1') => ({
  itemId,
  name: 'Eggs',
  quantity,
  unitPrice: '0.35',
  ...(listingId === undefined ? {} : { listingId }),
});

const request = (orderId: string, items = [item(undefined, 1)], more: { readonly orderType?: string } = {}) => ({
  actor: { role: 'system' } as const,
  facts: {
    orderId,
    orderType: 'standard',
    buyerId: 'buyer-1',
    sellerId: 'seller-1',
    customer: { email: 'ana@example.com' },
    locale: 'es' as const,
    items,
    totalAmount: '4.20',
    currency: 'EUR',
    payment: { method: 'card', status: 'confirmed' as const },
    fulfilmentType: 'shipping' as const,
    ...more,
  },
});

const listed = (listingId: string, stock?: number, available = true) => ({
  sellerId: 'seller-1',
  listingId,
  available,
  updatedAt: '2026-03-01T10:00:00.000Z',
  ...(stock === undefined ? {} : { stock }),
});

describe('creating an order', () => {
  it('numbers it, writes its first event, and finds it by number', async () => {
    const { dependencies, store } = setUp();
    const result = await createOrder(dependencies, request('o1'));
    expect(result).toMatchObject({ ok: true, order: { orderNumber: 'ORD-2026-000001', reservedStock: [] } });
    const { events } = await store.history('o1', { limit: 10 });
    expect(events[0]).toMatchObject({ type: 'order_created', seq: 1, orderNumber: 'ORD-2026-000001' });
    const order = await store.get('o1');
    expect(order?.version).toBe(events.length);
    expect(await findNamedOrders(store, ' ord-2026-000001 ')).toEqual([order]);
    expect(await findNamedOrders(store, 'ORD-2026-000002')).toEqual([]);
    expect(await findOrdersByTrackingNumber(store, 'T1')).toEqual([]);
  });

  it('leaves a parcel’s public page with whoever claimed its number first, until that order is over', async () => {
    const { store } = setUp();
    const claim = async (orderId: string, hour: number, phase: Order['phase']) => {
      const made = created(anOrder({ orderId, orderNumber: `ORD-${orderId}`, phase }), seededIds(hour));
      const claimedAt = new Date(Date.UTC(2026, 0, 1, hour)).toISOString();
      const trackingClaims = [{ trackingNumber: 'T1', carrier: 'fedex', claimedAt }];
      await store.create(made.order, made.events, { stockTaken: [], trackingClaims });
    };
    const followed = async () => (await findOrdersByTrackingNumber(store, 'T1')).map(({ orderId }) => orderId);
    await claim('years-ago', 1, 'delivered');
    await claim('of-last-year', 2, 'returned');
    expect(await followed()).toEqual(['of-last-year', 'years-ago']);
    await claim('mine', 3, 'in_transit');
    await claim('somebody-elses', 4, 'placed');
    expect(await followed()).toEqual(['mine', 'somebody-elses', 'of-last-year', 'years-ago']);
  });

  it('has somebody look at an order that is paid by a transaction which paid another', async () => {
    const { dependencies, store } = setUp();
    const paidBy = (orderId: string, transactionHash: string, status: 'confirmed' | 'pending' = 'confirmed') => {
      const { actor, facts } = request(orderId);
      return createOrder(dependencies, {
        actor,
        facts: { ...facts, payment: { method: 'crypto', status, transactionHash } },
      });
    };
    const alert = { kind: 'alert', alert: 'payment_doubtful' };
    const effectsOf = async (orderId: string) => (await store.history(orderId, { limit: 1 })).events[0]?.effects;
    await paidBy('o1', '0xAB', 'pending');
    expect(await store.findIdByTransaction('0xab')).toBeUndefined();
    await paidBy('o2', '0xAB');
    await paidBy('o3', '0xab');
    await paidBy('o4', '0xcd');
    expect(await effectsOf('o2')).not.toContainEqual(alert);
    expect(await effectsOf('o3')).toContainEqual(alert);
    expect(await effectsOf('o4')).not.toContainEqual(alert);
    expect(await store.findIdByTransaction('0xab')).toBe('o2');
  });

  it('takes the next number where one is taken', async () => {
    const { dependencies, store } = setUp();
    for (const n of [1, 2]) {
      const other = created(anOrder({ orderId: `other-${n}`, orderNumber: `ORD-2026-00000${n}` }), seededIds(n));
      await store.create(other.order, other.events, { stockTaken: [] });
    }
    expect(await createOrder(dependencies, request('o1'))).toMatchObject({ order: { orderNumber: 'ORD-2026-000003' } });
  });

  it('takes the stock of managed listings and remembers what it holds', async () => {
    const { dependencies, listings } = setUp();
    await listings.put(listed('eggs', 10));
    await listings.put(listed('tasting'));
    const items = [
      item('eggs', 2),
      item('eggs', 3, 'itm_2'),
      item('tasting', 4, 'itm_3'),
      item('unmanaged', 5, 'itm_4'),
    ];
    expect(await createOrder(dependencies, request('o1', items))).toMatchObject({
      ok: true,
      order: { reservedStock: [{ listingId: 'eggs', quantity: 5 }] },
    });
    expect(await listings.get('seller-1', 'eggs')).toMatchObject({ stock: 5 });
    expect(await listings.get('seller-1', 'unmanaged')).toBeUndefined();
  });

  it('says which listing stands in the way, and creates nothing', async () => {
    const { dependencies, listings, store } = setUp();
    await listings.put(listed('few', 1));
    await listings.put(listed('off', 5, false));
    expect(await createOrder(dependencies, request('o1', [item('few', 2)]))).toEqual({
      ok: false,
      code: 'INSUFFICIENT_INVENTORY',
      listingId: 'few',
    });
    expect(await createOrder(dependencies, request('o1', [item('off', 1)]))).toEqual({
      ok: false,
      code: 'LISTING_UNAVAILABLE',
      listingId: 'off',
    });
    expect(await store.get('o1')).toBeUndefined();
  });

  it('sells exactly what is there to buyers who come at once', async () => {
    const { dependencies, listings } = setUp();
    await listings.put(listed('eggs', 7));
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, i) => createOrder(dependencies, request(`o${i}`, [item('eggs', 1)]))),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(7);
    expect(results.filter((result) => !result.ok && result.code === 'INSUFFICIENT_INVENTORY')).toHaveLength(13);
  });

  it('shows the order that has the id already', async () => {
    const { dependencies, store } = setUp();
    await createOrder(dependencies, request('o1'));
    expect(await createOrder(dependencies, request('o1'))).toEqual({
      ok: false,
      code: 'ORDER_EXISTS',
      order: await store.get('o1'),
    });
  });

  it('knows no order type without a workflow', async () => {
    const { dependencies } = setUp();
    expect(await createOrder(dependencies, request('o1', [item(undefined, 1)], { orderType: 'rocket' }))).toEqual({
      ok: false,
      code: 'UNKNOWN_ORDER_TYPE',
    });
  });

  it('stores the response of an idempotency key with the order', async () => {
    const { dependencies, state, store } = setUp();
    const claim = {
      scope: 's',
      key: 'k',
      requestDigest: 'd',
      claimId: 'mine',
      now: new Date(0),
      leaseUntil: new Date(9),
    };
    state.idempotency.set(memoryKey('s', 'k'), claim);
    const withKey = (orderId: string, claimId: string) => ({
      ...request(orderId),
      idempotency: ({ order }: { readonly order: { readonly orderNumber: string } }) => ({
        scope: 's',
        key: 'k',
        claimId,
        response: { statusCode: 201, body: order.orderNumber },
      }),
    });
    expect(await createOrder(dependencies, withKey('o1', 'theirs'))).toEqual({
      ok: false,
      code: 'DUPLICATE_REQUEST_IN_PROGRESS',
    });
    expect(await store.get('o1')).toBeUndefined();
    expect(await createOrder(dependencies, withKey('o1', 'mine'))).toMatchObject({ ok: true });
    expect(state.idempotency.get(memoryKey('s', 'k'))?.response?.body).toBe('ORD-2026-000002');
  });
});

describe('what a store that was quicker says of the stock', () => {
  it.each([
    [
      { outcome: 'insufficient_stock', listingId: 'lst_1' },
      { code: 'INSUFFICIENT_INVENTORY', listingId: 'lst_1' },
    ],
    [
      { outcome: 'listing_unavailable', listingId: 'lst_1' },
      { code: 'LISTING_UNAVAILABLE', listingId: 'lst_1' },
    ],
    [{ outcome: 'idempotency_lost' }, { code: 'DUPLICATE_REQUEST_IN_PROGRESS' }],
    [
      { outcome: 'exists', order: anOrder({ orderId: 'o1' }) },
      { code: 'ORDER_EXISTS', order: anOrder({ orderId: 'o1' }) },
    ],
  ] as const)('%j is %j', async (outcome, refusal) => {
    const { dependencies, store } = setUp();
    const quick = { ...dependencies, store: { ...store, create: async () => outcome } };
    expect(await createOrder(quick, request('o1'))).toEqual({ ok: false, ...refusal });
  });

  it('ends in an error where no number is free', async () => {
    const { dependencies, store } = setUp();
    const create = async () => ({ outcome: 'number_taken' }) as const;
    await expect(createOrder({ ...dependencies, store: { ...store, create } }, request('o1'))).rejects.toThrow(
      'order numbers in a row are taken',
    );
  });
});

describe('order numbers', () => {
  it('come from blocks that callers share', async () => {
    const { store, clock } = setUp();
    let fetched = 0;
    const counted = {
      takeNumberBlock: (year: number, size: number) => {
        fetched += 1;
        return store.takeNumberBlock(year, size);
      },
    };
    const numbers = orderNumberSource({ store: counted, clock, blockSize: 10 });
    const taken = await Promise.all(Array.from({ length: 25 }, () => numbers.next()));
    expect(new Set(taken).size).toBe(25);
    expect(fetched).toBe(3);
    expect(taken.toSorted().at(-1)).toBe('ORD-2026-000025');
  });

  it('begin anew with the year, and grow past six digits', async () => {
    const { store, clock } = setUp();
    const numbers = orderNumberSource({ store, clock });
    await store.takeNumberBlock(2026, 999_999);
    expect(await numbers.next()).toBe('ORD-2026-1000000');
    clock.set('2027-01-01T00:00:00.000Z');
    expect(await numbers.next()).toBe('ORD-2027-000001');
  });

  it('are asked for again after a failure', async () => {
    const { store, clock } = setUp();
    let failures = 1;
    const flaky = {
      takeNumberBlock: async (year: number, size: number) => {
        failures -= 1;
        if (failures >= 0) throw new Error('unreachable');
        return store.takeNumberBlock(year, size);
      },
    };
    const numbers = orderNumberSource({ store: flaky, clock });
    await expect(numbers.next()).rejects.toThrow('unreachable');
    expect(await numbers.next()).toBe('ORD-2026-000001');
  });
});
