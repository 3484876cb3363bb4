import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { applyParkedScans } from '../../../shared/carriers/apply-parked-scans.ts';
import { adapter } from '../../../shared/carriers/fedex/adapter.ts';
import { type CarrierConnection, receiveCarrierWebhook } from '../../../shared/carriers/receive-webhook.ts';
import { sourceList } from '../../../shared/carriers/source-list.ts';
import { REFUSALS_AUDITED } from '../../../shared/carriers/webhook-gate.ts';
import type { Shipment } from '../../../shared/orders/model/order.ts';
import { executeCommand } from '../../../shared/orders/use-cases/execute-command.ts';
import { carrierWithWebhook } from '../../support/carriers.ts';
import { type WebhookWorld, webhookWorld } from '../../support/webhook-fixtures.ts';
import { payload, type ScanGiven, trackResult } from './fedex-payloads.ts';

const SECRET = 'Zq7TestSecurityToken0123456789';
const NUMBER = '122816215025810';
const OTHER = '568283610012734';
const LABEL: ScanGiven = { date: '2026-03-02T08:00:00Z', eventType: 'OC' };
const PICKED_UP: ScanGiven = { date: '2026-03-02T17:00:00Z', eventType: 'PU' };
const ON_VEHICLE: ScanGiven = { date: '2026-03-03T08:00:00Z', eventType: 'OD' };
const DELIVERED: ScanGiven = { date: '2026-03-03T12:00:00Z', eventType: 'DL' };

const shipment = (trackingNumber: string): Shipment => ({
  shipmentId: `shp_${trackingNumber}`,
  trackingNumber,
  carrier: 'fedex',
  registeredAt: '2026-03-01T11:00:00.000Z',
});
const bodyOf = (number: string, ...scans: readonly ScanGiven[]): string =>
  JSON.stringify(payload({ number, results: [trackResult({ scans: [...scans].reverse() })] }));

let world: WebhookWorld;
beforeEach(() => {
  world = webhookWorld();
  world.clock.set('2026-03-06T10:00:00Z');
});

const connection = (more: Partial<CarrierConnection> = {}): CarrierConnection => ({
  carrier: carrierWithWebhook('fedex'),
  adapter,
  acceptedBy: async (check) => check(SECRET),
  ...more,
});

const send = (body: string, options: { readonly signature?: string; readonly connection?: CarrierConnection } = {}) =>
  receiveCarrierWebhook(world, options.connection ?? connection(), {
    headers: { 'fdx-signature': options.signature ?? createHmac('sha256', SECRET).update(body).digest('base64') },
    rawBody: Buffer.from(body),
    sourceIp: '20.65.16.22',
  });

const register = (orderId: string, trackingNumber: string) =>
  executeCommand(world, {
    orderId,
    command: { type: 'register_shipment', shipmentId: 'shp_1', trackingNumber, carrier: 'fedex' },
    actor: { role: 'seller', id: 'seller-1' },
  });

const statusOf = async (orderId: string) => (await world.store.get(orderId))?.status;
const scansOf = async (orderId: string) => (await world.store.scans(orderId, { limit: 100 })).scans;

