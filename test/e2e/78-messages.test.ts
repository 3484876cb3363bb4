/** Templates, messages that support writes, tests, and messages to many, on the whole service. */
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { call, drain, local, outbox, tokenFor } from './support/api.ts';
import { createOrder, newParties, putStatus, unique } from './support/orders.ts';
import { SocketClient } from './support/socket.ts';

const staff = (role: 'csr' | 'admin') => tokenFor({ sub: unique(role), roles: [role] });
const TEMPLATES = '/api/admin/notifications/templates';

describe('a template', () => {
  it('is what the next mail is made with once it is the default, and the built-in one again when it is withdrawn', async () => {
    const token = await staff('admin');
    const body = {
      name: 'In processing',
      type: 'processing',
      channel: 'email',
      language: 'en',
      subject: 'Nuestro pedido {{ orderNumber }}',
      content: '<h1>Manos a la obra</h1>\n<p>{{ customerName }}: {{ currentStatus }}</p>',
      isDefault: true,
    };
    const made = await call<{ id: string }>('POST', TEMPLATES, { token, body });
    expect(made.status, made.text).toBe(201);
    // Longer than the list of defaults is held.
    await local('POST', 'clock', { advance: 'PT2M' });
    const subjectOf = async (): Promise<string | undefined> => {
      const parties = await newParties();
      const order = await createOrder(parties);
      for (const status of ['confirmed', 'processing']) await putStatus(order.id, parties.seller, status);
      await drain();
      return (await outbox(order.id)).at(-1)?.subject?.replace(order.orderNumber, 'N');
    };
    try {
      expect(await subjectOf()).toBe('Nuestro pedido N');
      const withdrawn = await call('PUT', `${TEMPLATES}/${made.body.id}`, { token, body: { isActive: false } });
      expect(withdrawn.status, withdrawn.text).toBe(200);
      await local('POST', 'clock', { advance: 'PT2M' });
      expect(await subjectOf()).toBe('We are working on order N');
      const versions = await call(`GET`, `${TEMPLATES}/${made.body.id}/versions`, { token });
      expect(versions.body).toMatchObject({ versions: [{ version: 1 }] });
      const rolled = await call('POST', `${TEMPLATES}/${made.body.id}/rollback`, { token, body: { version: 1 } });
      expect(rolled.status, rolled.text).toBe(200);
    } finally {
      await local('POST', 'clock', { reset: true });
    }
  });

  it('that fails is not used: the built-in one is, and its author sees why', async () => {
    const token = await staff('admin');
    const endless = '{% for a in (1..9999) %}{% for b in (1..9999) %}{{ customerName }}{% endfor %}{% endfor %}';
    const content = `{% if customerName == 'Zoe Limit' %}${endless}{% endif %}{{ orderNumber }}`;
    const slot = { type: 'processing', channel: 'in_app', language: 'en' };
    const body = { name: 'Too long', ...slot, subject: 'Ours', content, isDefault: true };
    const made = await call<{ id: string }>('POST', TEMPLATES, { token, body });
    expect(made.status, made.text).toBe(201);
    try {
      await local('POST', 'clock', { advance: 'PT2M' });
      const parties = await newParties();
      const customer = { name: 'Zoe Limit', email: `${parties.buyerId}@example.com` };
      const order = await createOrder(parties, { customer });
      for (const status of ['confirmed', 'processing']) await putStatus(order.id, parties.seller, status);
      await drain();
      const inbox = await call<{ notifications: { type: string; title: string }[] }>('GET', '/api/notifications', {
        token: parties.buyer,
      });
      const [entry] = inbox.body.notifications.filter(({ type }) => type === 'processing');
      expect(entry?.title).not.toBe('Ours');
      const { body: template } = await call('GET', `${TEMPLATES}/${made.body.id}`, { token });
      expect(template).toMatchObject({ lastFailure: { at: expect.any(String) } });
    } finally {
      await call('PUT', `${TEMPLATES}/${made.body.id}`, { token, body: { isActive: false } });
      await local('POST', 'clock', { reset: true });
    }
  });
});

