import { NOTIFICATIONS_OPERATIONS } from '../../../../shared/contract/operations/notifications.ts';
import { implement } from '../../../http/http-api.ts';
import { ok } from '../../../http/responses.ts';
import type { NotificationsDependencies } from '../dependencies.ts';
import { inboxOfRequest } from '../inbox-access.ts';

/** Ids that one message to a device holds; a page that misses some has the new number, and loads its list anew. */
const MAX_IDS_PUBLISHED = 500;

export const readAllNotifications = implement(
  NOTIFICATIONS_OPERATIONS.readAllNotifications,
  async ({ query: { sellerId }, caller }, { inbox, publishInboxChange, clock }: NotificationsDependencies) => {
    const owner = inboxOfRequest(caller, sellerId);
    const read = await inbox.markAllRead(owner, clock.now().toISOString());
    if (read.length > 0) await publishInboxChange(owner, { read: read.slice(0, MAX_IDS_PUBLISHED) });
    return ok({ success: true, read: read.length, unread: await inbox.countUnread(owner) });
  },
);
