import { describe, expect, it } from 'vitest';
import { milestonesOf, read, readParcel } from './support/read.ts';

const UPS = '1Z204W4R0308071865';
const FEDEX = '568283610012733';
const CORREOS = 'PQ43B40467021450128001C';

const upsActivity = (given: object = {}): object => ({
  location: { address: { city: 'PARAMUS', stateProvince: 'NJ', countryCode: 'US' } },
  status: { type: 'D', description: 'DELIVERED ', code: 'FS', statusCode: '011' },
  date: '20260303',
  time: '095004',
  gmtDate: '20260303',
  gmtTime: '14:50:04',
  gmtOffset: '-05:00',
  ...given,
});
const upsReply = (activity: unknown): object => ({
  trackResponse: { shipment: [{ inquiryNumber: UPS, package: [{ trackingNumber: UPS, activity }] }] },
});

const fedexEvent = {
  date: '2026-03-03T04:44:00-05:00',
  eventType: 'OD',
  eventDescription: 'On FedEx vehicle for delivery',
  scanLocation: { city: 'MANKATO', stateOrProvinceCode: 'MN', countryCode: 'US' },
};
const fedexReply = (trackResults: unknown, trackingNumber: unknown = FEDEX): object => ({
  output: { completeTrackResults: [{ trackingNumber, trackResults }] },
});

const correosEvent = (given: object = {}): object => ({
  fecEvento: '03/03/2026',
  horEvento: '10:15:00',
  codEvento: 'H020000V',
  fase: '3',
  desTextoResumen: 'En reparto',
  unidad: 'SEVILLA',
  ...given,
});
const localizador = (eventos: unknown): object => ({ codEnvio: CORREOS, error: { codError: '0' }, eventos });

describe('the only element of a list, by itself', () => {
  it.each([
    ['an activity of UPS', 'ups', upsReply(upsActivity()), 'delivered'],
    ['a scan of FedEx', 'fedex', fedexReply([{ scanEvents: fedexEvent }]), 'out_for_delivery'],
    ['a track result of FedEx', 'fedex', fedexReply({ scanEvents: [fedexEvent] }), 'out_for_delivery'],
    ['an event of the localizador', 'correos', [localizador(correosEvent())], 'out_for_delivery'],
    [
      'an event of trackpub',
      'correos',
      { code: CORREOS, events: { eventDate: '03/03/2026', eventHours: '10:15:00', eventCode: 'H020000V' } },
      'out_for_delivery',
    ],
  ] as const)('%s is read like a list of one', (_, carrier, payload, milestone) => {
    expect(milestonesOf(readParcel(carrier, payload))).toEqual([milestone]);
    expect(read(carrier, payload).issues).toEqual([]);
  });
});

describe('a tracking number as a JSON number', () => {
  it('is read where it has kept its digits', () => {
    expect(readParcel('fedex', fedexReply([{ scanEvents: [fedexEvent] }], 568283610012733)).trackingNumber).toBe(FEDEX);
  });

  it('is no number where it has lost them: it would be another parcel’s', () => {
    const body = JSON.stringify(fedexReply([{ scanEvents: [fedexEvent] }])).replace(`"${FEDEX}"`, '996003263000037805');
    const { parcels, issues } = read('fedex', JSON.parse(body));
    expect(parcels).toEqual([]);
    expect(issues).toEqual([{ kind: 'unreadable', code: 'tracking_number' }]);
  });
});

describe('the time of an activity of UPS', () => {
  it.each([
    ['without GMT, as Mail Innovations writes it', { gmtDate: undefined, gmtTime: undefined, gmtOffset: undefined }],
    ['without the time of GMT', { gmtTime: undefined }],
    ['with zeros for GMT', { gmtDate: '00000000', gmtTime: '000000' }],
    ['with an offset alone, and no place', { gmtDate: '', gmtTime: '', location: null }],
    ['with the offset of an alert', { gmtDate: '', gmtTime: '', gmtOffset: '-05.00', location: null }],
  ])('%s', (_, given) => {
    expect(readParcel('ups', upsReply([upsActivity(given)])).scans).toMatchObject([
      { occurredAt: '2026-03-03T14:50:04.000Z', milestone: 'delivered' },
    ]);
  });
});

describe('the time of an event of Correos', () => {
  it.each([
    ['10:15', '2026-03-03T09:15:00.000Z'],
    ['9:05', '2026-03-03T08:05:00.000Z'],
    ['101500', '2026-03-03T09:15:00.000Z'],
    ['', '2026-03-02T23:00:00.000Z'],
  ])('%s', (horEvento, occurredAt) => {
    expect(readParcel('correos', [localizador([correosEvent({ horEvento })])]).scans).toMatchObject([{ occurredAt }]);
  });

  it('stands behind the day where it has no field', () => {
    const event = correosEvent({ fecEvento: '03/03/2026 10:15:00', horEvento: null });
    expect(readParcel('correos', [localizador([event])]).scans).toMatchObject([
      { occurredAt: '2026-03-03T09:15:00.000Z' },
    ]);
  });

  it('that is none is reported, and no midnight', () => {
    const { parcels, issues } = read('correos', [localizador([correosEvent({ horEvento: 'mañana' })])]);
    expect(parcels[0]?.scans).toEqual([]);
    expect(issues).toMatchObject([{ kind: 'dateless_scan', code: 'H020000V' }]);
  });
});

describe('an event without a code', () => {
  const dhlEvents = ['Held by customs', 'Released by customs'].map((description) => ({
    timestamp: '2026-03-03T10:15:00',
    location: { address: { addressLocality: 'Köln', countryCode: 'DE' } },
    description,
  }));
  it.each([
    ['dhl', { shipments: [{ id: '00340434292135100186', events: dhlEvents }] }, dhlEvents.map((e) => e.description)],
    ['fedex', fedexReply([{ scanEvents: [{ ...fedexEvent, eventType: null }] }]), [fedexEvent.eventDescription]],
    ['ups', upsReply([upsActivity({ status: { description: 'Loaded' } })]), ['Loaded']],
    ['correos', [localizador([correosEvent({ codEvento: '', fase: null })])], ['En reparto']],
  ] as const)('of %s is shown by its words, moves nothing, and is reported', (carrier, payload, words) => {
    const { scans } = readParcel(carrier, payload);
    expect(new Set(scans.map(({ rawCode }) => rawCode))).toEqual(new Set(words));
    expect(new Set(scans.map(({ milestone }) => milestone))).toEqual(new Set(['unknown']));
    expect(read(carrier, payload).issues.map(({ kind }) => kind)).toEqual(words.map(() => 'unknown_code'));
  });
});
