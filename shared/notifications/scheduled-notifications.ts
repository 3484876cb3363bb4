import type { Instant } from '../calendar/instant.ts';
import type { Notification, NotificationName, PlannedNotification } from './notification.ts';

export interface ScheduledReference {
  readonly orderId: string;
  readonly notificationId: string;
  /** When it may go. */
  readonly at: Instant;
  /** It is looked at then too, beside the time that it has. */
  readonly isExtra?: boolean;
}

/** Notifications that wait for their time. Each change happens where one still waits, and nowhere else. */
export interface ScheduledNotificationStore {
  get(orderId: string, notificationId: string): Promise<PlannedNotification | undefined>;
  /** It goes now: it is to be sent like any other. `false` where it does not wait any more. */
  release(orderId: string, notificationId: string): Promise<boolean>;
  /**
   * It goes now and speaks for the others, which never go. All of it or, where one of them waits no more, nothing.
   */
  releaseTogether(leader: Notification, companions: readonly Notification[]): Promise<boolean>;
  /** It never goes. */
  withdraw(orderId: string, notificationId: string, reason: string): Promise<boolean>;
  /** Those of a person or shop that wait, some hundreds at most; one that was planned in this moment may be missing. */
  waitingOf(ownerId: string): Promise<readonly NotificationName[]>;
  /** It goes later. */
  postpone(reference: ScheduledReference): Promise<boolean>;
  /** All of them; an index, which is a moment behind. */
  list(): AsyncIterable<readonly ScheduledReference[]>;
}
