import type { Instant } from '../calendar/instant.ts';
import type { NotificationAudience } from '../contract/channel-descriptor.ts';
import type { ChannelId } from '../contract/channel-registry.ts';
import type { Locale } from '../contract/locale.ts';
import type { Estimate } from '../orders/model/estimate.ts';
import type { ItemCounts } from '../orders/model/item-count.ts';
import type { PickupPlace } from '../orders/model/order.ts';
import type { TextVariant } from '../workflows/text-variants.ts';
import type { NotificationType, Phase, Priority } from '../workflows/workflow.ts';

const NOTIFICATION_STATUSES = [
  'pending',
  'scheduled',
  /** Claimed by an attempt; shown outside as `pending`. */
  'sending',
  'sent',
  'delivered',
  'failed',
  'opened',
  'clicked',
  'withdrawn',
  'suppressed',
] as const;
export type NotificationStatus = (typeof NOTIFICATION_STATUSES)[number];

export interface NotificationAttempt {
  readonly attemptId: string;
  readonly at: Instant;
  /** Absent while it runs, and for good where the function died in it. */
  readonly outcome?: 'accepted' | 'refused' | 'withdrawn' | 'blocked' | 'throttled' | 'unavailable' | 'unknown';
  readonly error?: string;
  /** Who was to carry it; absent in records of earlier versions. */
  readonly provider?: string;
}

/** What somebody who collects an order has to know, as far as it is known. */
export interface PickupFacts {
  readonly place?: PickupPlace;
  readonly at?: Estimate;
  /** Where no time was agreed: from when on it can be collected. */
  readonly since?: Instant;
  /** The seller's own words. */
  readonly instructions?: string;
  readonly hours?: string;
}

/** One of several messages that go as one. */
export interface DigestEntry extends NotificationName {
  readonly orderNumber: string;
  readonly type: NotificationType;
  readonly variant?: TextVariant;
}

/** What the message says: the order as the event left it, so that a late message does not show a later state. */
export interface NotificationFacts {
  readonly orderNumber: string;
  readonly status: string;
  readonly phase: Phase;
  readonly carrier?: string;
  readonly trackingNumber?: string;
  readonly estimatedDelivery?: Estimate;
  readonly reason?: string;
  readonly occurredAt: Instant;
  /** Only where the message asks to come and collect. */
  readonly pickup?: PickupFacts;
  /** Where some of the items, and not all, have left or come. */
  readonly itemCounts?: ItemCounts;
  /** Cycle of a subscription. */
  readonly cycle?: number;
  /** The texts to use in the place of the type's own. */
  readonly variant?: TextVariant;
  /** Where it speaks for several, itself among them, the oldest first. */
  readonly digest?: readonly DigestEntry[];
  /** What a person wrote, in a message of type `custom`. */
  readonly message?: { readonly subject?: string; readonly text: string };
}

/**
 * One message to one recipient over one channel. Carries no address: it is read from the order when the message is
 * sent, and shown masked.
 */
export interface Notification {
  /** Digest of event, recipient, channel and template: planning twice makes one. */
  readonly notificationId: string;
  readonly orderId: string;
  /** The event that it is about, or the request that it responds to. */
  readonly eventId: string;
  readonly buyerId?: string;
  /**
   * Whose settings and inbox it belongs to: `user:<sub>`, `guest:<order>`, `seller:<shop>` or `support`. Absent in records
   * of earlier versions.
   */
  readonly ownerId?: string;
  readonly type: NotificationType;
  readonly channel: ChannelId;
  readonly audience: NotificationAudience;
  readonly priority: Priority;
  readonly status: NotificationStatus;
  readonly locale: Locale;
  readonly templateId: string;
  readonly templateVersion: number;
  /** Written by earlier versions when they planned; now it is a part of the message. */
  readonly subject?: string;
  /** The parts of the sent message that its channel stores: `subject`, or `title` and `body`. */
  readonly message?: Readonly<Record<string, string>>;
  /** Masked; absent where no address is known. */
  readonly recipient?: string;
  readonly facts: NotificationFacts;
  readonly createdAt: Instant;
  /** It responds to what the person did: no quiet hours hold it. */
  readonly isAwaited?: true;
  /** No event asked for it: somebody wrote it, or tried how one looks. */
  readonly isWritten?: true;
  /** When it may go, while its status is `scheduled`. */
  readonly scheduledAt?: Instant;
  readonly sentAt?: Instant;
  readonly deliveredAt?: Instant;
  readonly openedAt?: Instant;
  readonly clickedAt?: Instant;
  /** Returned, or refused by whoever was to hand it on, after its provider had accepted it. */
  readonly bouncedAt?: Instant;
  /** Reported as unwanted by its recipient. */
  readonly complainedAt?: Instant;
  /** Of an entry of an inbox. */
  readonly readAt?: Instant;
  readonly archivedAt?: Instant;
  readonly providerMessageId?: string;
  /** Who accepted it; absent in records of earlier versions. */
  readonly provider?: string;
  /** How the message begins, for whoever looks into the log. */
  readonly preview?: string;
  readonly attempts: readonly NotificationAttempt[];
  /** The message that speaks for it. */
  readonly digestId?: string;
  /** Why it failed or was suppressed: a code, never personal data. */
  readonly error?: string;
}

/** Why a message never goes that another one speaks for. */
export const IN_DIGEST = 'in_digest';

/** By what a notification is found. */
export type NotificationName = Pick<Notification, 'orderId' | 'notificationId'>;

/** What providers report of a notification that they have accepted, and the field that has its time. */
export const RECEIPT_FIELDS = {
  delivered: 'deliveredAt',
  bounced: 'bouncedAt',
  opened: 'openedAt',
  clicked: 'clickedAt',
  complained: 'complainedAt',
} as const satisfies Readonly<Record<string, keyof Notification>>;
export type ReceiptFact = keyof typeof RECEIPT_FIELDS;

/** What stands of a notification in its order's timeline. */
export interface NotificationSummary
  extends Pick<
    Notification,
    'notificationId' | 'type' | 'channel' | 'audience' | 'status' | 'createdAt' | 'sentAt' | 'deliveredAt'
  > {
  readonly variant?: TextVariant;
}

/**
 * The status of a notification by what is known of it: the latest stage that it has reached, in whatever order that
 * became known. One that was opened did not bounce, whatever a mail server said; a complaint changes no status.
 */
export const statusOf = (
  planned: Pick<Notification, 'status' | 'clickedAt' | 'openedAt' | 'readAt' | 'bouncedAt' | 'deliveredAt'>,
): NotificationStatus => {
  if (planned.clickedAt !== undefined) return 'clicked';
  if (planned.openedAt !== undefined || planned.readAt !== undefined) return 'opened';
  if (planned.bouncedAt !== undefined) return 'failed';
  return planned.deliveredAt === undefined ? planned.status : 'delivered';
};

/** A notification on its way, with the page it leads to. The link may carry a guest's token: it is never listed. */
export interface PlannedNotification {
  readonly notification: Notification;
  readonly link: string;
}
