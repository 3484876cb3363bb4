import { describe, expect, it } from 'vitest';
import { UPS_CODES } from '../../../shared/carriers/ups/status-map.ts';
import { adapterNamed, milestonesOf, READ_AT, read, readParcel } from './support/read.ts';

const NUMBER = '1Z204W4R0308071865';

/** As in UPS's description of Track Alert. */
const alert = (given: object = {}): object => ({
  trackingNumber: NUMBER,
  localActivityDate: '20260303',
  localActivityTime: '095004',
  activityLocation: { city: 'CHARLOTTE', stateProvince: 'NC', postalCode: '28209', country: 'US' },
  activityStatus: { type: 'D', code: 'FS', description: 'Delivered', descriptionCode: '011' },
  scheduledDeliveryDate: '20260303',
  actualDeliveryDate: '20260303',
  actualDeliveryTime: '095004',
  gmtActivityDate: '20260303',
  gmtActivityTime: '145004',
  gmtOffset: '-05.00',
  deliveryStartTime: '',
  deliveryEndTime: '',
  deliveryTimeDescription: 'end of day',
  deliveryPhoto: '',
  receivedBy: 'John',
  ...given,
});

const status = (type: string, code: string, descriptionCode: unknown, description = '') => ({
  activityStatus: { type, code, description, descriptionCode },
});

/** As in UPS's Postman collection. */
const reply = (one: object, shipment: object = {}): object => ({
  trackResponse: { shipment: [{ inquiryNumber: NUMBER, package: [{ trackingNumber: NUMBER, ...one }], ...shipment }] },
});

const activity = (statusCode: string, type: string, code: string, given: object = {}): object => ({
  location: { address: { city: 'PARAMUS', stateProvince: 'NJ', countryCode: 'US', country: 'US' }, slic: '0761' },
  status: { type, description: 'DELIVERED ', code, statusCode },
  date: '20260303',
  time: '095004',
  gmtDate: '20260303',
  gmtTime: '145004',
  gmtOffset: '-05:00',
  ...given,
});

describe('an alert of UPS', () => {
  it('is one scan at its own time, with who took the parcel', () => {
    const parcel = readParcel('ups', alert());
    expect(parcel).toMatchObject({
      trackingNumber: NUMBER,
      scans: [
        {
          milestone: 'delivered',
          occurredAt: '2026-03-03T14:50:04.000Z',
          rawCode: '011',
          rawText: 'Delivered',
          location: { city: 'CHARLOTTE', region: 'NC', postalCode: '28209', country: 'US' },
        },
      ],
      facts: { proof: { signedBy: 'John' } },
    });
    expect(parcel).not.toHaveProperty('estimatedDelivery');
  });

  it('has the sequence of UPS’s own examples', () => {
    const codes: readonly (readonly [string, string, unknown])[] = [
      ['M', 'MP', '003'],
      ['I', 'OR', '005'],
      ['I', 'YP', '071'],
      ['I', 'OT', '021'],
      ['D', 'FS', 11],
    ];
    const milestones = codes.map(
      ([type, code, descriptionCode]) =>
        readParcel('ups', alert(status(type, code, descriptionCode))).scans[0]?.milestone,
    );
    expect(milestones).toEqual(['label_created', 'in_transit', 'in_transit', 'out_for_delivery', 'delivered']);
  });

  it('takes a number with a space before it, and a time without its zero', () => {
    const parcel = readParcel('ups', alert({ trackingNumber: ` ${NUMBER}`, gmtActivityTime: '74700' }));
    expect([parcel.trackingNumber, parcel.scans[0]?.occurredAt]).toEqual([NUMBER, '2026-03-03T07:47:00.000Z']);
  });

  it('is dated by the clocks of its place where it has no GMT', () => {
    const local = alert({ gmtActivityDate: '', gmtActivityTime: '' });
    expect(readParcel('ups', local).scans[0]?.occurredAt).toBe('2026-03-03T14:50:04.000Z');
  });

  it('expects the parcel on the day, or in the window at its place', () => {
    const underway = status('I', 'OT', '021');
    expect(readParcel('ups', alert(underway)).estimatedDelivery).toBe('2026-03-03');
    const window = { ...underway, deliveryStartTime: '140000', deliveryEndTime: '180000' };
    expect(readParcel('ups', alert(window)).estimatedDelivery).toBe(
      '2026-03-03T19:00:00.000Z/2026-03-03T23:00:00.000Z',
    );
  });

  it('says of a failed attempt when UPS comes again', () => {
    const attempt = { ...status('X', '48', '022'), scheduledDeliveryDate: '20260304' };
    const parcel = readParcel('ups', alert(attempt));
    expect(milestonesOf(parcel)).toEqual(['delivery_attempted recipient_unavailable']);
    expect(parcel.facts?.nextAttempt).toBe('2026-03-04');
  });

  it('does not call a return "delivered", whatever its type', () => {
    for (const [code, descriptionCode] of [
      ['SR', '011'],
      ['SR', undefined],
      ['FS', '034'],
    ] as const)
      expect(milestonesOf(readParcel('ups', alert(status('D', code, descriptionCode))))).toEqual(['returned']);
  });

  it('moves nothing by an unknown code, which is counted', () => {
    const update = read('ups', alert(status('D', 'ZZ', '999')));
    expect(update.parcels[0] && milestonesOf(update.parcels[0])).toEqual(['unknown']);
    expect(update.issues).toEqual([{ kind: 'unknown_code', trackingNumber: NUMBER, code: '999' }]);
  });

  it('is the same event where number, time and code are the same', () => {
    const id = (payload: object) => adapterNamed('ups').eventId(Buffer.from(JSON.stringify(payload)), payload);
    expect(id(alert())).toBe(`${NUMBER}-20260303-145004-FS-011`);
    expect(id(alert({ receivedBy: 'JOHN' }))).toBe(id(alert()));
    expect(id(alert(status('I', 'OT', '021')))).not.toBe(id(alert()));
  });
});

