/** What the contract promises of orders, tried as a client that has read it would. */
import { beforeAll, describe, expect, it } from 'vitest';
import { OPERATIONS } from '../../shared/contract/operations.ts';
import { type ApiResponse, call, drain, tokenFor } from './support/api.ts';
import {
  createOrder,
  fedexNumber,
  newParties,
  orderRequest,
  type Parties,
  putStatus,
  statusOf,
  unique,
} from './support/orders.ts';

type Record_ = Readonly<Record<string, unknown>>;
interface Summary {
  readonly id: string;
  readonly orderNumber: string;
  readonly status: string;
  readonly totalAmount: string;
  readonly createdAt: string;
  readonly nextExpected?: string | null;
}
interface List {
  readonly orders: readonly Summary[];
  readonly pagination: {
    readonly page: number | null;
    readonly total: number | null;
    readonly totalPages: number | null;
    readonly nextCursor: string | null;
  };
}

const is = <T = Record_>(response: ApiResponse<T>, status: number): T => {
  expect(response.status, response.text).toBe(status);
  return response.body;
};

describe('creating', () => {
  let parties: Parties;
  beforeAll(async () => {
    parties = await newParties();
  });
  const create = (checkout: Record_, payment: Record_ = {}, path = '/api/orders') =>
    call<{ order: Summary & { trackingUrl: string; currency: string } }>('POST', path, {
      token: parties.system,
      headers: { 'idempotency-key': unique('contract') },
      body: orderRequest(parties, checkout, payment),
    });

  it('takes the example of the document', async () => {
    const body = OPERATIONS.createOrder.example;
    const { order } = is(await call<{ order: Record_ }>('POST', '/api/orders', { token: parties.system, body }), 201);
    expect(order).toMatchObject({ status: 'pending', totalAmount: '25.00', currency: 'EUR' });
    expect(order.orderNumber).toMatch(/^ORD-\d{4}-\d{6}$/);
    expect(order.trackingUrl).toContain(order.id);
  });

  it.each<[string, Record_, Record_, string]>([
    [
      'crypto',
      { orderType: undefined },
      { paymentMethod: 'CRYPTO', transactionHash: '0xabc', gasUsed: 21000 },
      'payment_confirmed',
    ],
    ['fiat', { orderType: undefined }, { paymentMethod: 'fiat', paymentIntentId: 'pi_1' }, 'payment_confirmed'],
    ['escrow', { orderType: undefined }, { paymentMethod: 'escrow', escrowId: 'esc_1' }, 'escrow_locked'],
    [
      'pending',
      { orderType: undefined },
      { paymentMethod: 'crypto', success: false, status: 'PENDING' },
      'payment_pending',
    ],
    ['card', { orderType: undefined }, {}, 'pending'],
    ['digital', { orderType: 'DIGITAL', shippingAddress: undefined }, {}, 'pending'],
    ['farm', { orderType: 'farm', fulfilmentType: 'pickup' }, {}, 'pending'],
    ['grocery', { orderType: 'grocery', fulfilmentType: 'delivery' }, {}, 'store_notified'],
  ])('by %s starts where it should', async (_what, checkout, payment, status) => {
    expect(is(await create(checkout, payment), 201).order.status).toBe(status);
  });

  it('understands older names, shorter paths, and numbers for money', async () => {
    const { order } = is(
      await create(
        {
          sellerId: undefined,
          farmId: parties.sellerId,
          totalAmount: 25.1,
          currency: 'eur',
          items: [{ name: 'Eggs', quantity: 2, unitPrice: 12.55 }],
          shippingAddress: { street: 'Calle Mayor 1', town: 'Madrid', zip: '28001', countryCode: 'es' },
        },
        {},
        '/orders',
      ),
      201,
    );
    expect([order.totalAmount, order.currency]).toEqual(['25.1', 'EUR']);
    const detail = is(
      await call<{ items: readonly Record_[]; seller: Record_; shipping: Record_ }>('GET', `/orders/${order.id}`, {
        token: parties.seller,
      }),
      200,
    );
    const { sellerId: id } = parties;
    expect(detail.seller).toEqual({ id, name: id, storeName: id });
    expect(detail.items[0]).toMatchObject({ unitPrice: '12.55' });
    expect(detail.shipping).toMatchObject({
      address: { line1: 'Calle Mayor 1', street: 'Calle Mayor 1', city: 'Madrid', country: 'ES' },
    });
    const smallest = is(await create({ totalAmount: 1e-8, currency: 'USDC' }, { paymentMethod: 'crypto' }), 201);
    expect(smallest.order.totalAmount).toBe('0.00000001');
  });

  it('makes the item of a listing where none is given', async () => {
    const { order } = is(
      await create({ items: undefined, listingId: 'lst-9', quantity: 3, totalAmount: '10' }, { paymentMethod: 'fiat' }),
      201,
    );
    const { items } = is(
      await call<{ items: readonly Record_[] }>('GET', `/api/orders/${order.id}`, { token: parties.buyer }),
      200,
    );
    expect(items).toMatchObject([{ listingId: 'lst-9', quantity: 3, unitPrice: '3.33333333' }]);
  });

  it('understands statuses in capitals, with everything that may come along', async () => {
    const order = await createOrder(parties);
    for (const status of ['CONFIRMED', 'Processing']) is(await putStatus(order.id, parties.seller, status), 200);
    const number = fedexNumber();
    const example = OPERATIONS.changeOrderStatus.example as Record_;
    const body = { ...example, trackingNumber: number, metadata: { box: 'M' }, location: 'Zaragoza' };
    const path = `/orders/${order.id}/status`;
    const changed = is(
      await call<{ success: boolean; order: Record_ }>('PUT', path, { token: parties.seller, body }),
      200,
    );
    expect(changed).toMatchObject({ success: true, order: { status: 'shipped' } });
    const { history } = await statusOf(order.id, parties.buyer);
    expect(history.at(-1)).toMatchObject({
      status: 'shipped',
      trackingNumber: number,
      carrier: 'fedex',
      notes: 'Handed over at the counter',
      location: 'Zaragoza',
      place: { city: 'Zaragoza' },
      metadata: { box: 'M' },
    });
  });
});

