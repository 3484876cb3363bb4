import { NOTIFICATIONS_OPERATIONS } from '../../../../shared/contract/operations/notifications.ts';
import { notFound } from '../../../../shared/contract/problem.ts';
import { implement } from '../../../http/http-api.ts';
import { ok } from '../../../http/responses.ts';
import type { NotificationsDependencies } from '../dependencies.ts';
import { inboxOfRequest } from '../inbox-access.ts';

export const archiveNotification = implement(
  NOTIFICATIONS_OPERATIONS.archiveNotification,
  async (
    { params: { notificationId }, query: { sellerId }, caller },
    { inbox, publishInboxChange, clock }: NotificationsDependencies,
  ) => {
    const owner = inboxOfRequest(caller, sellerId);
    const outcome = await inbox.archive(owner, notificationId, clock.now().toISOString());
    if (outcome === 'absent') throw notFound('The notification');
    await publishInboxChange(owner, { archived: [notificationId] });
    return ok({ success: true, unread: await inbox.countUnread(owner) });
  },
);
