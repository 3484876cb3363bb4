/** A person who looks at a page of theirs is rung on no device; one who has looked away is. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FOCUS_SECONDS } from '../../shared/realtime/focus.ts';
import { call, drain, local, outbox } from './support/api.ts';
import { atNoon } from './support/clock.ts';
import { createOrder, newParties, type Parties, putStatus, unique } from './support/orders.ts';
import { SocketClient } from './support/socket.ts';

const device = `${unique('fcm')}:${'t'.repeat(40)}`;
let parties: Parties;

beforeAll(async () => {
  await atNoon();
  parties = await newParties();
  const body = { token: device, platform: 'android' };
  const registered = await call('POST', '/api/notifications/push/register-token', { token: parties.buyer, body });
  expect(registered.status, registered.text).toBeLessThan(300);
});
afterAll(() => local('POST', 'clock', { reset: true }));

/** An order that is confirmed, which its customer is notified of over all channels. */
const confirmed = async (): Promise<string> => {
  const { id } = await createOrder(parties);
  await putStatus(id, parties.seller, 'confirmed');
  await drain();
  return id;
};

const rungFor = async (orderId: string): Promise<number> => {
  const sent = (await outbox(orderId)) as unknown as readonly { readonly channel: string; readonly to: string }[];
  return sent.filter(({ channel, to }) => channel === 'push' && to.includes(device)).length;
};

const look = async (socket: SocketClient, focused: boolean): Promise<void> => {
  const before = socket.ofType('pong').length;
  socket.send({ action: 'ping', focused });
  await socket.waitFor(() => socket.ofType('pong').length > before);
};

describe('a person with a telephone and an open page', () => {
  it('is rung while no page is open, or none is looked at, and not while one is', async () => {
    expect(await rungFor(await confirmed())).toBeGreaterThan(0);
    const page = await SocketClient.connect(parties.buyer);
    await page.subscribe('me');
    expect(await rungFor(await confirmed())).toBeGreaterThan(0);
    await look(page, true);
    const seen = await confirmed();
    expect(await rungFor(seen)).toBe(0);
    await page.waitFor((message) => message.type === 'order_update' && message.orderId === seen);
    await look(page, false);
    expect(await rungFor(await confirmed())).toBeGreaterThan(0);
    // A laptop that falls asleep says nothing any more.
    await look(page, true);
    await local('POST', 'clock', { advance: `PT${FOCUS_SECONDS}S` });
    expect(await rungFor(await confirmed())).toBeGreaterThan(0);
    page.close();
  });

  it('is rung no more while a page that has no socket is looked at either', async () => {
    const look = async (focused: boolean): Promise<void> => {
      const path = `/api/orders/events?customerId=${parties.buyerId}&limit=1&focused=${focused}`;
      const response = await call('GET', path, { token: parties.buyer, headers: { accept: 'application/json' } });
      expect(response.status, response.text).toBe(200);
    };
    await look(true);
    expect(await rungFor(await confirmed())).toBe(0);
    await look(false);
    expect(await rungFor(await confirmed())).toBeGreaterThan(0);
  });
});
