import * as z from 'zod';
import { NOTIFICATIONS_OPERATIONS } from '../../../../shared/contract/operations/notifications.ts';
import { notFound } from '../../../../shared/contract/problem.ts';
import { definedFields } from '../../../../shared/defined-fields.ts';
import { implement } from '../../../http/http-api.ts';
import { ok } from '../../../http/responses.ts';
import { inboxEntryResponse } from '../../responses/inbox-entry.ts';
import type { InboxDependencies } from '../dependencies.ts';

const storePosition = z.record(z.string(), z.string()).optional();

export const listNotifications = implement(
  NOTIFICATIONS_OPERATIONS.listNotifications,
  async ({ query: { limit, cursor, state }, caller }, { notifications, store, cursors }: InboxDependencies) => {
    if (caller.kind !== 'user') throw notFound('The list');
    const scope = `inbox:${JSON.stringify([caller.sub, state ?? 'all'])}`;
    const after = storePosition.parse(await cursors.open(scope, cursor));
    const page = await notifications.listInbox(caller.sub, {
      limit,
      isUnread: state === 'unread',
      ...definedFields({ after }),
    });
    const orders = await store.getMany(page.notifications.map(({ orderId }) => orderId));
    const byId = new Map(orders.map((order) => [order.orderId, order]));
    return ok({
      notifications: page.notifications.map((one) => inboxEntryResponse(one, byId.get(one.orderId))),
      pagination: {
        page: null,
        limit,
        total: null,
        totalPages: null,
        nextCursor: await cursors.seal(scope, page.next),
      },
    });
  },
);