describe('a parcel that an order has', () => {
  beforeEach(() =>
    world.addOrder({ orderId: 'ord_1', status: 'processing', phase: 'preparing', shipments: [shipment(NUMBER)] }),
  );

  it('moves the order, once', async () => {
    const body = bodyOf(NUMBER, LABEL, PICKED_UP);
    expect(await send(body)).toBe('applied');
    const once = await world.store.get('ord_1');
    expect(once?.status).toBe('shipped');
    expect(await send(body)).toBe('duplicate');
    expect(await world.store.get('ord_1')).toEqual(once);
    expect(await scansOf('ord_1')).toHaveLength(2);
  });

  it('keeps what comes late without moving anything', async () => {
    await send(bodyOf(NUMBER, ON_VEHICLE));
    expect(await send(bodyOf(NUMBER, PICKED_UP))).toBe('recorded');
    expect(await statusOf('ord_1')).toBe('out_for_delivery');
    expect(await scansOf('ord_1')).toHaveLength(2);
  });

  it('knows a scan that comes once more in other bytes', async () => {
    await send(bodyOf(NUMBER, PICKED_UP));
    const again = JSON.stringify(JSON.parse(bodyOf(NUMBER, PICKED_UP)), null, 2);
    expect(await send(again)).toBe('duplicate');
    expect(await scansOf('ord_1')).toHaveLength(1);
  });

  it('updates every order that claims the parcel, and applies every parcel of a body', async () => {
    await world.addOrder({ orderId: 'ord_2', status: 'processing', phase: 'preparing', shipments: [shipment(NUMBER)] });
    await world.addOrder({ orderId: 'ord_3', status: 'processing', phase: 'preparing', shipments: [shipment(OTHER)] });
    const results = [trackResult({ scans: [PICKED_UP] })];
    expect(await send(JSON.stringify(payload({ number: NUMBER, results }, { number: OTHER, results })))).toBe(
      'applied',
    );
    for (const orderId of ['ord_1', 'ord_2', 'ord_3']) expect(await statusOf(orderId)).toBe('shipped');
  });

  it('leaves a parcel of the same number that another carrier has alone', async () => {
    await world.addOrder({
      orderId: 'ord_4',
      status: 'processing',
      phase: 'preparing',
      shipments: [{ ...shipment(OTHER), carrier: 'dhl' }],
    });
    expect(await send(bodyOf(OTHER, PICKED_UP))).toBe('ignored');
    expect(await statusOf('ord_4')).toBe('processing');
  });

  it('takes a delivery at the end of a return for what it is, also when it comes alone', async () => {
    await send(bodyOf(NUMBER, PICKED_UP, { date: '2026-03-03T09:00:00Z', eventType: 'RS', derivedStatusCode: 'DL' }));
    expect(await statusOf('ord_1')).toBe('exception');
    await send(bodyOf(NUMBER, { date: '2026-03-05T09:00:00Z', eventType: 'DL', derivedStatusCode: 'DL' }));
    expect(await statusOf('ord_1')).toBe('returned');
  });

  it('ends where the return ended, in whatever order its scans come', async () => {
    const path: readonly ScanGiven[] = [
      PICKED_UP,
      ON_VEHICLE,
      { date: '2026-03-03T09:00:00Z', eventType: 'RS', derivedStatusCode: 'DL' },
      { date: '2026-03-05T09:00:00Z', eventType: 'DL', derivedStatusCode: 'DL' },
    ];
    const orders = [
      [0, 1, 2, 3],
      [3, 2, 1, 0],
      [3, 0, 2, 1],
      [2, 3, 0, 1],
      [1, 3, 0, 2],
    ];
    for (const [place, order] of orders.entries()) {
      const number = `98657878885${place}`;
      await world.addOrder({
        orderId: `ord_r${place}`,
        status: 'processing',
        phase: 'preparing',
        shipments: [shipment(number)],
      });
      for (const index of order) await send(bodyOf(number, path[index] as ScanGiven));
      expect([order, await statusOf(`ord_r${place}`)]).toEqual([order, 'returned']);
      await send(bodyOf(number, ...path));
      expect([order, await statusOf(`ord_r${place}`)]).toEqual([order, 'returned']);
    }
  });

  it('carries out a delivery whose first try died, when it comes again', async () => {
    const body = bodyOf(NUMBER, PICKED_UP);
    world.breakNext('commit', new Error('the table is away'));
    await expect(send(body)).rejects.toThrow('the table is away');
    expect(await statusOf('ord_1')).toBe('processing');
    expect(await send(body)).toBe('applied');
    expect(await send(body)).toBe('duplicate');
  });

  it('counts what it does not understand', async () => {
    expect(await send(bodyOf(NUMBER, { date: '2026-03-02T08:00:00Z', eventType: 'Q9' }))).toBe('recorded');
    expect(world.telemetry.counts).toMatchObject({ CarrierParseIssue: 1 });
    expect(await statusOf('ord_1')).toBe('processing');
  });

  it('ignores a body without a parcel', async () => {
    expect(await send(JSON.stringify(payload()))).toBe('ignored');
  });
});

