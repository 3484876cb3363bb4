import { createHmac } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { applyTrackingUpdate } from '../../../shared/carriers/apply-tracking-update.ts';
import { adapter } from '../../../shared/carriers/fedex/adapter.ts';
import { receiveCarrierWebhook } from '../../../shared/carriers/receive-webhook.ts';
import { carrierWithWebhook } from '../../support/carriers.ts';
import { aScan } from '../../support/order-fixtures.ts';
import { type WebhookWorld, webhookWorld } from '../../support/webhook-fixtures.ts';
import { payload, type ScanGiven, trackResult } from './fedex-payloads.ts';

const SECRET = 'Zq7TestSecurityToken0123456789';
const NUMBER = '122816215025810';
const ADDRESS = '20.65.16.22';
const PICKED_UP: ScanGiven = { date: '2026-03-02T17:00:00Z', eventType: 'PU' };

let world: WebhookWorld;
beforeEach(() => {
  world = webhookWorld();
  world.clock.set('2026-03-06T10:00:00Z');
});

const bodyOf = (...scans: readonly ScanGiven[]): string =>
  JSON.stringify(payload({ number: NUMBER, results: [trackResult({ scans })] }));

const send = (body: string, secret = SECRET) =>
  receiveCarrierWebhook(
    world,
    { carrier: carrierWithWebhook('fedex'), adapter, acceptedBy: async (check) => check(SECRET) },
    {
      headers: { 'fdx-signature': createHmac('sha256', secret).update(body).digest('hex') },
      rawBody: Buffer.from(body),
      sourceIp: ADDRESS,
    },
  );

const addOrder = () =>
  world.addOrder({
    orderId: 'ord_1',
    status: 'processing',
    phase: 'preparing',
    shipments: [
      { shipmentId: 'shp_1', trackingNumber: NUMBER, carrier: 'fedex', registeredAt: '2026-03-01T11:00:00.000Z' },
    ],
  });

it('a webhook that is applied is counted as received and as applied, of its carrier', async () => {
  await addOrder();
  await send(bodyOf(PICKED_UP));
  expect(world.telemetry.counted).toEqual(['WebhookReceived fedex 1', 'WebhookApplied fedex 1']);
});

it('one that waits for its order is counted as parked', async () => {
  await send(bodyOf(PICKED_UP));
  expect(world.telemetry.counted).toEqual(['WebhookReceived fedex 1', 'WebhookParked fedex 1']);
});

it('one that only is recorded, or repeated, is counted as received alone', async () => {
  await addOrder();
  const label = bodyOf({ ...PICKED_UP, eventType: 'RR' });
  expect([await send(label), await send(label)]).toEqual(['recorded', 'duplicate']);
  expect(world.telemetry.counted).toEqual(['WebhookReceived fedex 1', 'WebhookReceived fedex 1']);
});

it('the log says which event was accepted, how it was signed, and whether it was known', async () => {
  const body = bodyOf(PICKED_UP);
  await send(body);
  await send(body);
  const eventId = adapter.eventId(Buffer.from(body), undefined);
  const accepted = (stored: string) => ({
    message: 'A webhook was accepted',
    details: { carrier: 'fedex', eventId, scheme: 'hex', stored },
  });
  expect(world.telemetry.lines).toEqual([accepted('new'), accepted('applied')]);
});

it('each thing that is not understood is logged, and all of them are counted', async () => {
  await send(bodyOf({ ...PICKED_UP, eventType: 'Q9' }, { date: '2026-03-01T17:00:00Z', eventType: 'Q8' }));
  expect(world.telemetry.counted).toContain('CarrierParseIssue fedex 2');
  expect(world.telemetry.lines.slice(1)).toEqual(
    ['Q8', 'Q9'].map((code) => ({
      message: 'A carrier sent something that is not understood',
      details: { carrier: 'fedex', kind: 'unknown_code', trackingNumber: NUMBER, code },
    })),
  );
});

