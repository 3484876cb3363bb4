import { beforeEach, describe, expect, it } from 'vitest';
import { applyParkedScans } from '../../../shared/carriers/apply-parked-scans.ts';
import { CHECKOUT_EXAMPLE } from '../../../shared/contract/examples.ts';
import type { Scan } from '../../../shared/orders/model/order.ts';
import { executeCommand } from '../../../shared/orders/use-cases/execute-command.ts';
import { aScan } from '../../support/order-fixtures.ts';
import { webhookWorld } from '../../support/webhook-fixtures.ts';
import { buyer, csr, otherSeller, seller, stranger, system, type World, world } from './support/world.ts';

const [WRONG, RIGHT] = ['986578788855', '122816215025810'];
const SCANNED_AT = '2026-11-20T09:00:00.000Z';

let api: World;
beforeEach(() => {
  api = world();
});

const create = async (checkout: object = {}): Promise<string> => {
  const body = { ...CHECKOUT_EXAMPLE, checkoutData: { ...CHECKOUT_EXAMPLE.checkoutData, ...checkout } };
  const response = await api.call('POST', '/api/orders', { as: system, body });
  expect(response.status, response.text).toBe(201);
  const { id } = response.body.order;
  const as = checkout === NEXT_SHOP ? otherSeller : seller;
  for (const status of ['confirmed', 'processing']) {
    expect((await api.call('PUT', `/api/orders/${id}/status`, { as, body: { status } })).status).toBe(200);
  }
  return id;
};
const NEXT_SHOP = { sellerId: 'shop-8' };

const register = (id: string, body: object, as = seller) =>
  api.call('POST', `/api/orders/${id}/shipments`, { as, body: { carrier: 'fedex', ...body } });
const correct = (id: string, number: string, body: object, as = seller) =>
  api.call('PUT', `/api/orders/${id}/shipments/${number}`, { as, body });
const detach = (id: string, number: string, options: { query?: string; body?: object; as?: typeof seller } = {}) =>
  api.call('DELETE', `/api/orders/${id}/shipments/${number}${options.query ?? ''}`, {
    as: options.as ?? seller,
    ...(options.body && { body: options.body }),
  });
const detail = async (id: string, as = seller) => (await api.call('GET', `/api/orders/${id}`, { as })).body;

const carrierSends = async (id: string, given: Partial<Scan> & { readonly scanId: string }): Promise<void> => {
  const scan = aScan({ occurredAt: SCANNED_AT, ...given });
  const command = { type: 'apply_scans', trackingNumber: scan.trackingNumber, scans: [scan] } as const;
  const result = await executeCommand(api.parts, {
    orderId: id,
    command,
    actor: { role: 'carrier', id: 'fedex' },
  });
  expect(result.ok).toBe(true);
};

describe('DELETE …/shipments/:trackingNumber', () => {
  it('takes the parcel off, with its status, and audits it', async () => {
    const id = await create();
    await register(id, { trackingNumber: WRONG });
    await carrierSends(id, { scanId: 's1', trackingNumber: WRONG, milestone: 'delivered' });
    const response = await detach(id, '9865 7878 8855', { body: { reason: 'Another order’s' } });
    expect(response.status, response.text).toBe(200);
    expect(response.body.order).toMatchObject({ status: 'processing', shipments: [] });
    expect(api.state.audit).toMatchObject([
      {
        action: 'order.shipment_detached',
        subject: id,
        actor: { role: 'seller', id: 'keeper-7' },
        reason: 'Another order’s',
        details: { trackingNumber: WRONG, from: 'delivered', to: 'processing' },
      },
    ]);
    expect((await api.call('GET', `/api/orders/track/${WRONG}`)).status).toBe(404);
    const timeline = async (as: typeof seller) =>
      (await api.call('GET', `/api/orders/${id}/timeline`, { as })).body.timeline as { type: string }[];
    expect((await timeline(buyer)).filter(({ type }) => type === 'scan')).toEqual([]);
    expect((await timeline(csr)).filter(({ type }) => type === 'scan')).toHaveLength(1);
  });

  it('takes the reason from the query too, and needs one', async () => {
    const id = await create();
    await register(id, { trackingNumber: WRONG });
    const before = await detail(id);
    const without = await detach(id, WRONG);
    expect([without.status, without.body.errors]).toMatchObject([422, [{ path: 'reason' }]]);
    expect(await detail(id)).toEqual(before);
    expect((await detach(id, WRONG, { query: '?reason=wrong%20number' })).status).toBe(200);
    expect((await detach(id, WRONG, { query: '?reason=again' })).status).toBe(404);
  });

  it('is nobody’s who does not sell the order or support it', async () => {
    const id = await create();
    await register(id, { trackingNumber: WRONG });
    expect((await detach(id, WRONG, { body: { reason: 'mine' }, as: otherSeller })).status).toBe(404);
    for (const as of [buyer, stranger, system]) {
      const { status, body } = await detach(id, WRONG, { body: { reason: 'mine' }, as });
      expect([status, body.code]).toEqual([403, 'ROLE_NOT_ALLOWED']);
    }
    expect((await detail(id)).shipments).toHaveLength(1);
    expect((await detach(id, WRONG, { body: { reason: 'wrong' }, as: csr })).status).toBe(200);
  });
});