describe('what is refused', () => {
  const body = bodyOf(NUMBER, PICKED_UP);

  it('a wrong signature: 401, counted and written down, and nothing kept', async () => {
    await expect(
      send(body, { signature: createHmac('sha256', 'other').update(body).digest('base64') }),
    ).rejects.toMatchObject({
      code: 'SIGNATURE_REFUSED',
    });
    expect(world.audit.entries).toMatchObject([
      {
        action: 'webhook.signature_refused',
        subject: 'fedex',
        reason: 'mismatch',
        details: { sourceIp: '20.65.16.22' },
      },
    ]);
    expect(world.telemetry.counts).toEqual({ WebhookRefused: 1 });
    expect(world.parked.waiting()).toEqual([]);
    expect(await send(body)).toBe('parked');
  });

  it('a flood of forgeries leaves a sample in the audit trail, which goes away by itself', async () => {
    const signature = createHmac('sha256', 'other').update(body).digest('base64');
    for (let i = 0; i < 60; i += 1) await expect(send(body, { signature })).rejects.toThrow('SIGNATURE_REFUSED');
    expect(world.telemetry.counts).toEqual({ WebhookRefused: 60 });
    expect(world.audit.entries).toHaveLength(REFUSALS_AUDITED.limit);
    expect(world.audit.entries.every(({ retainUntil }) => retainUntil === '2026-06-04T10:00:00.000Z')).toBe(true);
  });

  it('an address that is not on the list, before anything else', async () => {
    const listed = connection({ sources: sourceList(['203.0.113.0/24']) });
    await expect(send(body, { connection: listed })).rejects.toMatchObject({ code: 'SIGNATURE_REFUSED' });
    const fits = connection({ sources: sourceList(['20.65.16.22/31']) });
    expect(await send(body, { connection: fits })).toBe('parked');
  });

  it('too many at once: 429 with the time to wait', async () => {
    world.limitRate(7);
    await expect(send(body)).rejects.toMatchObject({ code: 'RATE_LIMITED', extras: { retryAfterSeconds: 7 } });
  });

  it.each([
    ['{', 'MALFORMED_JSON'],
    ['', 'MALFORMED_JSON'],
    ['[]', 'VALIDATION_FAILED'],
    ['{"output":{}}', 'VALIDATION_FAILED'],
  ])('%j as %s, signed as it may be', async (given, code) => {
    await expect(send(given)).rejects.toMatchObject({ code });
  });
});

describe('a parcel that nobody has registered', () => {
  const addOrder = () => world.addOrder({ orderId: 'ord_1', status: 'processing', phase: 'preparing' });
  const registration = { orderId: 'ord_1', trackingNumber: NUMBER, carrier: 'fedex' };

  it('waits, and is applied and cleared away when it is registered', async () => {
    await addOrder();
    expect(await send(bodyOf(NUMBER, LABEL, PICKED_UP))).toBe('parked');
    expect(await send(bodyOf(NUMBER, LABEL, PICKED_UP))).toBe('duplicate');
    expect(world.parked.waiting()).toHaveLength(2);
    await register('ord_1', NUMBER);
    expect(await applyParkedScans(world, registration)).toBe('applied');
    expect(await statusOf('ord_1')).toBe('shipped');
    expect(world.parked.waiting()).toEqual([]);
    expect(await applyParkedScans(world, registration)).toBe('duplicate');
  });

  it('is not parked when its carrier’s day is full, and is looked at anew when it comes again', async () => {
    const { rates } = world;
    const isParking = (scope: string) => scope.startsWith('parked:');
    const full: WebhookWorld = {
      ...world,
      rates: { take: (scope, limit, now) => rates.take(scope, isParking(scope) ? { ...limit, limit: 1 } : limit, now) },
    };
    world = full;
    expect(await send(bodyOf(NUMBER, LABEL))).toBe('parked');
    expect(await send(bodyOf(OTHER, LABEL))).toBe('ignored');
    expect(world.telemetry.counts).toMatchObject({ WebhookParked: 1, ParkingRefused: 1 });
    expect(world.parked.waiting()).toHaveLength(1);
    world = { ...full, rates };
    expect(await send(bodyOf(OTHER, LABEL))).toBe('parked');
  });

  it('parks no more scans of a push than a parcel can have', async () => {
    const scans = Array.from(
      { length: 150 },
      (_, i): ScanGiven => ({
        date: new Date(Date.parse('2026-03-02T08:00:00Z') + i * 60_000).toISOString(),
        eventType: 'IT',
      }),
    );
    expect(await send(bodyOf(NUMBER, ...scans))).toBe('parked');
    const waiting = world.parked.waiting().map(({ scan }) => scan.occurredAt);
    expect([waiting.length, waiting.toSorted().at(-1)]).toEqual([100, '2026-03-02T10:29:00.000Z']);
  });

  it('is not missed by a registration between the first look at the claims and the parking', async () => {
    await addOrder();
    const { parked } = world;
    const racing: WebhookWorld = {
      ...world,
      parked: {
        ...parked,
        park: async (scans) => {
          await register('ord_1', NUMBER);
          // The registration's own look comes too early.
          expect(await applyParkedScans(world, registration)).toBe('duplicate');
          await parked.park(scans);
        },
      },
    };
    world = racing;
    expect(await send(bodyOf(NUMBER, PICKED_UP))).toBe('applied');
    expect(await statusOf('ord_1')).toBe('shipped');
  });

  it('is not missed by a registration after the second look', async () => {
    await addOrder();
    expect(await send(bodyOf(NUMBER, PICKED_UP))).toBe('parked');
    await register('ord_1', NUMBER);
    await applyParkedScans(world, registration);
    expect(await statusOf('ord_1')).toBe('shipped');
    expect(await scansOf('ord_1')).toHaveLength(1);
  });

  it('is applied to a second order from what the first one knows', async () => {
    await addOrder();
    await world.addOrder({ orderId: 'ord_2', status: 'processing', phase: 'preparing' });
    await register('ord_1', NUMBER);
    await send(bodyOf(NUMBER, PICKED_UP, ON_VEHICLE, DELIVERED));
    await register('ord_2', NUMBER);
    expect(await applyParkedScans(world, { ...registration, orderId: 'ord_2' })).toBe('applied');
    expect(await statusOf('ord_2')).toBe('delivered');
    expect(await scansOf('ord_2')).toHaveLength(3);
  });

  it('leaves the scans of another carrier under the same number alone', async () => {
    await addOrder();
    await send(bodyOf(NUMBER, PICKED_UP));
    expect(await applyParkedScans(world, { ...registration, carrier: 'dhl' })).toBe('duplicate');
    expect(world.parked.waiting()).toHaveLength(1);
  });

  it('is applied to an order that names the carrier in its own way', async () => {
    await addOrder();
    await send(bodyOf(NUMBER, PICKED_UP));
    await register('ord_1', NUMBER);
    expect(await applyParkedScans(world, { ...registration, carrier: 'fedex_ground' })).toBe('applied');
    expect(world.parked.waiting()).toEqual([]);
  });

  it('keeps its estimate', async () => {
    await addOrder();
    const window = { estimatedDeliveryTimeWindow: { window: { ends: '2026-03-04T17:00:00Z' } } };
    await send(
      JSON.stringify(payload({ number: NUMBER, results: [trackResult({ scans: [PICKED_UP], more: window })] })),
    );
    await register('ord_1', NUMBER);
    await applyParkedScans(world, registration);
    expect((await world.store.get('ord_1'))?.estimatedDelivery).toBe('2026-03-04T17:00:00.000Z');
  });
});

