import { describe, expect, it } from 'vitest';
import { fedexEventId, parseFedex } from '../../../shared/carriers/fedex/parse.ts';
import { FEDEX_CODES } from '../../../shared/carriers/fedex/status-map.ts';
import { scanLocation } from '../../../shared/contract/schemas/scan-location.ts';
import { MILESTONES } from '../../../shared/workflows/workflow.ts';
import { payload, type ResultGiven, type ScanGiven, trackResult } from './fedex-payloads.ts';
import { NUMBER, parcel, RECORDED_AT, update } from './support/fedex.ts';

const milestones = (given: ResultGiven): readonly string[] => parcel(given).scans.map(({ milestone }) => milestone);

const JOURNEY: readonly ScanGiven[] = [
  { date: '2014-01-04T06:55:00-05:00', eventType: 'OD' },
  { date: '2014-01-04T05:10:00-05:00', eventType: 'AR' },
  { date: '2014-01-04T05:08:00-05:00', eventType: 'AR' },
  { date: '2014-01-02T08:28:56-06:00', eventType: 'IT' },
  { date: '2013-12-31T15:21:00-06:00', eventType: 'PU', derivedStatusCode: 'PU' },
  { date: '2013-12-31T12:58:00-06:00', eventType: 'OC', derivedStatusCode: 'IN' },
];

