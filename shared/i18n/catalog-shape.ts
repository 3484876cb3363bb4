import type { OrderEventType } from '../contract/events.ts';
import type { TextVariant } from '../workflows/text-variants.ts';
import type { NotificationType } from '../workflows/workflow.ts';
import type { Words } from './words.ts';

/** Liquid text of the variables that `shared/notifications/templates/variables.ts` declares. */
export interface NotificationTexts {
  readonly subject: string;
  readonly headline: string;
  readonly body: string;
}

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
    /** Of mails to those who neither ordered nor sell. */
    readonly workFooter: string;
  };
  readonly whatsapp: {
    /** Ends every message: Meta approves no template that ends in a variable. */
    readonly closing: string;
  };
}
