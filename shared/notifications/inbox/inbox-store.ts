import type { Instant } from '../../calendar/instant.ts';
import type { Notification } from '../notification.ts';
import type { InboxOwner } from './inbox-owner.ts';

export interface InboxPage {
  readonly entries: readonly Notification[];
  readonly next?: Readonly<Record<string, string>>;
}

export interface InboxPageOptions {
  readonly limit: number;
  readonly after?: Readonly<Record<string, string>>;
  readonly isUnread?: boolean;
}

/** An entry as the index has it. */
export interface InboxRow {
  readonly orderId: string;
  readonly notificationId: string;
  /** Sorts by time. */
  readonly position: string;
  readonly isUnread: boolean;
}

/**
 * What people have in their inbox. The number of unread entries is counted from the very rows that list them, and stored
 * nowhere: there is nothing that could differ from the list. It costs what is unread, however much was read.
 */
export interface InboxStore {
  /** Newest first, without what is archived. */
  list(owner: InboxOwner, options: InboxPageOptions): Promise<InboxPage>;
  /** The newest entries, newest first, by the index alone: it may lag by a moment. */
  newest(owner: InboxOwner, limit: number): Promise<readonly InboxRow[]>;
  countUnread(owner: InboxOwner): Promise<number>;
  /** Repeated, the first time stays. `absent`: the owner has no such entry. */
  markRead(owner: InboxOwner, notificationId: string, at: Instant): Promise<'read' | 'was_read' | 'absent'>;
  /**
   * The unread entries that were there at that time, the newest first and some thousands at most; those that come meanwhile
   * stay unread. Returns their ids.
   */
  markAllRead(owner: InboxOwner, at: Instant): Promise<readonly string[]>;
  /** Neither listed nor counted any more; the notification itself stays in its order's timeline. */
  archive(owner: InboxOwner, notificationId: string, at: Instant): Promise<'archived' | 'absent'>;
}
