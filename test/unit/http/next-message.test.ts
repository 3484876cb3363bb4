/** The message that somebody gets next, as their settings show it. */
import { beforeEach, describe, expect, it } from 'vitest';
import { CHECKOUT_EXAMPLE } from '../../../shared/contract/examples.ts';
import { buyer, csr, seller, stranger, system, type World, world } from './support/world.ts';

let api: World;
beforeEach(() => {
  api = world();
});

interface Shown {
  readonly type: string;
  readonly channel: string;
  readonly outcome: string;
  readonly reason: string | null;
  readonly recipient: string | null;
  readonly language: string;
  readonly waitsUntil: string | null;
  readonly quietHours: object | null;
  readonly message: Readonly<Record<string, string>>;
}

const create = async (): Promise<string> =>
  (await api.call('POST', '/api/orders', { as: system, body: CHECKOUT_EXAMPLE })).body.order.id;
const preview = (as = buyer, query = '') => api.call('GET', `/api/notifications/next${query}`, { as });
const choose = async (body: object): Promise<void> => {
  expect((await api.call('PUT', '/api/notifications/preferences', { as: buyer, body })).status).toBe(200);
};
const over = async (channel: string): Promise<Shown> => {
  const { body } = await preview();
  const found = (body.messages as readonly Shown[]).find((one) => one.channel === channel);
  if (found === undefined) throw new Error(`nothing over ${channel}: ${JSON.stringify(body)}`);
  return found;
};

describe('the next message', () => {
  it('is the one of the next step that writes to the customer, rendered over each channel as a real one', async () => {
    const orderId = await create();
    const { body } = await preview();
    expect(body.order).toMatchObject({ id: orderId });
    expect(body.nextStatus).not.toBe(body.order.status);
    const mail = await over('email');
    expect(mail).toMatchObject({ outcome: 'sent', reason: null, waitsUntil: null });
    expect(mail.recipient).toMatch(/^.\*\*\*@/);
    expect(mail.message.subject).toContain(body.order.orderNumber);
    expect(mail.message.html).toContain('<html');
    expect((await over('in_app')).message.title).not.toBe('');
  });

  it('follows the language, the channels and the quiet hours that are chosen', async () => {
    await create();
    await choose({ languagePreference: 'ru' });
    const inRussian = await over('email');
    expect([inRussian.language, inRussian.message.subject]).toEqual(['ru', expect.stringMatching(/[а-я]/)]);
    // 11:00 in Madrid.
    await choose({ quietHours: { start: '10:00', end: '12:30' }, timezone: 'Europe/Madrid' });
    expect(await over('email')).toMatchObject({
      outcome: 'waits',
      waitsUntil: '2026-11-20T11:30:00.000Z',
      quietHours: { start: '10:00', end: '12:30', timezone: 'Europe/Madrid' },
    });
    expect(await over('in_app')).toMatchObject({ outcome: 'sent', quietHours: null });
    await choose({ emailNotifications: { [inRussian.type]: false } });
    expect(await over('email')).toMatchObject({ outcome: 'suppressed', reason: 'turned_off', message: {} });
  });

  it('says where the person is reached no more', async () => {
    await create();
    const { customer } = CHECKOUT_EXAMPLE.checkoutData as { customer?: { email?: string } };
    const point = { channel: 'email', address: String(customer?.email) };
    await api.parts.contacts.disable({ ...point, reason: 'bounced', at: '2026-11-20T09:00:00.000Z' });
    expect(await over('email')).toMatchObject({ outcome: 'suppressed', reason: 'contact_disabled' });
  });

  it('is stored nowhere and sent to nobody', async () => {
    const orderId = await create();
    const before = JSON.stringify([api.state, api.parts.notifications.all]);
    await preview();
    await preview(buyer, `?orderId=${orderId}`);
    expect(JSON.stringify([api.state, api.parts.notifications.all])).toBe(before);
    expect(api.parts.written).toEqual([]);
  });

  it('is shown to nobody but the buyer', async () => {
    const orderId = await create();
    for (const as of [seller, csr, stranger]) expect((await preview(as, `?orderId=${orderId}`)).status).toBe(404);
    expect((await preview(stranger)).body).toEqual({ order: null, nextStatus: null, messages: [] });
    expect((await preview(buyer, '?orderId=ord_none')).status).toBe(404);
  });

  it('is none where nothing leads on', async () => {
    const orderId = await create();
    const cancel = { as: buyer, body: { status: 'cancelled', reason: 'changed my mind' } };
    expect((await api.call('PUT', `/api/orders/${orderId}/status`, cancel)).status).toBe(200);
    expect((await preview()).body).toEqual({ order: null, nextStatus: null, messages: [] });
    expect((await preview(buyer, `?orderId=${orderId}`)).body).toMatchObject({
      order: { id: orderId, status: 'cancelled' },
      nextStatus: null,
      messages: [],
    });
  });
});
