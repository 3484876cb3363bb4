import type { OrderEvent } from '../contract/events.ts';
import { parseJson } from '../parse-json.ts';
import { contentOf, type Item, withMetadataAsText, withMetadataRead } from './item.ts';
import { indexKeys, keys } from './keys.ts';

/**
 * The history item is the event: attributes, not a blob, so that the stream carries it as it is. Its effects are a text:
 * no query asks for them, and as lists of maps they were more than half of what every read of an event took.
 */
export const eventItem = (event: OrderEvent): Item => ({
  ...withMetadataAsText(event),
  effects: JSON.stringify(event.effects),
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
  const content = withMetadataRead(contentOf(image));
  // Earlier versions wrote lists of maps.
  const { effects } = content;
  return { ...content, effects: typeof effects === 'string' ? parseJson(effects) : effects } as unknown as OrderEvent;
};
