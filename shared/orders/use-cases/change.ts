import type { Instant } from '../../calendar/instant.ts';
import type { IdSource } from '../../clock/clock.ts';
import type { OrderEvent, OrderEventDraft } from '../../contract/events.ts';
import { definedFields } from '../../defined-fields.ts';
import type { Order } from '../model/order.ts';
import { sumOfQuantities } from '../model/quantity.ts';
import type { CommitExtras } from './order-store.ts';

/** The order at its new version, and the events that lead there. */
export interface Change {
  readonly order: Order;
  readonly events: readonly OrderEvent[];
}

/**
 * Numbers the events of a decision after `before` (the version that was read; 0 for a new order) and brings the order
 * to the last of them.
 */
export const numbered = (
  decided: Order,
  drafts: readonly OrderEventDraft[],
  before: number,
  now: Date,
  ids: IdSource,
): Change => {
  const recordedAt = now.toISOString();
  const { orderId, orderNumber, workflow, buyerId, sellerId } = decided;
  return {
    order: { ...decided, version: before + drafts.length, updatedAt: recordedAt },
    events: drafts.map((draft, i) => ({
      ...draft,
      eventId: `evt_${ids.ulid(now)}`,
      schemaVersion: 1,
      orderId,
      orderNumber,
      workflow,
      ...definedFields({ buyerId }),
      sellerId,
      seq: before + i + 1,
      recordedAt,
    })),
  };
};

type Customer = Pick<Order, 'buyerId' | 'guestEmail' | 'customer' | 'linkGeneration'>;

const isSameCustomer = (a: Customer, b: Customer): boolean =>
  a.buyerId === b.buyerId && a.guestEmail === b.guestEmail && a.customer.email === b.customer.email;

/**
 * Links were sent to the order's customer: where that has become another person or mailbox, whichever command did it,
 * the links of the one before open nothing any more.
 */
export const linksRevokedWithCustomer = (before: Customer, after: Order): Order =>
  isSameCustomer(before, after) ? after : { ...after, linkGeneration: (before.linkGeneration ?? 0) + 1 };

const heldByListing = (order: Order): ReadonlyMap<string, number> => {
  const held = new Map<string, number>();
  for (const { listingId, quantity } of order.reservedStock) {
    held.set(listingId, sumOfQuantities(held.get(listingId) ?? 0, quantity));
  }
  return held;
};

/** Stock that the order held before and holds no longer. */
export const stockReturned = (before: Order, after: Order): NonNullable<CommitExtras['stockReturned']> => {
  const stillHeld = heldByListing(after);
  return [...heldByListing(before)]
    .map(([listingId, quantity]) => ({
      listingId,
      quantity: sumOfQuantities(quantity, -(stillHeld.get(listingId) ?? 0)),
    }))
    .filter(({ quantity }) => quantity > 0);
};

type Parcel = Order['shipments'][number];

const isSameParcel = (a: Parcel, b: Parcel): boolean =>
  a.trackingNumber === b.trackingNumber && a.carrier === b.carrier;

/** Parcels that the order did not have before, whichever command brought them. */
export const parcelsClaimed = (
  before: Pick<Order, 'shipments'>,
  after: Order,
  claimedAt: Instant,
  ownerUnlessSince: Instant,
): NonNullable<CommitExtras['trackingClaims']> =>
  after.shipments
    .filter((parcel) => !before.shipments.some((known) => isSameParcel(known, parcel)))
    .map(({ trackingNumber, carrier, needsConfirmation }) => ({
      trackingNumber,
      carrier,
      claimedAt,
      ...(needsConfirmation ? {} : { ownerUnlessSince }),
    }));

/** Parcels that the order has no longer. */
export const parcelsReleased = (before: Order, after: Order): readonly Parcel[] =>
  before.shipments.filter(
    ({ trackingNumber }) => !after.shipments.some((parcel) => parcel.trackingNumber === trackingNumber),
  );

/** Versions and numbers must fit, or the history would have a gap that nobody could ever close. */
export const assertGapless = (before: number, order: Order, events: readonly OrderEvent[]): void => {
  const fits =
    events.length > 0 &&
    order.version === before + events.length &&
    events.every((event, i) => event.seq === before + i + 1 && event.orderId === order.orderId);
  if (!fits) throw new RangeError(`The events of ${order.orderId} do not lead from ${before} to ${order.version}`);
};
