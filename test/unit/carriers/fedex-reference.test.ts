import { describe, expect, it } from 'vitest';
import type { CarrierUpdate } from '../../../shared/carriers/carrier.ts';
import { parseFedex } from '../../../shared/carriers/fedex/parse.ts';
import { payload, trackResult } from './fedex-payloads.ts';

const NUMBER = '122816215025810';
const FRAME = { output: { completeTrackResults: [] as readonly unknown[] } };

const read = (...results: readonly object[]): Extract<CarrierUpdate, { ok: true }> => {
  const update = parseFedex(payload({ number: NUMBER, results }), '2026-05-01T10:00:00.000Z');
  if (!update.ok) throw new Error(JSON.stringify(update.errors));
  return update;
};
const referenceOf = (...more: readonly object[]) =>
  read(...more.map((one) => trackResult({ more: one }))).parcels[0]?.reference;
const identified = (...values: readonly unknown[]) => ({
  additionalTrackingInfo: { packageIdentifiers: [{ type: 'SHIPPER_REFERENCE', values }] },
});
const to = (postalCode: string, countryCode?: string) => ({ postalCode, ...(countryCode && { countryCode }) });

describe('what FedEx says of whose a parcel is', () => {
  it('is nothing where it says neither a reference nor where the parcel goes', () => {
    expect(referenceOf({})).toBeUndefined();
    expect(referenceOf(identified())).toBeUndefined();
    expect(referenceOf({ recipientInformation: { address: { city: 'MIAMI', countryCode: 'US' } } })).toBeUndefined();
  });

  it('is the references of every kind and result, those that can be read, twenty at most', () => {
    expect(referenceOf(identified('ORD-1', '', {}, 42), identified('PO-2'))).toEqual({
      references: ['ORD-1', '42', 'PO-2'],
    });
    const many = Array.from({ length: 21 }, (_, n) => `REF-${n}`);
    expect(referenceOf(identified(...many))?.references).toEqual(many.slice(0, 20));
    expect(referenceOf({ additionalTrackingInfo: { packageIdentifiers: ['?', { values: 'REF' }] } })).toEqual({
      references: ['REF'],
    });
    expect(referenceOf({ additionalTrackingInfo: { packageIdentifiers: ['?', { values: {} }] } })).toBeUndefined();
  });

  it.each([
    ['the recipient', { recipientInformation: { address: to('33178', 'US') } }],
    ['the label as it was corrected', { lastUpdatedDestinationAddress: to('33178', 'US') }],
    ['the delivery', { deliveryDetails: { actualDeliveryAddress: to('33178', 'US') } }],
  ])('is the postcode of %s', (_of, more) => {
    expect(referenceOf(more)).toEqual({ references: [], destination: { postalCode: '33178', country: 'US' } });
  });

  it('is the recipient’s postcode before the label’s, and that before the delivery’s', () => {
    const deliveryDetails = { actualDeliveryAddress: to('3') };
    const lastUpdatedDestinationAddress = to('2');
    const recipientInformation = { address: to('1') };
    const destinationOf = (more: object) => referenceOf(more)?.destination;
    expect(destinationOf({ deliveryDetails, lastUpdatedDestinationAddress, recipientInformation })).toEqual({
      postalCode: '1',
    });
    expect(destinationOf({ deliveryDetails, lastUpdatedDestinationAddress })).toEqual({ postalCode: '2' });
    const withoutPostcode = { address: { city: 'MIAMI' } };
    expect(destinationOf({ deliveryDetails, recipientInformation: withoutPostcode })).toEqual({ postalCode: '3' });
  });

  it('is the destination of the first result that names one', () => {
    const second = { recipientInformation: { address: to('33178') } };
    expect(referenceOf(identified('A'), second)).toEqual({
      references: ['A'],
      destination: { postalCode: '33178' },
    });
  });
});

describe('what cannot be read of a parcel', () => {
  const scan = { date: '2026-04-01T00:00:00Z', eventType: 'PU' };

  it.each([
    [{ scanEvents: [scan, 'PU', 7] }, 1, 2],
    [{ scanEvents: 'none' }, 0, 1],
    [{ scanEvents: undefined }, 0, 0],
  ])('is reported for each scan: %j', (more, scans, unreadable) => {
    const update = read({ ...trackResult({}), ...more });
    expect(update.parcels[0]?.scans).toHaveLength(scans);
    const issue = { kind: 'unreadable', trackingNumber: NUMBER, code: 'scan_events' };
    expect(update.issues).toEqual(Array.from({ length: unreadable }, () => issue));
  });

  it('is reported by the code that has no time, and as none where it has neither', () => {
    const undated = [
      { ...scan, date: '' },
      { ...scan, eventType: '' },
      { date: '', eventType: '' },
    ];
    expect(read(trackResult({ scans: undated })).issues).toEqual(
      ['PU', '', ''].map((code) => ({ kind: 'dateless_scan', trackingNumber: NUMBER, code })),
    );
  });

  it.each([['junk'], [7], [null], [{ trackingNumber: NUMBER, trackResults: 'none' }]])(
    'is reported where a parcel is %j, and the others are read',
    (parcel) => {
      const [good] = (payload({ number: NUMBER, results: [trackResult({ scans: [scan] })] }) as typeof FRAME).output
        .completeTrackResults;
      const update = parseFedex({ output: { completeTrackResults: [parcel, good] } }, '2026-05-01T10:00:00.000Z');
      expect(update).toMatchObject({
        ok: true,
        parcels: [{ trackingNumber: NUMBER, scans: [{ rawCode: 'PU' }] }],
        issues: [{ kind: 'unreadable', code: 'track_results' }],
      });
    },
  );

  it('is reported where a parcel has no results, and where a result has no number', () => {
    const body = {
      output: { completeTrackResults: [{ trackingNumber: NUMBER }, { trackResults: [trackResult({})] }] },
    };
    expect(parseFedex(body, '2026-05-01T10:00:00.000Z')).toEqual({
      ok: true,
      parcels: [],
      issues: [
        { kind: 'unreadable', code: 'track_results' },
        { kind: 'unreadable', code: 'tracking_number' },
      ],
    });
  });
});
