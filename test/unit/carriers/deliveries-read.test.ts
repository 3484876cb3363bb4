import { describe, expect, it } from 'vitest';
import { DOORDASH_STATUSES, STATUS_OF_EVENT } from '../../../shared/carriers/doordash/status-map.ts';
import { UBER_STATUSES } from '../../../shared/carriers/uber/status-map.ts';
import { doordashDelivery } from './support/doordash-delivery.ts';
import { adapterNamed, milestonesOf, read, readParcel } from './support/read.ts';

const AT = '2026-03-06T09:09:07.173Z';

const uberData = (status: string, given: object = {}): object => ({
  id: 'del_xyzABC123',
  status,
  complete: false,
  courier_imminent: false,
  dropoff_eta: '2026-03-06T09:40:00Z',
  courier: {
    name: 'Cori R.',
    phone_number: '+14155550100',
    rating: '5.00',
    vehicle_type: 'car',
    vehicle_make: 'Toyota',
    vehicle_model: 'Prius',
    vehicle_color: 'white',
    location: { lat: 40.71093, lng: -74.0119 },
  },
  tracking_url: 'https://www.ubereats.com/orders/1',
  external_id: 'ord_1',
  currency: 'usd',
  ...given,
});

const uberEvent = (status: string, data: object = {}, given: object = {}): object => ({
  id: 'evt_abc',
  kind: 'event.delivery_status',
  created: AT,
  live_mode: false,
  status,
  delivery_id: 'del_xyzABC123',
  data: uberData(status, data),
  ...given,
});

describe('Uber Direct', () => {
  it('reports the delivery of an order, its courier, where they are, and the page to follow', () => {
    expect(readParcel('uber', uberEvent('dropoff'))).toMatchObject({
      trackingNumber: 'DELXYZABC123',
      scans: [{ milestone: 'out_for_delivery', occurredAt: AT, rawCode: 'dropoff' }],
      estimatedDelivery: '2026-03-06T09:40:00.000Z',
      facts: { trackingUrl: 'https://www.ubereats.com/orders/1' },
      delivery: {
        orderReference: 'ord_1',
        asOf: AT,
        courier: { name: 'Cori R.', phone: '+14155550100', vehicle: 'white Toyota Prius' },
        position: { lat: 40.71093, lng: -74.0119, at: AT },
      },
    });
  });

  it.each([...UBER_STATUSES].filter(([code]) => !code.startsWith('return:')))('%s is %j', (code, { milestone }) => {
    const [status = '', imminent] = code.split('+');
    const parcel = readParcel('uber', uberEvent(status, { courier_imminent: imminent !== undefined }));
    expect([milestonesOf(parcel), parcel.scans[0]?.rawCode]).toEqual([[milestone], code]);
  });

  it('repeats the status with each position, which is no scan', () => {
    const location = { lat: 37.7974109, lng: -122.424145 };
    const parcel = readParcel('uber', uberEvent('dropoff', {}, { kind: 'event.courier_update', location }));
    expect(parcel.scans).toEqual([]);
    expect(parcel.delivery?.position).toEqual({ ...location, at: AT });
    expect(parcel).not.toHaveProperty('estimatedDelivery');
  });

  it('knows a courier again, and another one apart', () => {
    const idOf = (name: string) =>
      readParcel('uber', uberEvent('pickup', { courier: { name } })).delivery?.courier?.courierId;
    expect(idOf('Cori R.')).toBe(readParcel('uber', uberEvent('dropoff')).delivery?.courier?.courierId);
    expect(idOf('Dan S.')).not.toBe(idOf('Cori R.'));
    expect(readParcel('uber', uberEvent('pending', { courier: null })).delivery).not.toHaveProperty('courier');
  });

  it('brings goods back by another delivery, which moves nothing of the first', () => {
    const back = { id: 'del_back', related_deliveries: [{ id: 'del_xyzABC123', relationship: 'original' }] };
    const parcel = readParcel('uber', uberEvent('delivered', back));
    expect(parcel).toMatchObject({ trackingNumber: 'DELXYZABC123', scans: [{ milestone: 'unknown' }] });
    expect(parcel).not.toHaveProperty('delivery');
  });

  it('says the same of what it has done, polled', () => {
    const polled = uberData('delivered', {
      created: '2026-03-06T08:30:00Z',
      updated: '2026-03-06T09:12:00Z',
      pickup: { status: 'completed', status_timestamp: '2026-03-06T08:50:00Z' },
      dropoff: { status: 'completed', status_timestamp: AT, verification: { signature: { signer_name: 'Ana' } } },
    });
    const parcel = readParcel('uber', polled);
    expect(parcel.scans.map(({ rawCode, occurredAt }) => [rawCode, occurredAt])).toEqual([
      ['pending', '2026-03-06T08:30:00.000Z'],
      ['pickup_complete', '2026-03-06T08:50:00.000Z'],
      ['delivered', AT],
    ]);
    expect(parcel.scans[2]?.scanId).toBe(readParcel('uber', uberEvent('delivered')).scans[0]?.scanId);
    expect(parcel.facts?.proof).toEqual({ signedBy: 'Ana' });
  });

  it('counts an unknown status, and takes no interest in refunds', () => {
    expect(read('uber', uberEvent('teleported')).issues).toMatchObject([{ kind: 'unknown_code', code: 'teleported' }]);
    expect(read('uber', uberEvent('x', {}, { kind: 'event.refund_request' }))).toEqual({
      ok: true,
      parcels: [],
      issues: [],
    });
    expect(adapterNamed('uber').eventId(Buffer.from(''), uberEvent('dropoff'))).toBe('evt_abc');
  });
});

