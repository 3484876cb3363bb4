/** What people may ask of one order in a day, over HTTP. */
import { beforeEach, describe, expect, it } from 'vitest';
import { CHECKOUT_EXAMPLE } from '../../../shared/contract/examples.ts';
import type { Caller } from '../../../shared/security/caller.ts';
import { admin, buyer, csr, START, system, type World, world } from './support/world.ts';

const DAY = 86_400_000;
let api: World;
let orderId: string;
const guest = (): Caller => ({ kind: 'guest', orderId });

beforeEach(async () => {
  api = world();
  const made = await api.call('POST', '/api/orders', { as: system, body: CHECKOUT_EXAMPLE });
  orderId = made.body.order.id;
});

const post = (action: string, body: object, as: Caller = buyer, headers = {}) =>
  api.call('POST', `/api/orders/${orderId}/${action}`, { as, body, headers });
const ask = (n: number, as?: Caller, headers?: Record<string, string>) =>
  post('support', { subject: 'Where is it?', message: `Message ${n}` }, as, headers);
const events = async () => (await api.parts.store.history(orderId, { limit: 500 })).events;

describe('support messages', () => {
  it('forty in a row are ten messages and one alert; the others learn when the next day begins', async () => {
    const responses = [];
    for (let n = 0; n < 40; n += 1) responses.push(await ask(n, n % 2 === 0 ? buyer : guest()));
    expect(responses.map(({ status }) => status)).toEqual([...Array(10).fill(201), ...Array(30).fill(429)]);
    const [last] = responses.slice(-1);
    expect(last?.body).toMatchObject({ code: 'RATE_LIMITED', detail: 'An order accepts 10 support messages a day.' });
    const midnight = new Date('2026-11-21T00:00:00Z').getTime();
    expect(last?.headers['Retry-After']).toBe(String((midnight - START.getTime()) / 1000));
    const asked = (await events()).filter(({ type }) => type === 'support_requested');
    expect(asked).toHaveLength(10);
    expect(asked.flatMap(({ effects }) => effects.filter(({ kind }) => kind === 'alert'))).toHaveLength(1);
    api.advance(midnight - START.getTime());
    expect((await ask(40)).status).toBe(201);
  });

  it('alert again after an hour', async () => {
    await ask(1);
    api.advance(3_599_000);
    await ask(2);
    api.advance(1_000);
    await ask(3);
    const alerted = (await events()).map(({ effects }) => effects.some(({ kind }) => kind === 'alert'));
    expect(alerted.slice(-3)).toEqual([true, false, true]);
  });

  it('sent again under one key count once, and get the same response when the day is used up', async () => {
    const key = { 'idempotency-key': 'one' };
    for (let n = 0; n < 15; n += 1) expect((await ask(0, buyer, key)).status).toBe(201);
    for (let n = 1; n < 10; n += 1) expect((await ask(n)).status).toBe(201);
    expect((await ask(10)).status).toBe(429);
    const again = await ask(0, buyer, key);
    expect([again.status, again.headers['Idempotency-Replayed']]).toEqual([201, 'true']);
    expect((await ask(11, buyer, { 'idempotency-key': 'two' })).status).toBe(429);
    api.advance(DAY);
    expect((await ask(11, buyer, { 'idempotency-key': 'two' })).status).toBe(201);
  });

  it('of one order leave another order alone', async () => {
    for (let n = 0; n < 10; n += 1) await ask(n);
    const other = (await api.call('POST', '/api/orders', { as: system, body: CHECKOUT_EXAMPLE })).body.order.id;
    const body = { subject: 'And this one?', message: 'Where is it?' };
    expect((await api.call('POST', `/api/orders/${other}/support`, { as: buyer, body })).status).toBe(201);
  });
});

describe('other requests', () => {
  const dateOf = (n: number) => ({ estimatedDelivery: new Date(START.getTime() + DAY + n * 3_600_000).toISOString() });

  it('twenty new dates; the date that it has is none', async () => {
    for (let n = 0; n < 20; n += 1) expect((await post('reschedule', dateOf(n))).status).toBe(200);
    expect((await post('reschedule', dateOf(19), guest())).status).toBe(200);
    expect((await post('reschedule', dateOf(20), guest())).body.code).toBe('RATE_LIMITED');
    expect((await post('reschedule', dateOf(21), csr)).status).toBe(200);
  });

  it('ten addresses, twenty delivery preferences', async () => {
    const address = (n: number) => ({ address: { line1: `Calle Mayor ${n}`, city: 'Madrid', country: 'ES' } });
    const statuses = async (action: string, bodyOf: (n: number) => object) => {
      const all: number[] = [];
      for (let n = 1; n <= 21; n += 1) all.push((await post(action, bodyOf(n))).status);
      return all.filter((status) => status === 200).length;
    };
    expect(await statuses('address-change', address)).toBe(10);
    expect(await statuses('delivery-preferences', (n) => ({ place: `Shelf ${n}` }))).toBe(20);
  });

  it('five disputes, by whichever path', async () => {
    const paymentResult = { ...CHECKOUT_EXAMPLE.paymentResult, paymentMethod: 'crypto' };
    const checkoutData = { ...CHECKOUT_EXAMPLE.checkoutData, orderType: 'marketplace' };
    const made = await api.call('POST', '/api/orders', { as: system, body: { paymentResult, checkoutData } });
    orderId = made.body.order.id;
    const back = () =>
      api.call('POST', `/api/admin/orders/${orderId}/status`, {
        as: admin,
        body: { status: 'delivered', force: true, reason: 'Settled' },
      });
    const dispute = (n: number, as: Caller) =>
      n % 2 === 0
        ? post('dispute', { reason: `Reason ${n}` }, as)
        : api.call('PUT', `/api/orders/${orderId}/status`, { as, body: { status: 'disputed' } });
    const statuses: number[] = [];
    for (let n = 0; n < 7; n += 1) {
      await back();
      statuses.push((await dispute(n, buyer)).status);
    }
    expect(statuses).toEqual([201, 200, 201, 200, 201, 429, 429]);
    expect((await dispute(7, csr)).status).toBe(200);
  });
});
