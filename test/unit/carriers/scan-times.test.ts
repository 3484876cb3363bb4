import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { applyParkedScans } from '../../../shared/carriers/apply-parked-scans.ts';
import { adapter } from '../../../shared/carriers/fedex/adapter.ts';
import { receiveCarrierWebhook } from '../../../shared/carriers/receive-webhook.ts';
import { executeCommand } from '../../../shared/orders/use-cases/execute-command.ts';
import { carrierWithWebhook } from '../../support/carriers.ts';
import { type WebhookWorld, webhookWorld } from '../../support/webhook-fixtures.ts';
import { payload, type ResultGiven, type ScanGiven, trackResult } from './fedex-payloads.ts';

const SECRET = 'Zq7TestSecurityToken0123456789';
const NUMBER = '122816215025810';
const NOW = Date.parse('2026-11-20T10:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const at = (milliseconds: number): string => new Date(NOW + milliseconds).toISOString();
const scan = (eventType: string, milliseconds: number): ScanGiven => ({ date: at(milliseconds), eventType });

let world: WebhookWorld;
beforeEach(async () => {
  world = webhookWorld();
  world.clock.set(new Date(NOW));
});

const addOrder = (orderId = 'ord_1') =>
  world.addOrder({
    orderId,
    status: 'processing',
    phase: 'preparing',
    createdAt: at(0),
    statusSince: at(0),
    updatedAt: at(0),
  });

const register = (orderId = 'ord_1') =>
  executeCommand(world, {
    orderId,
    command: { type: 'register_shipment', shipmentId: 'shp_1', trackingNumber: NUMBER, carrier: 'fedex' },
    actor: { role: 'seller', id: 'seller-1' },
  });

const sendBody = (body: string) =>
  receiveCarrierWebhook(
    world,
    { carrier: carrierWithWebhook('fedex'), adapter, acceptedBy: async (check) => check(SECRET) },
    {
      headers: { 'fdx-signature': createHmac('sha256', SECRET).update(body).digest('base64') },
      rawBody: Buffer.from(body),
      sourceIp: '20.65.16.22',
    },
  );

const sendResult = (result: ResultGiven) =>
  sendBody(JSON.stringify(payload({ number: NUMBER, results: [trackResult(result)] })));

/** Scans oldest first, as one push. */
const send = (...scans: readonly ScanGiven[]) => sendResult({ scans: scans.toReversed() });

const orderNow = async () => {
  const order = await world.store.get('ord_1');
  if (order === undefined) throw new Error('There is no order');
  return order;
};
const statusNow = async () => (await orderNow()).status;
const milestoneNow = async () => (await orderNow()).shipments[0]?.milestone;
const eventsNow = async () => (await world.store.history('ord_1', { limit: 100 })).events;
const effectsNow = async () => (await eventsNow()).flatMap(({ effects }) => effects);
const alertsNow = async () => (await effectsNow()).flatMap((effect) => (effect.kind === 'alert' ? [effect.alert] : []));
const scansNow = async () => (await world.store.scans('ord_1', { limit: 100 })).scans;
const messagesNow = async () =>
  (await effectsNow()).flatMap((effect) => (effect.kind === 'notify' ? [effect.type] : []));

describe('a scan from before the order existed', () => {
  beforeEach(async () => {
    await addOrder();
    await register();
  });

  it('is another parcel’s: recorded as such, and nothing moves', async () => {
    expect(await send(scan('DL', -700 * DAY))).toBe('recorded');
    expect([await statusNow(), await messagesNow()]).toEqual(['processing', []]);
    expect(await scansNow()).toMatchObject([{ milestone: 'delivered', flag: 'other_parcel' }]);
  });

  it('brings no estimate, however often it is sent', async () => {
    const old = {
      scans: [scan('DL', -700 * DAY)],
      more: { estimatedDeliveryTimeWindow: { window: { ends: at(-701 * DAY) } } },
    };
    await sendResult(old);
    await sendResult({ ...old, uniqueId: 'other bytes' });
    await sendResult({ ...old, more: { estimatedDeliveryTimeWindow: { window: { ends: at(90 * DAY) } } } });
    expect((await orderNow()).estimatedDelivery).toBeUndefined();
  });

  it('counts no attempt and begins no return', async () => {
    await send(scan('DE', -300 * DAY), scan('RS', -299 * DAY));
    await send(scan('RS', -298 * DAY), scan('PU', -2 * HOUR), scan('OD', -HOUR), scan('DL', -MINUTE));
    expect([await statusNow(), (await orderNow()).deliveryAttempts]).toEqual(['delivered', 0]);
  });

  it('leaves room for labels that were made early', async () => {
    await send(scan('OC', -13 * DAY), scan('PU', -12 * DAY));
    expect(await statusNow()).toBe('shipped');
  });

  it('older than the label that is known, moves nothing either', async () => {
    await send(scan('OC', -HOUR));
    for (const age of [365 * DAY, 3 * DAY, 2 * HOUR]) await send(scan('DL', -age));
    expect([await statusNow(), await milestoneNow()]).toEqual(['processing', 'label_created']);
    await send(scan('OD', -2 * DAY));
    expect([await statusNow(), await messagesNow()]).toEqual(['processing', []]);
  });

  it('leaves the pickup that came before its label’s data', async () => {
    await send(scan('OC', -HOUR));
    await send(scan('PU', -3 * HOUR));
    expect(await statusNow()).toBe('shipped');
  });
});

describe('a number that is used again after its parcel has come', () => {
  it('moves nothing of the old order', async () => {
    await addOrder();
    await register();
    await send(scan('PU', -2 * HOUR), scan('DL', -HOUR));
    const messages = await messagesNow();
    world.clock.advance(400 * DAY);
    expect(await send(scan('RS', 399 * DAY))).toBe('recorded');
    expect([await statusNow(), await messagesNow()]).toEqual(['delivered', messages]);
    expect((await scansNow()).at(-1)).toMatchObject({ flag: 'other_parcel' });
  });
});

describe('a scan dated ahead', () => {
  beforeEach(async () => {
    await addOrder();
    await register();
  });

  it('freezes nothing: what comes later with its true time wins, and operations are alerted', async () => {
    await send(scan('PU', -10 * HOUR));
    await send(scan('IT', 2 * HOUR));
    await send(scan('OD', -HOUR));
    expect(await statusNow()).toBe('out_for_delivery');
    await send(scan('DL', -6 * MINUTE));
    expect([await statusNow(), await milestoneNow()]).toEqual(['delivered', 'delivered']);
    expect(await alertsNow()).toEqual(['scan_dated_ahead']);
    expect((await orderNow()).stamps.deliveredAt).toBe(at(-6 * MINUTE));
  });

  it('counts as received: it moves the order at that time, with its own time beside', async () => {
    await send(scan('PU', -10 * HOUR));
    expect(await send(scan('OD', 2 * HOUR))).toBe('applied');
    expect(await statusNow()).toBe('out_for_delivery');
    expect((await eventsNow()).at(-1)).toMatchObject({
      occurredAt: at(0),
      metadata: { flag: 'dated_ahead', datedAt: at(2 * HOUR) },
    });
    expect((await orderNow()).lastScanAt).toBe(at(0));
    expect((await scansNow()).at(-1)).toMatchObject({ occurredAt: at(2 * HOUR), flag: 'dated_ahead' });
  });

  it('in trouble gives way to what comes after it', async () => {
    await send(scan('PU', -10 * HOUR));
    await send(scan('SE', 2 * HOUR));
    expect(await statusNow()).toBe('exception');
    world.clock.advance(HOUR);
    await send(scan('OD', 30 * MINUTE));
    expect(await statusNow()).toBe('out_for_delivery');
  });

  it('does not take a parcel back that has come', async () => {
    await send(scan('PU', -10 * HOUR), scan('DL', -HOUR));
    await send(scan('IT', 2 * HOUR));
    await send(scan('SE', 3 * HOUR));
    expect([await statusNow(), await milestoneNow()]).toEqual(['delivered', 'delivered']);
  });

  it('is taken at its word within a quarter of an hour', async () => {
    await send(scan('PU', 14 * MINUTE));
    expect((await scansNow())[0]).not.toHaveProperty('flag');
    expect((await orderNow()).stamps.shippedAt).toBe(at(14 * MINUTE));
    expect(await alertsNow()).toEqual([]);
  });

  it('by a zone that was written wrongly is a delivery all the same', async () => {
    await send(scan('PU', -10 * HOUR), scan('DL', 9 * HOUR));
    expect([await statusNow(), (await orderNow()).stamps.deliveredAt]).toEqual(['delivered', at(0)]);
  });

  it('to another age is no delivery: nothing moves, and operations are alerted once', async () => {
    const far = { date: '2036-01-01T00:00:00Z', eventType: 'DL' };
    expect(await send(far)).toBe('recorded');
    await send(far, { date: '2036-01-02T00:00:00Z', eventType: 'DL' });
    expect([await statusNow(), await messagesNow()]).toEqual(['processing', []]);
    expect(await alertsNow()).toEqual(['scan_not_credible']);
    expect(await scansNow()).toMatchObject([{ flag: 'not_credible' }, { flag: 'not_credible' }]);
    await send(scan('PU', -HOUR), scan('DL', -MINUTE));
    expect(await statusNow()).toBe('delivered');
  });

  it('says nothing of which of two shipments under a number is the newer one', async () => {
    const older = trackResult({ uniqueId: 'old', scans: [{ date: '2036-01-01T00:00:00Z', eventType: 'DL' }] });
    const newer = trackResult({ uniqueId: 'new', scans: [scan('PU', -HOUR)] });
    await sendBody(JSON.stringify(payload({ number: NUMBER, results: [older, newer] })));
    expect(await statusNow()).toBe('shipped');
  });

  it('makes a return of a later delivery, as any return does', async () => {
    await send(scan('PU', -10 * HOUR), scan('RS', HOUR));
    world.clock.advance(DAY);
    await send(scan('DL', 20 * HOUR));
    expect(await statusNow()).toBe('returned');
  });
});

describe('scans that wait for their parcel', () => {
  const registration = { orderId: 'ord_1', trackingNumber: NUMBER, carrier: 'fedex' };

  it('are judged by when they were received, and by the order that gets them', async () => {
    await send(scan('DL', -700 * DAY));
    await send(scan('PU', -10 * HOUR));
    await send(scan('IT', 2 * HOUR));
    world.clock.advance(90 * MINUTE);
    await send(scan('OD', HOUR));
    world.clock.advance(HOUR);
    await addOrder();
    await register();
    await applyParkedScans(world, registration);
    expect(await statusNow()).toBe('out_for_delivery');
    expect(await alertsNow()).toEqual(['scan_dated_ahead']);
    expect((await scansNow()).map(({ flag }) => flag)).toEqual(['other_parcel', undefined, undefined, 'dated_ahead']);
  });

  it('are not applied again to a parcel that has come further since', async () => {
    await addOrder();
    await register();
    await send(scan('PU', -10 * HOUR));
    await send(scan('SE', 2 * HOUR));
    world.clock.advance(MINUTE);
    await send(scan('OD', -HOUR));
    const before = await orderNow();
    expect(before.status).toBe('out_for_delivery');
    expect(await applyParkedScans(world, registration)).toBe('duplicate');
    expect(await orderNow()).toEqual(before);
  });

  it('lead an order that is registered later as they led the first one', async () => {
    await addOrder();
    await register();
    await send(scan('PU', -10 * HOUR));
    await send(scan('SE', 2 * HOUR));
    world.clock.advance(MINUTE);
    await send(scan('OD', -HOUR));
    await addOrder('ord_2');
    await register('ord_2');
    await applyParkedScans(world, { ...registration, orderId: 'ord_2' });
    expect((await world.store.get('ord_2'))?.status).toBe('out_for_delivery');
  });

  it('bring the estimate of their own parcel only', async () => {
    const ends = (milliseconds: number) => ({ estimatedDeliveryTimeWindow: { window: { ends: at(milliseconds) } } });
    await sendResult({ scans: [scan('DL', -700 * DAY)], more: ends(30 * DAY) });
    await sendResult({ scans: [scan('PU', -HOUR)], more: ends(3 * DAY) });
    await sendResult({ scans: [{ date: '2036-01-01T00:00:00Z', eventType: 'DL' }], more: ends(40 * DAY) });
    await addOrder();
    await register();
    await applyParkedScans(world, registration);
    expect((await orderNow()).estimatedDelivery).toBe(at(3 * DAY));
  });
});

describe('an estimate', () => {
  it('of a push that is older than what is known changes nothing, also when it is sent again', async () => {
    await addOrder();
    await register();
    const ends = (milliseconds: number) => ({ estimatedDeliveryTimeWindow: { window: { ends: at(milliseconds) } } });
    const early = { scans: [scan('PU', -10 * HOUR)], more: ends(DAY) };
    await sendResult(early);
    await sendResult({ scans: [scan('IT', -HOUR)], more: ends(3 * DAY) });
    await sendResult({ ...early, uniqueId: 'other bytes' });
    expect((await orderNow()).estimatedDelivery).toBe(at(3 * DAY));
    await sendResult({ scans: [scan('IT', -HOUR)], more: ends(4 * DAY) });
    expect((await orderNow()).estimatedDelivery).toBe(at(4 * DAY));
  });
});

describe('a scan that cannot be read', () => {
  beforeEach(async () => {
    await addOrder();
    await register();
  });

  it.each([
    ['a date without a form', { scans: [{ date: 'yesterday', eventType: 'PU' }] }],
    ['no list of scans', { more: { scanEvents: null } }],
    ['scans that are none', { more: { scanEvents: ['PU', 7] } }],
    ['a list that is none', { more: { scanEvents: 'none' } }],
  ])('%s: ignored, counted, and never a duplicate', async (_, result) => {
    expect(await sendResult(result)).toBe('ignored');
    expect(await sendResult(result)).toBe('ignored');
    expect(world.telemetry.counts.CarrierParseIssue).toBeGreaterThanOrEqual(2);
    expect(await scansNow()).toEqual([]);
  });

  it('leaves the others of its push', async () => {
    expect(await send({ date: 'yesterday', eventType: 'OD' }, scan('PU', -HOUR))).toBe('applied');
    expect(await statusNow()).toBe('shipped');
    expect(world.telemetry.counts.CarrierParseIssue).toBe(1);
  });

  it('is read with a space before the offset', async () => {
    expect(await send({ date: '2026-11-20 04:15:00 -05:00', eventType: 'PU' })).toBe('applied');
    expect((await scansNow())[0]?.occurredAt).toBe('2026-11-20T09:15:00.000Z');
  });

  it('without a zone is of the place where it was made', async () => {
    expect(await send({ date: '2026-11-20T04:15:00', eventType: 'PU' })).toBe('applied');
    expect((await scansNow())[0]?.occurredAt).toBe('2026-11-20T09:15:00.000Z');
  });
});

describe('codes that say how punctual a parcel is', () => {
  it.each(['AE', 'AO', 'HA'])('%s leaves it where it is', async (code) => {
    await addOrder();
    await register();
    const scans = [scan('PU', -5 * HOUR), scan('OD', -HOUR), scan(code, -HOUR + 83_000)];
    await sendResult({ latest: { code: 'OD' }, scans: scans.toReversed() });
    expect([await statusNow(), await milestoneNow()]).toEqual(['out_for_delivery', 'out_for_delivery']);
    expect(world.telemetry.counts.CarrierParseIssue).toBeUndefined();
  });
});