describe('parseFedex', () => {
  it('cuts a place to what an event may carry, and no character in half', () => {
    const city = `${'x'.repeat(99)}🚚🚚`;
    const scanned = { date: '2014-01-04T06:55:00-05:00', eventType: 'OD', scanLocation: { city } };
    const [scan] = parcel({ scans: [scanned] }).scans;
    expect(scan?.location?.city).toBe('x'.repeat(99));
    expect(scanLocation().safeParse(scan?.location).success).toBe(true);
  });

  it('returns a journey oldest first, in UTC, by each scan’s own code', () => {
    const { scans } = parcel({ scans: JOURNEY, latest: { code: 'OD', derivedCode: 'IT' } });
    expect(scans.map(({ occurredAt, milestone }) => [occurredAt, milestone])).toEqual([
      ['2013-12-31T18:58:00.000Z', 'label_created'],
      ['2013-12-31T21:21:00.000Z', 'picked_up'],
      ['2014-01-02T14:28:56.000Z', 'in_transit'],
      ['2014-01-04T10:08:00.000Z', 'arrived_at_facility'],
      ['2014-01-04T10:10:00.000Z', 'arrived_at_facility'],
      ['2014-01-04T11:55:00.000Z', 'out_for_delivery'],
    ]);
    expect(scans.at(-1)).toMatchObject({
      carrier: 'fedex',
      trackingNumber: NUMBER,
      rawCode: 'OD',
      recordedAt: RECORDED_AT,
      location: { city: 'MIAMI', region: 'FL', postalCode: '33178', country: 'US' },
    });
  });

  it('never takes a return for a delivery, whatever the derived code says', () => {
    const { scans } = parcel({
      scans: [
        {
          date: '2014-01-15T08:32:31-06:00',
          eventType: 'RS',
          exceptionCode: '060G',
          exceptionDescription:
            'Shipper requested shipment to be returned - Unable to deliver shipment - Returning to shipper',
          derivedStatusCode: 'DL',
        },
        { date: '2014-01-15T05:44:00-06:00', eventType: 'OD' },
      ],
      latest: {
        code: 'DE',
        derivedCode: 'DE',
        ancillaryDetails: [{ reason: '060G', reasonDescription: 'Returning to shipper' }],
      },
    });
    expect(scans.map(({ milestone }) => milestone)).toEqual(['out_for_delivery', 'returning']);
  });

  it('reads an exception of a return as the return, though FedEx names no RS', () => {
    const reason = { reason: '060G', reasonDescription: 'Shipper requested shipment to be returned' };
    expect(
      milestones({
        scans: [{ date: '2014-01-15T08:32:31-06:00', eventType: 'DE' }],
        latest: { code: 'DE', ancillaryDetails: [reason] },
      }),
    ).toEqual(['returning']);
  });

  it.each([
    ['007', 'Customer not available or business closed', 'delivery_attempted', 'recipient_unavailable', 'customer'],
    ['07', 'Shipment refused by recipient', 'delivery_attempted', 'refused', 'seller'],
    ['03', 'Incorrect address', 'delivery_attempted', 'address_problem', 'customer'],
    ['099', 'The address was incomplete', 'delivery_attempted', 'address_problem', 'customer'],
    ['084', 'Delay beyond our control - severe weather', 'exception', 'weather', 'carrier'],
    ['012', 'Package damaged in transit', 'exception', 'damaged', 'seller'],
    ['A13', 'Redirecting to FedEx Office', 'exception', 'other', undefined],
  ])('explains DE %s (%s) as %s, %s', (exceptionCode, exceptionDescription, milestone, reason, actionRequired) => {
    const [scan] = parcel({
      scans: [{ date: '2013-12-18T11:22:15-08:00', eventType: 'DE', exceptionCode, exceptionDescription }],
    }).scans;
    expect(scan).toMatchObject({ milestone, reason });
    expect(scan?.actionRequired).toBe(actionRequired);
    expect(scan?.rawText).toContain(exceptionDescription);
  });

  it('takes the reason of the newest scan from the status where the scan has none', () => {
    const { scans } = parcel({
      scans: [
        { date: '2013-12-18T11:22:15-08:00', eventType: 'DE' },
        { date: '2013-12-17T11:22:15-08:00', eventType: 'DE' },
      ],
      latest: { code: 'DE', ancillaryDetails: [{ reason: '007', reasonDescription: 'Customer not available' }] },
    });
    expect(scans.map(({ reason }) => reason)).toEqual([undefined, 'recipient_unavailable']);
  });

  it('reports a delay of customs, and one of the weather by the kind of the delay', () => {
    const at = '2014-01-01T00:00:00Z';
    expect(parcel({ scans: [{ date: at, eventType: 'CD' }] }).scans[0]).toMatchObject({
      milestone: 'delayed',
      reason: 'customs_hold',
    });
    const delayDetail = { status: 'DELAYED', type: 'WEATHER' };
    expect(
      parcel({ scans: [{ date: at, eventType: 'DY' }], latest: { code: 'DY', delayDetail } }).scans[0],
    ).toMatchObject({ milestone: 'delayed', reason: 'weather', actionRequired: 'carrier' });
  });

  it('calls a parcel that waits at a counter the customer’s to fetch', () => {
    expect(
      parcel({ scans: [{ date: '2014-01-08T15:23:00-08:00', eventType: 'HP', exceptionCode: '015A' }] }).scans[0],
    ).toMatchObject({
      milestone: 'available_for_pickup',
      actionRequired: 'customer',
    });
  });

  it('keeps a code that it does not know as unknown, and says so', () => {
    const body = payload({
      number: NUMBER,
      results: [trackResult({ scans: [{ date: '2014-01-01T00:00:00Z', eventType: 'Q9' }] })],
    });
    expect(update(body).parcels[0]?.scans[0]).toMatchObject({ milestone: 'unknown', rawCode: 'Q9' });
    expect(update(body).issues).toEqual([{ kind: 'unknown_code', trackingNumber: NUMBER, code: 'Q9' }]);
  });

  it('keeps a notice about labels and options without calling it unknown', () => {
    const body = payload({
      number: NUMBER,
      results: [trackResult({ scans: [{ date: '2014-01-01T00:00:00Z', eventType: 'RR' }] })],
    });
    expect(update(body).parcels[0]?.scans[0]).toMatchObject({ milestone: 'unknown' });
    expect(update(body).issues).toEqual([]);
  });

  it('leaves out a scan that has no time, and says so', () => {
    const scans = [
      { date: '', eventType: 'DL' },
      { date: '2014-02-31T00:00:00Z', eventType: 'DL' },
      { date: 'yesterday', eventType: 'OD' },
    ];
    const read = update(payload({ number: NUMBER, results: [trackResult({ scans })] }));
    expect(read.parcels[0]?.scans).toEqual([]);
    expect(read.issues.map(({ kind }) => kind)).toEqual(['dateless_scan', 'dateless_scan', 'dateless_scan']);
  });

  it('reads "not found" inside a 200', () => {
    const error = { code: 'TRACKING.TRACKINGNUMBER.NOTFOUND', message: 'Tracking number cannot be found.' };
    const read = update(
      payload({ number: '647719948679', results: [{ trackingNumberInfo: { trackingNumber: '647719948679' }, error }] }),
    );
    expect(read.parcels).toEqual([{ trackingNumber: '647719948679', scans: [] }]);
    expect(read.issues).toEqual([{ kind: 'not_found', trackingNumber: '647719948679', code: error.code }]);
  });

  it('chooses the newer of two shipments under one number', () => {
    const stale = trackResult({ uniqueId: '1~A', scans: [{ date: '2021-01-01T00:00:00Z', eventType: 'RL' }] });
    const fresh = trackResult({ uniqueId: '2~B', scans: [{ date: '2024-01-01T00:00:00Z', eventType: 'DL' }] });
    for (const results of [
      [stale, fresh],
      [fresh, stale],
    ]) {
      const read = update(payload({ number: NUMBER, results }));
      expect(read.parcels.map(({ scans }) => scans.map(({ milestone }) => milestone))).toEqual([['delivered']]);
      expect(read.issues).toEqual([{ kind: 'older_shipment', trackingNumber: NUMBER, code: '1~A' }]);
    }
  });

  it('reads several parcels, and a number that came as a number', () => {
    const one = trackResult({ scans: [{ date: '2024-01-01T00:00:00Z', eventType: 'PU' }] });
    const read = update(payload({ number: 377101283611590, results: [one] }, { number: NUMBER, results: [one] }));
    expect(read.parcels.map(({ trackingNumber }) => trackingNumber)).toEqual(['377101283611590', NUMBER]);
    expect(read.parcels[0]?.scans[0]?.scanId).not.toBe(read.parcels[1]?.scans[0]?.scanId);
  });

  it('reports a status that came ahead of its scan, with the id that the scan will have', () => {
    const at = '2024-01-02T15:00:00+01:00';
    const ahead = parcel({
      latest: { code: 'DL', description: 'Delivered' },
      dates: [{ type: 'ACTUAL_DELIVERY', dateTime: at }],
      scans: [{ date: '2024-01-02T08:00:00+01:00', eventType: 'OD' }],
    });
    const scanned = parcel({ latest: { code: 'DL' }, scans: [{ date: at, eventType: 'DL' }] });
    expect(ahead.scans.at(-1)).toMatchObject({ milestone: 'delivered', occurredAt: '2024-01-02T14:00:00.000Z' });
    expect(ahead.scans.at(-1)?.scanId).toBe(scanned.scans[0]?.scanId);
  });

  it('does not place a status before scans that are newer', () => {
    expect(
      milestones({
        latest: { code: 'PU' },
        dates: [{ type: 'ACTUAL_PICKUP', dateTime: '2024-01-01T00:00:00Z' }],
        scans: [{ date: '2024-01-02T08:00:00Z', eventType: 'OD' }],
      }),
    ).toEqual(['out_for_delivery']);
  });

  it('says at which counter a parcel is held', () => {
    const address = {
      streetLines: ['1043 North Easy Street', 'Suite 999', ''],
      city: 'SEATTLE',
      stateOrProvinceCode: 'WA',
      postalCode: '98101',
      countryCode: 'US',
    };
    const held = { locationContactAndAddress: { contact: { companyName: 'FedEx Ship Center' }, address } };
    expect(parcel({ more: { holdAtLocation: held } }).facts?.heldAt).toEqual({
      name: 'FedEx Ship Center',
      line1: '1043 North Easy Street, Suite 999',
      city: 'SEATTLE',
      region: 'WA',
      postalCode: '98101',
      country: 'US',
    });
    for (const nothing of [undefined, {}, '', { locationContactAndAddress: { address: { streetLines: '' } } }]) {
      expect(parcel({ more: { holdAtLocation: nothing } }).facts?.heldAt).toBeUndefined();
    }
  });

  it('maps every code to a milestone or a notice', () => {
    for (const { milestone } of FEDEX_CODES.values()) expect([...MILESTONES, 'notice']).toContain(milestone);
    const table =
      'AA AC AD AF AO AP AR AX CA CC CD CH CP DD DE DL DP DR DS DY EA ED EO EP FD HL HP IT IX LO LP OC OD OF OW OX PD PF PL PM PU PX RC RD RG RM RP RR RS SE SF SP TR';
    expect(table.split(' ').filter((code) => !FEDEX_CODES.has(code))).toEqual([]);
  });

  it.each([undefined, null, 1, '', [], {}, { output: {} }, { output: { completeTrackResults: {} } }])(
    'refuses %j as not of FedEx’s form',
    (body) => {
      expect(parseFedex(body, RECORDED_AT)).toMatchObject({ ok: false });
    },
  );
});

describe('fedexEventId', () => {
  it('is a digest of the bytes', () => {
    expect(fedexEventId(Buffer.from('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
