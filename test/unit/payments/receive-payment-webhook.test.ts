import { beforeEach, describe, expect, it } from 'vitest';
import { receivePaymentWebhook } from '../../../shared/payments/receive-payment-webhook.ts';
import { type WebhookWorld, webhookWorld } from '../../support/webhook-fixtures.ts';
import { PAYMENT_SERVICE, signedMessage } from './signed-message.ts';

const RELEASED = {
  type: 'EscrowReleased',
  orderId: 'ord_1',
  escrowId: 'esc_1',
  transactionHash: '0xfeed',
  occurredAt: '2026-03-01T09:00:00+01:00',
};

let world: WebhookWorld;
beforeEach(() => {
  world = webhookWorld();
});

const addOrder = () =>
  world.addOrder({
    orderId: 'ord_1',
    orderType: 'marketplace',
    workflow: { id: 'marketplace', version: 1 },
    status: 'delivered',
    phase: 'delivered',
    payment: { method: 'escrow', status: 'locked', escrowId: 'esc_1' },
  });

const send = (event: unknown, messageId = 'msg_1', signature?: string) =>
  receivePaymentWebhook(world, PAYMENT_SERVICE, signedMessage(event, messageId, world.clock.now(), signature));

describe('receivePaymentWebhook', () => {
  it('moves the order and keeps the transaction, once', async () => {
    await addOrder();
    expect(await send(RELEASED)).toBe('applied');
    const once = await world.store.get('ord_1');
    expect(once).toMatchObject({ status: 'completed', payment: { status: 'released', transactionHash: '0xfeed' } });
    expect(await send(RELEASED)).toBe('duplicate');
    expect(await send(RELEASED, 'msg_2')).toBe('duplicate');
    expect(await world.store.get('ord_1')).toEqual(once);
    const { events } = await world.store.history('ord_1', { limit: 10 });
    expect(events.at(-1)).toMatchObject({ actor: { role: 'payment' }, occurredAt: '2026-03-01T08:00:00.000Z' });
  });

  it('records what moves nothing', async () => {
    await addOrder();
    expect(await send({ type: 'EscrowCreated', orderId: 'ord_1', occurredAt: '2026-03-01T08:00:00Z' })).toBe(
      'recorded',
    );
    expect((await world.store.get('ord_1'))?.status).toBe('delivered');
  });

  it('has an event that is faster than its order sent again, and carries it out then', async () => {
    await expect(send(RELEASED)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await addOrder();
    expect(await send(RELEASED)).toBe('applied');
  });

  it('carries out an event whose first try died', async () => {
    await addOrder();
    world.breakNext('commit', new Error('the table is away'));
    await expect(send(RELEASED)).rejects.toThrow('the table is away');
    expect(await send(RELEASED)).toBe('applied');
  });

  it('refuses a wrong signature, counted and written down', async () => {
    await expect(send(RELEASED, 'msg_1', 'v1,AAAA')).rejects.toMatchObject({ code: 'SIGNATURE_REFUSED' });
    expect(world.audit.entries).toMatchObject([
      { action: 'webhook.signature_refused', subject: 'payments', reason: 'mismatch' },
    ]);
    expect(world.telemetry.counts).toEqual({ WebhookRefused: 1 });
  });

  it.each([
    ['{', 'MALFORMED_JSON'],
    // What moves money is UTF-8, and read as nothing else.
    [Buffer.from(JSON.stringify({ ...RELEASED, escrowId: 'ñ' }), 'latin1'), 'MALFORMED_JSON'],
    [{}, 'VALIDATION_FAILED'],
    [{ ...RELEASED, type: null }, 'VALIDATION_FAILED'],
    [{ ...RELEASED, orderId: '' }, 'VALIDATION_FAILED'],
    [[], 'VALIDATION_FAILED'],
    [{ ...RELEASED, amount: '-1' }, 'VALIDATION_FAILED'],
    [{ ...RELEASED, amount: '1,5' }, 'VALIDATION_FAILED'],
    [{ ...RELEASED, amount: '0x10' }, 'VALIDATION_FAILED'],
    [{ ...RELEASED, amount: '1e9999' }, 'VALIDATION_FAILED'],
    [{ ...RELEASED, amount: '9'.repeat(200) }, 'VALIDATION_FAILED'],
    [{ ...RELEASED, amount: {} }, 'VALIDATION_FAILED'],
    [{ ...RELEASED, disputeId: {} }, 'VALIDATION_FAILED'],
    [{ ...RELEASED, occurredAt: 9e15 }, 'VALIDATION_FAILED'],
    [{ ...RELEASED, occurredAt: 'yesterday' }, 'VALIDATION_FAILED'],
  ])('refuses %j as %s', async (event, code) => {
    await addOrder();
    await expect(send(event)).rejects.toMatchObject({ code });
  });

  it('ignores an event of a type that says nothing about an order, however often it comes', async () => {
    await addOrder();
    const other = { type: 'payment.processing', orderId: 'ord_1', amount: 'none', occurredAt: 'now' };
    expect(await send(other)).toBe('ignored');
    expect(await send(other)).toBe('ignored');
    expect(await send({ type: 'endpoint.ping' }, 'msg_2')).toBe('ignored');
    expect((await world.store.get('ord_1'))?.payment.records).toBeUndefined();
  });

  it('leaves aside what it does not know', async () => {
    await addOrder();
    expect(await send({ ...RELEASED, chainId: 8453 })).toBe('applied');
  });
});

describe('what a sender writes in its own form', () => {
  const pendingOrder = (orderId = 'ord_1', totalAmount = '10.00') =>
    world.addOrder({
      orderId,
      orderType: 'marketplace',
      workflow: { id: 'marketplace', version: 1 },
      status: 'payment_pending',
      phase: 'placed',
      totalAmount,
      payment: { method: 'crypto', status: 'pending' },
    });
  const paid = (more: object) => ({
    type: 'payment.confirmed',
    orderId: 'ord_1',
    currency: 'EUR',
    occurredAt: '2026-03-01T09:30:00Z',
    ...more,
  });
  const paymentOf = async (orderId: string) => (await world.store.get(orderId))?.payment;

  it('null and empty text are absent', async () => {
    await pendingOrder();
    const event = { type: 'EscrowCreated', orderId: 'ord_1', escrowId: 'esc_1', occurredAt: '2026-03-01T09:30:00Z' };
    const absent = { disputeId: null, paymentIntentId: '', transactionHash: ' ', amount: null, currency: '' };
    expect(await send({ ...event, ...absent })).toBe('applied');
    expect(await paymentOf('ord_1')).toMatchObject({ status: 'locked', escrowId: 'esc_1' });
    expect(Object.keys((await paymentOf('ord_1'))?.records?.[0] ?? {})).not.toContain('disputeId');
  });

  it.each([
    [10, '10'],
    ['10', '10'],
    ['10.', '10'],
    [' +10.00 ', '10'],
    ['1e1', '10'],
    ['1.0E+1', '10'],
    ['10.000000000000000000', '10'],
    [10.000000000000002, '10'],
    ['9.999999999999999999', '10'],
    ['00010.00', '10'],
    ['1 000.00', '1000'],
    ['1\u00a0000', '1000'],
  ])('%j is an amount', async (amount, recorded) => {
    await pendingOrder();
    expect(await send(paid({ amount }))).toBe('applied');
    expect((await paymentOf('ord_1'))?.records).toMatchObject([{ amount: recorded }]);
  });

  it.each([
    ['.5', '0.5'],
    [1e-9, '0'],
    [0.1 + 0.2, '0.3'],
    ['0.123456789012345678', '0.12345679'],
  ])('%j is an amount, and less than the order costs', async (amount, recorded) => {
    await pendingOrder();
    expect(await send(paid({ amount }))).toBe('recorded');
    expect((await paymentOf('ord_1'))?.records).toMatchObject([{ amount: recorded }]);
  });

  it.each([
    [undefined, '2026-03-01T10:00:00.000Z'],
    [null, '2026-03-01T10:00:00.000Z'],
    [1_772_355_600, '2026-03-01T09:00:00.000Z'],
    [1_772_355_600_000, '2026-03-01T09:00:00.000Z'],
    [' 2026-03-01T10:00:00+01:00', '2026-03-01T09:00:00.000Z'],
  ])('%j is a time', async (occurredAt, recorded) => {
    await pendingOrder();
    world.clock.set(new Date('2026-03-01T10:00:00.000Z'));
    expect(await send(paid({ occurredAt }))).toBe('applied');
    expect((await paymentOf('ord_1'))?.records).toMatchObject([{ occurredAt: recorded }]);
  });

  it('types in any case, numbers as references and tokens of any name', async () => {
    await pendingOrder();
    const event = { ...paid({ escrowId: 42, currency: 'doge', amount: '1' }), type: 'ESCROWCREATED' };
    expect(await send(event)).toBe('applied');
    expect(await paymentOf('ord_1')).toMatchObject({ escrowId: '42', records: [{ currency: 'DOGE' }] });
  });

  it('an order’s id that is a number', async () => {
    await pendingOrder('1001');
    expect(await send(paid({ orderId: 1001, amount: '10' }))).toBe('applied');
  });

  it('a wrong amount does not make the right one with the same hash a duplicate', async () => {
    await pendingOrder();
    const transactionHash = '0xAB';
    expect(await send(paid({ amount: '0.01', transactionHash }), 'msg_1')).toBe('recorded');
    expect(await send(paid({ amount: '10.00', transactionHash }), 'msg_2')).toBe('applied');
    expect(await send(paid({ amount: 10, transactionHash: '0xab' }), 'msg_3')).toBe('duplicate');
    expect(await world.store.get('ord_1')).toMatchObject({ status: 'payment_confirmed' });
  });

  it('the same event again, without a time of its own and at another time of sending, is a duplicate', async () => {
    await pendingOrder();
    const event = paid({ amount: '4', occurredAt: undefined });
    world.breakNext('commit', new Error('the table is away'));
    await expect(send(event)).rejects.toThrow();
    expect(await send(event)).toBe('recorded');
    const again = { ...world, webhooks: { ...world.webhooks, find: async () => 'received' as const } };
    world.clock.advance(60_000);
    const sendAgain = () =>
      receivePaymentWebhook(again, PAYMENT_SERVICE, signedMessage(event, 'msg_1', world.clock.now()));
    expect(await sendAgain()).toBe('duplicate');
    expect((await paymentOf('ord_1'))?.records).toHaveLength(1);
  });

  it('deliveries of one event side by side record it once', async () => {
    await pendingOrder();
    const event = paid({ amount: '10', transactionHash: '0xab' });
    const outcomes = await Promise.all(Array.from({ length: 8 }, (_, n) => send(event, `msg_${n % 4}`)));
    expect(outcomes.filter((outcome) => outcome === 'applied')).toHaveLength(1);
    expect((await paymentOf('ord_1'))?.records).toHaveLength(1);
    expect((await world.store.history('ord_1', { limit: 10 })).events).toHaveLength(2);
  });

  it('a transaction pays one order, whoever is first, and somebody looks at the other', async () => {
    await pendingOrder('ord_1');
    await pendingOrder('ord_2');
    const transactionHash = '0xcafe';
    expect(await send(paid({ amount: '10', transactionHash }), 'msg_1')).toBe('applied');
    const second = { ...paid({ amount: '10', transactionHash: '0xCAFE' }), orderId: 'ord_2' };
    expect(await send(second, 'msg_2')).toBe('recorded');
    expect(await world.store.get('ord_2')).toMatchObject({ status: 'payment_pending', payment: { status: 'pending' } });
    const { events } = await world.store.history('ord_2', { limit: 10 });
    expect(events.at(-1)?.effects).toContainEqual({ kind: 'alert', alert: 'payment_doubtful' });
    expect(await send(paid({ amount: '10', transactionHash: '0xf00d' }), 'msg_3')).toBe('recorded');
  });

  it('an event of an unknown order claims no transaction', async () => {
    const early = { ...paid({ amount: '10', transactionHash: '0xcafe' }), orderId: 'ord_9' };
    await expect(send(early)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await world.store.findIdByTransaction('0xcafe')).toBeUndefined();
  });
});
