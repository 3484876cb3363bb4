import { beforeEach, describe, expect, it } from 'vitest';
import { CHECKOUT_EXAMPLE } from '../../../shared/contract/examples.ts';
import type { Scan } from '../../../shared/orders/model/order.ts';
import { executeCommand } from '../../../shared/orders/use-cases/execute-command.ts';
import { aScan } from '../../support/order-fixtures.ts';
import { buyer, seller, system, type World, world } from './support/world.ts';

let api: World;
beforeEach(() => {
  api = world();
});

const create = async (checkout: object = {}, payment: object = {}): Promise<string> => {
  const body = {
    paymentResult: { ...CHECKOUT_EXAMPLE.paymentResult, ...payment },
    checkoutData: { ...CHECKOUT_EXAMPLE.checkoutData, locale: 'en', ...checkout },
  };
  const response = await api.call('POST', '/api/orders', { as: system, body });
  expect(response.status, response.text).toBe(201);
  return response.body.order.id;
};

const put = (orderId: string, status: string) =>
  api.call('PUT', `/api/orders/${orderId}/status`, { as: seller, body: { status } });

const register = (orderId: string, trackingNumber: string) =>
  api.call('POST', `/api/orders/${orderId}/shipments`, { as: seller, body: { trackingNumber, carrier: 'fedex' } });

/** As a carrier's webhook does: the scan is kept, and the order follows it. */
const carrierReports = async (orderId: string, scan: Scan): Promise<void> => {
  const command = { type: 'apply_scans', trackingNumber: scan.trackingNumber, scans: [scan] } as const;
  const result = await executeCommand(api.parts, { orderId, actor: { role: 'carrier', id: 'fedex' }, command });
  expect(result.ok).toBe(true);
};

interface Entry {
  readonly type: string;
  readonly status?: string;
  readonly description: string;
}

const timelineOf = async (orderId: string, query = '', headers: Readonly<Record<string, string>> = {}) => {
  const response = await api.call('GET', `/api/orders/${orderId}/timeline${query}`, { as: buyer, headers });
  expect(response.status, response.text).toBe(200);
  return response;
};

const statusTexts = async (orderId: string): Promise<readonly string[]> =>
  (await timelineOf(orderId)).body.timeline
    .filter(({ type }: Entry) => type === 'status')
    .map(({ description }: Entry) => description);

const [FIRST, SECOND] = ['986578788855', '122816215025810'];

/** An order in two parcels, which both are on their way. */
const inTwoParcels = async (): Promise<string> => {
  const orderId = await create();
  await put(orderId, 'confirmed');
  await put(orderId, 'processing');
  for (const trackingNumber of [FIRST, SECOND]) {
    await register(orderId, trackingNumber);
    const occurredAt = '2026-11-20T11:00:00.000Z';
    await carrierReports(orderId, aScan({ scanId: `pu-${trackingNumber}`, trackingNumber, occurredAt }));
  }
  return orderId;
};

const delivered = (trackingNumber: string, occurredAt: string): Scan =>
  aScan({ scanId: `dl-${trackingNumber}`, trackingNumber, occurredAt, milestone: 'delivered' });

describe('the texts of a timeline', () => {
  it('say how many items are on their way, where a parcel does not hold them all', async () => {
    const items = [
      { itemId: 'oil', name: 'Olive oil', quantity: 3, unitPrice: '5' },
      { itemId: 'soap', name: 'Soap', quantity: 2, unitPrice: '5' },
    ];
    const orderId = await create({ items });
    await put(orderId, 'confirmed');
    await put(orderId, 'processing');
    const body = { trackingNumber: FIRST, carrier: 'fedex', items: ['oil'] };
    await api.call('POST', `/api/orders/${orderId}/shipments`, { as: seller, body });
    await put(orderId, 'shipped');
    expect((await statusTexts(orderId)).at(-1)).toBe('Shipped · 3 of 5 items are on their way');
    const { body: status } = await api.call('GET', `/api/orders/${orderId}/status`, { as: buyer });
    expect(status.itemCounts).toEqual({ total: '5', onTheWay: '3', delivered: '0' });
    const { body: spanish } = await timelineOf(orderId, '?locale=es');
    expect(spanish.timeline.at(-1).description).toBe('Enviado · 3 de 5 artículos están en camino');
  });

  it('call each status by its own name', async () => {
    const escrow = { paymentMethod: 'escrow', escrowId: 'esc_1' };
    const sold = await create({ orderType: 'marketplace' }, escrow);
    await put(sold, 'order_confirmed');
    expect(await statusTexts(sold)).toEqual(['Order placed · Payment held in escrow', 'Order confirmed']);
    const basket = await create({ orderType: 'grocery' });
    for (const status of ['store_acknowledged', 'picking_in_progress', 'ready_for_pickup', 'driver_assigned']) {
      api.advance(1_000);
      await put(basket, status);
    }
    expect(await statusTexts(basket)).toEqual([
      'Order placed',
      'Sent to the store',
      'Confirmed by the store',
      'Items being picked',
      'Packed, waiting for a driver',
      'Driver assigned',
    ]);
  });

  it('say why a carrier could not go on', async () => {
    const orderId = await inTwoParcels();
    const scan = { milestone: 'exception', reason: 'damaged', occurredAt: '2026-11-20T12:00:00.000Z' } as const;
    await carrierReports(orderId, aScan({ scanId: 'ex', trackingNumber: FIRST, ...scan }));
    expect(await statusTexts(orderId)).toContain('Delivery problem: it was damaged');
  });
});

