import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { call, drain, local } from './support/api.ts';
import { book, COURIERS, cancel, quoteOf, quotesOf, readyGroceries } from './support/couriers.ts';
import { createOrder, newParties, putStatus, statusOf, unique } from './support/orders.ts';
import { carriersAreWell, pass, simulate } from './support/polling.ts';

const wellAgain = async (): Promise<void> => {
  await carriersAreWell(COURIERS);
  for (const courier of COURIERS) await simulate(courier, { account: 'good', loseReplies: 0 });
};
beforeEach(wellAgain);
afterAll(async () => {
  await wellAgain();
  await local('POST', 'clock', { reset: true });
});

interface StoreOrder {
  readonly current_status: string;
  readonly delivery_provider: string | null;
}
const storeOrder = async (orderId: string, token: string): Promise<StoreOrder> =>
  (await call<StoreOrder>('GET', `/orders/tracking/${orderId}`, { token })).body;

const parcelsOf = async (orderId: string, token: string) =>
  (
    await call<{ order: { shipments: readonly { trackingNumber: string; carrier: string; milestone?: string }[] } }>(
      'GET',
      `/api/orders/${orderId}`,
      { token },
    )
  ).body.order.shipments;

describe('quotes', () => {
  it('of all couriers say what each asks, when it would come, and how long that is good', async () => {
    const { orderId, parties } = await readyGroceries();
    const { status, body, text } = await quotesOf(orderId, parties.seller);
    expect(status, text).toBe(200);
    expect(body.errors).toEqual([]);
    expect(body.quotes.map(({ carrier, fee, currency }) => [carrier, fee, currency])).toEqual([
      ['uber', '4.50', 'EUR'],
      ['doordash', '9.75', 'EUR'],
    ]);
    for (const quote of body.quotes) {
      expect(Date.parse(quote.estimatedPickup)).toBeLessThan(Date.parse(quote.estimatedDelivery));
      expect(quote.expiresAt).toMatch(/Z$/);
    }
  });

  it('are errors of their couriers where one is away, and where nobody goes', async () => {
    const { orderId, parties } = await readyGroceries();
    await simulate('uber', { outage: true });
    const one = await quotesOf(orderId, parties.seller);
    expect(one.body.quotes.map(({ carrier }) => carrier)).toEqual(['doordash']);
    expect(one.body.errors).toMatchObject([{ carrier: 'uber', code: 'COURIER_UNAVAILABLE' }]);
    await simulate('uber', { outage: false });
    const far = await readyGroceries('UNDELIVERABLE 1');
    const none = await quotesOf(far.orderId, far.parties.seller);
    expect(none.body.quotes).toEqual([]);
    expect(none.body.errors.map(({ code }) => code)).toEqual(['ADDRESS_UNDELIVERABLE', 'ADDRESS_UNDELIVERABLE']);
  });

  it('are for the seller of the order only, name what is missing, and are limited', async () => {
    const { orderId, parties } = await readyGroceries();
    const stranger = await newParties();
    expect((await quotesOf(orderId, stranger.seller)).status).toBe(404);
    expect((await quotesOf(orderId, parties.buyer)).status).toBe(403);
    const unknown = await quotesOf(orderId, parties.seller, { carriers: ['uber', 'pigeon'] });
    expect(unknown).toMatchObject({ status: 422, body: { errors: [{ path: 'carriers.1' }] } });
    const { id: bare } = await createOrder(stranger);
    const missing = await quotesOf(bare, stranger.seller);
    expect([missing.status, missing.body]).toMatchObject([422, { code: 'DELIVERY_DETAILS_MISSING' }]);
    expect(missing.text).toContain('pickup.phone');
    expect(missing.text).toContain('dropoff.phone');
    for (let asked = 0; asked < 10; asked += 1) await quotesOf(orderId, parties.seller);
    const tooOften = await quotesOf(orderId, parties.seller);
    expect(tooOften.status).toBe(429);
    expect(Number(tooOften.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe.each(COURIERS)('a delivery by %s', (courier) => {
  it('is booked once, is a parcel that moves its order to the door, and is not cancelled after', async () => {
    const { orderId, parties } = await readyGroceries();
    const quote = await quoteOf(orderId, parties.seller, courier);
    const key = { 'idempotency-key': unique('book') };
    const booked = await book(orderId, parties.seller, quote, key);
    expect(booked.status, booked.text).toBe(201);
    const { delivery } = booked.body;
    expect(delivery).toMatchObject({
      carrier: courier,
      state: 'booked',
      trackingUrl: expect.stringMatching(/^https:/),
    });
    const replayed = await book(orderId, parties.seller, quote, key);
    expect([replayed.text, replayed.headers.get('idempotency-replayed')]).toEqual([booked.text, 'true']);
    expect((await book(orderId, parties.seller, quote)).body.delivery).toEqual(delivery);
    const other = await quoteOf(orderId, parties.seller, courier);
    const second = await book(orderId, parties.seller, other);
    expect([second.status, second.body.code]).toEqual([409, 'DELIVERY_ALREADY_BOOKED']);
    expect(await parcelsOf(orderId, parties.seller)).toMatchObject([{ carrier: courier, milestone: 'label_created' }]);
    const script = {
      trackingNumber: delivery.deliveryId,
      orderId: courier === 'doordash' ? delivery.deliveryId : orderId,
    };
    await simulate(courier, { ...script, event: 'assigned' });
    expect(await storeOrder(orderId, parties.buyer)).toMatchObject({ current_status: 'driver_assigned' });
    await simulate(courier, { ...script, event: 'collected', quiet: true });
    const late = await cancel(orderId, parties.seller, delivery.deliveryId);
    expect([late.status, late.body.code], late.text).toEqual([409, 'DELIVERY_NOT_CANCELABLE']);
    expect(late.body.reason).toMatch(/noncancelable_delivery|operation_not_allowed/);
    // What no webhook brings is polled.
    await pass('PT30M');
    await simulate(courier, { ...script, event: 'delivered', quiet: true });
    await pass('PT30M');
    expect(await storeOrder(orderId, parties.buyer)).toMatchObject({ current_status: 'delivered' });
    expect(await parcelsOf(orderId, parties.seller)).toHaveLength(1);
    const tracked = await call('GET', `/api/orders/track/${delivery.trackingNumber}`);
    for (const secret of ['Ana Ruiz', '600333444', 'Calle Mayor']) expect(tracked.text).not.toContain(secret);
  });

  it('of which the reply is lost is looked up, and booked once', async () => {
    const { orderId, parties } = await readyGroceries();
    const quote = await quoteOf(orderId, parties.seller, courier);
    await simulate(courier, { loseReplies: 1 });
    const lost = await book(orderId, parties.seller, quote);
    expect([lost.status, lost.body.code]).toEqual([503, 'COURIER_UNAVAILABLE']);
    expect(lost.headers.get('retry-after')).not.toBeNull();
    const found = await book(orderId, parties.seller, quote);
    expect(found.status, found.text).toBe(201);
    expect(await parcelsOf(orderId, parties.seller)).toHaveLength(1);
    const again = await book(orderId, parties.seller, quote);
    expect(again.body.delivery.deliveryId).toBe(found.body.delivery.deliveryId);
  });

  it('is cancelled by its shop, whose order waits for another', async () => {
    const { orderId, parties } = await readyGroceries();
    const first = await book(orderId, parties.seller, await quoteOf(orderId, parties.seller, courier));
    const { deliveryId } = first.body.delivery;
    const stranger = await newParties();
    expect((await cancel(orderId, stranger.seller, deliveryId)).status).toBe(404);
    expect((await cancel(orderId, parties.seller, 'del_of_nobody')).status).toBe(404);
    for (const _again of [1, 2]) {
      const cancelled = await cancel(orderId, parties.seller, deliveryId);
      expect([cancelled.status, cancelled.body.delivery?.state], cancelled.text).toEqual([200, 'cancelled']);
    }
    const second = await book(orderId, parties.seller, await quoteOf(orderId, parties.seller, courier));
    expect(second.status, second.text).toBe(201);
    expect(second.body.delivery.deliveryId).not.toBe(deliveryId);
  });

  it('is not made by a quote that has ended, or is unknown', async () => {
    const { orderId, parties } = await readyGroceries();
    const quote = await quoteOf(orderId, parties.seller, courier);
    const strange = await book(orderId, parties.seller, { carrier: courier, quoteId: 'dqt_of_nobody' });
    expect([strange.status, strange.body.code]).toEqual([409, 'QUOTE_EXPIRED']);
    await pass('PT16M');
    const late = await book(orderId, parties.seller, quote);
    expect([late.status, late.body.code]).toEqual([409, 'QUOTE_EXPIRED']);
    expect(await parcelsOf(orderId, parties.seller)).toEqual([]);
  });

  it('is called back when its order is cancelled', async () => {
    const { orderId, parties } = await readyGroceries();
    const booked = await book(orderId, parties.seller, await quoteOf(orderId, parties.seller, courier));
    expect(booked.status, booked.text).toBe(201);
    expect((await putStatus(orderId, parties.admin, 'cancelled', { reason: 'Out of stock' })).status).toBe(200);
    await pass('PT1M');
    expect((await statusOf(orderId, parties.buyer)).status).toBe('cancelled');
    const [parcel] = await parcelsOf(orderId, parties.seller);
    expect(parcel?.milestone).toBe('cancelled');
  });

  it('is nobody’s fault where our account is refused', async () => {
    const { orderId, parties } = await readyGroceries();
    const quote = await quoteOf(orderId, parties.seller, courier);
    for (const account of ['suspended', 'blocked']) {
      await simulate(courier, { account });
      const refused = await book(orderId, parties.seller, quote);
      expect([refused.status, refused.body.code], refused.text).toEqual([503, 'COURIER_UNAVAILABLE']);
      expect(refused.text).not.toMatch(/suspended|payment/i);
    }
    await simulate(courier, { account: 'good' });
    expect((await book(orderId, parties.seller, quote)).status).toBe(201);
  });

  it('that ten ask for at once is booked once', async () => {
    const { orderId, parties } = await readyGroceries();
    const quote = await quoteOf(orderId, parties.seller, courier);
    const asked = await Promise.all(Array.from({ length: 10 }, () => book(orderId, parties.seller, quote)));
    expect(asked.filter(({ status }) => status === 201).length).toBeGreaterThanOrEqual(1);
    expect(asked.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
    const ids = new Set(asked.flatMap(({ body }) => body.delivery?.deliveryId ?? []));
    expect(ids.size).toBe(1);
    expect(await parcelsOf(orderId, parties.seller)).toHaveLength(1);
  });
});

describe('what was asked of couriers', () => {
  it('was allowed, and is on record', async () => {
    // A quota counts within its window of ten minutes, and the clock has leapt since the last call.
    const { orderId, parties } = await readyGroceries();
    await quoteOf(orderId, parties.seller, 'uber');
    await drain();
    expect(await local('GET', 'denied')).toEqual([]);
    const { admin } = parties;
    const health = await call<{ carriers: readonly { carrier: string; quotas: readonly { used: number }[] }[] }>(
      'GET',
      '/api/admin/carriers',
      { token: admin },
    );
    const uber = health.body.carriers.find(({ carrier }) => carrier === 'uber');
    expect(uber?.quotas[0]?.used).toBeGreaterThan(0);
  });
});
