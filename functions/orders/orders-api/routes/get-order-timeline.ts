import * as z from 'zod';
import type { ShownEvent } from '../../../../shared/contract/events.ts';
import { ORDERS_OPERATIONS } from '../../../../shared/contract/operations/orders.ts';
import type { TimelineEntry } from '../../../../shared/contract/schemas/timeline.ts';
import { catalogOf } from '../../../../shared/i18n/catalog.ts';
import { acceptedLanguage } from '../../../../shared/i18n/negotiate.ts';
import type { NotificationSummary } from '../../../../shared/notifications/notification.ts';
import { estimateFields } from '../../../../shared/orders/model/delivery-place.ts';
import type { Order, Shipment } from '../../../../shared/orders/model/order.ts';
import { implement } from '../../../http/http-api.ts';
import { visibleOrder } from '../../../http/order-access.ts';
import { pagedList } from '../../../http/pagination.ts';
import { BY_READER, etagOf, ok } from '../../../http/responses.ts';
import { parcelPolls } from '../../parcel-polls.ts';
import { historyResponse, isStatusChange } from '../../responses/history.ts';
import { leadingParcel, type ParcelView, parcelCountOf, parcelResponse } from '../../responses/parcels.ts';
import {
  type EntryReader,
  entriesOfOrder,
  entryOfNotification,
  isStaff,
  notificationStatus,
} from '../../responses/timeline-entries.ts';
import type { OrdersDependencies } from '../dependencies.ts';
import { readWindow, type TimelineWindow } from '../timeline-window.ts';

/** The last entry that was given: what comes between two pages shifts nothing. */
const positionShape = z.object({
  window: z.int().min(0),
  after: z.tuple([z.string(), z.string()]).readonly().optional(),
});
type Position = z.output<typeof positionShape>;

const placeOf = ({ timestamp, id }: TimelineEntry): readonly [string, string] => [timestamp, id];
const comparePlaces = (a: readonly [string, string], b: readonly [string, string]): number =>
  a[0].localeCompare(b[0]) || a[1].localeCompare(b[1]);

const isForReader = ({ audience }: NotificationSummary, toStaff: boolean): boolean =>
  toStaff || audience === 'customer';

const entriesOf = (window: TimelineWindow, reader: EntryReader): readonly TimelineEntry[] => {
  const catalog = catalogOf(reader.locale);
  const toStaff = isStaff(reader.actors);
  return [
    ...entriesOfOrder(window, reader),
    ...window.notifications
      .filter((notification) => isForReader(notification, toStaff))
      .map((notification) => entryOfNotification(notification, catalog)),
  ].toSorted((a, b) => comparePlaces(placeOf(a), placeOf(b)));
};

/** One page of the window, and where the next one begins. */
const pageOf = (entries: readonly TimelineEntry[], window: TimelineWindow, { after }: Position, limit: number) => {
  const rest = after === undefined ? entries : entries.filter((entry) => comparePlaces(placeOf(entry), after) > 0);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  if (rest.length > limit && last) return { page, next: { window: window.index, after: placeOf(last) } };
  return { page, next: window.isLast ? undefined : { window: window.index + 1 } };
};

const parcelsOf = (order: Order, view: ParcelView) => {
  const leading = leadingParcel(order);
  const responseOf = (parcel: Shipment) => parcelResponse(order, parcel, view);
  return {
    trackingInfo: leading ? { ...responseOf(leading), parcels: parcelCountOf(order, leading) } : null,
    parcels: order.shipments.map(responseOf),
  };
};

const attemptsOf = (events: readonly ShownEvent[]) =>
  events
    .filter(({ type }) => type === 'delivery_attempted')
    .map((event, i) => ({
      attempt: i + 1,
      occurredAt: event.occurredAt,
      reason: event.reason ?? null,
      location: event.location ?? null,
    }));

const notificationsOf = (window: TimelineWindow, toStaff: boolean) =>
  window.notifications
    .filter((notification) => isForReader(notification, toStaff))
    .map((notification) => ({
      id: notification.notificationId,
      type: notification.type,
      channel: notification.channel,
      status: notificationStatus(notification),
      createdAt: notification.createdAt,
      sentAt: notification.sentAt ?? null,
      deliveredAt: notification.deliveredAt ?? null,
    }));

export const getOrderTimeline = implement(
  ORDERS_OPERATIONS.getOrderTimeline,
  async ({ params, query, caller, headers }, deps: OrdersDependencies) => {
    const { order, actors } = await visibleOrder(deps.store, caller, params.orderId);
    const toStaff = isStaff(actors);
    const timeline = pagedList(deps.cursors, { scope: `timeline:${order.orderId}`, position: positionShape });
    const position = (await timeline.positionOf(query.cursor)) ?? { window: 0 };
    const [window, polls] = await Promise.all([readWindow(deps, order, position.window), parcelPolls(deps, order)]);
    const language = query.locale ?? acceptedLanguage(headers['accept-language']) ?? order.locale;
    const entries = entriesOf(window, { order, actors, locale: language });
    const { page, next } = pageOf(entries, window, position, query.limit);
    return ok(
      {
        orderId: order.orderId,
        orderNumber: order.orderNumber,
        currentStatus: order.status,
        ...estimateFields(order, order.estimatedDelivery),
        ...parcelsOf(order, { scans: window.allScans, polls, locale: language }),
        statusHistory: window.events.filter(isStatusChange).map(historyResponse),
        deliveryAttempts: attemptsOf(window.events),
        notifications: notificationsOf(window, toStaff),
        timeline: page,
        pagination: await timeline.paginationOf({ limit: query.limit }, next),
      },
      { ETag: etagOf(order), 'Content-Language': language, Vary: BY_READER },
    );
  },
);
