import { describe, expect, it } from 'vitest';
import { parseFedex } from '../../../shared/carriers/fedex/parse.ts';
import { FEDEX_CODES } from '../../../shared/carriers/fedex/status-map.ts';
import type { Scan } from '../../../shared/orders/model/order.ts';
import type { Milestone } from '../../../shared/workflows/workflow.ts';
import { payload, type ResultGiven, trackResult } from './fedex-payloads.ts';

const RECORDED_AT = '2026-05-01T10:00:00.000Z';
const DATE = '2026-04-30T11:22:15-08:00';

const scansOf = (given: ResultGiven): readonly Scan[] => {
  const read = parseFedex(payload({ number: '122816215025810', results: [trackResult(given)] }), RECORDED_AT);
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  return read.parcels.flatMap(({ scans }) => scans);
};
const scanOf = (eventType: string, more: object = {}, given: ResultGiven = {}): Scan => {
  const [scan] = scansOf({ ...given, scans: [{ date: DATE, eventType, ...more }] });
  if (scan === undefined) throw new Error('no scan');
  return scan;
};
const reasonOfText = (exceptionDescription: string) => scanOf('SE', { exceptionDescription }).reason;

describe('what FedEx’s code leads to', () => {
  it.each<[Milestone, string]>([
    ['label_created', 'OC OX EP IN MD'],
    ['picked_up', 'PU PX AP OF'],
    ['arrived_at_facility', 'AA AC AF AR AX FD SF'],
    ['customs', 'CP'],
    ['out_for_delivery', 'OD ED AD'],
    ['available_for_pickup', 'HL HP'],
    ['delivered', 'DL'],
    ['delivery_attempted', 'DE'],
    ['delayed', 'DD DY PD RL CD'],
    ['exception', 'SE'],
    ['returning', 'RS RT'],
    ['cancelled', 'CA'],
  ])('%s: %s', (milestone, codes) => {
    for (const code of codes.split(' ')) expect(scanOf(code).milestone, code).toBe(milestone);
  });

  it('a notice moves no parcel, and is no unknown code', () => {
    for (const code of 'RR RM RC RP LP RG RD DR'.split(' ')) {
      expect(scanOf(code).milestone, code).toBe('unknown');
      expect(FEDEX_CODES.has(code), code).toBe(true);
    }
  });

  it('is read in any case', () => {
    expect(scanOf('dl').milestone).toBe('delivered');
  });
});

describe('the reason in FedEx’s text', () => {
  it.each([
    [
      'address_problem',
      [
        'Incorrect address',
        'Incomplete recipient address',
        'Wrong delivery address given',
        'Unable to locate the address',
        'Missing suite number in address',
        'Address information was incomplete',
        'The address has a problem',
        'Recipient moved',
        'The recipient has moved',
        'INCORRECT ADDRESS',
      ],
    ],
    ['refused', ['Shipment refused by recipient', 'Declined by recipient']],
    [
      'recipient_unavailable',
      ['Customer not available', 'Recipient not in', 'Business closed', 'Unavailable to sign for it'],
    ],
    ['damaged', ['Package damaged', 'Damage reported', 'Possible damages']],
    ['lost', ['Package lost', 'Unable to find the package', 'Unable to find shipment']],
    ['weather', ['Severe weather', 'Heavy snow', 'Storm in the area', 'Hurricane', 'Flooding on the road', 'Flood']],
    ['customs_hold', ['Held by customs', 'Clearance in progress', 'Regulatory agency']],
    ['carrier_delay', ['Package delayed', 'A delay beyond our control', 'Missed flight']],
  ])('%s', (reason, texts) => {
    for (const text of texts) expect(reasonOfText(text), text).toBe(reason);
  });

  it('is a word of it, and not a part of another word', () => {
    for (const text of [
      'Redirected addressograph badly',
      'Crefusedly',
      'Undamagedly',
      'Lostwithiel depot',
      'Brainstorming',
      'Snowball depot',
      'Customsville',
      'Clearances pending',
      'Delays',
      'Dismissed',
      'In the area',
    ]) {
      expect(reasonOfText(text), text).toBe('other');
    }
  });

  it('names an address only where the two are said together', () => {
    expect(reasonOfText('Incorrect label, the parcel was sorted again and then left for the address')).toBe('other');
    expect(reasonOfText('The address is known and the parcel will be there tomorrow, no problem')).toBe('other');
  });

  it('is the first that fits: an address is for the customer to correct, whatever else is said', () => {
    expect(reasonOfText('Delayed because of an incorrect address')).toBe('address_problem');
    expect(reasonOfText('Delay due to weather')).toBe('weather');
  });

  it('is none where FedEx explains nothing', () => {
    expect(scanOf('SE')).not.toHaveProperty('reason');
    expect(scanOf('SE', { exceptionCode: 'X99' }).reason).toBe('other');
  });

  it('is looked for where a parcel is held up, and nowhere else', () => {
    expect(scanOf('IT', { exceptionDescription: 'Package damaged' })).not.toHaveProperty('reason');
    expect(scanOf('RS', { exceptionDescription: 'Shipment refused by recipient' }).reason).toBe('refused');
    expect(scanOf('DY', { exceptionDescription: 'Severe weather' }).reason).toBe('weather');
  });
});

