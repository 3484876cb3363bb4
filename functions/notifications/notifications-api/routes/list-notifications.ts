import * as z from 'zod';
import { NOTIFICATIONS_OPERATIONS } from '../../../../shared/contract/operations/notifications.ts';
import { definedFields } from '../../../../shared/defined-fields.ts';
import { farmInbox } from '../../../../shared/dialects/farm.ts';
import { implement } from '../../../http/http-api.ts';
import { pagedList } from '../../../http/pagination.ts';
import { ok } from '../../../http/responses.ts';
import { inboxEntryResponse } from '../../responses/inbox-entry.ts';
import type { NotificationsDependencies } from '../dependencies.ts';
import { inboxOfRequest } from '../inbox-access.ts';

const position = z.record(z.string(), z.string());

export const listNotifications = implement(
  NOTIFICATIONS_OPERATIONS.listNotifications,
  async (
    { query: { limit, cursor, state, farmId, sellerId = farmId, dialect }, caller },
    { inbox, store, cursors }: NotificationsDependencies,
  ) => {
    const owner = inboxOfRequest(caller, sellerId);
    const pages = pagedList(cursors, { scope: `inbox:${JSON.stringify([owner, state ?? 'all'])}`, position });
    const after = await pages.positionOf(cursor);
    const page = await inbox.list(owner, { limit, isUnread: state === 'unread', ...definedFields({ after }) });
    const orders = await store.getMany(page.entries.map(({ orderId }) => orderId));
    const byId = new Map(orders.map((order) => [order.orderId, order]));
    const notifications = page.entries.map((one) => inboxEntryResponse(one, byId.get(one.orderId)));
    return ok({
      notifications,
      pagination: await pages.paginationOf({ limit }, page.next),
      ...((dialect === 'farm' || farmId !== undefined) && farmInbox(notifications)),
    });
  },
);
