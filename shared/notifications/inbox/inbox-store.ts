import type { Instant } from '../../calendar/instant.ts';
import type { Notification } from '../notification.ts';

export interface InboxPage {
  readonly entries: readonly Notification[];
  readonly next?: Readonly<Record<string, string>>;
}

export interface InboxPageOptions {
  readonly limit: number;
  readonly after?: Readonly<Record<string, string>>;
  readonly isUnread?: boolean;
}

/**
 * What people have in their inbox. The number of unread entries is counted from the very rows that list them, and stored
 * nowhere: there is nothing that could differ from the list.
 */
export interface InboxStore {
  /** Newest first, without what is archived. */
  list(userId: string, options: InboxPageOptions): Promise<InboxPage>;
  countUnread(userId: string): Promise<number>;
  /** Repeated, the first time stays. `absent`: the person has no such entry. */
  markRead(userId: string, notificationId: string, at: Instant): Promise<'read' | 'was_read' | 'absent'>;
  /** Every unread entry that was there at that time; those that come meanwhile stay unread. Returns their ids. */
  markAllRead(userId: string, at: Instant): Promise<readonly string[]>;
  /** Neither listed nor counted any more; the notification itself stays in its order's timeline. */
  archive(userId: string, notificationId: string, at: Instant): Promise<'archived' | 'absent'>;
}
