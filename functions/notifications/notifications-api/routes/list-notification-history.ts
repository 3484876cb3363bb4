import * as z from 'zod';
import { NOTIFICATIONS_OPERATIONS } from '../../../../shared/contract/operations/notifications.ts';
import { notFound } from '../../../../shared/contract/problem.ts';
import { definedFields } from '../../../../shared/defined-fields.ts';
import type { Notification } from '../../../../shared/notifications/notification.ts';
import type { Order } from '../../../../shared/orders/model/order.ts';
import { actorsOf, isOperator } from '../../../../shared/security/actors.ts';
import type { Caller } from '../../../../shared/security/caller.ts';
import { implement } from '../../../http/http-api.ts';
import { visibleOrder } from '../../../http/order-access.ts';
import { pagedList } from '../../../http/pagination.ts';
import { ok } from '../../../http/responses.ts';
import { historyEntryResponse } from '../../responses/history-entry.ts';
import type { NotificationsDependencies } from '../dependencies.ts';

const position = z.record(z.string(), z.string());

/** Orders that are looked into for one page: most have some notifications. */
const ORDERS_PER_READ = 5;

type Deps = Pick<NotificationsDependencies, 'store' | 'notifications'>;

/** A shop sees what went to itself; the buyer, what went to them; support, everything. */
const isFor =
  (caller: Caller, order: Order) =>
  (notification: Notification): boolean => {
    if (isOperator(caller)) return true;
    const roles = actorsOf(caller, order).map(({ role }) => role);
    const audience = notification.audience === 'customer' ? 'customer' : notification.audience;
    return roles.some((role) => role === audience);
  };

const entriesOf = async (caller: Caller, order: Order, { notifications }: Deps) => {
  const all = await notifications.listForOrder(order.orderId);
  return all
    .filter(isFor(caller, order))
    .toReversed()
    .map((one) => historyEntryResponse(one, order));
};

const customerOf = (caller: Caller, customerId: string | undefined): string => {
  if (caller.kind !== 'user') throw notFound('The history');
  if (customerId !== undefined && customerId !== caller.sub && !isOperator(caller)) throw notFound('The history');
  return customerId ?? caller.sub;
};

export const listNotificationHistory = implement(
  NOTIFICATIONS_OPERATIONS.listNotificationHistory,
  async ({ query: { limit, cursor, orderId, customerId }, caller }, deps: NotificationsDependencies) => {
    const { store, cursors } = deps;
    if (orderId !== undefined) {
      const { order } = await visibleOrder(store, caller, orderId);
      const pages = pagedList(cursors, { scope: `history:order:${orderId}`, position });
      const entries = await entriesOf(caller, order, deps);
      return ok({ notifications: entries, pagination: await pages.paginationOf({ limit }, undefined) });
    }
    const owner = { kind: 'customer', id: customerOf(caller, customerId) } as const;
    const pages = pagedList(cursors, { scope: `history:${JSON.stringify(owner)}`, position });
    let after = await pages.positionOf(cursor);
    const entries = [];
    do {
      const query = { owner, sortBy: 'createdAt', sortOrder: 'desc', limit: ORDERS_PER_READ } as const;
      const { orders, next } = await store.list({ ...query, ...definedFields({ after }) });
      for (const order of orders) entries.push(...(await entriesOf(caller, order, deps)));
      after = next;
    } while (after !== undefined && entries.length < limit);
    return ok({ notifications: entries, pagination: await pages.paginationOf({ limit }, after) });
  },
);
