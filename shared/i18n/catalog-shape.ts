import type { OrderEventType } from '../contract/events.ts';
import type { NotificationType } from '../workflows/workflow.ts';
import type { Words } from './words.ts';

/** Liquid text of the variables that `shared/notifications/templates/variables.ts` declares. */
export interface NotificationTexts {
  readonly subject: string;
  readonly headline: string;
  readonly body: string;
}

/**
 * What a message says instead of its type's own texts: of a parcel that waits at a carrier's counter, which nobody at the
 * shop has packed to be collected; of an order that a farm confirmed, or that is collected; of a vehicle that did not
 * leave today; to a shop.
 */
export const TEXT_VARIANTS = [
  'farm_confirmed',
  'held_at_counter',
  'pickup_reminder',
  'pickup_rescheduled',
  'out_for_delivery_undated',
  'shop_update',
  'shop_cancelled',
  'shop_returned',
  'shop_refunded',
  'shop_completed',
  'shop_exception',
  'shop_dispute_opened',
  'shop_reminder',
] as const;
export type TextVariant = (typeof TEXT_VARIANTS)[number];

/** Every word of a language. A missing one does not compile. */
export interface Catalog extends Words {
  /** By SMS, to prove who holds a telephone: `{{ code }}` is six digits. */
  readonly phoneCode: string;
  readonly notifications: Readonly<Record<NotificationType, NotificationTexts>>;
  readonly variants: Readonly<Record<TextVariant, NotificationTexts>>;
  /** What happened, for a timeline; `status_changed` is shown by the status. */
  readonly events: Readonly<Record<OrderEventType, string>>;
  /** Of the move to `shipped` by a carrier that is known: `{{ carrier }}` is its name. */
  readonly shippedVia: string;
  readonly email: {
    readonly greeting: string;
    readonly greetingWithoutName: string;
    readonly order: string;
    readonly parcel: string;
    readonly status: string;
    readonly estimatedDelivery: string;
    readonly pickupPlace: string;
    readonly pickupAt: string;
    readonly pickupSince: string;
    readonly pickupHours: string;
    readonly pickupInstructions: string;
    readonly items: string;
    /** Behind a list that is cut, with `{{ count }}`. */
    readonly moreItems: string;
    readonly replacement: string;
    /** Of an item that the store can only refund. */
    readonly unavailable: string;
    readonly button: string;
    readonly total: string;
    readonly refund: string;
    readonly deliveryAddress: string;
    /** Of the link to where an order is rated. */
    readonly review: string;
    readonly unsubscribe: string;
    readonly footer: string;
    /** Before where to ask. */
    readonly support: string;
    readonly shopButton: string;
    readonly shopFooter: string;
  };
  readonly whatsapp: {
    /** Ends every message: Meta approves no template that ends in a variable. */
    readonly closing: string;
  };
}
