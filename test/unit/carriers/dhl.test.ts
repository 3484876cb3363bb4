import { describe, expect, it } from 'vitest';
import { DHL_CODES } from '../../../shared/carriers/dhl/status-map.ts';
import { adapterNamed, milestonesOf, read, readParcel } from './support/read.ts';

const NUMBER = '7777777770';
const AMSTERDAM = { address: { countryCode: 'NL', postalCode: '1043 AG', addressLocality: 'AMSTERDAM' } };

const event = (timestamp: string, statusCode: string, description = statusCode, more: object = {}): object => ({
  timestamp,
  location: AMSTERDAM,
  statusCode,
  status: description.toUpperCase(),
  description,
  ...more,
});

/** As in DHL's documentation of Shipment Tracking Unified. */
const reply = (given: object): object => ({
  url: `/shipments?trackingNumber=${NUMBER}`,
  shipments: [
    {
      id: NUMBER,
      service: 'express',
      origin: AMSTERDAM,
      destination: { address: { countryCode: 'ES', postalCode: '28001', addressLocality: 'MADRID' } },
      details: { product: { productName: 'EXPRESS WORLDWIDE' } },
      ...given,
    },
  ],
});

const push = (given: object): object => ({
  scope: 'subscription.push',
  self: 'https://api-eu.dhl.com/tracking/push/v1/subscription/8f1f',
  ...reply(given),
});

describe('a shipment of DHL', () => {
  it('is the same, pushed and polled', () => {
    const given = { events: [event('2026-03-02T07:53:47', 'transit')] };
    expect(readParcel('dhl', push(given))).toEqual(readParcel('dhl', reply(given)));
  });

  it.each([
    ['2026-03-02T07:53:47Z', '2026-03-02T07:53:47.000Z'],
    ['2026-03-02T07:53:47+01:00', '2026-03-02T06:53:47.000Z'],
    ['2026-03-02T15:27:20.331986369+01:00', '2026-03-02T14:27:20.331Z'],
    // Without an offset, the clocks of Amsterdam.
    ['2026-03-02T07:53:47', '2026-03-02T06:53:47.000Z'],
  ])('was there at %s', (timestamp, at) => {
    expect(readParcel('dhl', push({ events: [event(timestamp, 'transit')] })).scans[0]?.occurredAt).toBe(at);
  });

  it('has its newest event once, also where its status writes the same time with another zone', () => {
    const status = event('2026-03-02T07:53:47Z', 'transit');
    const scans = readParcel('dhl', reply({ status, events: [event('2026-03-02T07:53:47', 'transit')] })).scans;
    expect(scans).toHaveLength(1);
    expect(readParcel('dhl', push({ status })).scans).toHaveLength(1);
  });

  it.each([
    ['Pre-Transit', 'The instruction data have been received', 'label_created'],
    ['transit', 'Processed at AMSTERDAM', 'in_transit'],
    ['transit', 'Shipment picked up', 'picked_up'],
    ['transit', 'Arrived at DHL facility', 'arrived_at_facility'],
    ['transit', 'Customs status updated', 'customs customs_hold'],
    ['transit', 'Released by customs', 'in_transit'],
    ['transit', 'Shipment is out for delivery', 'out_for_delivery'],
    ['transit', 'With delivery courier', 'out_for_delivery'],
    ['transit', 'The shipment is ready for collection at the service point', 'available_for_pickup'],
    ['transit', 'The shipment is being returned to sender', 'returning'],
    ['delivered', 'Die Sendung wurde an den Absender zurückgesandt.', 'returned'],
    ['delivered', 'El envío ha sido devuelto al remitente', 'returned'],
    ['delivered', 'Die Sendung wurde erfolgreich zugestellt.', 'delivered'],
    ['Delivered', 'Delivered - signed for by: RUIZ', 'delivered'],
    ['delivered', 'Returned to shipper', 'returned'],
    ['failure', 'Delivery attempted; recipient not home', 'delivery_attempted recipient_unavailable'],
    ['Failure', 'Recipient refused delivery', 'delivery_attempted refused'],
    ['failure', 'Shipment damaged', 'exception damaged'],
    ['Unknown', 'no text', 'unknown'],
  ])('that is %s, %j, is %s', (code, description, milestone) => {
    const update = read('dhl', push({ events: [event('2026-03-02T07:53:47Z', code, description)] }));
    expect(update.parcels[0] && milestonesOf(update.parcels[0])).toEqual([milestone]);
    expect(update.issues).toEqual([]);
  });

  it('moves nothing by an unknown code, which is counted', () => {
    const update = read('dhl', push({ events: [event('2026-03-02T07:53:47Z', 'teleported')] }));
    expect(update.parcels[0] && milestonesOf(update.parcels[0])).toEqual(['unknown']);
    expect(update.issues).toEqual([{ kind: 'unknown_code', trackingNumber: NUMBER, code: 'teleported' }]);
    expect([...DHL_CODES.keys()]).toEqual(['pre-transit', 'transit', 'delivered', 'failure', 'unknown']);
  });

  it('says service, page, proof, counter, references and destination', () => {
    const held = { ...AMSTERDAM, servicePoint: { label: 'Kiosk Dam' } };
    const parcel = readParcel(
      'dhl',
      reply({
        serviceUrl: 'https://www.dhl.com/track/7777777770',
        details: {
          product: { productName: 'EXPRESS WORLDWIDE' },
          proofOfDelivery: { signed: { givenName: 'Ana', familyName: 'Ruiz' } },
          references: { number: 'YZ3892406173', type: 'customer-reference' },
        },
        events: [event('2026-03-02T07:53:47Z', 'transit', 'ready for collection', { location: held })],
      }),
    );
    expect(parcel.facts).toEqual({
      service: 'EXPRESS WORLDWIDE',
      trackingUrl: 'https://www.dhl.com/track/7777777770',
      proof: { signedBy: 'Ana Ruiz' },
      heldAt: { name: 'Kiosk Dam', city: 'AMSTERDAM', postalCode: '1043 AG', country: 'NL' },
    });
    expect(parcel.reference).toEqual({
      references: ['YZ3892406173'],
      destination: { postalCode: '28001', country: 'ES' },
    });
  });

  it('leads people to no address but a plain one', () => {
    for (const serviceUrl of ['http://dhl.com/', 'javascript:alert(1)', 'https://a:b@dhl.com/', 'dhl'])
      expect(readParcel('dhl', push({ serviceUrl })).facts).toEqual({ service: 'EXPRESS WORLDWIDE' });
  });

  it('is expected in a window, on a day, or at a time', () => {
    const frame = { estimatedFrom: '2026-03-04T12:00:00Z', estimatedThrough: '2026-03-04T16:00:00Z' };
    const estimate = (given: object) => readParcel('dhl', push(given)).estimatedDelivery;
    expect(estimate({ estimatedDeliveryTimeFrame: frame })).toBe('2026-03-04T12:00:00.000Z/2026-03-04T16:00:00.000Z');
    expect(estimate({ estimatedTimeOfDelivery: '2026-03-04T00:00:00Z' })).toBe('2026-03-04');
    expect(estimate({ estimatedTimeOfDelivery: '2026-03-04T15:30:00+01:00' })).toBe('2026-03-04T14:30:00.000Z');
    expect(read('dhl', push({ estimatedTimeOfDelivery: '9999-12-31' })).issues).toMatchObject([
      { kind: 'far_estimate' },
    ]);
  });

  it('has its pieces by their own numbers, with the scans of the shipment', () => {
    const given = {
      id: 7777777770,
      details: { totalNumberOfPieces: 2, pieceIds: ['JD014600006281230704', 'JD014600006281230705'] },
      events: [event('2026-03-02T07:53:47Z', 'transit')],
    };
    const { parcels } = read('dhl', reply(given));
    expect(parcels.map(({ trackingNumber, isPiece, facts }) => [trackingNumber, isPiece, facts?.masterNumber])).toEqual(
      [
        [NUMBER, undefined, undefined],
        ['JD014600006281230704', true, NUMBER],
        ['JD014600006281230705', true, NUMBER],
      ],
    );
    expect(parcels.map(({ scans }) => scans[0]?.trackingNumber)).toEqual(parcels.map((one) => one.trackingNumber));
  });

  it('is not found by a problem', () => {
    const problem = { status: 404, title: 'No result found', detail: 'No shipment', instance: `/shipment/${NUMBER}` };
    expect(read('dhl', problem).issues).toEqual([{ kind: 'not_found', trackingNumber: NUMBER, code: '404' }]);
  });
});

