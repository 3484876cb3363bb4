import type { OrderEvent } from '../contract/events.ts';
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
