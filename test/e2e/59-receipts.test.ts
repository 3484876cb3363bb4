/** What providers report of messages, in their own formats: over the queue of the mail service, and over webhooks. */
import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { call, drain, local, outbox } from './support/api.ts';
import { createOrder, newParties, type Parties, putStatus } from './support/orders.ts';
import { SocketClient } from './support/socket.ts';

interface Mail {
  readonly messageId: string;
  readonly notificationId: string;
}
interface Listed {
  readonly id: string;
  readonly channel: string;
  readonly status: string;
  readonly deliveredAt: string | null;
}

afterEach(async () => {
  for (const name of ['sendgrid', 'resend']) await local('POST', `simulators/${name}`, { mood: 'well' });
  await local('DELETE', 'faults');
  await drain();
});

/** A mail of an order, and the order's people. */
const mailed = async (): Promise<{ parties: Parties; orderId: string; mail: Mail }> => {
  const parties = await newParties();
  const order = await createOrder(parties);
  await putStatus(order.id, parties.seller, 'confirmed');
  await drain();
  const mail = (await outbox(order.id)).at(-1) as unknown as Mail;
  return { parties, orderId: order.id, mail };
};

const statusOfMail = async (
  parties: Parties,
  orderId: string,
  { notificationId }: Mail,
): Promise<Listed | undefined> => {
  const { body } = await call<{ notifications: readonly Listed[] }>('GET', `/api/orders/${orderId}/timeline`, {
    token: parties.seller,
  });
  return body.notifications.find(({ id }) => id === notificationId);
};

const report = (mail: Mail, type: string, more: object = {}) =>
  local('POST', 'receipts', { messageId: mail.messageId, type, ...more });

describe('the mail service reports', () => {
  it('a delivery, once however often', async () => {
    const { parties, orderId, mail } = await mailed();
    for (const type of ['delivery', 'delivery', 'delivery']) await report(mail, type);
    await eventually(async () => {
      await drain();
      const found = await statusOfMail(parties, orderId, mail);
      expect(found).toMatchObject({ status: 'delivered', deliveredAt: expect.any(String) });
    });
  });

  it('a bounce: the message failed, and its buyer reads that the address is not used any more', async () => {
    const { parties, orderId, mail } = await mailed();
    const page = await SocketClient.connect(parties.buyer);
    await page.subscribe('me');
    await report(mail, 'bounce');
    await drain();
    expect(await statusOfMail(parties, orderId, mail)).toMatchObject({ status: 'failed' });
    const shown = await page.waitFor(({ type }) => type === 'notification').finally(() => page.close());
    expect(shown).toMatchObject({ notification: { type: 'custom', orderId } });
    const { body } = await call<{ notifications: readonly { type: string; body: string }[] }>(
      'GET',
      '/api/notifications',
      { token: parties.buyer },
    );
    const notices = body.notifications.filter(({ type }) => type === 'custom');
    expect(notices).toEqual([expect.objectContaining({ body: expect.stringContaining('***@') })]);
  });
});

describe('a stand-in reports over its webhook', () => {
  it.each(['sendgrid', 'resend'])('%s: delivered, opened, clicked', async (provider) => {
    const refusal = { status: 400, code: 'AccountSuspendedException', message: 'Your account is suspended.' };
    await local('POST', 'faults', { service: 'ses', kind: 'error', error: refusal });
    if (provider === 'resend') await local('POST', 'simulators/sendgrid', { mood: 'wrong_key' });
    const { parties, orderId, mail } = await mailed();
    expect(mail).toMatchObject({ provider });
    const seen: (string | undefined)[] = [];
    for (const type of ['delivery', 'open', 'click', 'delivery']) {
      expect(await report(mail, type)).toMatchObject({ reported: { status: 200 } });
      seen.push((await statusOfMail(parties, orderId, mail))?.status);
    }
    expect(seen).toEqual(['delivered', 'opened', 'clicked', 'clicked']);
  });
});

describe('a webhook that nobody may believe', () => {
  it.each(['sendgrid', 'resend', 'twilio', 'whatsapp'])('%s without a signature is refused', async (provider) => {
    const { status, body } = await call<{ code: string }>('POST', `/api/webhooks/${provider}`, { body: {} });
    expect([status, body.code]).toEqual([401, 'SIGNATURE_REFUSED']);
  });

  it('WhatsApp is confirmed by its token, and by no other', async () => {
    const { whatsapp } = await local<{ whatsapp: { current: string } }>('GET', 'secrets');
    const ask = (token: string) =>
      call('GET', `/api/webhooks/whatsapp?hub.mode=subscribe&hub.challenge=1158&hub.verify_token=${token}`);
    expect(await ask(whatsapp.current)).toMatchObject({ status: 200, text: '1158' });
    expect((await ask('wrong')).status).toBe(401);
  });

  it('of a provider that the stage does not have does not exist', async () => {
    expect((await call('POST', '/api/webhooks/nobody', { body: {} })).status).toBe(404);
    expect((await call('GET', '/api/webhooks/sendgrid')).status).toBe(404);
  });
});

describe('the links of a mail', () => {
  const linkIn = (html: string, path: string): string =>
    new RegExp(`https?://[^"\\s]+(/${path}/[A-Za-z0-9_.-]+)`).exec(html)?.[1] ?? '';

  it('that it was opened is known; one click unsubscribes, and not from the purchase itself', async () => {
    const parties = await newParties();
    const order = await createOrder(parties);
    for (const status of ['confirmed', 'processing']) await putStatus(order.id, parties.seller, status);
    await drain();
    const mail = (await outbox(order.id)).findLast(({ html = '' }) => linkIn(html, 'u') !== '');
    const { html = '' } = mail ?? {};
    expect((await call('GET', linkIn(html, 'o'))).status).toBe(200);
    expect(await statusOfMail(parties, order.id, mail as unknown as Mail)).toMatchObject({ status: 'opened' });
    const unsubscribed = await call('POST', linkIn(html, 'u'));
    expect(unsubscribed.status, unsubscribed.text).toBe(200);
    const { body } = await call<{ emailNotifications: Readonly<Record<string, boolean>> }>(
      'GET',
      '/api/notifications/preferences',
      { token: parties.buyer },
    );
    expect(body.emailNotifications).toMatchObject({ shipped: false, order_confirmed: true });
  });
});
