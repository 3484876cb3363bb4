import type { Instant } from '../calendar/instant.ts';
import type {
  Notification,
  NotificationName,
  NotificationSummary,
  PlannedNotification,
  ReceiptFact,
} from './notification.ts';

export interface NotificationClaim {
  readonly attemptId: string;
  readonly at: Instant;
  /** Until then nobody else sends it. */
  readonly leaseUntil: Instant;
}

export type ClaimResult =
  | { readonly outcome: 'claimed'; readonly planned: PlannedNotification }
  /** Another attempt holds it, at most until then. */
  | { readonly outcome: 'busy'; readonly leaseUntil?: Instant }
  /** Sent, failed or suppressed already. */
  | { readonly outcome: 'settled' }
  | { readonly outcome: 'absent' };

/** How an attempt ended. `unknown` keeps the claim: nobody sends again before its lease is over. */
export type AttemptResult =
  | {
      readonly outcome: 'accepted';
      readonly at: Instant;
      readonly providerMessageId: string;
      /** It has arrived as well. */
      readonly isDelivered?: true;
      /** What of the message is stored. */
      readonly message?: Notification['message'];
      /** How it begins, for whoever looks into the log. */
      readonly preview?: string;
      readonly provider?: string;
      /** It will be asked for by the provider's id of it. */
      readonly isFoundByMessageId?: true;
      /** The template that it was made with, where it is not the built-in one. */
      readonly template?: { readonly templateId: string; readonly version: number };
    }
  | {
      readonly outcome: 'refused' | 'withdrawn' | 'blocked' | 'throttled' | 'unavailable';
      readonly error: string;
      readonly provider?: string;
    }
  /** `leaseUntil`: where the claim holds for longer than it was made for, so that a receipt can come first. */
  | { readonly outcome: 'unknown'; readonly error: string; readonly provider?: string; readonly leaseUntil?: Instant };

/** A fact about a notification that its provider reports after having accepted it. */
export interface ReportedFact {
  readonly fact: ReceiptFact;
  readonly at: Instant;
  /** Why it bounced: a code, never personal data. */
  readonly error?: string;
}

/** The log of notifications and their recipients. */
export interface NotificationStore {
  /** Puts where absent; `false` when it was there. */
  create(planned: PlannedNotification): Promise<boolean>;
  claim(orderId: string, notificationId: string, claim: NotificationClaim): Promise<ClaimResult>;
  /**
   * Does nothing where the claim is no longer the attempt's own.
   *
   * @param claimed As the claim returned it: while the claim is held nobody else writes an attempt.
   */
  settle(claimed: Notification, attemptId: string, result: AttemptResult): Promise<void>;
  /** Nobody was asked to carry it: it waits as it did before the attempt, of which nothing is recorded. */
  release(claimed: Notification, attemptId: string): Promise<void>;
  /** The same, and it waits for a time, as one that was planned to. */
  postpone(claimed: Notification, attemptId: string, at: Instant): Promise<void>;
  /** Oldest first; an order has some dozens at most. */
  listForOrder(orderId: string): Promise<readonly Notification[]>;
  /** The same, and no more of each than a timeline has. */
  summariesForOrder(orderId: string): Promise<readonly NotificationSummary[]>;
  /** With the page that it leads to. */
  getPlanned(of: NotificationName): Promise<PlannedNotification | undefined>;
  /** By the provider's id of a message that was recorded to be found so; an index, which is a moment behind. */
  findByMessageId(providerId: string, messageId: string): Promise<NotificationName | undefined>;
  /** As it is at this moment. */
  get(orderId: string, notificationId: string): Promise<Notification | undefined>;
  /**
   * Each fact keeps its earliest time, so that receipts may be repeated and come in any order. A notification of which any
   * is known is not sent again: its provider has it.
   *
   * @returns `known`: nothing changed. `absent`: there is no such notification on that channel.
   */
  report(of: NotificationName, channel: string, reported: ReportedFact): Promise<'reported' | 'known' | 'absent'>;
  /** One that failed waits to be sent once more, and receipts of before count no more; `false` where it has not failed. */
  reopen(of: NotificationName, at: Instant): Promise<boolean>;
}
