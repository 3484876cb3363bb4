import { NOTIFICATIONS_OPERATIONS } from '../../../../shared/contract/operations/notifications.ts';
import { notFound } from '../../../../shared/contract/problem.ts';
import { implement } from '../../../http/http-api.ts';
import { ok } from '../../../http/responses.ts';
import type { NotificationsDependencies } from '../dependencies.ts';
import { inboxOfRequest } from '../inbox-access.ts';

export const readNotification = implement(
  NOTIFICATIONS_OPERATIONS.readNotification,
  async (
    { params: { notificationId }, query: { sellerId }, caller },
    { inbox, publishInboxChange, clock }: NotificationsDependencies,
  ) => {
    const owner = inboxOfRequest(caller, sellerId);
    const outcome = await inbox.markRead(owner, notificationId, clock.now().toISOString());
    if (outcome === 'absent') throw notFound('The notification');
    if (outcome === 'read') await publishInboxChange(owner, { read: [notificationId] });
    return ok({ success: true, unread: await inbox.countUnread(owner) });
  },
);
