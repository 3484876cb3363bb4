import { describe, expect, it } from 'vitest';
import { call, drain, outbox } from './support/api.ts';
import { createOrder, newParties, pathOf, putStatus, statusOf } from './support/orders.ts';

const ITEMS = [
  { name: 'Tomatoes 1 kg', quantity: 2, unitPrice: '3.50' },
  { name: 'Eggs, a dozen', quantity: 1, unitPrice: '4.20' },
];

describe('farm: pickup and delivery', () => {
  it('is ready only when every item is prepared', async () => {
    const parties = await newParties();
    const order = await createOrder(parties, {
      orderType: 'farm',
      fulfilmentType: 'pickup',
      items: ITEMS,
      totalAmount: '11.20',
    });
    for (const status of ['confirmed', 'preparing']) {
      expect((await putStatus(order.id, parties.seller, status)).status).toBe(200);
    }
    // What is planned of a confirmation says where to collect as soon as anybody has said it.
    await drain();
    const early = await putStatus(order.id, parties.seller, 'ready_for_pickup');
    expect(early.status).toBe(422);
    expect(early.body.code).toBe('GUARD_REFUSED');

    const detail = await call<{ items: { itemId: string }[] }>('GET', `/api/orders/${order.id}`, {
      token: parties.seller,
    });
    for (const item of detail.body.items) {
      const response = await call('PUT', `/api/orders/${order.id}/items/${item.itemId}`, {
        token: parties.seller,
        body: { prepared: true },
      });
      expect(response.status, response.text).toBe(200);
    }
    const wrongPath = await putStatus(order.id, parties.seller, 'out_for_delivery');
    expect(wrongPath.status).toBe(422);
    const location = { city: 'Aranjuez', postalCode: '28300', country: 'ES' };
    const said = { location, notes: 'Behind the barn, from nine on.' };
    expect((await putStatus(order.id, parties.seller, 'READY_FOR_PICKUP', said)).status).toBe(200);
    expect((await putStatus(order.id, parties.buyer, 'completed')).status).toBe(200);
    await drain();
    expect(pathOf(await statusOf(order.id, parties.buyer))).toEqual([
      'pending',
      'confirmed',
      'preparing',
      'ready_for_pickup',
      'completed',
    ]);
    const mails = await outbox(order.id);
    expect(mails.filter((mail) => mail.to.includes(parties.buyerId))).toHaveLength(4);
    const recorded = mails.map(({ text }) => /Aranjuez, 28300, ES[\s\S]*Behind the barn, from nine on\./.test(text));
    expect(mails.filter((_, n) => recorded[n]).map(({ subject }) => subject)).toEqual([
      `Order ${order.orderNumber} is ready to collect`,
    ]);
  });

  it('accepts the old name farmId', async () => {
    const parties = await newParties();
    const order = await createOrder(parties, {
      orderType: 'farm',
      fulfilmentType: 'pickup',
      sellerId: undefined,
      farmId: parties.sellerId,
    });
    expect((await statusOf(order.id, parties.seller)).status).toBe('pending');
  });

  it('an administrator changes many at once and gets a result for each', async () => {
    const parties = await newParties();
    const orders = await Promise.all(
      Array.from({ length: 12 }, () => createOrder(parties, { orderType: 'farm', fulfilmentType: 'pickup' })),
    );
    await putStatus(orders[0]?.id ?? '', parties.seller, 'cancelled');
    const response = await call('POST', '/api/admin/orders/bulk-status', {
      token: parties.admin,
      body: { orderIds: [...orders.map((order) => order.id), 'ord_00000000000000000000000000'], status: 'confirmed' },
    });
    expect(response.status, response.text).toBeLessThan(300);
    await drain();
    const states = await Promise.all(orders.map(async (order) => (await statusOf(order.id, parties.seller)).status));
    expect(states.filter((status) => status === 'confirmed')).toHaveLength(11);
    expect(states.filter((status) => status === 'cancelled')).toHaveLength(1);
  });
});
