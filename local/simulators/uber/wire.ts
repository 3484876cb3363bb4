import { createHash, createHmac } from 'node:crypto';
import { DELIVERY_JOURNEYS } from '../shared/journeys.ts';
import {
  courierOf,
  placeAt,
  type SimulatedEvent,
  type SimulatedParcel,
  type SimulatedScan,
  scansUntil,
} from '../shared/parcel.ts';
import type { CarrierWire } from '../shared/wire.ts';
import { UBER_TOKEN_PATH, uberApi, uberRefusal } from './api.ts';

interface Status {
  readonly status: string;
  readonly isImminent?: boolean;
}

const STATUSES: Readonly<Partial<Record<SimulatedEvent, Status>>> = {
  created: { status: 'pending' },
  assigned: { status: 'pickup' },
  reassigned: { status: 'pickup' },
  at_pickup: { status: 'pickup', isImminent: true },
  collected: { status: 'pickup_complete' },
  underway: { status: 'dropoff' },
  near: { status: 'dropoff', isImminent: true },
  delivered: { status: 'delivered' },
  cancelled: { status: 'canceled' },
  returned: { status: 'returned' },
};

const timeOf = (scans: readonly SimulatedScan[], event: SimulatedEvent): string | undefined =>
  scans.find((scan) => scan.event === event)?.at.toISOString();

const waypoint = (name: string, doneAt: string | undefined) => ({
  name,
  address: 'Calle Mayor 1, Madrid',
  ...(doneAt === undefined ? { status: 'pending' } : { status: 'completed', status_timestamp: doneAt }),
});

const courierIn = (parcel: SimulatedParcel, at: Date) => {
  const courier = courierOf(parcel, at);
  if (courier === undefined) return null;
  const { name, phone, vehicle } = courier;
  return { name, phone_number: phone, rating: '5.00', vehicle_type: vehicle, location: placeAt(at), img_href: '' };
};

/** A delivery as Uber knows it at a time. */
export const uberDelivery = (parcel: SimulatedParcel, at = parcel.scans.at(-1)?.at ?? new Date(0)) => {
  const scans = scansUntil(parcel, at);
  const newest = scans.at(-1);
  const { status, isImminent = false } = STATUSES[newest?.event ?? 'created'] ?? { status: 'pending' };
  const isDelivered = status === 'delivered';
  return {
    id: parcel.trackingNumber,
    kind: 'delivery',
    status,
    complete: isDelivered,
    courier_imminent: isImminent,
    courier: courierIn(parcel, at),
    created: scans[0]?.at.toISOString(),
    updated: newest?.at.toISOString(),
    pickup: waypoint('Store 1', timeOf(scans, 'collected')),
    dropoff: waypoint('Customer', timeOf(scans, 'delivered')),
    ...(parcel.estimatedDelivery !== undefined && { dropoff_eta: parcel.estimatedDelivery.toISOString() }),
    tracking_url: `https://www.ubereats.com/orders/${parcel.trackingNumber}`,
    fee: 450,
    currency: 'eur',
    live_mode: false,
    external_id: parcel.orderId ?? '',
    related_deliveries: [],
  };
};

const eventOf = (parcel: SimulatedParcel, kind: string, at: Date, more: object = {}) => {
  const data = uberDelivery(parcel, at);
  return {
    id: `evt_${createHash('sha256').update(`${parcel.trackingNumber} ${kind} ${at.toISOString()} ${data.status}`).digest('hex').slice(0, 20)}`,
    kind,
    created: at.toISOString(),
    live_mode: false,
    status: data.status,
    delivery_id: parcel.trackingNumber,
    customer_id: 'local',
    data,
    ...more,
  };
};

export const uberWire: CarrierWire = {
  id: 'uber',
  journeys: DELIVERY_JOURNEYS,
  tokenPath: UBER_TOKEN_PATH,
  numberOf: (serial) =>
    `del_${createHash('sha256').update(serial).digest('base64url').replace(/[-_]/g, '0').slice(0, 22)}`,
  proofOf: (body, secret) => ({ 'x-uber-signature': createHmac('sha256', secret).update(body).digest('hex') }),
  push: (parcel, { at }) => eventOf(parcel, 'event.delivery_status', at),
  position: (parcel, at) =>
    courierOf(parcel, at) === undefined
      ? undefined
      : eventOf(parcel, 'event.courier_update', at, { location: placeAt(at) }),
  api: (call, world) => uberApi(call, world, uberDelivery),
  refusal: uberRefusal,
};
