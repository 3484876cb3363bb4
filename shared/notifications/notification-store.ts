import type { Instant } from '../calendar/instant.ts';
import type { Notification, PlannedNotification } from './notification.ts';

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
      /** What of the message the record keeps. */
      readonly message?: Notification['message'];
      /** The template that it was made with, where it is not the built-in one. */
      readonly template?: { readonly templateId: string; readonly version: number };
    }
  | { readonly outcome: 'refused' | 'blocked' | 'throttled' | 'unavailable'; readonly error: string }
  | { readonly outcome: 'unknown'; readonly error: string };

export interface NotificationPage {
  readonly notifications: readonly Notification[];
  readonly next?: Readonly<Record<string, string>>;
}

export interface PageOptions {
  readonly limit: number;
  readonly after?: Readonly<Record<string, string>>;
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
  /** Oldest first; an order has some dozens at most. */
  listForOrder(orderId: string): Promise<readonly Notification[]>;
  /** What a customer has in the inbox, newest first. A page may be short of its limit and have a next one. */
  listInbox(customerId: string, options: PageOptions & { readonly isUnread?: boolean }): Promise<NotificationPage>;
}
