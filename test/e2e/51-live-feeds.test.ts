import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { call, drain, local } from './support/api.ts';
import { createOrder, fedexNumber, newParties, putStatus } from './support/orders.ts';
import { SocketClient } from './support/socket.ts';

describe('the feeds of a person and of a shop', () => {
  it('a shop hears of a new order at once, and a person of every step of their orders', async () => {
    const parties = await newParties();
    const shop = await SocketClient.connect(parties.seller);
    const person = await SocketClient.connect(parties.buyer);
    await shop.subscribe(`seller:${parties.sellerId}`);
    await person.subscribe('me');
    const order = await createOrder(parties);
    const update = await shop.waitFor((message) => message.type === 'new_order');
    expect(JSON.stringify(update)).toContain(order.id);
    await putStatus(order.id, parties.seller, 'confirmed');
    await person.waitFor(
      (message) => message.type === 'order_update' && message.orderId === order.id && message.seq === 2,
    );
    shop.close();
    person.close();
  });

  it('who comes back with a cursor gets what was missed over all orders, each once', async () => {
    const parties = await newParties();
    for (const [topic, token] of [
      ['me', parties.buyer],
      [`seller:${parties.sellerId}`, parties.seller],
    ] as const) {
      const first = await createOrder(parties);
      await drain();
      const before = await SocketClient.connect(token);
      const { cursor } = await before.subscribe(topic);
      before.close();
      const second = await createOrder(parties);
      await putStatus(first.id, parties.seller, 'confirmed');
      await drain();
      const after = await SocketClient.connect(token);
      const again = await after.subscribe(topic, String(cursor));
      const missed = (again.events as { orderId: string; seq: number }[]).map(
        (event) => `${event.orderId} ${event.seq}`,
      );
      expect(missed).toEqual(expect.arrayContaining([`${second.id} 1`, `${first.id} 2`]));
      expect(new Set(missed).size).toBe(missed.length);
      after.close();
    }
  });

  it('a person does not hear of other people, nor of other shops', async () => {
    const parties = await newParties();
    const stranger = await newParties();
    const socket = await SocketClient.connect(stranger.seller);
    socket.send({ action: 'subscribe', topic: `seller:${parties.sellerId}` });
    await socket.waitFor((message) => message.type === 'error');
    socket.send({ action: 'subscribe', topic: 'ops' });
    await eventually(() => expect(socket.ofType('error')).toHaveLength(2));
    await createOrder(parties);
    await drain();
    expect(socket.messages.every((message) => message.type === 'error')).toBe(true);
    socket.close();
  });

  it('a connection that is gone is cleared away, also when nobody said goodbye', async () => {
    const parties = await newParties();
    const order = await createOrder(parties);
    await drain();
    const lost = await SocketClient.connect(parties.buyer);
    await lost.subscribe(`order:${order.id}`);
    await local('POST', 'faults', {
      service: 'dynamodb',
      function: 'Socket',
      operation: 'DeleteItem',
      kind: 'error',
      rate: 1,
    });
    await local('POST', 'faults', {
      service: 'dynamodb',
      function: 'Socket',
      operation: 'BatchWriteItem',
      kind: 'error',
      rate: 1,
    });
    lost.close();
    await drain();
    await call('DELETE', '/_local/faults');
    const there = await SocketClient.connect(parties.buyer);
    await there.subscribe(`order:${order.id}`);
    await putStatus(order.id, parties.seller, 'confirmed');
    await there.waitFor((message) => message.type === 'order_update' && message.seq === 2);
    await drain();
    there.close();
  });

  it('anybody may follow a parcel by its number, and sees no person', async () => {
    const parties = await newParties();
    const order = await createOrder(parties);
    await putStatus(order.id, parties.seller, 'confirmed');
    const trackingNumber = fedexNumber();
    await call('POST', `/api/orders/${order.id}/shipments`, {
      token: parties.seller,
      body: { trackingNumber, carrier: 'fedex' },
    });
    const anyone = await SocketClient.connect();
    await anyone.subscribe(`track:${trackingNumber}`);
    await putStatus(order.id, parties.seller, 'processing');
    const update = await anyone.waitFor((message) => message.type === 'order_update');
    for (const personal of [order.id, parties.buyerId, parties.sellerId])
      expect(JSON.stringify(update)).not.toContain(personal);
    anyone.send({ action: 'subscribe', topic: `order:${order.id}` });
    await anyone.waitFor((message) => message.type === 'error');
    anyone.close();
  });
});
