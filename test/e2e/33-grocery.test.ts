import { describe, expect, it } from 'vitest';
import { call, drain, tokenFor } from './support/api.ts';
import { eventNumbersOf, newParties, startGrocery, statusOf, unique } from './support/orders.ts';
import { SocketClient } from './support/socket.ts';

interface StoreOrder {
  readonly order_id: string;
  readonly current_status: string;
  readonly substitutions: readonly { substitution_id: string; status: string; price_difference: string }[];
  readonly driver_details: { driver_id: string; name: string } | null;
  readonly driver_location: { lat: number; lng: number } | null;
}

const BASKET = [
  { name: 'Oat milk', quantity: 2, unit_price: '1.90' },
  { name: 'Rye bread', quantity: 1, unit_price: '3.10' },
];

const read = async (orderId: string, token: string): Promise<StoreOrder> => {
  const reply = await call<StoreOrder>('GET', `/orders/tracking/${orderId}`, { token });
  expect(reply.status, reply.text).toBe(200);
  return reply.body;
};

describe('grocery: store, substitutions, driver', () => {
  const put = (orderId: string, what: string, token: string, body: unknown) =>
    call('PUT', `/orders/tracking/${orderId}/${what}`, { token, body });

  it('goes from the basket to the door', async () => {
    const parties = await newParties();
    const orderId = await startGrocery(parties, BASKET);
    await drain();
    expect((await read(orderId, parties.seller)).current_status).toBe('store_notified');

    const acknowledged = await call('POST', `/orders/tracking/${orderId}/acknowledge`, {
      token: parties.seller,
      body: { estimated_ready_at: '2026-11-22T12:00:00Z' },
    });
    expect(acknowledged.status, acknowledged.text).toBe(200);
    expect((await put(orderId, 'status', parties.seller, { status: 'PICKING_IN_PROGRESS' })).status).toBe(200);

    const detail = await call<{ items: { itemId: string }[] }>('GET', `/api/orders/${orderId}`, {
      token: parties.seller,
    });
    const itemId = detail.body.items[0]?.itemId;
    const proposed = await put(orderId, 'substitutions', parties.seller, {
      substitutions: [{ item_id: itemId, substitute: { name: 'Almond milk', quantity: 2, unit_price: '2.40' } }],
    });
    expect(proposed.status, proposed.text).toBe(200);
    const waiting = await read(orderId, parties.buyer);
    expect(waiting.current_status).toBe('substitutions_needed');
    expect(waiting.substitutions[0]?.price_difference).toBe('1.00');
    expect((await put(orderId, 'status', parties.seller, { status: 'picking_in_progress' })).status).toBe(422);

    const answers = await Promise.all(
      (['approve', 'reject'] as const).map((decision) =>
        put(orderId, 'substitutions', parties.buyer, {
          answers: [{ substitution_id: waiting.substitutions[0]?.substitution_id, decision }],
        }),
      ),
    );
    expect(answers.filter((reply) => reply.status === 200)).toHaveLength(1);
    expect((await read(orderId, parties.buyer)).current_status).toBe('picking_in_progress');
    expect((await put(orderId, 'status', parties.seller, { status: 'ready_for_pickup' })).status).toBe(200);

    const driverId = unique('driver');
    const driver = await tokenFor({ sub: driverId, roles: ['driver'] });
    const assigned = await put(orderId, 'driver', parties.seller, {
      driver_id: driverId,
      name: 'Marta',
      phone: '+34600111222',
      provider: 'own',
    });
    expect(assigned.status, assigned.text).toBe(200);

    const socket = await SocketClient.connect(parties.buyer);
    await socket.subscribe(`order:${orderId}`);
    const at = new Date().toISOString();
    expect((await put(orderId, 'location', driver, { lat: 40.4168, lng: -3.7038, at })).status).toBeLessThan(300);
    await socket.waitFor((message) => message.type === 'driver_location');
    socket.close();
    const other = await tokenFor({ sub: unique('driver'), roles: ['driver'] });
    expect((await put(orderId, 'location', other, { lat: 0, lng: 0, at })).status).toBe(404);

    expect((await put(orderId, 'status', driver, { status: 'driver_pickup_complete' })).status).toBe(200);
    expect((await put(orderId, 'status', driver, { status: 'in_transit' })).status).toBe(200);
    expect((await put(orderId, 'delivered', driver, { proof: { pin: '1234' } })).status).toBe(200);
    const done = await read(orderId, parties.buyer);
    expect(done.current_status).toBe('delivered');
    const { version } = await statusOf(orderId, parties.buyer);
    expect(await eventNumbersOf(orderId, parties.buyer)).toEqual(Array.from({ length: version }, (_, i) => i + 1));
  });
});