describe('a tracking reply of UPS', () => {
  it('has the same scan as the alert', () => {
    const parcel = readParcel('ups', reply({ activity: [activity('011', 'D', 'FS')] }));
    expect(parcel.scans[0]?.scanId).toBe(readParcel('ups', alert()).scans[0]?.scanId);
    expect(parcel.scans[0]?.rawText).toBe('DELIVERED');
  });

  it('says service, pieces, master number and how it was handed over', () => {
    const one = {
      trackingNumber: '1Z5R89390357567127',
      activity: [activity('011', 'D', 'FS')],
      service: { code: '518', description: 'UPS Ground' },
      packageCount: 2,
      deliveryInformation: { receivedBy: 'MARTINEZ', location: 'FRONT DOOR', signature: { image: 'R0lGOD' } },
      deliveryDate: [{ type: 'DEL', date: '20260303' }],
    };
    expect(readParcel('ups', reply(one)).facts).toEqual({
      service: 'UPS Ground',
      masterNumber: NUMBER,
      pieces: 2,
      proof: { signedBy: 'MARTINEZ', place: 'FRONT DOOR', hasSignature: true },
    });
  });

  it('expects a rescheduled parcel on the new day', () => {
    const dates = [
      { type: 'SDD', date: '20260303' },
      { type: 'RDD', date: '20260305' },
    ];
    const one = { activity: [activity('055', 'X', '02')], deliveryDate: dates };
    expect(readParcel('ups', reply(one)).estimatedDelivery).toBe('2026-03-05');
  });

  it.each([
    [
      'a warning with status 200',
      reply({}, { package: undefined, warnings: [{ code: 'TW0001', message: 'Not Found' }] }),
      'TW0001',
    ],
    ['an error', { response: { errors: [{ code: 'TV1002', message: 'Invalid inquiry number' }] } }, 'TV1002'],
  ])('says "not found" as %s', (_how, payload, code) => {
    const update = read('ups', payload);
    expect(update.parcels).toEqual([]);
    expect(update.issues).toMatchObject([{ kind: 'not_found', code }]);
  });

  it('leaves out what has no time, and says so', () => {
    const broken = activity('005', 'I', 'AR', { date: 'soon', gmtDate: '', gmtTime: '' });
    const update = read('ups', reply({ activity: [broken, activity('011', 'D', 'FS')] }));
    expect(update.parcels[0]?.scans).toHaveLength(1);
    expect(update.issues).toEqual([{ kind: 'dateless_scan', trackingNumber: NUMBER, code: '005' }]);
  });
});

describe('the codes of UPS', () => {
  it.each([...UPS_CODES])('%s leads to %j', (code, { milestone, reason }) => {
    const parcel = readParcel('ups', reply({ activity: [activity(code, 'I', 'XX')] }));
    const [scan] = parcel.scans;
    expect(scan?.milestone).toBe(milestone === 'notice' ? 'unknown' : milestone);
    if (reason !== undefined) expect(scan?.reason).toBe(reason);
    expect(scan?.recordedAt).toBe(READ_AT);
  });

  it('cover UPS’s table, but for those that it leaves out', () => {
    const all = Array.from({ length: 170 }, (_, code) => String(code).padStart(3, '0'));
    const absent = ['001', '002', '004', '008', '009', '015', '031', '150', '151', '152'];
    expect(all.filter((code) => !UPS_CODES.has(code))).toEqual(absent);
  });
});
