/** What the contract adds: estimates, quantities by parcel, limits, lists of tags. */
import { beforeAll, describe, expect, it } from 'vitest';
import { call, drain, outbox } from './support/api.ts';
import { createOrder, fedexNumber, newParties, type Parties, statusOf } from './support/orders.ts';

let parties: Parties;
beforeAll(async () => {
  parties = await newParties();
});

const detailOf = async (orderId: string) => {
  const { body } = await call<{
    readonly order: Record<string, unknown>;
    readonly items: readonly { readonly itemId: string; readonly shippedQuantity: number }[];
  }>('GET', `/api/orders/${orderId}`, { token: parties.seller });
  return body;
};

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe('an estimate', () => {
  const [day, next] = [inDays(10), inDays(12)];
  const instant = `${day}T18:00:00.000Z`;
  it.each([
    ['an instant', instant, { end: instant, from: instant, to: instant, isDay: false }],
    ['a day', day, { end: day, isDay: true }],
    ['a window of days', { from: day, to: next }, { end: next, isDay: true }],
    [
      'a window of hours',
      { from: `${day}T16:00:00Z`, to: `${day}T18:00:00Z` },
      { end: instant, from: `${day}T16:00:00.000Z`, to: instant, isDay: false },
    ],
  ])('may be %s', async (_name, estimatedDelivery, { end, ...window }) => {
    const { id } = await createOrder(parties, { estimatedDelivery });
    for (const body of [(await detailOf(id)).order, await statusOf(id, parties.buyer)]) {
      expect(body).toMatchObject({
        estimatedDelivery: end,
        deliveryWindow: { ...window, timezone: 'Europe/Madrid' },
      });
    }
  });
});

describe('quantities', () => {
  const ITEMS = [
    { name: 'Cheese', quantity: '1.25', unit: 'kilos', unitPrice: '20.00' },
    { name: 'Oil', quantity: 4, unitPrice: '5.00' },
  ];

  it('have three digits and units, and are counted by parcel', async () => {
    const { id } = await createOrder(parties, { items: ITEMS, totalAmount: '45.00' });
    const [cheese, oil] = (await detailOf(id)).items;
    expect([cheese, oil]).toMatchObject([
      { quantity: 1.25, unit: 'kg', totalPrice: '25.00', shippedQuantity: 0 },
      { quantity: 4, unit: 'pc', totalPrice: '20.00', shippedQuantity: 0 },
    ]);
    const ship = (items: object[]) =>
      call('POST', `/api/orders/${id}/shipments`, {
        token: parties.seller,
        body: { trackingNumber: fedexNumber(), carrier: 'fedex', items },
      });
    const first = await ship([
      { itemId: cheese?.itemId, quantity: 1.25 },
      { itemId: oil?.itemId, quantity: 2 },
    ]);
    expect(first.status, first.text).toBe(201);
    const tooMuch = await ship([{ itemId: oil?.itemId, quantity: 2.001 }]);
    expect(tooMuch.body).toMatchObject({ status: 422, code: 'ITEMS_NOT_SHIPPABLE' });
    expect((await detailOf(id)).items.map(({ shippedQuantity }) => shippedQuantity)).toEqual([1.25, 2]);
    expect((await ship([{ itemId: oil?.itemId, quantity: 2 }])).status).toBe(201);
    expect((await detailOf(id)).items.map(({ shippedQuantity }) => shippedQuantity)).toEqual([1.25, 4]);
  });

  it.each(['0.0001', -1, 0])('are refused where they are %s', async (quantity) => {
    const items = [{ name: 'Cheese', quantity, unitPrice: '1.00' }];
    await expect(createOrder(parties, { items })).rejects.toThrow(/422/);
  });
});

describe('a wrong tracking number', () => {
  it('is corrected, taken off with a reason, and mailed about to nobody', async () => {
    const { id } = await createOrder(parties);
    const [wrong, right] = [fedexNumber(), fedexNumber()];
    const path = (number: string) => `/api/orders/${id}/shipments/${number}`;
    const as = (body?: object, token = parties.seller) => ({ token, ...(body && { body }) });
    await call('POST', `/api/orders/${id}/shipments`, as({ trackingNumber: wrong, carrier: 'fedex' }));
    await drain();
    const before = (await outbox(id)).length;
    expect(
      (await call('PUT', path(wrong), as({ trackingNumber: right, reason: 'Mistyped' }, parties.buyer))).status,
    ).toBe(403);
    const corrected = await call('PUT', path(wrong), as({ trackingNumber: right, reason: 'Mistyped' }));
    expect(corrected.body).toMatchObject({ order: { shipments: [{ trackingNumber: right, correctedFrom: wrong }] } });
    expect((await call('DELETE', path(right), as())).status).toBe(422);
    const detached = await call('DELETE', path(right), as({ reason: 'Another order' }));
    expect(detached.body).toMatchObject({ order: { shipments: [] } });
    await drain();
    expect(await outbox(id)).toHaveLength(before);
    expect((await call('GET', `/api/orders/track/${right}`)).status).toBe(404);
  });
});

describe('limits of an order and a day', () => {
  it('ten support messages, twenty new dates, and a time to come back', async () => {
    const { id } = await createOrder(parties, { estimatedDelivery: inDays(5) });
    const ask = (action: string, body: object) =>
      call('POST', `/api/orders/${id}/${action}`, { token: parties.buyer, body });
    const statuses = async (count: number, of: (n: number) => ReturnType<typeof ask>) => {
      const seen: number[] = [];
      for (let n = 0; n < count; n += 1) seen.push((await of(n)).status);
      return seen;
    };
    const support = (n: number) => ask('support', { subject: 'Help', message: `Message ${n}` });
    expect(await statuses(11, support)).toEqual([...Array(10).fill(201), 429]);
    const refused = await support(99);
    expect(refused.body.code).toBe('RATE_LIMITED');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const reschedule = (n: number) => ask('reschedule', { estimatedDelivery: inDays(10 + n) });
    expect(await statuses(21, reschedule)).toEqual([...Array(20).fill(200), 429]);
  });
});

describe('lists of tags', () => {
  it('hold one that is right, on reads and on writes', async () => {
    const { id } = await createOrder(parties);
    const path = `/api/orders/${id}/status`;
    const first = await call('HEAD', path, { token: parties.buyer });
    expect([first.status, first.headers.get('etag'), first.text]).toEqual([200, '"1"', '']);
    const read = (tags: string) =>
      call('GET', path, { token: parties.buyer, headers: { 'if-none-match': tags } }).then(({ status }) => status);
    expect([await read('"9", W/"1"'), await read('"8", "9"'), await read('*')]).toEqual([304, 200, 304]);
    const write = (tags: string) =>
      call('PUT', path, { token: parties.seller, body: { status: 'confirmed' }, headers: { 'if-match': tags } });
    expect((await write('"8", W/"1"')).status).toBe(412);
    expect((await write('"8", "1"')).status).toBe(200);
  });
});
