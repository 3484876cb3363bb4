import { describe, expect, it } from 'vitest';
import { call, drain, outbox } from './support/api.ts';
import { daysAgo, fedexBody, sendFedex } from './support/fedex.ts';
import { createOrder, fedexNumber, newParties, type Parties, putStatus } from './support/orders.ts';

interface Timeline {
  readonly timeline: readonly { readonly type: string; readonly description: string }[];
}

const timelineOf = (orderId: string, token: string, query = '', headers = {}) =>
  call<Timeline>('GET', `/api/orders/${orderId}/timeline${query}`, { token, headers });

const statusTexts = async (orderId: string, token: string): Promise<readonly string[]> =>
  (await timelineOf(orderId, token)).body.timeline
    .filter(({ type }) => type === 'status')
    .map(({ description }) => description);

const register = (orderId: string, { seller }: Parties, trackingNumber: string) =>
  call('POST', `/api/orders/${orderId}/shipments`, { token: seller, body: { trackingNumber, carrier: 'fedex' } });

describe('what a timeline says', () => {
  it('is the name of each status, in the language that the reader weighs most', async () => {
    const parties = await newParties();
    const order = await createOrder(
      parties,
      { orderType: 'marketplace' },
      { paymentMethod: 'escrow', escrowId: 'esc_47' },
    );
    await putStatus(order.id, parties.seller, 'order_confirmed');
    expect(await statusTexts(order.id, parties.buyer)).toEqual([
      'Order placed · Payment held in escrow',
      'Order confirmed',
    ]);
    const asked = { 'accept-language': 'en;q=0.1, es;q=0.9' };
    const spanish = await timelineOf(order.id, parties.buyer, '', asked);
    expect(spanish.text).toContain('Pago retenido en garantía');
    expect([spanish.headers.get('content-language'), spanish.headers.get('vary')]).toEqual([
      'es',
      'Authorization, Accept-Language',
    ]);
    const russian = await timelineOf(order.id, parties.buyer, '?locale=ru', asked);
    expect(russian.headers.get('content-language')).toBe('ru');
    expect(russian.text).toContain('Заказ оформлен · Оплата на счёте эскроу');
  });

  it('counts the parcels that have come, for the buyer and for anybody with a number', async () => {
    const parties = await newParties();
    const order = await createOrder(parties);
    for (const status of ['confirmed', 'processing']) await putStatus(order.id, parties.seller, status);
    const [first, second] = [fedexNumber(), fedexNumber()];
    for (const number of [first, second]) {
      await register(order.id, parties, number);
      await sendFedex(fedexBody(number, [{ at: daysAgo(8, '17:00:00Z'), eventType: 'PU' }]));
    }
    await sendFedex(
      fedexBody(first, [
        { at: daysAgo(8, '17:00:00Z'), eventType: 'PU' },
        { at: daysAgo(7, '09:00:00Z'), eventType: 'DL' },
      ]),
    );
    await drain();
    expect(await statusTexts(order.id, parties.buyer)).toContain('1 of 2 parcels delivered');
    const tracked = await Promise.all([first, second].map((number) => call('GET', `/api/orders/track/${number}`)));
    expect(tracked.map(({ body }) => [body.status, body.milestone, body.parcels])).toEqual([
      ['shipped', 'delivered', { total: 2, delivered: 1 }],
      ['shipped', 'picked_up', { total: 2, delivered: 1 }],
    ]);
  });
});

describe('a grocery customer', () => {
  it('hears by mail that the order is confirmed when its store has said so', async () => {
    const parties = await newParties();
    const order = await createOrder(parties, { orderType: 'grocery', locale: 'ro' });
    await drain();
    expect((await outbox(order.id)).map(({ subject }) => subject)).toEqual([`Am primit comanda ${order.orderNumber}`]);
    await call('POST', `/orders/tracking/${order.id}/acknowledge`, { token: parties.seller, body: {} });
    await drain();
    const [, mail, ...others] = await outbox(order.id);
    expect([mail?.subject, others]).toEqual([`Comanda ${order.orderNumber} este confirmată`, []]);
    expect(mail?.html).toMatch(/<html[^>]* lang="ro"/);
  });
});