it('a refusal is counted and logged with its reason and address; too many at once are counted alike', async () => {
  await expect(send(bodyOf(PICKED_UP), 'wrong')).rejects.toThrow();
  expect(world.telemetry.counted).toEqual(['WebhookRefused fedex 1']);
  expect(world.telemetry.lines).toEqual([
    { message: 'A webhook was refused', details: { source: 'fedex', sourceIp: ADDRESS, reason: 'mismatch' } },
  ]);
  world.limitRate(7);
  await expect(send(bodyOf(PICKED_UP))).rejects.toThrow();
  expect(world.telemetry.counted).toEqual(['WebhookRefused fedex 1', 'WebhookRefused fedex 1']);
});

it('each sender is limited by carrier and by address, or the addresses of one network', async () => {
  const scopes: string[] = [];
  const { rates } = world;
  const take: typeof rates.take = (scope, limit, now) => {
    scopes.push(scope);
    return rates.take(scope, limit, now);
  };
  world = { ...world, rates: { take } };
  await send(bodyOf(PICKED_UP));
  await expect(send(bodyOf(PICKED_UP), 'wrong')).rejects.toThrow();
  expect(scopes).toEqual([`webhook:fedex:${ADDRESS}`, 'parked:fedex', `webhook:fedex:${ADDRESS}`, 'refused:fedex']);
});

it('a body of another form is refused with the places that are wrong', async () => {
  await expect(send('{"output":{}}')).rejects.toMatchObject({
    detail: 'The body does not have the format of FedEx',
    extras: { errors: [{ path: 'output.completeTrackResults', message: expect.stringMatching(/./) }] },
  });
});

it('a full day is logged with the parcel that was not parked', async () => {
  world.limitRate(7);
  const scan = aScan({ scanId: 'scn_1', trackingNumber: NUMBER });
  expect(await applyTrackingUpdate(world, 'fedex', { trackingNumber: NUMBER, scans: [scan] })).toBe('ignored');
  expect(world.telemetry.lines).toEqual([
    {
      message: 'Scans of an unknown parcel were not parked',
      details: { carrier: 'fedex', trackingNumber: NUMBER },
    },
  ]);
});

it('an update without scans of a parcel that no order has is nothing, and takes nothing of the day', async () => {
  const scopes: string[] = [];
  const take: WebhookWorld['rates']['take'] = async (scope) => {
    scopes.push(scope);
    return { allowed: true };
  };
  const counting: WebhookWorld = { ...world, rates: { take } };
  const update = { trackingNumber: NUMBER, scans: [], estimatedDelivery: '2026-03-08' };
  expect(await applyTrackingUpdate(counting, 'fedex', update)).toBe('ignored');
  expect([scopes, world.parked.waiting()]).toEqual([[], []]);
});

it('the carrier is asked to come again where the order is too busy', async () => {
  await addOrder();
  const busy: WebhookWorld = { ...world, store: { ...world.store, commit: async () => 'conflict' } };
  const update = { trackingNumber: NUMBER, scans: [aScan({ scanId: 'scn_1', trackingNumber: NUMBER })] };
  await expect(applyTrackingUpdate(busy, 'fedex', update)).rejects.toMatchObject({
    code: 'SERVICE_UNAVAILABLE',
    detail: 'The order is being changed by too many requests',
  });
});

it('an order that refuses its parcel’s update is logged, and the carrier is not', async () => {
  await addOrder();
  const refused = {
    ok: false,
    code: 'INVALID_TRANSITION',
    reason: '',
    currentStatus: 'processing',
    allowed: [],
  } as const;
  const update = { trackingNumber: NUMBER, scans: [aScan({ scanId: 'scn_1', trackingNumber: NUMBER })] };
  expect(await applyTrackingUpdate({ ...world, decide: () => refused }, 'fedex', update)).toBe('ignored');
  expect(world.telemetry.lines).toEqual([
    {
      message: 'An order did not accept an update of its parcel',
      details: { orderId: 'ord_1', trackingNumber: NUMBER, code: 'INVALID_TRANSITION' },
    },
  ]);
});
