import { CreateScheduleCommand, type CreateScheduleCommandInput, SchedulerClient } from '@aws-sdk/client-scheduler';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { connectionTo } from '../faults/stage.ts';
import { call, drain, local, outbox, tokenFor } from './support/api.ts';
import {
  createOrder,
  newParties,
  orderRequest,
  putStatus,
  startGrocery,
  statusOf,
  timelineOf,
  unique,
} from './support/orders.ts';
import { SocketClient } from './support/socket.ts';
import { advance, expectNothing, expectOnce, expectOnceInTheEnd, TIMED_FLOWS } from './support/timed-flows.ts';

const events = async (orderId: string, token: string, reason: RegExp): Promise<number> =>
  (await timelineOf(orderId, token)).filter((entry) => reason.test(JSON.stringify(entry))).length;

interface Timer {
  readonly name: string;
  readonly group: string;
  readonly definition: Omit<CreateScheduleCommandInput, 'Name' | 'GroupName'>;
}

/** Every timer of the order fires twice from now on. */
const doubleTimersOf = async (orderId: string): Promise<number> => {
  const own = (await local<readonly Timer[]>('GET', 'schedules')).filter(({ definition }) =>
    definition.Target?.Input?.includes(orderId),
  );
  const { region } = await local<{ region: string }>('GET', 'health');
  const scheduler = new SchedulerClient(connectionTo({ edge: inject('edgeUrl'), region }));
  for (const { name, group, definition } of own) {
    const twin = { ...definition, Name: `twin-${name}`.slice(0, 64), GroupName: group };
    await scheduler.send(new CreateScheduleCommand(twin));
  }
  return own.length;
};

afterEach(async () => {
  await local('POST', 'clock', { reset: true });
});

describe.each(TIMED_FLOWS)('$name', (flow) => {
  it('when the time has come, and once', async () => {
    const order = await flow.begin();
    await advance(flow.before);
    await expectNothing(flow, order);
    await advance(flow.until);
    await expectOnce(flow, order);
    await advance('PT30M');
    await expectOnce(flow, order);
  });

  it('once, though its timers fire twice', async () => {
    const order = await flow.begin();
    await drain();
    expect(await doubleTimersOf(order.orderId)).toBeGreaterThan(0);
    await advance(flow.before);
    await expectNothing(flow, order);
    await advance(flow.until);
    await expectOnce(flow, order);
  });

  it('once, though its timers fire three hours late', async () => {
    const order = await flow.begin();
    await advance(flow.before);
    await advance('PT3H20M');
    await expectOnceInTheEnd(flow, order);
    await advance('PT3H');
    await expectOnceInTheEnd(flow, order);
  });
});

describe('deadlines, with the clock in hand', () => {
  it('a store’s open screen rings again at five minutes, and once', async () => {
    const parties = await newParties();
    const screen = await SocketClient.connect(parties.seller);
    await screen.subscribe(`seller:${parties.sellerId}`);
    const orderId = await startGrocery(parties);
    await screen.waitFor((message) => message.type === 'new_order' && message.seq === 1);
    await advance('PT5M30S');
    await advance('PT5M');
    const rings = screen.ofType('new_order').filter((message) => message.orderId === orderId);
    expect(rings.map((message) => (message.update as { event: string }).event)).toEqual([
      'order_created',
      'deadline_passed',
    ]);
    screen.close();
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
    // Nobody had notified the customer that it was confirmed.
    expect((await outbox(order.id)).map(({ subject }) => subject)).toEqual([
      `We have received order ${order.orderNumber}`,
      `Order ${order.orderNumber} was cancelled`,
    ]);
    expect((await again()).status).toBe(201);
  });

  it('a store that responds in time is left alone', async () => {
    const parties = await newParties();
    const orderId = await startGrocery(parties);
    await call('POST', `/orders/tracking/${orderId}/acknowledge`, { token: parties.seller, body: {} });
    await advance('PT1H');
    expect((await statusOf(orderId, parties.buyer)).status).toBe('store_acknowledged');
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
