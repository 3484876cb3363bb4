import { CreateScheduleCommand, type CreateScheduleCommandInput, SchedulerClient } from '@aws-sdk/client-scheduler';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { call, drain, local, outbox, tokenFor } from './support/api.ts';
import { createOrder, newParties, orderRequest, putStatus, startGrocery, statusOf, unique } from './support/orders.ts';

const advance = async (duration: string): Promise<void> => {
  await drain();
  await local('POST', 'clock', { advance: duration });
  await drain();
};

interface Timer {
  readonly name: string;
  readonly group: string;
  readonly definition: Omit<CreateScheduleCommandInput, 'Name' | 'GroupName'>;
}

const events = async (orderId: string, token: string, reason: RegExp): Promise<number> =>
  (await statusOf(orderId, token)).history.filter((entry) => reason.test(JSON.stringify(entry))).length;

afterEach(async () => {
  await local('POST', 'clock', { reset: true });
});

describe('deadlines, with the clock in hand', () => {
  it('a store that does not answer is reminded at 5 minutes and loses the order at 15', async () => {
    const parties = await newParties();
    const orderId = await startGrocery(parties);
    await advance('PT5M30S');
    expect((await statusOf(orderId, parties.buyer)).status).toBe('store_notified');
    expect(await events(orderId, parties.buyer, /deadline_passed/)).toBe(1);
    await advance('PT5M');
    expect(await events(orderId, parties.buyer, /deadline_passed/)).toBe(1);
    await advance('PT6M');
    const status = await statusOf(orderId, parties.buyer);
    expect(status.status).toBe('cancelled');
    expect(status.history.at(-1)?.reason).toBe('store_ack_timeout');
    expect(
      status.history.filter((entry) => entry.status === 'cancelled' && entry.previousStatus !== 'cancelled'),
    ).toHaveLength(1);
  });

  it('a timer that fires twice changes nothing twice', async () => {
    const parties = await newParties();
    const orderId = await startGrocery(parties);
    await drain();
    const own = (await local<readonly Timer[]>('GET', 'schedules')).filter(({ name }) => name.includes(orderId));
    expect(own.length).toBeGreaterThanOrEqual(2);
    const { region } = await local<{ region: string }>('GET', 'health');
    const scheduler = new SchedulerClient({
      endpoint: inject('edgeUrl'),
      region,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    for (const { name, group, definition } of own) {
      await scheduler.send(
        new CreateScheduleCommand({ ...definition, Name: `twin-${name}`.slice(0, 64), GroupName: group }),
      );
    }
    await advance('PT16M');
    const status = await statusOf(orderId, parties.buyer);
    expect(status.status).toBe('cancelled');
    expect(
      status.history.filter((entry) => entry.reason === 'store_ack_timeout' && entry.previousStatus !== entry.status),
    ).toHaveLength(1);
    await advance('PT3H');
    expect((await statusOf(orderId, parties.buyer)).version).toBe(status.version);
  });

  it('what a store never looked at goes back on sale', async () => {
    const parties = await newParties();
    const listingId = unique('listing');
    const path = `/api/admin/listings/${listingId}`;
    const body = { sellerId: parties.sellerId, stock: 4, available: true };
    expect((await call('PUT', path, { token: parties.seller, body })).status).toBeLessThan(300);
    const order = await createOrder(parties, { orderType: 'grocery', listingId, items: undefined, quantity: 4 });
    const again = () =>
      call('POST', '/api/orders', {
        token: parties.system,
        headers: { 'idempotency-key': unique('again') },
        body: orderRequest(parties, { listingId, items: undefined, quantity: 4 }),
      });
    expect((await again()).body.code).toBe('INSUFFICIENT_INVENTORY');
    await advance('PT16M');
    expect((await statusOf(order.id, parties.buyer)).status).toBe('cancelled');
    expect((await again()).status).toBe(201);
  });

  it('a store that answers is left alone', async () => {
    const parties = await newParties();
    const orderId = await startGrocery(parties);
    await call('POST', `/orders/tracking/${orderId}/acknowledge`, { token: parties.seller, body: {} });
    await advance('PT1H');
    expect((await statusOf(orderId, parties.buyer)).status).toBe('store_acknowledged');
  });

  it('a marketplace order completes itself seven days after delivery, once, also when the timer is hours late', async () => {
    const parties = await newParties();
    const order = await createOrder(
      parties,
      { orderType: 'marketplace' },
      { paymentMethod: 'escrow', escrowId: 'esc_9' },
    );
    for (const status of ['order_confirmed', 'processing', 'ready_to_ship', 'shipped', 'delivered']) {
      expect((await putStatus(order.id, parties.seller, status)).status).toBe(200);
    }
    await advance('P6DT23H');
    expect((await statusOf(order.id, parties.buyer)).status).toBe('delivered');
    await advance('PT4H');
    const done = await statusOf(order.id, parties.buyer);
    expect(done.status).toBe('completed');
    await advance('PT1H');
    expect((await statusOf(order.id, parties.buyer)).version).toBe(done.version);
  });

  it('a farm tells the customer two hours before the pickup, once', async () => {
    const parties = await newParties();
    const pickupAt = new Date(Date.now() + 6 * 3600 * 1000).toISOString();
    const order = await createOrder(parties, {
      orderType: 'farm',
      fulfilmentType: 'pickup',
      estimatedPickupAt: pickupAt,
    });
    await putStatus(order.id, parties.seller, 'confirmed');
    await putStatus(order.id, parties.seller, 'preparing');
    const detail = await call<{ items: { itemId: string }[] }>('GET', `/api/orders/${order.id}`, {
      token: parties.seller,
    });
    for (const { itemId } of detail.body.items) {
      await call('PUT', `/api/orders/${order.id}/items/${itemId}`, { token: parties.seller, body: { prepared: true } });
    }
    expect((await putStatus(order.id, parties.seller, 'ready_for_pickup')).status).toBe(200);
    await drain();
    const before = (await outbox(order.id)).length;
    await advance('PT3H50M');
    expect(await outbox(order.id)).toHaveLength(before);
    await advance('PT15M');
    expect(await outbox(order.id)).toHaveLength(before + 1);
    await advance('PT1H');
    expect(await outbox(order.id)).toHaveLength(before + 1);
  });

  it('a parcel that stands still for two days is an alert to operations, and the order stays where it is', async () => {
    const parties = await newParties();
    const order = await createOrder(parties);
    await putStatus(order.id, parties.seller, 'confirmed');
    await advance('P2DT1H');
    const status = await statusOf(order.id, await tokenFor({ sub: 'admin-1', roles: ['admin'] }));
    expect(status.status).toBe('confirmed');
    expect(await events(order.id, parties.seller, /deadline_passed/)).toBe(1);
  });
});
