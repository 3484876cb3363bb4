/**
 * What a message says instead of its type's own texts: of a parcel that waits at a carrier's counter, which nobody at the
 * shop has packed to be collected; of an order that a farm confirmed, or that is collected; of a vehicle that did not
 * leave today; of a delay that lasts; of several orders; to a shop, its driver, or support.
 */
export const TEXT_VARIANTS = [
  'farm_confirmed',
  'held_at_counter',
  'pickup_reminder',
  'pickup_rescheduled',
  'out_for_delivery_undated',
  'still_delayed',
  'digest',
  'shop_update',
  'shop_cancelled',
  'shop_returned',
  'shop_refunded',
  'shop_completed',
  'shop_exception',
  'shop_dispute_opened',
  'shop_reminder',
  'shop_unscanned',
  'driver_new_delivery',
  'driver_cancelled',
  'driver_update',
  'support_reminder',
  'support_exception',
  'support_dispute_opened',
  'support_requested',
  'support_update',
] as const;
export type TextVariant = (typeof TEXT_VARIANTS)[number];
