import type { ShownEvent } from '../../../shared/contract/events.ts';
import type { Locale } from '../../../shared/contract/locale.ts';
import { notFound } from '../../../shared/contract/problem.ts';
import { partOfItems } from '../../../shared/orders/engine/item-counts.ts';
import { seenMilestone } from '../../../shared/orders/engine/parcel-state.ts';
import { estimateFields } from '../../../shared/orders/model/delivery-place.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import { guestOf, type IdentifyDependencies } from '../../../shared/security/identify.ts';
import type { StatusResponse, TimelineResponse } from '../../../web/track/journey.ts';
import { visibleOrder } from '../../http/order-access.ts';
import { parcelScans } from '../order-reads.ts';
import { estimateReason } from '../responses/estimate-reason.ts';
import { leadingParcel, parcelCountOf } from '../responses/parcels.ts';
import { shopFaceResponse } from '../responses/shop-face.ts';
import { entriesOfOrder } from '../responses/timeline-entries.ts';
import { expectationOfOrder, type TrackingDependencies } from './read-parcel.ts';

export type LinkReads = TrackingDependencies & Pick<IdentifyDependencies, 'isLinkSignedBy'>;

interface Wanted {
  readonly orderId: string;
  readonly token: string;
  readonly locale: Locale;
}

export interface LinkedOrder {
  readonly status: StatusResponse;
  /** Without messages, oldest first. */
  readonly timeline: TimelineResponse;
}

/** So many of the newest events: nearly every order's whole history. */
const NEWEST_EVENTS = 100;

const newestEvents = async ({ store }: LinkReads, { orderId, version }: Order): Promise<readonly ShownEvent[]> => {
  const { events } = await store.shownHistory(orderId, {
    after: Math.max(0, version - NEWEST_EVENTS),
    limit: NEWEST_EVENTS,
  });
  return events;
};

/**
 * What the holder of a link may see of the order that it is for, as far as a page shows it.
 *
 * @throws `NOT_FOUND` or `UNAUTHENTICATED` where the link opens nothing, or another order.
 */
export const readLinkedOrder = async (deps: LinkReads, { orderId, token, locale }: Wanted): Promise<LinkedOrder> => {
  const caller = await guestOf(token, deps);
  if (caller.kind !== 'guest' || caller.orderId !== orderId) throw notFound('The order');
  const [found] = await deps.store.getMany([orderId]);
  const { order, actors } = await visibleOrder({ get: async () => found }, caller, orderId);
  const [scans, events, shop] = await Promise.all([
    parcelScans(deps.store, order),
    newestEvents(deps, order),
    deps.shops.get(order.sellerId),
  ]);
  const expectation = await expectationOfOrder(deps, order, scans);
  const parcel = leadingParcel(order);
  return {
    status: {
      workflow: order.workflow,
      status: order.status,
      phase: order.phase,
      orderNumber: order.orderNumber,
      estimateReason: estimateReason(order, expectation, locale),
      shop: shopFaceResponse(order, shop),
      fulfilmentType: order.fulfilmentType,
      parcels: order.shipments.map((shipment) => ({ milestone: seenMilestone(shipment) ?? null })),
      itemCounts: partOfItems(order) ?? null,
      deliveryWindow: estimateFields(order, expectation.estimate).deliveryWindow,
    },
    timeline: {
      trackingInfo: parcel === undefined ? null : { parcels: parcelCountOf(order, parcel) },
      timeline: entriesOfOrder({ events, scans }, { order, actors, locale }).toSorted((a, b) =>
        a.timestamp.localeCompare(b.timestamp),
      ),
    },
  };
};
