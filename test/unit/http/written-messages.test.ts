/** Messages that people write about an order, and tests that they send to themselves. */
import { beforeEach, describe, expect, it } from 'vitest';
import { CHECKOUT_EXAMPLE } from '../../../shared/contract/examples.ts';
import { planWritten } from '../../../shared/notifications/plan.ts';
import { admin, buyer, csr, otherSeller, seller, system, type World, world } from './support/world.ts';

let api: World;
beforeEach(() => {
  api = world();
});

const create = async (): Promise<string> =>
  (await api.call('POST', '/api/orders', { as: system, body: CHECKOUT_EXAMPLE })).body.order.id;

describe('a message to a customer', () => {
  const send = (orderId: string, body: object, as = csr, headers = {}) =>
    api.call('POST', `/api/admin/orders/${orderId}/notify`, { as, body, headers });
  const MESSAGE = { subject: 'Your delivery', message: 'We are late.\nSorry <b>!' };

  it('is shown before it is sent, and sends nothing', async () => {
    const orderId = await create();
    const { status, body } = await send(orderId, { ...MESSAGE, preview: true });
    expect(status).toBe(200);
    expect(body).toMatchObject({ messageId: null, isPreview: true });
    const mail = body.messages.find(({ channel }: { channel: string }) => channel === 'email');
    expect(mail.recipient).toMatch(/^.\*\*\*@/);
    expect(mail.message).toMatchObject({
      subject: 'Your delivery',
      text: expect.stringContaining('We are late.\nSorry <b>!'),
    });
    expect(mail.message.html).toContain('Sorry &lt;b&gt;!');
    expect(api.parts.written).toEqual([]);
    expect(api.state.audit).toHaveLength(0);
  });

  it('is written down once, and audited', async () => {
    const orderId = await create();
    const first = await send(orderId, MESSAGE, csr, { 'idempotency-key': 'k1' });
    expect(first.status).toBe(202);
    expect((await send(orderId, MESSAGE, csr, { 'idempotency-key': 'k1' })).body).toEqual(first.body);
    expect(api.parts.written).toMatchObject([
      { orderId, type: 'custom', audience: 'customer', message: { subject: 'Your delivery', text: MESSAGE.message } },
    ]);
    expect(api.state.audit).toMatchObject([{ action: 'customer.notified', subject: orderId, actor: { role: 'csr' } }]);
    expect(JSON.stringify(api.state.audit)).not.toContain('late');
    const order = await api.parts.store.get(orderId);
    const [written] = api.parts.written;
    if (!order || !written) throw new Error('nothing was written');
    const input = { order, link: 'https://w.example/1', now: written.requestedAt };
    const planned = planWritten(written, input);
    expect(planned.map(({ notification }) => notification.channel)).toContain('email');
    expect(planWritten(written, input)).toEqual(planned);
  });

  it('is for staff to write, about orders that there are, and not without end', async () => {
    const orderId = await create();
    for (const as of [buyer, seller]) expect((await send(orderId, MESSAGE, as)).status).toBe(403);
    expect((await send('ord_none', MESSAGE)).status).toBe(404);
    expect((await send(orderId, { message: ' ' })).status).toBe(422);
    expect((await send(orderId, { message: 'x'.repeat(2_001) })).status).toBe(422);
    expect((await send(orderId, { message: 'x', channels: ['pigeon'] })).status).toBe(422);
    for (let i = 0; i < 20; i += 1) expect((await send(orderId, MESSAGE, admin)).status).toBe(202);
    expect(await send(orderId, MESSAGE, admin)).toMatchObject({ status: 429 });
  });
});

describe('a test of a notification', () => {
  const test = (as: typeof buyer, body: object = {}) => api.call('POST', '/api/notifications/test', { as, body });

  it('goes to the customer of the order, or to its shop, and to nobody else', async () => {
    expect((await test(buyer)).body.code).toBe('NOT_APPLICABLE');
    const orderId = await create();
    expect((await test(buyer, { type: 'shipped' })).body).toMatchObject({ orderId });
    expect((await test(seller, { orderId, channels: ['email'] })).status).toBe(202);
    expect(api.parts.written).toMatchObject([
      { orderId, type: 'shipped', audience: 'customer', requestedBy: { role: 'customer' } },
      { orderId, type: 'custom', audience: 'seller', channels: ['email'] },
    ]);
    for (const as of [csr, admin]) expect((await test(as, { orderId })).body.code).toBe('NOT_APPLICABLE');
    expect((await test(otherSeller, { orderId })).status).toBe(404);
    expect((await test({ kind: 'anonymous' } as typeof buyer)).status).toBe(401);
    expect((await api.call('POST', '/notifications/test', { as: buyer, body: {} })).status).toBe(202);
    for (let i = 0; i < 8; i += 1) expect((await test(buyer)).status).toBe(202);
    expect((await test(buyer)).status).toBe(429);
  });
});

describe('a dry run of a segment that is too large to count at once', () => {
  it('is a job that sends nothing, and says that it is not complete', async () => {
    const { call, parts } = world();
    const orderIds = Array.from({ length: 100 }, (_, index) => `ord_${index}`);
    Object.assign(parts.store, { idsInPhase: async () => ({ orderIds, next: 'more' }), getMany: async () => [] });
    const body = { segment: { sellerId: 'nobody' }, message: 'Hoy nieva.' };
    const reply = await call('POST', '/api/admin/notifications/bulk-send', { as: admin, body });
    expect(reply.status, reply.text).toBe(202);
    expect(reply.body).toMatchObject({ state: 'running', isDryRun: true, count: 0, isComplete: false });
    const job = await call('GET', `/api/admin/notifications/bulk-send/${reply.body.jobId}`, { as: admin });
    expect(job.body).toMatchObject({ isDryRun: true, state: 'running' });
    expect(await parts.bulkSendJobs.get(reply.body.jobId)).toMatchObject({ isDryRun: true });
  });
});