describe('lists', () => {
  const AMOUNTS = ['5', '100', '20.5', '7', '99.99', '3', '1000'];
  let parties: Parties;
  let ids: string[];
  beforeAll(async () => {
    parties = await newParties();
    ids = [];
    for (const totalAmount of AMOUNTS) ids.push((await createOrder(parties, { totalAmount })).id);
    await putStatus(ids[0] ?? '', parties.seller, 'confirmed');
    await putStatus(ids[1] ?? '', parties.seller, 'cancelled');
    await drain();
  });
  const list = async (query: string, owner: 'buyer' | 'seller' = 'buyer', token = parties[owner]): Promise<List> =>
    is(await call<List>('GET', `/api/orders/${owner}/${parties[`${owner}Id`]}?${query}`, { token }), 200);
  const idsOf = ({ orders }: List): readonly string[] => orders.map(({ id }) => id);

  it.each(['buyer', 'seller'] as const)('of a %s: pages with totals, cursors, newest first', async (owner) => {
    const second = await list('limit=3&page=2', owner);
    expect(second.pagination).toMatchObject({ page: 2, total: 7, totalPages: 3 });
    expect(idsOf(second)).toEqual(ids.toReversed().slice(3, 6));
    const paged: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await list(`limit=2${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`, owner);
      paged.push(...idsOf(page));
      cursor = page.pagination.nextCursor;
    }
    expect(paged).toEqual(ids.toReversed());
  });

  it('sort three ways', async () => {
    const amounts = (await list('sortBy=totalAmount&sortOrder=asc')).orders.map(({ totalAmount }) =>
      Number(totalAmount),
    );
    expect(amounts).toEqual(AMOUNTS.map(Number).toSorted((a, b) => a - b));
    const statuses = (await list('sortBy=status&sortOrder=desc')).orders.map(({ status }) => status);
    expect(statuses).toEqual(statuses.toSorted().toReversed());
    expect(idsOf(await list('sortBy=createdAt&sortOrder=asc'))).toEqual(ids);
  });

  it('filter by status, phase and time', async () => {
    expect(idsOf(await list('status=CONFIRMED'))).toEqual([ids[0]]);
    expect(idsOf(await list('phase=cancelled', 'seller'))).toEqual([ids[1]]);
    const all = (await list('sortOrder=asc')).orders.map(({ createdAt }) => createdAt);
    const [from, to] = [all[2] ?? '', all[4] ?? ''];
    expect(idsOf(await list(`from=${from}&to=${to}&sortOrder=asc`))).toEqual(ids.slice(2, 5));
    for (const query of ['phase=nowhere', 'limit=0', 'limit=101', 'sortBy=price', 'from=yesterday', 'page=0']) {
      const response = await call('GET', `/api/orders/buyer/${parties.buyerId}?${query}`, { token: parties.buyer });
      expect([query, response.status]).toEqual([query, 422]);
    }
    const forged = await call('GET', `/api/orders/buyer/${parties.buyerId}?cursor=e30.x`, { token: parties.buyer });
    expect([forged.status, forged.body.code]).toEqual([400, 'INVALID_CURSOR']);
  });

  it('are for their owner and for support', async () => {
    const csr = await tokenFor({ sub: 'csr-1', roles: ['csr'] });
    for (const token of [csr, parties.admin]) expect((await list('limit=1', 'buyer', token)).pagination.total).toBe(7);
    const stranger = await newParties();
    for (const token of [stranger.buyer, stranger.seller, parties.seller]) {
      is(await call('GET', `/api/orders/buyer/${parties.buyerId}`, { token }), 404);
    }
  });

  it('of what is under way say what comes next', async () => {
    const { orders } = is(await call<List>('GET', '/api/orders/user/active', { token: parties.buyer }), 200);
    expect(orders.map(({ id }) => id)).toEqual(ids.toReversed().filter((id) => id !== ids[1]));
    expect(orders.map(({ nextExpected }) => nextExpected)).toEqual([...Array(5).fill('confirmed'), 'processing']);
  });
});

