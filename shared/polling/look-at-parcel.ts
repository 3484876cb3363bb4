import { MILLISECONDS_A_DAY } from '../calendar/durations.ts';
import type { Instant } from '../calendar/instant.ts';
import { courierWithId } from '../contract/carrier-apis.ts';
import { mayCarry } from '../contract/known-carriers.ts';
import { leadingMilestone, seenMilestone } from '../orders/engine/parcel-state.ts';
import { isEnd } from '../orders/engine/scan-flags.ts';
import type { Order, Shipment } from '../orders/model/order.ts';
import { PHASE_KINDS } from '../workflows/phase-kind.ts';
import type { Milestone } from '../workflows/workflow.ts';
import type { ParcelPoll, StopReason } from './parcel-poll.ts';

/** Carriers report nothing new of a parcel after that, and purge it. */
const MAX_AGE_DAYS = 90;

/** What is done with a parcel whose time has come. */
export type Look =
  /** No order has it any more. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'stop'; readonly reason: StopReason }
  /** A webhook brought something since the last reply: it is asked for later. */
  | { readonly kind: 'wait'; readonly milestone: Milestone | undefined; readonly scannedAt: Instant }
  /** Its order was cancelled while a courier is to bring it. */
  | { readonly kind: 'cancel'; readonly orderId: string }
  | {
      readonly kind: 'ask';
      readonly milestone: Milestone | undefined;
      readonly number: string;
      /** For the last time: what webhooks left out. */
      readonly isClosing?: true;
    };

const parcelIn = ({ shipments }: Order, { carrier, trackingNumber }: ParcelPoll): Shipment | undefined =>
  shipments.find((parcel) => parcel.trackingNumber === trackingNumber && mayCarry(carrier, parcel.carrier));

/** An order that is final waits for nothing; a parcel that was delivered may yet be returned, which webhooks report. */
const isOver = (order: Order, parcel: Shipment): boolean =>
  PHASE_KINDS[order.phase] === 'final' || isEnd(leadingMilestone(parcel));

const newest = (instants: readonly (Instant | undefined)[]): Instant | undefined =>
  instants
    .filter((instant) => instant !== undefined)
    .toSorted()
    .at(-1);

/** Time of the newest scan, where it was not in the last reply. There is none to compare with before the first. */
const scannedSince = ({ repliedAt, newestScanAt }: ParcelPoll, parcels: readonly Shipment[]): Instant | undefined => {
  const scannedAt = newest(parcels.map(({ lastScanAt }) => lastScanAt));
  if (scannedAt === undefined || repliedAt === undefined) return undefined;
  return newestScanAt === undefined || scannedAt > newestScanAt ? scannedAt : undefined;
};

/** What the carrier's API knows the parcel by. */
const numberOf = ({ trackingNumber }: ParcelPoll, parcels: readonly Shipment[]): string =>
  parcels.map(({ facts }) => facts?.deliveryId?.value).find((id) => id !== undefined) ?? trackingNumber;

interface Found {
  readonly order: Order;
  readonly parcel: Shipment;
}

/** A parcel whose end a webhook brought is asked for once more: its list of scans is then whole. */
const closingLook = (poll: ParcelPoll, found: readonly Found[]): Look | undefined => {
  const parcels = found.map(({ parcel }) => parcel).filter((parcel) => isEnd(leadingMilestone(parcel)));
  const scannedAt = newest(parcels.map(({ lastScanAt }) => lastScanAt));
  const isWhole = scannedAt === undefined || (poll.newestScanAt !== undefined && poll.newestScanAt >= scannedAt);
  if (poll.closing === true || isWhole) return undefined;
  const [first] = parcels;
  return { kind: 'ask', milestone: first && seenMilestone(first), number: numberOf(poll, parcels), isClosing: true };
};

/** A courier still comes for an order that nobody wants any more. */
const cancelLook = ({ carrier }: ParcelPoll, found: readonly Found[]): Look | undefined => {
  if (courierWithId(carrier) === undefined) return undefined;
  const left = found.find(({ order, parcel }) => order.phase === 'cancelled' && !isEnd(leadingMilestone(parcel)));
  return left && { kind: 'cancel', orderId: left.order.orderId };
};

/**
 * What to do with a parcel that is due, by the orders that claim it as they are now: nobody has to take it off the list
 * when it is delivered, detached or its order cancelled.
 */
export const lookAtParcel = (poll: ParcelPoll, orders: readonly Order[], now: Date): Look => {
  const found = orders.flatMap((order) => {
    const parcel = parcelIn(order, poll);
    return parcel === undefined ? [] : [{ order, parcel }];
  });
  const [first] = found;
  if (first === undefined) return { kind: 'gone' };
  const open = found.filter(({ order, parcel }) => !isOver(order, parcel));
  const [leading] = open;
  if (leading === undefined)
    return cancelLook(poll, found) ?? closingLook(poll, found) ?? { kind: 'stop', reason: 'ended' };
  if (now.getTime() - Date.parse(poll.registeredAt) > MAX_AGE_DAYS * MILLISECONDS_A_DAY)
    return { kind: 'stop', reason: 'too_old' };
  const parcels = open.map(({ parcel }) => parcel);
  const milestone = seenMilestone(leading.parcel);
  const scannedAt = scannedSince(poll, parcels);
  if (scannedAt !== undefined) return { kind: 'wait', milestone, scannedAt };
  return { kind: 'ask', milestone, number: numberOf(poll, parcels) };
};
