/** Whoever does not want messages, or is not reached any more, gets no further one, and the record says why. */
import { afterEach, expect, it } from 'vitest';
import { call, drain, local, outbox } from './support/api.ts';
import { createOrder, newParties, type Parties, putStatus } from './support/orders.ts';

interface Shown {
  readonly type: string;
  readonly channel: string;
  readonly status: string;
}

afterEach(async () => {
  await local('DELETE', 'faults');
  await local('POST', 'clock', { reset: true });
  await drain();
});

const mailsOf = async (orderId: string, token: string): Promise<readonly string[]> => {
  const { body } = await call<{ notifications: readonly Shown[] }>('GET', `/api/orders/${orderId}/timeline`, { token });
  return body.notifications
    .filter(({ channel }) => channel === 'email')
    .map(({ type, status }) => `${type} ${status}`)
    .toSorted();
};

const move = async (orderId: string, { seller }: Parties, ...statuses: readonly string[]): Promise<void> => {
  for (const status of statuses) {
    const response = await putStatus(orderId, seller, status);
    expect(response.status, response.text).toBe(200);
    await drain();
  }
};

/** The link in the header of the last mail that has one, which a mail program posts to. */
const unsubscribePath = async (orderId: string): Promise<string> => {
  const links = (await outbox(orderId)).flatMap(
    ({ html = '' }) => /https?:\/\/[^"\s]+(\/u\/[\w.-]+)/.exec(html)?.[1] ?? [],
  );
  return links.at(-1) ?? '';
};

it('one click in a mail: what comes next goes out nowhere, but for the purchase itself', async () => {
  const parties = await newParties();
  const order = await createOrder(parties);
  await move(order.id, parties, 'confirmed', 'processing');
  const before = await outbox(order.id);
  const clicked = await call('POST', await unsubscribePath(order.id), {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  });
  expect(clicked.status, clicked.text).toBe(200);
  await move(order.id, parties, 'shipped');
  expect(await outbox(order.id)).toHaveLength(before.length);
  expect(await mailsOf(order.id, parties.buyer)).toContain('shipped suppressed');
  const next = await createOrder(parties);
  await move(next.id, parties, 'confirmed', 'processing');
  expect(await mailsOf(next.id, parties.buyer)).toEqual([
    'order_confirmed sent',
    'order_created sent',
    'processing suppressed',
  ]);
});

it('a guest, by the link in their mail, for their order', async () => {
  const parties = await newParties();
  const guest = {
    buyerId: undefined,
    guestEmail: `guest-of-${parties.buyerId}@example.com`,
    customer: { name: 'Ana' },
  };
  const order = await createOrder(parties, guest);
  await move(order.id, parties, 'confirmed', 'processing');
  expect((await call('POST', await unsubscribePath(order.id))).status).toBe(200);
  await move(order.id, parties, 'shipped');
  expect(await mailsOf(order.id, parties.seller)).toContain('shipped suppressed');
});

it('an address that bounced gets nothing more, of this order or of another', async () => {
  const parties = await newParties();
  const order = await createOrder(parties);
  await drain();
  const [mail] = await outbox(order.id);
  await local('POST', 'receipts', { messageId: mail?.messageId, type: 'bounce' });
  await drain();
  await move(order.id, parties, 'confirmed');
  const next = await createOrder(parties);
  await drain();
  expect(await outbox(order.id)).toHaveLength(1);
  expect(await outbox(next.id)).toEqual([]);
  expect(await mailsOf(next.id, parties.buyer)).toEqual(['order_created suppressed']);
});

it('what is sent again by support after its person turned it off is withdrawn', async () => {
  const parties = await newParties();
  const order = await createOrder(parties);
  await drain();
  const error = { code: 'MessageRejected', status: 400, message: 'The message contains a virus.' };
  await local('POST', 'faults', { service: 'ses', kind: 'error', error });
  await move(order.id, parties, 'confirmed');
  await local('DELETE', 'faults');
  expect(await mailsOf(order.id, parties.buyer)).toContain('order_confirmed failed');
  const off = await call('PUT', '/api/notifications/preferences', {
    token: parties.buyer,
    body: { emailNotifications: { order_confirmed: false } },
  });
  expect(off.status, off.text).toBe(200);
  // Longer than a message goes out as it was planned.
  await local('POST', 'clock', { advance: 'PT1M' });
  const again = await call('POST', `/api/admin/orders/${order.id}/notifications/retry`, {
    token: parties.admin,
    body: {},
  });
  expect(again.status, again.text).toBe(200);
  await drain();
  expect(await mailsOf(order.id, parties.buyer)).toContain('order_confirmed withdrawn');
  expect(await outbox(order.id)).toHaveLength(1);
});