describe('a subscription of DHL', () => {
  const self = 'https://api-eu.dhl.com/tracking/push/v1/subscription/8f1f-22';
  const validate = { scope: 'subscription.validate', self, secret: 's3cret', expires: '2026-03-07T00:00:00Z' };
  const handshake = (payload: unknown) => adapterNamed('dhl').handshake?.(payload);

  it('is validated under its own id at our address of DHL', () => {
    expect(handshake(validate)).toEqual({
      path: '/tracking/push/v1/subscription/8f1f-22',
      headers: { 'DHL-API-Hook-Secret': 's3cret' },
    });
  });

  it.each([
    { ...validate, self: 'https://evil.example/x' },
    { ...validate, self: `${self}/../../x?y` },
    { ...validate, secret: 'a\r\nX-Other: b' },
    { ...validate, secret: '' },
    { ...validate, scope: 'subscription.ready' },
    {},
    [],
  ])('is not validated by %j', (payload) => {
    expect(handshake(payload)).toBeUndefined();
  });

  it('reports nothing of parcels, and a failure as an issue', () => {
    expect(read('dhl', validate)).toEqual({ ok: true, parcels: [], issues: [] });
    expect(read('dhl', { scope: 'subscription.ready', self })).toEqual({ ok: true, parcels: [], issues: [] });
    const failure = { scope: 'subscription.failure', self, failure: { title: 'Gone', status: 410 } };
    expect(read('dhl', failure).issues).toEqual([{ kind: 'subscription_failed', code: '410' }]);
  });
});
