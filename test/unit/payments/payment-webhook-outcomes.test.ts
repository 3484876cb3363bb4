import { beforeEach, describe, expect, it } from 'vitest';
import type { Decision } from '../../../shared/orders/engine/decision.ts';
import { receivePaymentWebhook } from '../../../shared/payments/receive-payment-webhook.ts';
import { sourceList } from '../../../shared/webhooks/source-list.ts';
import { type WebhookWorld, webhookWorld } from '../../support/webhook-fixtures.ts';
import { PAYMENT_SERVICE, signedMessage } from './signed-message.ts';

const PAID = {
  type: 'payment.confirmed',
  orderId: 'ord_1',
  amount: '10.00',
  currency: 'EUR',
  occurredAt: '2026-03-01T09:30:00Z',
};

let world: WebhookWorld;
beforeEach(async () => {
  world = webhookWorld();
  await world.addOrder({
    orderId: 'ord_1',
    orderType: 'marketplace',
    workflow: { id: 'marketplace', version: 1 },
    status: 'payment_pending',
    phase: 'placed',
    totalAmount: '10.00',
    payment: { method: 'crypto', status: 'pending' },
  });
});

const send = (event: unknown, { messageId = 'msg_1', of = world, connection = PAYMENT_SERVICE } = {}) =>
  receivePaymentWebhook(of, connection, signedMessage(event, messageId, world.clock.now()));

describe('what operators learn of a payment webhook', () => {
  it('each that was signed is counted as received, and one that moved the order as applied', async () => {
    await send(PAID);
    await send(PAID);
    await send({ type: 'payment.processing' }, { messageId: 'msg_2' });
    expect(world.telemetry.counted).toEqual([
      'WebhookReceived payments 1',
      'WebhookApplied payments 1',
      'WebhookReceived payments 1',
      'WebhookReceived payments 1',
    ]);
  });

  it('the log says which message was accepted, of which type, and whether it was known', async () => {
    await send({ ...PAID, type: 'PAYMENT.CONFIRMED' });
    await send(PAID);
    await send({ type: 'payment.processing' }, { messageId: 'msg_2' });
    const line = (messageId: string, type: string, stored: string) => ({
      message: 'A payment event was accepted',
      details: { messageId, type, stored },
    });
    expect(world.telemetry.lines).toEqual([
      line('msg_1', 'payment.confirmed', 'new'),
      line('msg_1', 'payment.confirmed', 'applied'),
      line('msg_2', 'payment.processing', 'new'),
    ]);
  });

  it('a body that cannot be read names what is wrong, and is not stored', async () => {
    await expect(send({ ...PAID, amount: '-1', orderId: true })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      detail: 'The body is not a payment event',
      extras: { errors: [{ path: 'orderId' }, { path: 'amount', message: 'A decimal amount, not negative' }] },
    });
    expect(await send(PAID)).toBe('applied');
  });

  it('an order that takes no payment is logged with the event, and the message is ignored', async () => {
    const refused: Decision = {
      ok: false,
      code: 'INVALID_TRANSITION',
      reason: 'It is over.',
      currentStatus: 'payment_pending',
      allowed: [],
    };
    expect(await send(PAID, { of: { ...world, decide: () => refused } })).toBe('ignored');
    expect(world.telemetry.lines.at(-1)).toEqual({
      message: 'An order did not take a payment event',
      details: { ...PAID, amount: '10', occurredAt: '2026-03-01T09:30:00.000Z', code: 'INVALID_TRANSITION' },
    });
    expect(await send(PAID)).toBe('applied');
  });
});

describe('what makes the sender send again', () => {
  it('an order that is too busy', async () => {
    const busy: WebhookWorld = { ...world, store: { ...world.store, commit: async () => 'conflict' } };
    await expect(send(PAID, { of: busy })).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      detail: 'The order is being changed by too many requests',
    });
    expect(await send(PAID)).toBe('applied');
  });

  it('an order that is not there yet, with a transaction and without', async () => {
    for (const more of [{}, { transactionHash: '0xcafe' }]) {
      await expect(send({ ...PAID, ...more, orderId: 'ord_9' }, { messageId: 'msg_9' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
        detail: 'Order ord_9 does not exist yet',
      });
    }
  });
});

describe('who may send', () => {
  it('is whoever signs, or who signs from a listed address', async () => {
    const from = (range: string) => ({ connection: { ...PAYMENT_SERVICE, sources: sourceList([range]) } });
    await expect(send(PAID, from('203.0.113.0/24'))).rejects.toMatchObject({ code: 'SIGNATURE_REFUSED' });
    expect(world.audit.entries).toMatchObject([{ subject: 'payments', reason: 'source_address' }]);
    expect(await send(PAID, from('198.51.100.0/24'))).toBe('applied');
  });
});

describe('a transaction', () => {
  const claimedBy = (transactionHash: string) => world.store.findIdByTransaction(transactionHash);

  it('is claimed by an event that says that money came in, and by no other', async () => {
    await send({ ...PAID, type: 'payment.failed', transactionHash: '0xdead' });
    await send({ ...PAID, type: 'payment.refunded', transactionHash: '0xdeaf' }, { messageId: 'msg_2' });
    await send({ ...PAID, transactionHash: '0xFEED' }, { messageId: 'msg_3' });
    expect(await Promise.all(['0xdead', '0xdeaf', '0xfeed'].map(claimedBy))).toEqual([undefined, undefined, 'ord_1']);
  });
});
