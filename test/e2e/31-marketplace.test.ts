import { describe, expect, it } from 'vitest';
import { call, drain } from './support/api.ts';
import { daysAgo, fedexBody, sendFedex } from './support/fedex.ts';
import { createOrder, fedexNumber, newParties, pathOf, putStatus, statusOf, unique } from './support/orders.ts';
import { sendPayment } from './support/payments.ts';

describe('marketplace: payment, escrow, dispute', () => {
  it('starts where the payment is', async () => {
    const parties = await newParties();
    const start = async (payment: Record<string, unknown>) =>
      (await createOrder(parties, { orderType: undefined }, payment)).status;
    expect(await start({ paymentMethod: 'crypto', transactionHash: '0xabc' })).toBe('payment_confirmed');
    expect(await start({ paymentMethod: 'fiat', paymentIntentId: 'pi_1' })).toBe('payment_confirmed');
    expect(await start({ paymentMethod: 'escrow', escrowId: 'esc_1' })).toBe('escrow_locked');
    expect(await start({ paymentMethod: 'crypto', success: false, status: 'pending' })).toBe('payment_pending');
  });

  it('leads from an unpaid order through escrow to completion by signed events', async () => {
    const parties = await newParties();
    const order = await createOrder(
      parties,
      { orderType: 'marketplace' },
      { paymentMethod: 'escrow', success: false, status: 'pending' },
    );
    const escrow = { orderId: order.id, escrowId: unique('esc'), transactionHash: '0xfeed' };
    const locked = await sendPayment({ type: 'EscrowCreated', ...escrow, occurredAt: '2026-11-20T10:00:00Z' });
    expect(locked.body.outcome, locked.text).toBe('applied');
    for (const status of ['order_confirmed', 'processing', 'ready_to_ship']) {
      expect((await putStatus(order.id, parties.seller, status)).status).toBe(200);
    }
    const trackingNumber = fedexNumber();
    await call('POST', `/api/orders/${order.id}/shipments`, {
      token: parties.seller,
      body: { trackingNumber, carrier: 'fedex' },
    });
    await sendFedex(fedexBody(trackingNumber, [{ at: daysAgo(1, '18:00:00Z'), eventType: 'DL' }]));
    const delivered = await statusOf(order.id, parties.buyer);
    expect(pathOf(delivered).slice(-2)).toEqual(['shipped', 'delivered']);

    const released = { type: 'EscrowReleased', ...escrow, occurredAt: '2026-11-20T20:00:00Z' } as const;
    const key = unique('msg');
    expect((await sendPayment(released, key)).body.outcome).toBe('applied');
    expect((await sendPayment(released, key)).body.outcome).toBe('duplicate');
    const completed = await statusOf(order.id, parties.buyer);
    expect(completed.status).toBe('completed');
    const detail = await call('GET', `/api/orders/${order.id}`, { token: parties.buyer });
    expect(detail.text).toContain('0xfeed');
  });

  it('keeps a dispute out of the customer’s hands once it is open', async () => {
    const parties = await newParties();
    const order = await createOrder(
      parties,
      { orderType: 'marketplace' },
      { paymentMethod: 'escrow', escrowId: 'esc_2' },
    );
    for (const status of ['order_confirmed', 'processing', 'ready_to_ship', 'shipped', 'delivered']) {
      expect((await putStatus(order.id, parties.seller, status)).status).toBe(200);
    }
    const dispute = await call('POST', `/api/orders/${order.id}/dispute`, {
      token: parties.buyer,
      body: { reason: 'empty box' },
    });
    expect(dispute.status, dispute.text).toBeLessThan(300);
    expect((await statusOf(order.id, parties.buyer)).status).toBe('disputed');
    const refused = await putStatus(order.id, parties.buyer, 'completed');
    expect(refused.status).toBe(409);
    expect((await putStatus(order.id, parties.admin, 'refunded')).status).toBe(200);
    expect((await putStatus(order.id, parties.admin, 'completed')).status).toBe(409);
  });

  it('refuses a payment event with a bad signature and one that is too old', async () => {
    const body = { type: 'payment.confirmed', orderId: 'ord_x', occurredAt: '2026-11-20T10:00:00Z' };
    expect((await sendPayment(body, unique('msg'), { signature: 'v1,AAAA' })).status).toBe(401);
    expect((await sendPayment(body, unique('msg'), { timestampSecondsAgo: 3600 })).status).toBe(401);
    await drain();
  });

  it('gives the stock back when the order is cancelled, once', async () => {
    const parties = await newParties();
    const listingId = unique('listing');
    const listing = { token: parties.admin, body: { sellerId: parties.sellerId, stock: 3, available: true } };
    expect((await call('PUT', `/api/admin/listings/${listingId}`, listing)).status).toBeLessThan(300);
    const buy = (quantity: number) =>
      call<{ code?: string; order?: { id: string } }>('POST', '/api/orders', {
        token: parties.system,
        headers: { 'idempotency-key': unique('buy') },
        body: {
          paymentResult: { success: true, paymentMethod: 'fiat' },
          checkoutData: {
            buyerId: parties.buyerId,
            sellerId: parties.sellerId,
            listingId,
            quantity,
            totalAmount: '30.00',
            currency: 'EUR',
          },
        },
      });
    const first = await buy(3);
    expect(first.status, first.text).toBe(201);
    expect((await buy(1)).body.code).toBe('INSUFFICIENT_INVENTORY');
    expect((await putStatus(first.body.order?.id ?? '', parties.buyer, 'cancelled')).status).toBe(200);
    expect((await putStatus(first.body.order?.id ?? '', parties.buyer, 'cancelled')).status).toBe(409);
    expect((await buy(3)).status).toBe(201);
    expect((await buy(1)).body.code).toBe('INSUFFICIENT_INVENTORY');
  });
});