describe('the reason in FedEx’s codes', () => {
  it.each([
    ['007', 'recipient_unavailable'],
    ['08', 'recipient_unavailable'],
    ['07', 'refused'],
    ['03', 'address_problem'],
  ])('%s is %s, before what the text says', (exceptionCode, reason) => {
    expect(scanOf('SE', { exceptionCode, exceptionDescription: 'Severe weather' }).reason).toBe(reason);
  });

  it.each([
    ['WEATHER', 'weather'],
    ['CLEARANCE', 'customs_hold'],
    ['OPERATIONAL', 'carrier_delay'],
    ['LOCAL', 'carrier_delay'],
    ['GENERAL', 'carrier_delay'],
    ['weather', 'weather'],
  ])('a delay of the kind %s is %s, unless the text says better', (type, reason) => {
    const latest = { code: 'DY', delayDetail: { status: 'DELAYED', type } };
    expect(scanOf('DY', {}, { latest }).reason).toBe(reason);
    expect(scanOf('DY', { exceptionDescription: 'Package damaged' }, { latest }).reason).toBe('damaged');
  });
});

describe('a delivery that did not happen', () => {
  it.each([
    ['Returning to shipper', 'returning'],
    ['Package returned to the sender', 'returning'],
    ['Return in progress to sender', 'returning'],
    ['Shipment refused by recipient', 'delivery_attempted'],
    ['Customer not available', 'delivery_attempted'],
    ['Incorrect address', 'delivery_attempted'],
    ['Severe weather', 'exception'],
    ['Package damaged', 'exception'],
    ['Shipper will return tomorrow', 'exception'],
    ['Returnable crate, to be handed over at the depot to the shipper', 'exception'],
  ])('%s: %s', (exceptionDescription, milestone) => {
    expect(scanOf('DE', { exceptionDescription }).milestone).toBe(milestone);
  });

  it('goes back where the code says so, in any case; without any reason it was an attempt', () => {
    expect(scanOf('DE', { exceptionCode: '060g' }).milestone).toBe('returning');
    expect(scanOf('DE').milestone).toBe('delivery_attempted');
  });
});