describe('PUT …/shipments/:trackingNumber', () => {
  it('puts the right number in its place, once', async () => {
    const id = await create();
    await register(id, { trackingNumber: WRONG, items: [{ itemId: 'item-1', quantity: 1 }] });
    await carrierSends(id, { scanId: 's1', trackingNumber: WRONG, milestone: 'delivered' });
    const body = { trackingNumber: RIGHT, reason: 'Mistyped' };
    const response = await correct(id, WRONG, body);
    expect(response.status, response.text).toBe(200);
    expect(response.body.order).toMatchObject({
      status: 'processing',
      shipments: [{ trackingNumber: RIGHT, carrier: 'fedex', correctedFrom: WRONG, items: [{ quantity: 1 }] }],
    });
    const again = await correct(id, WRONG, body);
    expect([again.status, again.body.order.version]).toEqual([200, response.body.order.version]);
    expect(api.state.audit).toMatchObject([
      { action: 'order.shipment_corrected', details: { trackingNumber: WRONG, newTrackingNumber: RIGHT } },
    ]);
  });

  it('corrects the carrier alone', async () => {
    const id = await create();
    await register(id, { trackingNumber: WRONG, carrier: 'dhl' });
    const response = await correct(id, WRONG, { carrier: 'FedEx', reason: 'Wrong carrier' });
    expect(response.body.order.shipments).toMatchObject([{ trackingNumber: WRONG, carrier: 'fedex' }]);
  });

  it.each([
    [{}, 422],
    [{ trackingNumber: RIGHT }, 422],
    [{ reason: 'why' }, 422],
    [{ confirmed: true, trackingNumber: RIGHT, reason: 'why' }, 422],
    [{ confirmed: false }, 422],
    [{ trackingNumber: '!', reason: 'why' }, 422],
    [{ trackingNumber: RIGHT, reason: 'why', status: 'shipped' }, 422],
  ])('refuses %j and changes nothing', async (body, status) => {
    const id = await create();
    await register(id, { trackingNumber: WRONG });
    const before = await detail(id);
    expect((await correct(id, WRONG, body)).status).toBe(status);
    expect((await correct(id, RIGHT, { trackingNumber: WRONG, reason: 'why' })).status).toBe(404);
    expect(await detail(id)).toEqual(before);
  });
});

describe('a number that another shop has', () => {
  it('is taken with a flag, shown to nobody, and counts when support says so', async () => {
    const first = await create();
    await register(first, { trackingNumber: RIGHT });
    const second = await create(NEXT_SHOP);
    const response = await register(second, { trackingNumber: RIGHT }, otherSeller);
    expect([response.status, response.body.shipment.needsConfirmation]).toEqual([201, true]);
    for (const id of [first, second]) {
      await carrierSends(id, { scanId: 's1', trackingNumber: RIGHT, milestone: 'delivered' });
    }
    expect([(await detail(first)).order.status, (await detail(second, csr)).order.status]).toEqual([
      'delivered',
      'processing',
    ]);
    expect((await detail(second, csr)).shipments).toMatchObject([{ needsConfirmation: true }]);
    expect((await correct(second, RIGHT, { confirmed: true }, otherSeller)).status).toBe(404);
    const confirmed = await correct(second, RIGHT, { confirmed: true, reason: 'Sold on' }, csr);
    expect([confirmed.status, confirmed.body.order.shipments[0].needsConfirmation]).toEqual([200, undefined]);
    const { parked, rates, telemetry } = webhookWorld();
    const registration = { orderId: second, trackingNumber: RIGHT, carrier: 'fedex' };
    await applyParkedScans({ ...api.parts, parked, rates, telemetry }, registration);
    expect((await detail(second, csr)).order.status).toBe('delivered');
    expect(api.state.audit).toMatchObject([{ action: 'order.shipment_confirmed', reason: 'Sold on' }]);
  });

  it('leads the public page of the first shop only', async () => {
    const first = await create();
    await register(first, { trackingNumber: RIGHT });
    await carrierSends(first, { scanId: 's1', trackingNumber: RIGHT, milestone: 'delivered' });
    const second = await create(NEXT_SHOP);
    await register(second, { trackingNumber: RIGHT }, otherSeller);
    expect((await api.call('GET', `/api/orders/track/${RIGHT}`)).body).toMatchObject({ status: 'delivered' });
  });
});

