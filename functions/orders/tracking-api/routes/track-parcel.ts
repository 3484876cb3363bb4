import * as z from 'zod';
import type { Clock } from '../../../../shared/clock/clock.ts';
import { TRACKING_OPERATIONS } from '../../../../shared/contract/operations/platform.ts';
import { notFound, ProblemError } from '../../../../shared/contract/problem.ts';
import type { publicScan, publicTracking } from '../../../../shared/contract/schemas/tracking.ts';
import { definedFields } from '../../../../shared/defined-fields.ts';
import { partOfItems } from '../../../../shared/orders/engine/item-counts.ts';
import { seenMilestone } from '../../../../shared/orders/engine/parcel-state.ts';
import { countedAt, isCredible } from '../../../../shared/orders/engine/scan-flags.ts';
import { estimateFields } from '../../../../shared/orders/model/delivery-place.ts';
import type { Order, Scan, Shipment } from '../../../../shared/orders/model/order.ts';
import { findOrdersByTrackingNumber } from '../../../../shared/orders/use-cases/find-order.ts';
import type { OrderStore } from '../../../../shared/orders/use-cases/order-store.ts';
import { takeFromAddress } from '../../../../shared/security/public-limits.ts';
import type { RateLimitStore } from '../../../../shared/security/rate-limit-store.ts';
import type { Shop } from '../../../../shared/shops/shop.ts';
import type { ShopReader } from '../../../../shared/shops/shop-store.ts';
import type { Cursors } from '../../../composition/cursors.ts';
import type { ViewerAddresses } from '../../../composition/viewer-addresses.ts';
import { isUnchanged } from '../../../http/conditional.ts';
import { implement } from '../../../http/http-api.ts';
import { pagedList } from '../../../http/pagination.ts';
import { notModified, ok } from '../../../http/responses.ts';
import { parcelCountOf } from '../../responses/parcels.ts';
import { shopFaceResponse } from '../../responses/shop-face.ts';

export interface TrackingDependencies {
  readonly store: OrderStore;
  readonly shops: ShopReader;
  readonly rateLimits: RateLimitStore;
  readonly cursors: Cursors;
  readonly viewers: ViewerAddresses;
  readonly clock: Clock;
}

const SCAN_PAGE = 100;

/** How many scans come before the page. */
const position = z.int().min(0);

const admit = async (deps: TrackingDependencies, address: string): Promise<void> => {
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

const allScans = async (
  { store }: TrackingDependencies,
  order: Order,
  shipment: Shipment,
): Promise<readonly Scan[]> => {
  const scans: Scan[] = [];
  let after: string | undefined;
  do {
    const page = await store.scans(order.orderId, { limit: SCAN_PAGE, ...definedFields({ after }) });
    scans.push(...page.scans.filter((scan) => scan.trackingNumber === shipment.trackingNumber && isCredible(scan)));
    after = page.next;
  } while (after !== undefined);
  return scans.toSorted((a, b) => countedAt(a).localeCompare(countedAt(b))).toReversed();
};

/** City, region and country: a postcode can be one house. */
const publicPlace = ({ postalCode: _postalCode, ...place }: NonNullable<Scan['location']>) => place;

const publicScanOf = (scan: Scan): z.input<typeof publicScan> => ({
  scanId: scan.scanId,
  milestone: scan.milestone,
  ...definedFields({ reason: scan.reason }),
  occurredAt: countedAt(scan),
  ...(scan.location && { location: publicPlace(scan.location) }),
});

const publicParcel = (
  order: Order,
  shipment: Shipment,
  shop: Shop | undefined,
): Omit<z.input<typeof publicTracking>, 'scans' | 'nextCursor'> => ({
  trackingNumber: shipment.trackingNumber,
  carrier: shipment.carrier,
  workflow: order.workflow,
  status: order.status,
  phase: order.phase,
  milestone: seenMilestone(shipment) ?? null,
  parcels: parcelCountOf(order, shipment),
  itemCounts: partOfItems(order) ?? null,
  ...estimateFields(order, shipment.estimatedDelivery ?? order.estimatedDelivery),
  deliveryAttempts: order.deliveryAttempts,
  updatedAt: order.updatedAt,
  version: order.version,
  shop: shopFaceResponse(order, shop),
});

export const trackParcel = implement(TRACKING_OPERATIONS.trackParcel, async (request, deps: TrackingDependencies) => {
  const { params, query, headers } = request;
  await admit(deps, await deps.viewers.of(request));
  const { order, shipment } = await parcelOf(deps, params.trackingNumber);
  const list = pagedList(deps.cursors, { scope: `track:${shipment.trackingNumber}`, position });
  const offset = (await list.positionOf(query.cursor)) ?? 0;
  const [scans, shop] = await Promise.all([allScans(deps, order, shipment), deps.shops.get(order.sellerId)]);
  // A late scan moves nothing, but it is an update all the same.
  const etag = `"${order.version}.${scans.length}.${shop?.version ?? 0}"`;
  const freshness = { ETag: etag, 'Cache-Control': 'public, max-age=5' };
  if (isUnchanged(headers, etag)) return notModified(freshness);
  const end = offset + query.limit;
  return ok(
    {
      ...publicParcel(order, shipment, shop),
      scans: scans.slice(offset, end).map(publicScanOf),
      nextCursor: await list.cursorOf(end < scans.length ? end : undefined),
    },
    freshness,
  );
});
