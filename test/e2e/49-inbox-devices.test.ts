/** An inbox on several devices: what comes, what is read on one of them, and the number of what is unread. */
import { afterEach, describe, expect, it } from 'vitest';
import { call, drain, tokenFor } from './support/api.ts';
import { EventStreamClient } from './support/event-stream.ts';
import { createOrder, newParties, putStatus, unique } from './support/orders.ts';
import { SocketClient } from './support/socket.ts';

interface Changed {
  readonly success: boolean;
  readonly unread: number;
}

const open: SocketClient[] = [];
afterEach(() => {
  for (const socket of open.splice(0)) socket.close();
});

const device = async (token: string): Promise<SocketClient> => {
  const socket = await SocketClient.connect(token);
  open.push(socket);
  await socket.subscribe('me');
  return socket;
};

const unreadOf = async (token: string): Promise<number> =>
  (await call<{ unread: number }>('GET', '/api/notifications/unread-count', { token })).body.unread;

const unreadIdsOf = async (token: string): Promise<readonly string[]> => {
  const { body } = await call<{ notifications: readonly { id: string }[] }>('GET', '/api/notifications?state=unread', {
    token,
  });
  return body.notifications.map(({ id }) => id);
};

/** An order of the buyer, confirmed, with whatever that notifies them of. */
const confirmed = async () => {
  const parties = await newParties();
  const devices = [await device(parties.buyer), await device(parties.buyer)] as const;
  const order = await createOrder(parties);
  for (const status of ['confirmed', 'processing']) await putStatus(order.id, parties.seller, status);
  await drain();
  return { parties, devices, order };
};

describe('an inbox on two devices', () => {
  it('each is sent what comes, with the number of what is unread', async () => {
    const { parties, devices, order } = await confirmed();
    const ids = await unreadIdsOf(parties.buyer);
    expect(ids.length).toBeGreaterThanOrEqual(2);
    expect(await unreadOf(parties.buyer)).toBe(ids.length);
    for (const socket of devices) {
      await socket.waitFor(({ type, unread }) => type === 'notification' && unread === ids.length);
      const sent = socket.ofType('notification').map(({ notification }) => notification as { id: string });
      expect(new Set(sent.map(({ id }) => id))).toEqual(new Set(ids));
      expect(sent[0]).toMatchObject({ orderId: order.id, title: expect.any(String), body: expect.any(String) });
    }
  });

  it('what one reads, by either transport, the other is sent', async () => {
    const { parties, devices } = await confirmed();
    const [here, there] = devices;
    const [first, second, ...others] = await unreadIdsOf(parties.buyer);
    const read = (id: unknown) => (message: { type: string; read?: unknown }) =>
      message.type === 'inbox_changed' && Array.isArray(message.read) && message.read.includes(id);
    here.send({ action: 'read', notificationId: first });
    for (const socket of devices) await socket.waitFor(read(first));
    const response = await call<Changed>('POST', `/api/notifications/${second}/read`, { token: parties.buyer });
    expect(response.body).toEqual({ success: true, unread: others.length });
    expect(await there.waitFor(read(second))).toMatchObject({ unread: others.length });
    expect(await unreadIdsOf(parties.buyer)).toEqual(others);
  });

  it('nobody reads what is not theirs, and all can be read at once', async () => {
    const { parties, devices } = await confirmed();
    const ids = await unreadIdsOf(parties.buyer);
    const stranger = await tokenFor({ sub: unique('stranger'), roles: ['customer'] });
    expect((await call('POST', `/api/notifications/${ids[0]}/read`, { token: stranger })).status).toBe(404);
    const elsewhere = await device(stranger);
    elsewhere.send({ action: 'read', notificationId: ids[0] });
    await elsewhere.waitFor(({ type, code }) => type === 'error' && code === 'NOT_FOUND');
    const all = await call<Changed>('POST', '/notifications/read-all', { token: parties.buyer });
    expect(all.body).toMatchObject({ success: true, read: ids.length, unread: 0 });
    await devices[1].waitFor(({ type, unread }) => type === 'inbox_changed' && unread === 0);
    const archived = await call<Changed>('POST', `/api/notifications/${ids[0]}/archive`, { token: parties.buyer });
    expect(archived.body).toEqual({ success: true, unread: 0 });
    const { body } = await call<{ notifications: readonly { id: string }[] }>('GET', '/api/notifications', {
      token: parties.buyer,
    });
    expect(body.notifications.map(({ id }) => id)).not.toContain(ids[0]);
  });

  it('a client of the stream is sent the same as one of the socket', async () => {
    const parties = await newParties();
    const { buyerId: customerId, buyer: token } = parties;
    const stream = await EventStreamClient.open({ customerId }, { token });
    try {
      await stream.waitFor(({ event, data }) => event === 'inbox_changed' && data?.unread === 0);
      const order = await createOrder(parties);
      const entry = { orderId: order.id, title: expect.any(String), body: expect.any(String) };
      const sent = await stream.waitFor(({ event }) => event === 'notification');
      expect(sent.data).toMatchObject({ type: 'notification', unread: 1, notification: entry });
      const { id } = (sent.data?.notification ?? {}) as { id?: string };
      await call('POST', `/api/notifications/${id}/read`, { token });
      const changed = await stream.waitFor(({ data }) => Array.isArray(data?.read) && data.read.includes(id));
      expect(changed).toMatchObject({ event: 'inbox_changed', data: { unread: 0 } });
    } finally {
      stream.close();
    }
  });
});