describe('what people write', () => {
  it('reaches the customer once, by mail and in the inbox', async () => {
    const parties = await newParties();
    const order = await createOrder(parties);
    const path = `/api/admin/orders/${order.id}/notify`;
    const body = { subject: 'Sobre la entrega', message: 'Llegamos mañana.' };
    const options = { token: await staff('csr'), body, headers: { 'idempotency-key': unique('k') } };
    for (const response of [await call('POST', path, options), await call('POST', path, options)])
      expect(response.status, response.text).toBe(202);
    await drain();
    const mails = (await outbox(order.id)).filter(({ subject }) => subject === body.subject);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain(body.message);
    const inbox = await call<{ notifications: { message: string }[] }>('GET', '/api/notifications', {
      token: parties.buyer,
    });
    expect(inbox.body.notifications.map(({ message }) => message)).toContain(body.message);
    const test = await call('POST', '/api/notifications/test', { token: parties.buyer, body: { type: 'delivered' } });
    expect(test.status, test.text).toBe(202);
    await drain();
    expect((await outbox(order.id)).at(-1)?.subject).toContain(order.orderNumber);
  });

  it('reaches each customer of a segment once', async () => {
    const token = await staff('admin');
    const parties = await newParties();
    const orders = [await createOrder(parties), await createOrder(parties)];
    const path = '/api/admin/notifications/bulk-send';
    const segment = { phases: ['placed', 'confirmed'], sellerId: parties.sellerId };
    const body = { segment, subject: 'A todos', message: 'Hoy nieva.', channels: ['email'] };
    const dry = await call('POST', path, { token, body });
    expect(dry.body, dry.text).toMatchObject({ state: 'dry_run', count: 1, orders: 2 });
    const started = await call<{ jobId: string }>('POST', path, { token, body: { ...body, dryRun: false } });
    expect(started.status, started.text).toBe(202);
    await eventually(async () => {
      const job = await call('GET', `${path}/${started.body.jobId}`, { token });
      expect(job.body).toMatchObject({ state: 'done', count: 1, messages: 1 });
    });
    await drain();
    const mails = (await Promise.all(orders.map(({ id }) => outbox(id)))).flat();
    expect(mails.filter(({ subject }) => subject === 'A todos')).toHaveLength(1);
    const paused = await call('POST', `${path}/${started.body.jobId}/pause`, { token });
    expect(paused.body).toMatchObject({ code: 'NOT_APPLICABLE' });
  });
});

describe('a message to many', () => {
  const PATH = '/api/admin/notifications/bulk-send';
  interface Job {
    readonly jobId: string;
    readonly state: string;
    readonly messages: number;
  }

  /** A message to the customers of a shop of its own; its first page takes a second to read whom it is for. */
  const start = async (token: string, sellerId: string): Promise<string> => {
    const slow = { service: 'dynamodb', function: 'BulkSend', operation: 'BatchGetItem', kind: 'slow' };
    await local('POST', 'faults', { ...slow, times: 1, delayMs: 1_000 });
    const segment = { phases: ['placed', 'confirmed'], sellerId };
    const body = { segment, subject: 'A todos', message: 'Hoy nieva.', dryRun: false };
    const started = await call<Job>('POST', PATH, { token, body });
    expect(started.status, started.text).toBe(202);
    return started.body.jobId;
  };
  const turn = async (token: string, jobId: string, how: string): Promise<Job> => {
    const turned = await call<Job>('POST', `${PATH}/${jobId}/${how}`, { token });
    expect(turned.status, turned.text).toBe(200);
    return turned.body;
  };
  const state = async (token: string, jobId: string): Promise<string> =>
    (await call<Job>('GET', `${PATH}/${jobId}`, { token })).body.state;

  it('pauses between two pages, goes on where it was, and is on the page of who is looking', async () => {
    const token = await staff('admin');
    const parties = await newParties();
    const order = await createOrder(parties);
    await drain();
    const page = await SocketClient.connect(parties.buyer);
    await page.subscribe('me');
    const jobId = await start(token, parties.sellerId);
    expect((await turn(token, jobId, 'pause')).state).toBe('paused');
    await drain();
    expect(await state(token, jobId)).toBe('paused');
    expect((await outbox(order.id)).filter(({ subject }) => subject === 'A todos')).toEqual([]);
    await turn(token, jobId, 'resume');
    await drain();
    expect(await state(token, jobId)).toBe('done');
    // What its first page had planned was held, and is looked at again.
    await local('POST', 'clock', { advance: 'PT5M1S' });
    await drain();
    const mails = (await outbox(order.id)).filter(({ subject }) => subject === 'A todos');
    expect(mails).toHaveLength(1);
    const shown = await page.waitFor(({ type }) => type === 'notification').finally(() => page.close());
    expect(shown).toMatchObject({ notification: { orderId: order.id, body: 'Hoy nieva.' } });
  });

  it('that is cancelled does not go on', async () => {
    const token = await staff('admin');
    const parties = await newParties();
    await createOrder(parties);
    await drain();
    const jobId = await start(token, parties.sellerId);
    expect((await turn(token, jobId, 'cancel')).state).toBe('cancelled');
    await drain();
    expect(await state(token, jobId)).toBe('cancelled');
    expect((await call('POST', `${PATH}/${jobId}/resume`, { token })).body).toMatchObject({ code: 'NOT_APPLICABLE' });
  });
});

it('nothing was denied', async () => {
  const denied = await local<readonly { readonly function: string }[]>('GET', 'denied');
  expect(denied.filter(({ function: id }) => /MessagesApi|BulkSend|Notify|Deliver/.test(id))).toEqual([]);
});
