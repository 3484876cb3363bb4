import { correosReply, correosWire } from '../../../../local/simulators/correos/wire.ts';
import { dhlReply, dhlWire } from '../../../../local/simulators/dhl/wire.ts';
import { doordashDelivery, doordashWire } from '../../../../local/simulators/doordash/wire.ts';
import { fedexReply, fedexWire } from '../../../../local/simulators/fedex/wire.ts';
import type { Journeys } from '../../../../local/simulators/shared/journeys.ts';
import { type SimulatedParcel, type SimulatedScan, scansUntil } from '../../../../local/simulators/shared/parcel.ts';
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

export const JOURNEY_WIRES: readonly JourneyWire[] = [
  { ...fedexWire, id: 'fedex', poll: fedexReply },
  { ...upsWire, id: 'ups', poll: upsReply },
  { ...dhlWire, id: 'dhl', poll: dhlReply },
  { ...correosWire, id: 'correos', poll: (parcel) => correosReply(parcel) },
  { ...uberWire, id: 'uber', poll: (parcel) => uberDelivery(parcel) },
  { ...doordashWire, id: 'doordash', poll: doordashDelivery },
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
  scans: scansUntil(parcel, scan.at),
});