describe('items of a parcel', () => {
  it('come with quantities, and the order says how much is shipped', async () => {
    const id = await create();
    expect((await detail(id)).items).toMatchObject([{ itemId: 'item-1', quantity: 2, shippedQuantity: 0 }]);
    const parcel = { trackingNumber: RIGHT, items: [{ itemId: 'item-1', quantity: 1 }] };
    const response = await register(id, parcel);
    expect([response.status, response.body.shipment.items]).toEqual([201, [{ itemId: 'item-1', quantity: 1 }]]);
    expect((await detail(id)).items).toMatchObject([{ quantity: 2, shippedQuantity: 1 }]);
    const more = await register(id, { trackingNumber: WRONG, items: [{ itemId: 'item-1', quantity: 2 }] });
    expect([more.status, more.body.code]).toEqual([422, 'ITEMS_NOT_SHIPPABLE']);
    expect((await detail(id)).shipments).toHaveLength(1);
  });

  it('may still be ids', async () => {
    const id = await create();
    expect((await register(id, { trackingNumber: RIGHT, items: ['item-1'] })).status).toBe(201);
    expect((await detail(id)).items).toMatchObject([{ quantity: 2, shippedQuantity: 2 }]);
  });

  it.each([
    [[{ itemId: 'item-1', quantity: 0 }]],
    [[{ itemId: 'item-1', quantity: -1 }]],
    [[{ itemId: 'item-1', quantity: 0.0001 }]],
    [[{ itemId: 'item-1' }]],
    [['item-1', { itemId: 'item-1', quantity: 1 }]],
  ])('%j is refused', async (items) => {
    const id = await create();
    expect((await register(id, { trackingNumber: RIGHT, items })).status).toBe(422);
  });
});

describe('a scan whose time is not its own', () => {
  it('is shown at the time that it counts, and another parcel’s to the shop alone', async () => {
    const id = await create();
    await register(id, { trackingNumber: RIGHT });
    const recordedAt = '2026-11-20T10:00:00.000Z';
    const ahead = { occurredAt: '2026-11-20T13:00:00.000Z', recordedAt };
    await carrierSends(id, { scanId: 'ahead', trackingNumber: RIGHT, ...ahead });
    await carrierSends(id, { scanId: 'old', trackingNumber: RIGHT, occurredAt: '2024-01-01T00:00:00.000Z' });
    const { body } = await api.call('GET', `/api/orders/track/${RIGHT}`);
    expect([body.milestone, body.scans.map(({ occurredAt }: Scan) => occurredAt)]).toEqual([
      'in_transit',
      [recordedAt],
    ]);
    const scansFor = async (as: typeof seller) =>
      (await api.call('GET', `/api/orders/${id}/timeline`, { as })).body.timeline
        .filter(({ type }: { type: string }) => type === 'scan')
        .map(({ timestamp, metadata }: { timestamp: string; metadata: { flag?: string } }) => [
          timestamp,
          metadata.flag,
        ]);
    expect(await scansFor(buyer)).toEqual([[recordedAt, 'dated_ahead']]);
    expect(await scansFor(seller)).toEqual([
      ['2024-01-01T00:00:00.000Z', 'other_parcel'],
      [recordedAt, 'dated_ahead'],
    ]);
    expect((await detail(id)).shipments).toMatchObject([{ milestone: 'in_transit', lastScanAt: recordedAt }]);
  });
});
