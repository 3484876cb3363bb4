import { describe, expect, it } from 'vitest';
import type { Milestone } from '../../../shared/workflows/workflow.ts';
import { doordashDelivery } from './support/doordash-delivery.ts';
import { readParcel } from './support/read.ts';

/**
 * What DHL, Uber and DoorDash document of their statuses, written out here and not read from the code, each in a payload
 * as its carrier sends it.
 */
type Row = readonly [said: string, milestone: Milestone];

const dhlShipment = (statusCode: string, description: string) => ({
  id: '7777777770',
  service: 'express',
  origin: { address: { countryCode: 'NL', postalCode: '1043 AG', addressLocality: 'AMSTERDAM' } },
  destination: { address: { countryCode: 'ES', postalCode: '28001', addressLocality: 'MADRID' } },
  status: {
    timestamp: '2026-03-02T07:53:47Z',
    location: { address: { countryCode: 'NL', addressLocality: 'AMSTERDAM' } },
    statusCode,
    status: description,
    description,
  },
  details: { product: { productName: 'DHL EXPRESS' }, totalNumberOfPieces: 1, pieceIds: ['JD014600006281230704'] },
  events: [
    {
      timestamp: '2026-03-02T07:53:47Z',
      location: { address: { addressLocality: 'AMSTERDAM', countryCode: 'NL' } },
      statusCode,
      status: description,
      description,
    },
  ],
});

const dhlPush = (said: string) => {
  const [statusCode = '', description = ''] = said.split(': ');
  return {
    scope: 'subscription.push',
    self: 'https://api-eu.dhl.com/tracking/push/v1/subscription/5f1c',
    shipments: [dhlShipment(statusCode, description)],
  };
};

const dhlReply = (said: string) => {
  const [statusCode = '', description = ''] = said.split(': ');
  return {
    url: '/shipments?trackingNumber=7777777770',
    shipments: [dhlShipment(statusCode.toLowerCase(), description)],
    possibleAdditionalShipmentsUrl: ['/shipments?trackingNumber=7777777770&service=parcel-de'],
  };
};

/** Source: DHL, Shipment Tracking Unified and Unified Push (which writes the codes with capitals). */
const DHL: readonly Row[] = [
  ['Pre-Transit: The instruction data for this shipment have been provided by the sender', 'label_created'],
  ['Transit: The shipment has been processed in the parcel center', 'in_transit'],
  ['Transit: Shipment is out for delivery', 'out_for_delivery'],
  ['Transit: Shipment is out with delivery courier', 'out_for_delivery'],
  ['Transit: Customs status updated', 'customs'],
  ['Transit: The shipment is ready for collection at the branch', 'available_for_pickup'],
  ['Delivered: Delivered - Signed for by RUIZ', 'delivered'],
  ['Delivered: The shipment was returned to the shipper', 'returned'],
  ['Failure: The shipment could not be delivered', 'delivery_attempted'],
  ['Unknown: No information is available', 'unknown'],
];

const uberEvent = (said: string) => {
  const [status, imminent] = said.split(', ');
  const data = {
    id: 'del_xyz',
    kind: 'delivery',
    status,
    complete: status === 'delivered',
    courier_imminent: imminent === 'imminent',
    dropoff_eta: '2026-03-02T08:40:00Z',
    courier: {
      name: 'Cori R.',
      phone_number: '+11111111111',
      rating: '5.00',
      vehicle_type: 'car',
      vehicle_make: 'Toyota',
      vehicle_model: 'Prius',
      vehicle_color: 'white',
      location: { lat: 40.71093, lng: -74.0119 },
      img_href: '',
    },
    tracking_url: 'https://www.ubereats.com/orders/xyz',
    external_id: 'ord_123',
    currency: 'usd',
    related_deliveries: [],
  };
  return {
    id: 'evt_abc',
    kind: 'event.delivery_status',
    created: '2026-03-02T08:09:07.173Z',
    live_mode: false,
    status,
    delivery_id: 'del_xyz',
    customer_id: 'c',
    developer_id: 'd',
    account_id: 'a',
    route_id: 'r',
    data,
  };
};

