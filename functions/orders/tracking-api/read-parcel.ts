import type * as z from 'zod';
import type { Clock } from '../../../shared/clock/clock.ts';
import type { Locale } from '../../../shared/contract/locale.ts';
import { notFound, ProblemError } from '../../../shared/contract/problem.ts';
import type { publicTracking } from '../../../shared/contract/schemas/tracking.ts';
import { definedFields } from '../../../shared/defined-fields.ts';
import { type Expectation, expectationOf, needsOwnEstimate } from '../../../shared/delays/expectation.ts';
import { ownEstimate } from '../../../shared/delays/own-estimate.ts';
import type { TransitHistory } from '../../../shared/delays/transit-history.ts';
import { partOfItems } from '../../../shared/orders/engine/item-counts.ts';
import { countedAt } from '../../../shared/orders/engine/scan-flags.ts';
import { estimateFields } from '../../../shared/orders/model/delivery-place.ts';
import type { Order, Scan, Shipment } from '../../../shared/orders/model/order.ts';
import { findOrdersByTrackingNumber } from '../../../shared/orders/use-cases/find-order.ts';
import type { OrderStore } from '../../../shared/orders/use-cases/order-store.ts';
import { sha256 } from '../../../shared/security/digest.ts';
import { takeFromAddress } from '../../../shared/security/public-limits.ts';
import type { RateLimitStore } from '../../../shared/security/rate-limit-store.ts';
import type { Shop } from '../../../shared/shops/shop.ts';
import type { ShopReader } from '../../../shared/shops/shop-store.ts';
import type { Cursors } from '../../composition/cursors.ts';
import type { ViewerAddresses } from '../../composition/viewer-addresses.ts';
import { scansOf } from '../order-reads.ts';
import { type ParcelPollReads, parcelPolls } from '../parcel-polls.ts';
import { estimateReason } from '../responses/estimate-reason.ts';
import { leadingParcel, type ParcelView, parcelCountOf, parcelResponse, scansOfParcel } from '../responses/parcels.ts';
import { shopFaceResponse } from '../responses/shop-face.ts';

export interface TrackingDependencies extends ParcelPollReads {
  readonly store: OrderStore;
  readonly shops: ShopReader;
  readonly rateLimits: RateLimitStore;
  readonly cursors: Cursors;
  readonly viewers: ViewerAddresses;
  readonly clock: Clock;
  readonly history: TransitHistory;
}

/** @throws `RATE_LIMITED` for whoever asks too often. */
export const admit = async (deps: TrackingDependencies, address: string): Promise<void> => {
  const verdict = await takeFromAddress(deps.rateLimits, 'parcels', address, deps.clock.now());
  if (verdict.allowed) return;
  throw new ProblemError('RATE_LIMITED', undefined, { retryAfterSeconds: verdict.retryAfterSeconds });
};

const parcelOf = async ({ store }: TrackingDependencies, trackingNumber: string) => {
  const orders = await findOrdersByTrackingNumber(store, trackingNumber);
  for (const order of orders) {
    const shipment = order.shipments.find((parcel) => parcel.trackingNumber === trackingNumber);
    if (shipment) return { order, shipment };
  }
  throw notFound('The parcel');
};

/** City, region and country: a postcode can be one house. */
const publicPlace = ({ postalCode: _postalCode, ...place }: NonNullable<Scan['location']>) => place;

export const publicScanOf = (scan: Scan) => ({
  scanId: scan.scanId,
  milestone: scan.milestone,
  ...definedFields({ reason: scan.reason }),
  occurredAt: countedAt(scan),
  ...(scan.location && { location: publicPlace(scan.location) }),
});

/** What is expected of an order, and why. */
export const expectationOfOrder = async (
  { history, clock }: TrackingDependencies,
  order: Order,
  scans: readonly Scan[],
): Promise<Expectation> => {
  const now = clock.now();
  const own = needsOwnEstimate(order, now) ? await ownEstimate({ order, scans, history, now }) : undefined;
  return expectationOf(order, own, now);
};

/** What is expected of an order is expected of the parcel that leads it; of another nobody says more than its carrier. */
const expectationOfParcel = async (
  deps: TrackingDependencies,
  order: Order,
  shipment: Shipment,
  scans: readonly Scan[],
): Promise<Expectation> =>
  leadingParcel(order)?.trackingNumber === shipment.trackingNumber ? expectationOfOrder(deps, order, scans) : {};

interface PublicView extends ParcelView {
  readonly shop: Shop | undefined;
  readonly expectation: Expectation;
}

const publicParcel = (
  order: Order,
  shipment: Shipment,
  { scans, polls, shop, expectation, locale }: PublicView,
): Omit<z.input<typeof publicTracking>, 'scans' | 'nextCursor'> => {
  const {
    lastScanAt: _lastScanAt,
    currentPlace: _place,
    ...parcel
  } = parcelResponse(order, shipment, {
    scans,
    polls,
    locale,
  });
  return {
    ...parcel,
    ...(expectation.estimate !== undefined && estimateFields(order, expectation.estimate)),
    estimateSource: expectation.source ?? null,
    estimateReason: estimateReason(order, expectation, locale),
    workflow: order.workflow,
    status: order.status,
    phase: order.phase,
    parcels: parcelCountOf(order, shipment),
    itemCounts: partOfItems(order) ?? null,
    attemptCount: order.deliveryAttempts,
    updatedAt: order.updatedAt,
    version: order.version,
    shop: shopFaceResponse(order, shop),
  };
};

export type PublicParcel = ReturnType<typeof publicParcel>;

export interface ParcelRead {
  readonly trackingNumber: string;
  /** Of the parcel, newest first. */
  readonly scans: readonly Scan[];
  /** Of all that the response says, in each language. */
  readonly etag: string;
  responseIn(locale: Locale): PublicParcel;
}

/**
 * What anybody may see of a parcel.
 *
 * @throws `NOT_FOUND` where no order has it.
 */
export const readParcel = async (deps: TrackingDependencies, trackingNumber: string): Promise<ParcelRead> => {
  const { order, shipment } = await parcelOf(deps, trackingNumber);
  const [all, polls, shop] = await Promise.all([
    scansOf(deps.store, order.orderId),
    parcelPolls(deps, { shipments: [shipment] }),
    deps.shops.get(order.sellerId),
  ]);
  const scans = scansOfParcel(all, shipment).toReversed();
  // A late scan moves nothing, but it is an update all the same.
  const expectation = await expectationOfParcel(deps, order, shipment, all);
  const expected = sha256(JSON.stringify(expectation), 'hex').slice(0, 8);
  return {
    trackingNumber: shipment.trackingNumber,
    scans,
    etag: `"${order.version}.${scans.length}.${shop?.version ?? 0}.${expected}"`,
    responseIn: (locale) => publicParcel(order, shipment, { scans: all, polls, shop, expectation, locale }),
  };
};
