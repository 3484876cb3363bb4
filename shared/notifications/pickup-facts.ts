import { definedFields } from '../defined-fields.ts';

/** What a message says of collecting an order, and which texts it says it with. */

import type { Instant } from '../calendar/instant.ts';
import { dayAt } from '../calendar/zoned-time.ts';
import type { OrderEvent } from '../contract/events.ts';
import { orderTimeZone } from '../orders/model/delivery-place.ts';
import type { Order } from '../orders/model/order.ts';
import type { TextVariant } from '../workflows/text-variants.ts';
import type { NotificationType } from '../workflows/workflow.ts';
import type { PickupFacts } from './notification.ts';

/** A carrier says that the parcel waits at its counter. */
const isHeldByCarrier = ({ actor, metadata }: OrderEvent): boolean =>
  actor.role === 'carrier' && metadata?.milestone === 'available_for_pickup';

/** "Today" is said of a vehicle that leaves and is spoken of on one day, by the calendar of the place that it goes to. */
const isToday = ({ occurredAt }: OrderEvent, order: Order, now: Instant): boolean => {
  const timeZone = orderTimeZone(order);
  return dayAt(occurredAt, timeZone) === dayAt(now, timeZone);
};

/** The texts that fit better than the type's own; nothing where its own fit. */
export const variantOf = (
  type: NotificationType,
  event: OrderEvent,
  order: Order,
  now: Instant,
): TextVariant | undefined => {
  const isPickup = order.fulfilmentType === 'pickup';
  switch (type) {
    case 'ready_for_pickup':
      return isHeldByCarrier(event) ? 'held_at_counter' : undefined;
    case 'order_reminder':
      return isPickup && event.phase === 'ready' ? 'pickup_reminder' : undefined;
    case 'delivery_rescheduled':
      return isPickup ? 'pickup_rescheduled' : undefined;
    case 'out_for_delivery':
      return isToday(event, order, now) ? undefined : 'out_for_delivery_undated';
    default:
      return undefined;
  }
};

const atCounter = (event: OrderEvent, { shipments }: Order): PickupFacts => {
  const parcel = shipments.find(({ trackingNumber }) => trackingNumber === event.trackingNumber);
  const place = parcel?.heldAt ?? event.location;
  return { ...definedFields({ place }), since: event.occurredAt };
};

/** What the seller said with the event comes before what the order says. */
const atSeller = (type: NotificationType, event: OrderEvent, { estimatedPickupAt, pickup }: Order): PickupFacts => {
  const isReady = type === 'ready_for_pickup';
  const place = (isReady ? event.location : undefined) ?? pickup?.place;
  const instructions = (isReady ? event.notes : undefined) ?? pickup?.instructions;
  return {
    ...definedFields({ place, at: estimatedPickupAt }),
    ...(isReady && estimatedPickupAt === undefined && { since: event.occurredAt }),
    ...definedFields({ instructions, hours: pickup?.hours }),
  };
};

/** When, where and how to collect, where the message is about that. */
export const pickupFacts = (
  type: NotificationType,
  variant: TextVariant | undefined,
  event: OrderEvent,
  order: Order,
): PickupFacts | undefined => {
  if (variant === 'held_at_counter') return atCounter(event, order);
  const isConfirmation = type === 'order_confirmed' && order.fulfilmentType === 'pickup';
  const asksToCollect =
    type === 'ready_for_pickup' || variant === 'pickup_reminder' || variant === 'pickup_rescheduled';
  return asksToCollect || isConfirmation ? atSeller(type, event, order) : undefined;
};
