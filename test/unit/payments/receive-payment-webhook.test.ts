import { Webhook } from 'standardwebhooks';
import { beforeEach, describe, expect, it } from 'vitest';
import { receivePaymentWebhook } from '../../../shared/payments/receive-payment-webhook.ts';
import { type WebhookWorld, webhookWorld } from '../../support/webhook-fixtures.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
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

const send = (event: unknown, messageId = 'msg_1', signature?: string) => {
  const body = typeof event === 'string' ? event : JSON.stringify(event);
  const at = world.clock.now();
  return receivePaymentWebhook(
    world,
    { acceptedBy: async (check) => check(SECRET) },
    {
      headers: {
        'webhook-id': messageId,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': signature ?? new Webhook(SECRET).sign(messageId, at, body),
      },
      rawBody: Buffer.from(body),
      sourceIp: '198.51.100.7',
    },
  );
};

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
    [{}, 'VALIDATION_FAILED'],
    [{ ...RELEASED, type: 'EscrowBurned' }, 'VALIDATION_FAILED'],
    [{ ...RELEASED, orderId: '' }, 'VALIDATION_FAILED'],
    [{ ...RELEASED, amount: '-1' }, 'VALIDATION_FAILED'],
    [{ ...RELEASED, occurredAt: 'yesterday' }, 'VALIDATION_FAILED'],
  ])('refuses %j as %s', async (event, code) => {
    await addOrder();
    await expect(send(event)).rejects.toMatchObject({ code });
  });

  it('leaves aside what it does not know', async () => {
    await addOrder();
    expect(await send({ ...RELEASED, chainId: 8453 })).toBe('applied');
  });
});