describe('sourceList', () => {
  it('knows ranges and addresses of both families, mapped ones too', () => {
    const list = sourceList(['20.65.16.22/31', '2001:db8::/32', '198.51.100.7']);
    for (const address of ['20.65.16.22', '20.65.16.23', '::ffff:20.65.16.22', '2001:db8:1::1', '198.51.100.7']) {
      expect(list.admits(address)).toBe(true);
    }
    for (const address of ['20.65.16.24', '2001:db9::1', '198.51.100.8', '', 'localhost']) {
      expect(list.admits(address)).toBe(false);
    }
  });

  it.each(['', 'example.com', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/x', '10.0.0.0/-1', '::/129'])(
    'refuses the range %j',
    (range) => {
      expect(() => sourceList([range])).toThrow('Not an address range');
    },
  );
});

describe('what comes with the scans', () => {
  const HELD: ScanGiven = { date: '2026-03-03T12:00:00Z', eventType: 'HL' };
  const holdAtLocation = {
    locationContactAndAddress: {
      contact: { companyName: 'FedEx Ship Center' },
      address: { streetLines: ['1043 North Easy Street'], city: 'SEATTLE', countryCode: 'US' },
    },
  };
  const bodyWith = (more: object, ...scans: readonly ScanGiven[]): string =>
    JSON.stringify(payload({ number: NUMBER, results: [trackResult({ scans: [...scans].reverse(), more })] }));
  const counter = { name: 'FedEx Ship Center', line1: '1043 North Easy Street', city: 'SEATTLE', country: 'US' };

  it('is the counter that holds the parcel, also where the parcel is registered later, and once', async () => {
    const body = bodyWith({ holdAtLocation }, PICKED_UP, HELD);
    expect(await send(body)).toBe('parked');
    world.addOrder({ orderId: 'ord_1', status: 'processing', phase: 'preparing' });
    await register('ord_1', NUMBER);
    await applyParkedScans(world, { orderId: 'ord_1', trackingNumber: NUMBER, carrier: 'fedex' });
    const order = await world.store.get('ord_1');
    expect(order?.shipments[0]?.heldAt).toEqual(counter);
    expect(await send(bodyWith({ holdAtLocation, more: 1 }, PICKED_UP, HELD))).toBe('duplicate');
    expect((await world.store.get('ord_1'))?.version).toBe(order?.version);
  });

  it('is an estimate of another world: counted, and not the order’s', async () => {
    world.addOrder({ orderId: 'ord_1', status: 'processing', phase: 'preparing', shipments: [shipment(NUMBER)] });
    const window = { window: { ends: '9999-12-31T00:00:00Z' } };
    expect(await send(bodyWith({ estimatedDeliveryTimeWindow: window }, PICKED_UP))).toBe('applied');
    expect((await world.store.get('ord_1'))?.estimatedDelivery).toBeUndefined();
    expect(world.telemetry.counts).toMatchObject({ CarrierParseIssue: 1 });
  });
});
