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
import { doordashApi, doordashRefusal } from './api.ts';

/** Of an event: its name on webhooks, and the status that the API has after it. */
const NAMES: Readonly<Partial<Record<SimulatedEvent, { readonly event?: string; readonly status: string }>>> = {
  created: { status: 'created' },
  assigned: { event: 'DASHER_CONFIRMED', status: 'confirmed' },
  reassigned: { event: 'DASHER_CONFIRMED', status: 'confirmed' },
  at_pickup: { event: 'DASHER_CONFIRMED_PICKUP_ARRIVAL', status: 'arrived_at_pickup' },
  collected: { event: 'DASHER_PICKED_UP', status: 'picked_up' },
  underway: { status: 'enroute_to_dropoff' },
  near: { event: 'DASHER_CONFIRMED_DROPOFF_ARRIVAL', status: 'arrived_at_dropoff' },
  delivered: { event: 'DASHER_DROPPED_OFF', status: 'delivered' },
  cancelled: { event: 'DELIVERY_CANCELLED', status: 'cancelled' },
  returning: { event: 'DELIVERY_RETURN_INITIALIZED', status: 'enroute_to_return' },
  returned: { event: 'DELIVERY_RETURNED', status: 'returned' },
};

const MICROSECONDS = (at: Date): string => at.toISOString().replace('Z', '000Z');

const timesOf = (scans: readonly SimulatedScan[]) => {
  const at = (event: SimulatedEvent) => scans.find((scan) => scan.event === event)?.at;
  const [collected, delivered] = [at('collected'), at('delivered')];
  return {
    ...(collected !== undefined && { pickup_time_actual: MICROSECONDS(collected) }),
    ...(delivered !== undefined && { dropoff_time_actual: MICROSECONDS(delivered) }),
  };
};

/** What webhooks and replies say of a delivery. Fields without a value are left out. */
const fieldsOf = (parcel: SimulatedParcel, at: Date) => {
  const scans = scansUntil(parcel, at);
  const dasher = courierOf(parcel, at);
  const isCancelled = scans.at(-1)?.event === 'cancelled';
  return {
    external_delivery_id: parcel.orderId ?? parcel.trackingNumber,
    ...(dasher && {
      dasher_id: dasher.id,
      dasher_name: dasher.name,
      dasher_dropoff_phone_number: dasher.phone,
      dasher_location: placeAt(at),
    }),
    pickup_address: 'Calle Mayor 1, Madrid',
    dropoff_address: 'Calle Mayor 2, Madrid',
    order_value: 5555,
    currency: 'EUR',
    fee: 975,
    ...timesOf(scans),
    ...(parcel.estimatedDelivery !== undefined && { dropoff_time_estimated: MICROSECONDS(parcel.estimatedDelivery) }),
    ...(isCancelled && { cancellation_reason: 'cancelled_by_merchant' }),
    tracking_url: `https://doordash.com/drive/portal/track/${parcel.trackingNumber}`,
    contactless: false,
  };
};

/** A delivery as the API returns it. */
export const doordashDelivery = (parcel: SimulatedParcel) => {
  const newest = parcel.scans.at(-1);
  const at = newest?.at ?? new Date(0);
  return {
    ...fieldsOf(parcel, at),
    delivery_status: NAMES[newest?.event ?? 'created']?.status ?? 'created',
    created_at: MICROSECONDS(parcel.scans[0]?.at ?? at),
    updated_at: MICROSECONDS(at),
  };
};

export const doordashWire: CarrierWire = {
  id: 'doordash',
  journeys: DELIVERY_JOURNEYS,
  numberOf: (serial) => serial,
  proofOf: (_body, secret) => ({ authorization: `Basic ${Buffer.from(secret).toString('base64')}` }),
  push: (parcel, { event, at }) => {
    const name = NAMES[event]?.event;
    return name === undefined ? undefined : { created_at: MICROSECONDS(at), event_name: name, ...fieldsOf(parcel, at) };
  },
  position: (parcel, at) =>
    courierOf(parcel, at) === undefined
      ? undefined
      : { created_at: MICROSECONDS(at), event_name: 'dasher_enroute_to_dropoff', ...fieldsOf(parcel, at) },
  api: (call, world) => doordashApi(call, world, doordashDelivery),
  refusal: doordashRefusal,
};