const doordashEvent = (event_name: string, given: object = {}): object => ({
  created_at: '2026-03-06T09:09:07.173883Z',
  event_name,
  ...doordashDelivery,
  external_delivery_id: 'ord_1',
  ...given,
});

describe('DoorDash Drive', () => {
  it('reports the delivery of an order, its Dasher, where they are, and the page to follow', () => {
    const given = { dropoff_time_estimated: '2026-03-06T09:40:00Z' };
    expect(readParcel('doordash', doordashEvent('DASHER_PICKED_UP', given))).toMatchObject({
      trackingNumber: 'ORD1',
      scans: [{ milestone: 'picked_up', occurredAt: AT, rawCode: 'picked_up' }],
      estimatedDelivery: '2026-03-06T09:40:00.000Z',
      facts: { trackingUrl: 'https://doordash.com/drive/portal/track/53904a0b' },
      delivery: {
        orderReference: 'ord_1',
        courier: { courierId: 'doordash:123212', name: 'John D.', phone: '+16504379788' },
        position: { lat: 43.333333333, lng: -79.333333333, at: AT },
      },
    });
  });

  it.each([...STATUS_OF_EVENT])('%s is the status %s, in either case', (name, status) => {
    const milestone = DOORDASH_STATUSES.get(status)?.milestone;
    for (const written of [name, name.toUpperCase()]) {
      const parcel = readParcel('doordash', doordashEvent(written));
      expect([milestonesOf(parcel), parcel.scans[0]?.rawCode]).toEqual([
        [milestone === 'notice' ? 'unknown' : milestone],
        status,
      ]);
    }
  });

  it.each([...DOORDASH_STATUSES])('a reply with the status %s is %j', (status, { milestone }) => {
    const { event_name: _event, ...delivery } = doordashEvent('') as Record<string, unknown>;
    const parcel = readParcel('doordash', { ...delivery, delivery_status: status, updated_at: '2026-03-06T09:30:00Z' });
    const expected = milestone === 'notice' ? 'unknown' : milestone;
    expect(milestonesOf(parcel)).toEqual(status === 'created' ? [expected] : ['label_created', expected]);
  });

  it('says where the Dasher is by events that are no scans', () => {
    const parcel = readParcel('doordash', doordashEvent('dasher_enroute_to_dropoff'));
    expect([parcel.scans, parcel.delivery?.position?.lat]).toEqual([[], 43.333333333]);
  });

  it('has one scan of what an event and a reply say', () => {
    const times = { dropoff_time_actual: '2026-03-06T09:08:00Z' };
    const { event_name: _event, ...delivery } = doordashEvent('', times) as Record<string, unknown>;
    const polled = readParcel('doordash', { ...delivery, delivery_status: 'delivered' });
    const pushed = readParcel('doordash', doordashEvent('DASHER_DROPPED_OFF', times));
    expect(polled.scans.map(({ scanId }) => scanId)).toContain(pushed.scans[0]?.scanId);
  });

  it('counts an unknown event, and knows a repeated one', () => {
    expect(read('doordash', doordashEvent('DASHER_DANCED')).issues).toMatchObject([
      { kind: 'unknown_code', code: 'DASHER_DANCED' },
    ]);
    const id = (payload: object) => adapterNamed('doordash').eventId(Buffer.from(JSON.stringify(payload)), payload);
    expect(id(doordashEvent('DASHER_CONFIRMED'))).toBe(id(doordashEvent('dasher_confirmed', { tip: 1 })));
  });

  it('takes no place on earth for none', () => {
    for (const dasher_location of [{ lat: 0, lng: 0 }, { lat: 91, lng: 0 }, { lat: 'x' }, null])
      expect(
        readParcel('doordash', doordashEvent('DASHER_CONFIRMED', { dasher_location })).delivery,
      ).not.toHaveProperty('position');
  });
});
