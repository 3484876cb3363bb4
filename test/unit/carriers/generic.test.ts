import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { GENERIC_STATUSES } from '../../../shared/carriers/generic/status-map.ts';
import { receiveCarrierWebhook } from '../../../shared/carriers/receive-webhook.ts';
import { keyOfSource } from '../../../shared/security/signature.ts';
import { carrierWithWebhook } from '../../support/carriers.ts';
import { type WebhookWorld, webhookWorld } from '../../support/webhook-fixtures.ts';
import { adapterNamed, READ_AT, read, readParcel } from './support/read.ts';

const MASTER = 'theSecretThatAllKeysAreMadeOf01';

const event = (given: object = {}): object => ({
  trackingNumber: 'PG 1234-5678',
  carrier: 'Pigeon Post',
  status: 'in_transit',
  location: { city: 'Sibiu', country: 'RO' },
  estimatedDelivery: '2026-03-08',
  occurredAt: '2026-03-04T10:00:00',
  eventId: 'evt_1',
  ...given,
});

let world: WebhookWorld;
beforeEach(() => {
  world = webhookWorld();
  world.clock.set(READ_AT);
});

const seconds = Date.parse(READ_AT) / 1000;

interface Signing {
  readonly source?: string;
  readonly key?: string;
  readonly at?: number;
  readonly signed?: string;
}

const send = (given: object, { source = 'pigeon', key, at = seconds, signed }: Signing = {}) => {
  const body = JSON.stringify(given);
  const hmac = createHmac('sha256', key ?? keyOfSource(MASTER, source)).update(`${at}.${signed ?? body}`);
  return receiveCarrierWebhook(
    world,
    {
      carrier: carrierWithWebhook('generic'),
      adapter: adapterNamed('generic'),
      acceptedBy: async (check) => check(MASTER),
    },
    {
      headers: { 'x-wismo-source': source, 'x-wismo-signature': `t=${at},v1=${hmac.digest('hex')}` },
      rawBody: Buffer.from(body),
      sourceIp: '203.0.113.7',
    },
  );
};

describe('an event of a carrier without an adapter', () => {
  it('is a scan of its own parcel, dated by the clocks of its place', () => {
    expect(readParcel('generic', event())).toMatchObject({
      trackingNumber: 'PG12345678',
      carrier: 'pigeon_post',
      estimatedDelivery: '2026-03-08',
      scans: [
        {
          carrier: 'pigeon_post',
          milestone: 'in_transit',
          occurredAt: '2026-03-04T08:00:00.000Z',
          location: { city: 'Sibiu', country: 'RO' },
        },
      ],
    });
  });

  it.each([...GENERIC_STATUSES.keys()])('has the status %s in any case', (status) => {
    for (const written of [status, status.toUpperCase()])
      expect(readParcel('generic', event({ status: written })).scans[0]?.milestone).toBe(status);
  });

  it('counts a status that is none, which moves nothing', () => {
    const update = read('generic', event({ status: 'flying' }));
    expect(update.parcels[0]?.scans[0]?.milestone).toBe('unknown');
    expect(update.issues).toEqual([{ kind: 'unknown_code', trackingNumber: 'PG12345678', code: 'flying' }]);
  });

  it.each([
    ['trackingNumber', { trackingNumber: '' }],
    ['trackingNumber', { trackingNumber: '?' }],
    ['carrier', { carrier: 'FedEx' }],
    ['carrier', { carrier: '!' }],
    ['occurredAt', { occurredAt: 'yesterday' }],
    ['status', { status: 5 }],
  ])('is refused for its %s: %j', (path, given) => {
    const update = adapterNamed('generic').parse(event(given), READ_AT);
    expect(update).toMatchObject({ ok: false, errors: [{ path }] });
  });

  it('belongs to the order that it names, and moves it', async () => {
    await world.addOrder({
      orderId: 'ord_1',
      status: 'processing',
      phase: 'preparing',
      createdAt: '2026-03-03T10:00:00.000Z',
    });
    expect(await send(event({ orderId: 'ord_1' }))).toBe('applied');
    expect(await send(event({ orderId: 'ord_1' }))).toBe('duplicate');
    expect(await world.store.get('ord_1')).toMatchObject({
      status: 'shipped',
      estimatedDelivery: '2026-03-08',
      shipments: [{ trackingNumber: 'PG12345678', carrier: 'pigeon_post' }],
    });
    const byOrder = event({
      orderId: 'ord_1',
      trackingNumber: '',
      status: 'delivered',
      eventId: 'evt_2',
      occurredAt: '2026-03-05T10:00:00Z',
    });
    expect(await send(byOrder)).toBe('applied');
  });

  it('moves no parcel of a carrier that has a webhook of its own', async () => {
    const shipment = { shipmentId: 'shp_1', trackingNumber: 'PG12345678', carrier: 'fedex', registeredAt: READ_AT };
    await world.addOrder({ orderId: 'ord_1', status: 'processing', phase: 'preparing', shipments: [shipment] });
    expect(await send(event())).toBe('ignored');
    expect((await world.store.get('ord_1'))?.status).toBe('processing');
  });

  it('is read from anything without a throw', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom('location', 'estimatedDelivery', 'occurredAt', 'status'),
        (value, name) => {
          expect(adapterNamed('generic').parse(event({ [name]: value }), READ_AT)).toHaveProperty('ok');
        },
      ),
    );
  });
});

describe('the signature of a source', () => {
  const refused = (reason: string) => expect(world.audit.entries).toMatchObject([{ reason, subject: 'generic' }]);

  it('is made with the source’s own key: another source’s is no good', async () => {
    expect(await send(event())).toBe('parked');
    await expect(send(event(), { key: keyOfSource(MASTER, 'other') })).rejects.toThrow('SIGNATURE_REFUSED');
    refused('mismatch');
  });

  it('covers the body and the time', async () => {
    await expect(send(event(), { signed: '{}' })).rejects.toThrow('SIGNATURE_REFUSED');
    refused('mismatch');
  });

  it.each([-301, 301, -86_400])('is stale %i seconds off', async (off) => {
    await expect(send(event(), { at: seconds + off })).rejects.toThrow('SIGNATURE_REFUSED');
    refused('stale');
  });

  it.each([-300, 0, 300])('is good %i seconds off', async (off) => {
    expect(await send(event(), { at: seconds + off })).toBe('parked');
  });

  it.each(['', 'Pigeon Post', 'a', 'x'.repeat(40)])('needs a name of its source: %j is none', async (source) => {
    await expect(send(event(), { source })).rejects.toThrow('SIGNATURE_REFUSED');
    refused('malformed');
  });
});