describe('search', () => {
  it('finds by number, tracking number, name, e-mail and product words, for those who may see it', async () => {
    const parties = await newParties();
    const stranger = await newParties();
    const word = unique('zq').replaceAll('-', '');
    const order = await createOrder(parties, {
      items: [{ name: `Aceite ${word} virgen`, sku: 'OIL-9', quantity: 2, unitPrice: '12.50' }],
      customer: { name: 'Begoña Núñez', email: `${parties.buyerId}@example.com` },
    });
    const trackingNumber = fedexNumber();
    is(
      await call('POST', `/api/orders/${order.id}/shipments`, { token: parties.seller, body: { trackingNumber } }),
      201,
    );
    await drain();
    const csr = await tokenFor({ sub: 'csr-1', roles: ['csr'] });
    const find = async (q: string, token: string): Promise<readonly string[]> => {
      const path = `/api/orders/search?${new URLSearchParams({ q, limit: '100' })}`;
      return is(await call<List>('GET', path, { token }), 200).orders.map(({ id }) => id);
    };
    const queries = [
      order.orderNumber,
      order.orderNumber.toLowerCase().slice(0, -1),
      trackingNumber.slice(0, 11),
      'begona nunez',
      'BEGOÑA NÚÑ',
      `${parties.buyerId}@exam`,
      word.slice(0, -1),
      `aceite ${word}`,
    ];
    for (const q of queries) {
      for (const token of [parties.buyer, parties.seller]) expect([q, await find(q, token)]).toEqual([q, [order.id]]);
      for (const token of [stranger.buyer, stranger.seller]) expect([q, await find(q, token)]).toEqual([q, []]);
    }
    for (const token of [csr, parties.admin]) expect(await find(word, token)).toEqual([order.id]);
    expect(await find(`${word} nothing`, parties.buyer)).toEqual([]);
    is(await call('GET', '/api/orders/search?q=a', { token: parties.buyer }), 422);
  });
});
