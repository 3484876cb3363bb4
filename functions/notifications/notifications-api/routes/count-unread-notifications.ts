import { NOTIFICATIONS_OPERATIONS } from '../../../../shared/contract/operations/notifications.ts';
import { implement } from '../../../http/http-api.ts';
import { ok } from '../../../http/responses.ts';
import type { NotificationsDependencies } from '../dependencies.ts';
import { inboxOfRequest } from '../inbox-access.ts';

export const countUnreadNotifications = implement(
  NOTIFICATIONS_OPERATIONS.countUnreadNotifications,
  async ({ query: { sellerId }, caller }, { inbox }: NotificationsDependencies) =>
    ok({ unread: await inbox.countUnread(inboxOfRequest(caller, sellerId)) }),
);
