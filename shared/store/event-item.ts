import type { OrderEvent, ShownEvent } from '../contract/events.ts';
import { contentOf, type Item, withMetadataAsText, withMetadataRead } from './item.ts';
import { indexKeys, keys } from './keys.ts';

/** The history item is the event: attributes, not a blob, so that the stream carries it as it is. */
export const eventItem = (event: OrderEvent): Item => ({
  ...withMetadataAsText(event),
  ...keys.event(event.orderId, event.seq),
  entity: 'event',
  bySellerPk: indexKeys.sellerEvents(event.sellerId),
  bySellerSk: indexKeys.byEvent(event.eventId),
  ...(event.buyerId === undefined
    ? {}
    : { byCustomerPk: indexKeys.customerEvents(event.buyerId), byCustomerSk: indexKeys.byEvent(event.eventId) }),
});

/**
 * The event in an item of the table or in an (unmarshalled) image of its stream.
 *
 * @throws TypeError where the image is of something else.
 */
export const orderEventFromImage = (image: Item): OrderEvent => {
  if (image.entity !== 'event') throw new TypeError(`Not an event: ${String(image.entity)}`);
  return withMetadataRead(contentOf(image)) as unknown as OrderEvent;
};

/** One that is missing does not compile. */
const SHOWN: Readonly<Record<keyof ShownEvent, true>> = {
  eventId: true,
  schemaVersion: true,
  type: true,
  orderId: true,
  orderNumber: true,
  workflow: true,
  buyerId: true,
  sellerId: true,
  seq: true,
  actor: true,
  occurredAt: true,
  recordedAt: true,
  previousStatus: true,
  status: true,
  phase: true,
  statusDetails: true,
  reason: true,
  notes: true,
  location: true,
  trackingNumber: true,
  carrier: true,
  estimatedDelivery: true,
  forced: true,
  metadata: true,
};

/** Of an event, what people are shown. */
export const SHOWN_ATTRIBUTES = Object.keys(SHOWN);

/** @param item With `SHOWN_ATTRIBUTES` only. */
export const shownEventOf = (item: Item): ShownEvent => withMetadataRead(item) as unknown as ShownEvent;
