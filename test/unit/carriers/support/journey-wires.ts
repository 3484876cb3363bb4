import { createHmac } from 'node:crypto';
import { correosReply, correosWire } from '../../../../local/simulators/correos/wire.ts';
import { dhlReply, dhlWire } from '../../../../local/simulators/dhl/wire.ts';
import { doordashDelivery, doordashWire } from '../../../../local/simulators/doordash/wire.ts';
import { completeTrackResult, expressNumber } from '../../../../local/simulators/fedex/wire.ts';
import { DELIVERY_JOURNEYS, type Journeys, PARCEL_JOURNEYS } from '../../../../local/simulators/shared/journeys.ts';
import type { SimulatedEvent, SimulatedParcel, SimulatedScan } from '../../../../local/simulators/shared/parcel.ts';
import { uberDelivery, uberWire } from '../../../../local/simulators/uber/wire.ts';
import { upsReply, upsWire } from '../../../../local/simulators/ups/wire.ts';
import type { CarrierId } from '../../../../shared/contract/carrier-registry.ts';

/** A carrier's words for what happens to its parcels, pushed and polled. */
export interface JourneyWire {
  readonly id: CarrierId;
  readonly journeys: Journeys;
  numberOf(serial: string): string;
  /** The headers that prove a webhook. */
  proofOf(body: string, secret: string): Readonly<Record<string, string>>;
  /** `undefined`: the carrier pushes nothing of it. */
  push(parcel: SimulatedParcel, scan: SimulatedScan): unknown;
  poll(parcel: SimulatedParcel): unknown;
}

const FEDEX_CODES: Readonly<Partial<Record<SimulatedEvent, object>>> = {
  label: { eventType: 'OC' },
  picked_up: { eventType: 'PU' },
  departed: { eventType: 'DP' },
  arrived: { eventType: 'AR' },
  out_for_delivery: { eventType: 'OD' },
  attempted: {
    eventType: 'DE',
    exceptionCode: '007',
    exceptionDescription: 'Customer not available or business closed',
  },
  delayed: { eventType: 'DY', exceptionCode: '084', exceptionDescription: 'Delay - severe weather' },
  held: { eventType: 'HP' },
  lost: { eventType: 'SE', exceptionCode: '099', exceptionDescription: 'Package lost' },
  returning: { eventType: 'RS' },
  // "Delivered", to its sender.
  returned: { eventType: 'DL' },
  delivered: { eventType: 'DL' },
};

const fedexOf = (trackingNumber: string, scans: readonly SimulatedScan[], estimatedDelivery: Date | undefined) => ({
  output: {
    completeTrackResults: [
      completeTrackResult({
        trackingNumber,
        estimatedDelivery: estimatedDelivery?.toISOString(),
        scans: scans.map(({ event, at, city }) => ({
          eventType: 'IT',
          ...FEDEX_CODES[event],
          date: at.toISOString(),
          city,
        })),
      }),
    ],
  },
});

const fedex: JourneyWire = {
  id: 'fedex',
  journeys: PARCEL_JOURNEYS,
  numberOf: expressNumber,
  proofOf: (body, secret) => ({ 'fdx-signature': createHmac('sha256', secret).update(body).digest('base64') }),
  push: ({ trackingNumber, estimatedDelivery }, scan) => fedexOf(trackingNumber, [scan], estimatedDelivery),
  poll: ({ trackingNumber, scans, estimatedDelivery }) => fedexOf(trackingNumber, scans, estimatedDelivery),
};

export const JOURNEY_WIRES: readonly JourneyWire[] = [
  fedex,
  { ...upsWire, id: 'ups', poll: upsReply },
  { ...dhlWire, id: 'dhl', poll: dhlReply },
  { ...correosWire, id: 'correos', poll: (parcel) => correosReply(parcel) },
  { ...uberWire, id: 'uber', journeys: DELIVERY_JOURNEYS, poll: (parcel) => uberDelivery(parcel) },
  { ...doordashWire, id: 'doordash', journeys: DELIVERY_JOURNEYS, poll: doordashDelivery },
];

const MINUTE = 60_000;

/** The parcel after its whole journey, which began at `start`. */
export const parcelOf = (wire: JourneyWire, journey: string, start: number, orderId: string): SimulatedParcel => ({
  trackingNumber: wire.numberOf(orderId.replace(/\D/g, '') || '1'),
  orderId,
  estimatedDelivery: new Date(start + 40 * 60 * MINUTE),
  scans: (wire.journeys[journey] ?? []).map(({ minutes, event, city = 'MADRID' }) => ({
    event,
    city,
    at: new Date(start + minutes * MINUTE),
  })),
});

/** The parcel as it was known right after a scan. */
export const asOf = (parcel: SimulatedParcel, scan: SimulatedScan): SimulatedParcel => ({
  ...parcel,
  scans: parcel.scans.filter(({ at }) => at <= scan.at),
});
