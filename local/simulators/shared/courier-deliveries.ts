import type { SimulatedParcel } from './parcel.ts';
import type { ApiWorld } from './wire.ts';

/** The deliveries that a courier service knows, and how its API describes one. */
export interface Deliveries {
  readonly world: ApiWorld;
  readonly describe: (parcel: SimulatedParcel) => unknown;
}

export const MINUTES_TO_PICKUP = 12;
export const MINUTES_TO_DROPOFF = 35;

export const inMinutes = (now: Date, minutes: number): string =>
  new Date(now.getTime() + minutes * 60_000).toISOString();

/** Records a delivery that was just asked for. */
export const createDelivery = (
  { world }: Pick<Deliveries, 'world'>,
  { trackingNumber, orderId }: Pick<SimulatedParcel, 'trackingNumber' | 'orderId'>,
  now: Date,
): SimulatedParcel => {
  const parcel: SimulatedParcel = {
    trackingNumber,
    orderId,
    scans: [{ at: now, event: 'created', city: 'MADRID' }],
    estimatedDelivery: new Date(inMinutes(now, MINUTES_TO_DROPOFF)),
  };
  world.put(parcel);
  return parcel;
};

const TOO_LATE: readonly string[] = ['delivered', 'cancelled', 'returned', 'collected', 'underway', 'near'];

/** Records that a delivery is cancelled; `undefined` from its collection on. */
export const cancelDelivery = (
  { world }: Pick<Deliveries, 'world'>,
  parcel: SimulatedParcel,
  now: Date,
): SimulatedParcel | undefined => {
  if (parcel.scans.some(({ event }) => TOO_LATE.includes(event))) return undefined;
  const cancelled = { ...parcel, scans: [...parcel.scans, { at: now, event: 'cancelled', city: 'MADRID' } as const] };
  world.put(cancelled);
  return cancelled;
};
