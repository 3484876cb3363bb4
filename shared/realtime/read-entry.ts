import type { Clock } from '../clock/clock.ts';
import type { ServerMessage } from '../contract/socket.ts';
import { type InboxOwner, inboxesOf } from '../notifications/inbox/inbox-owner.ts';
import type { InboxStore } from '../notifications/inbox/inbox-store.ts';
import type { Caller } from '../security/caller.ts';
import type { InboxChange } from './inbox-change.ts';

export interface ReadEntryDependencies {
  readonly inbox: Pick<InboxStore, 'markRead' | 'countUnread'>;
  /** Has the change sent to the owner's other devices. */
  readonly publishInboxChange: (owner: InboxOwner, change: Pick<InboxChange, 'read'>) => Promise<void>;
  readonly clock: Clock;
}

/** Marks an entry of the caller's own inbox, or of one of their shops', as read; `undefined` where they have no such entry. */
export const readEntry = async (
  caller: Caller,
  notificationId: string,
  { inbox, publishInboxChange, clock }: ReadEntryDependencies,
): Promise<readonly ServerMessage[] | undefined> => {
  const at = clock.now().toISOString();
  for (const owner of inboxesOf(caller)) {
    const outcome = await inbox.markRead(owner, notificationId, at);
    if (outcome === 'absent') continue;
    const read = [notificationId];
    if (outcome === 'read') await publishInboxChange(owner, { read });
    return [{ type: 'inbox_changed', unread: await inbox.countUnread(owner), read, archived: [] }];
  }
  return undefined;
};