describe('the status of a track result', () => {
  const status = (reasonDescription: string) => ({
    code: 'SE',
    ancillaryDetails: [{}, { reason: '099', reasonDescription }],
  });

  it('explains the newest scan only, and only one of its own code', () => {
    const latest = status('Severe weather');
    const older = { date: '2026-04-29T11:22:15-08:00', eventType: 'SE' };
    expect(scansOf({ latest, scans: [{ date: DATE, eventType: 'SE' }, older] }).map(({ reason }) => reason)).toEqual([
      undefined,
      'weather',
    ]);
    expect(scanOf('DY', {}, { latest })).not.toHaveProperty('reason');
  });

  it('says less than the scan itself does', () => {
    expect(scanOf('SE', { exceptionDescription: 'Package damaged' }, { latest: status('Severe weather') }).reason).toBe(
      'damaged',
    );
  });

  it('takes the action where it names no reason in words', () => {
    const latest = { code: 'SE', ancillaryDetails: [{ reason: '099', actionDescription: 'Severe weather' }] };
    expect(scanOf('SE', {}, { latest }).reason).toBe('weather');
  });

  const dated = (code: string, type: string, more: object = {}) =>
    scansOf({
      latest: { code, description: 'At the door', ...more },
      dates: [
        { type: 'SHIP', dateTime: '2026-04-01T00:00:00Z' },
        { type, dateTime: '2026-04-30T20:00:00Z' },
      ],
      scans: [{ date: '2026-04-30T08:00:00Z', eventType: 'OD' }],
    });

  it.each([
    ['DL', 'ACTUAL_DELIVERY', 'delivered'],
    ['PU', 'ACTUAL_PICKUP', 'picked_up'],
    ['DE', 'ATTEMPTED_DELIVERY', 'delivery_attempted'],
    ['OC', 'SHIPMENT_DATA_RECEIVED', 'label_created'],
  ])('%s ahead of its scan happened at %s', (code, type, milestone) => {
    expect(dated(code, type).at(-1)).toMatchObject({
      milestone,
      occurredAt: '2026-04-30T20:00:00.000Z',
      rawText: 'At the door',
    });
    expect(dated(code.toLowerCase(), type).at(-1)?.milestone).toBe(milestone);
  });

  it('without a date of its own, or older than the scans, is no scan', () => {
    expect(dated('DL', 'ESTIMATED_DELIVERY')).toHaveLength(1);
    expect(dated('IT', 'ACTUAL_DELIVERY')).toHaveLength(1);
    const dates = [{ type: 'ACTUAL_DELIVERY', dateTime: '2026-04-29T20:00:00Z' }];
    const scans = [{ date: '2026-04-30T08:00:00Z', eventType: 'OD' }];
    expect(scansOf({ latest: { code: 'DL' }, dates, scans })).toHaveLength(1);
  });

  it('that has its scan is not counted twice', () => {
    const dates = [{ type: 'ACTUAL_DELIVERY', dateTime: '2026-04-30T20:00:00Z' }];
    const scans = [{ date: '2026-04-30T08:00:00Z', eventType: 'DL' }];
    expect(scansOf({ latest: { code: 'DL' }, dates, scans })).toHaveLength(1);
  });

  it('says where it is', () => {
    const scanLocation = { city: 'Toledo', countryCode: 'ES' };
    expect(dated('DL', 'ACTUAL_DELIVERY', { scanLocation }).at(-1)?.location).toEqual({
      city: 'Toledo',
      country: 'ES',
    });
    expect(dated('DL', 'ACTUAL_DELIVERY').at(-1)).not.toHaveProperty('location');
  });
});

describe('a scan', () => {
  it.each<[object, object]>([
    [{ city: 'Toledo' }, { city: 'Toledo' }],
    [{ stateOrProvinceCode: 'CM' }, { region: 'CM' }],
    [{ postalCode: '45001' }, { postalCode: '45001' }],
    [{ countryCode: 'ES' }, { country: 'ES' }],
  ])('of which the place is %o has that place', (scanLocation, place) => {
    expect(scanOf('IT', { scanLocation }).location).toEqual(place);
  });

  it('without a place has none; its text is what FedEx says, with what explains it', () => {
    expect(scanOf('IT', { scanLocation: {} })).not.toHaveProperty('location');
    const words = { eventDescription: 'Exception', exceptionDescription: 'Severe weather' };
    expect(scanOf('SE', words).rawText).toBe('Exception: Severe weather');
    expect(scanOf('SE', { ...words, eventDescription: '' }).rawText).toBe('Severe weather');
    expect(scanOf('IT', { eventDescription: '' })).not.toHaveProperty('rawText');
  });
});
