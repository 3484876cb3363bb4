import type { Clock } from '../clock/clock.ts';
import type { EventMessage } from '../contract/socket.ts';
import type { InboxOwner } from '../notifications/inbox/inbox-owner.ts';
import type { InboxRow, InboxStore } from '../notifications/inbox/inbox-store.ts';
import type { NotificationStore } from '../notifications/notification-store.ts';
import { inboxMessages } from './broadcast-inbox.ts';

/** Between two looks at an inbox; each is one small query. */
export const INBOX_POLL_MILLISECONDS = 2_000;
/** The newest entries are looked at: of older ones the number of what is unread is right, and no id is named. */
export const WATCHED_ENTRIES = 20;

export interface InboxWatchDependencies {
  readonly inbox: Pick<InboxStore, 'newest' | 'countUnread'>;
  readonly notifications: Pick<NotificationStore, 'get'>;
  readonly clock: Clock;
}

/** What changes in an inbox, for a stream. */
export interface InboxWatch {
  /**
   * What changed since it was asked last, as a socket is sent it; at first the number of unread entries alone, from which
   * a client that comes back sees whether it has missed any.
   */
  changes(): Promise<readonly EventMessage[]>;
}

type Seen = ReadonlyMap<string, InboxRow>;

const byId = (rows: readonly InboxRow[]): Seen => new Map(rows.map((row) => [row.notificationId, row]));

/** An entry that is older than what was looked at first only takes the place of one that was archived. */
const firstPlaceOf = (rows: readonly InboxRow[]): string =>
  rows.length < WATCHED_ENTRIES ? '' : (rows.at(-1)?.position ?? '');

const differences = (before: Seen, now: readonly InboxRow[], firstPlace: string) => {
  const present = byId(now);
  const oldest = firstPlaceOf(now);
  return {
    added: now.filter(({ notificationId, position }) => position > firstPlace && !before.has(notificationId)),
    read: now.flatMap(({ notificationId, isUnread }) =>
      !isUnread && before.get(notificationId)?.isUnread === true ? [notificationId] : [],
    ),
    archived: [...before.values()].flatMap(({ notificationId, position }) =>
      position >= oldest && !present.has(notificationId) ? [notificationId] : [],
    ),
  };
};

/** Watches by looking: streams have nobody who could send to them. */
export const watchInbox = (owner: InboxOwner, dependencies: InboxWatchDependencies): InboxWatch => {
  const { inbox, clock } = dependencies;
  let seen: Seen | undefined;
  let firstPlace = '';
  let lookedAt = 0;
  return {
    changes: async () => {
      const now = clock.now().getTime();
      if (seen !== undefined && Math.abs(now - lookedAt) < INBOX_POLL_MILLISECONDS) return [];
      lookedAt = now;
      const rows = await inbox.newest(owner, WATCHED_ENTRIES);
      if (seen === undefined) {
        seen = byId(rows);
        firstPlace = firstPlaceOf(rows);
        return [{ type: 'inbox_changed', unread: await inbox.countUnread(owner), read: [], archived: [] }];
      }
      const { added, read, archived } = differences(seen, rows, firstPlace);
      // What was given is not given again, wherever the newest entries end by then.
      seen = new Map([...seen, ...byId(rows)].filter(([id]) => !archived.includes(id)));
      if (added.length + read.length + archived.length === 0) return [];
      return inboxMessages({ owner, added: added.toReversed(), read, archived }, dependencies);
    },
  };
};