/** Source: Uber Direct, delivery status webhook. */
const UBER: readonly Row[] = [
  ['pending', 'label_created'],
  ['pickup', 'label_created'],
  ['pickup, imminent', 'label_created'],
  ['pickup_complete', 'picked_up'],
  ['dropoff', 'out_for_delivery'],
  ['dropoff, imminent', 'out_for_delivery'],
  ['delivered', 'delivered'],
  ['canceled', 'cancelled'],
  ['returned', 'returned'],
];

const doordashEvent = (event_name: string) => ({
  created_at: '2026-03-02T08:18:22.791883Z',
  event_name,
  ...doordashDelivery,
  ...(event_name === 'DELIVERY_CANCELLED' && { reason: 'failed_to_return' }),
});

const doordashReply = (delivery_status: string) => ({
  ...doordashDelivery,
  delivery_status,
  created_at: '2026-03-02T08:18:22.791883Z',
  updated_at: '2026-03-02T08:30:00.000000Z',
});

/** Source: DoorDash Drive, webhooks. */
const DOORDASH_EVENTS: readonly Row[] = [
  ['DASHER_CONFIRMED', 'label_created'],
  ['DASHER_CONFIRMED_PICKUP_ARRIVAL', 'label_created'],
  ['DASHER_PICKED_UP', 'picked_up'],
  ['DASHER_CONFIRMED_DROPOFF_ARRIVAL', 'out_for_delivery'],
  ['DASHER_DROPPED_OFF', 'delivered'],
  ['dasher_dropped_off', 'delivered'],
  ['DELIVERY_CANCELLED', 'cancelled'],
  ['DELIVERY_RETURN_INITIALIZED', 'returning'],
  ['DASHER_CONFIRMED_RETURN_ARRIVAL', 'returning'],
  ['DELIVERY_RETURNED', 'returned'],
  ['DELIVERY_BATCHED', 'unknown'],
];

/** Source: public clients of DoorDash Drive v2. */
const DOORDASH_STATUS: readonly Row[] = [
  ['created', 'label_created'],
  ['confirmed', 'label_created'],
  ['enroute_to_pickup', 'label_created'],
  ['arrived_at_pickup', 'label_created'],
  ['picked_up', 'picked_up'],
  ['enroute_to_dropoff', 'out_for_delivery'],
  ['arrived_at_dropoff', 'out_for_delivery'],
  ['delivered', 'delivered'],
  ['cancelled', 'cancelled'],
  ['enroute_to_return', 'returning'],
  ['arrived_at_return', 'returning'],
  ['returned', 'returned'],
];

describe.each([
  ['a push of DHL', 'dhl', DHL, dhlPush],
  ['a reply of DHL', 'dhl', DHL, dhlReply],
  ['an event of Uber', 'uber', UBER, uberEvent],
  ['an event of DoorDash', 'doordash', DOORDASH_EVENTS, doordashEvent],
  ['a reply of DoorDash', 'doordash', DOORDASH_STATUS, doordashReply],
] as const)('each status in %s', (_what, carrier, rows, payloadOf) => {
  it.each(rows)('%s is %s', (said, milestone) => {
    const { scans } = readParcel(carrier, payloadOf(said));
    expect(scans.at(-1)?.milestone).toBe(milestone);
  });
});

describe('where a Dasher is', () => {
  it.each(['dasher_enroute_to_pickup', 'dasher_enroute_to_dropoff', 'dasher_enroute_to_return'])(
    'is said by %s, which is no status',
    (name) => {
      const parcel = readParcel('doordash', doordashEvent(name));
      expect([parcel.scans, parcel.delivery?.position?.lat]).toEqual([[], 43.333333333]);
    },
  );
});