describe('an order in two parcels', () => {
  it('shows that one of them has come, to the people of the order', async () => {
    const orderId = await inTwoParcels();
    await carrierReports(orderId, delivered(FIRST, '2026-11-20T12:00:00.000Z'));
    const { body } = await timelineOf(orderId);
    expect(body.currentStatus).toBe('shipped');
    expect(body.trackingInfo).toMatchObject({ trackingNumber: SECOND, parcels: { total: 2, delivered: 1 } });
    // The scan, as the carrier reported it, and what it means for the order: the timeline is complete.
    const last = body.timeline.slice(-2).map(({ type, status, description }: Entry) => [type, status, description]);
    expect(last.toSorted()).toEqual([
      ['scan', undefined, 'Delivered'],
      ['status', 'shipped', '1 of 2 parcels delivered'],
    ]);
    expect((await timelineOf(orderId, '?locale=es')).text).toContain('1 de 2 paquetes entregados');
  });

  it('shows it beside a status that the other parcel leads to', async () => {
    const orderId = await inTwoParcels();
    await carrierReports(orderId, delivered(FIRST, '2026-11-20T12:00:00.000Z'));
    const more = { milestone: 'out_for_delivery', occurredAt: '2026-11-20T13:00:00.000Z' } as const;
    await carrierReports(orderId, aScan({ scanId: 'od', trackingNumber: SECOND, ...more }));
    await carrierReports(orderId, delivered(SECOND, '2026-11-20T14:00:00.000Z'));
    expect((await statusTexts(orderId)).slice(-3)).toEqual([
      '1 of 2 parcels delivered',
      'Out for delivery · 1 of 2 parcels delivered',
      'Delivered',
    ]);
  });

  it('shows that parcel to anybody who has its number, and how many have come', async () => {
    const orderId = await inTwoParcels();
    await carrierReports(orderId, delivered(FIRST, '2026-11-20T12:00:00.000Z'));
    const publicly = async (trackingNumber: string) => {
      const { body, text } = await api.call('GET', `/api/orders/track/${trackingNumber}`);
      for (const personal of ['Ana', 'user-2041', orderId, 'ORD-2026']) expect(text).not.toContain(personal);
      return body;
    };
    const order = { status: 'shipped', parcels: { total: 2, delivered: 1 }, workflow: { id: 'parcel', version: 1 } };
    const [first, second] = [await publicly(FIRST), await publicly(SECOND)];
    expect(first).toMatchObject({ ...order, milestone: 'delivered' });
    expect(second).toMatchObject({ ...order, milestone: 'in_transit' });
    // Another parcel's number is nobody's business who has only this one.
    expect(JSON.stringify(first)).not.toContain(SECOND);
  });
});

describe('the language of a timeline', () => {
  it.each([
    ['es;q=0.1, en;q=0.9', '', 'en', 'Order placed'],
    ['en;q=0.1, es;q=0.9', '', 'es', 'Pedido realizado'],
    ['en', '?locale=es', 'es', 'Pedido realizado'],
    // The order's own language, where the reader's has no texts.
    ['fr', '', 'es', 'Pedido realizado'],
    ['es', '?locale=ru', 'ru', 'Заказ оформлен'],
    ['es', '?locale=ro', 'ro', 'Comandă plasată'],
    ['ru-RU, en;q=0.5', '', 'ru', 'Заказ оформлен'],
    ['ro-MD, ru;q=0.9', '', 'ro', 'Comandă plasată'],
  ])('%s with "%s" is %s', async (accepted, query, language, text) => {
    const orderId = await create({ locale: 'es' });
    const { headers, body } = await timelineOf(orderId, query, { 'accept-language': accepted });
    expect(body.timeline[0].description).toBe(text);
    expect([headers['Content-Language'], headers.Vary]).toEqual([language, 'Authorization, Accept-Language']);
  });
});
