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

/** In a cursor: the order within which the page ended, and the notification that it ended with. */
const ORDER = 'withinOrder';
const LAST = 'last';

type Entry = ReturnType<typeof historyEntryResponse>;

interface Wanted {
  readonly limit: number;
  readonly after: Readonly<Record<string, string>> | undefined;
}

interface Page {
  readonly entries: readonly Entry[];
  readonly next: Readonly<Record<string, string>> | undefined;
}

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

/** The order's, newest first; those after the one that an earlier page ended with. */
const entriesOf = async (caller: Caller, order: Order, after: string | undefined, { notifications }: Deps) => {
  const all = (await notifications.listForOrder(order.orderId)).filter(isFor(caller, order)).toReversed();
  const last = all.findIndex(({ notificationId }) => notificationId === after);
  return all.slice(last + 1).map((one) => historyEntryResponse(one, order));
};

const customerOf = (caller: Caller, customerId: string | undefined): string => {
  if (caller.kind !== 'user') throw notFound('The history');
  if (customerId !== undefined && customerId !== caller.sub && !isOperator(caller)) throw notFound('The history');
  return customerId ?? caller.sub;
};

/** One order's. */
const pageOfOrder = async (caller: Caller, order: Order, { limit, after }: Wanted, deps: Deps): Promise<Page> => {
  const entries = await entriesOf(caller, order, after?.[LAST], deps);
  const shown = entries.slice(0, limit);
  const last = entries.length > limit ? shown.at(-1) : undefined;
  return { entries: shown, next: last && { [LAST]: last.id } };
};

/** A person's, order by order: the newest order first. A page may end within an order. */
const pageOfPerson = async (caller: Caller, id: string, { limit, after }: Wanted, deps: Deps): Promise<Page> => {
  const { [ORDER]: within, [LAST]: last, ...position } = after ?? {};
  const entries: Entry[] = [];
  let from = Object.keys(position).length > 0 ? position : undefined;
  let isSkipping = within !== undefined;
  do {
    const query = { sortBy: 'createdAt', sortOrder: 'desc', limit: ORDERS_PER_READ } as const;
    const owner = { kind: 'customer', id } as const;
    const { orders, next } = await deps.store.list({ owner, ...query, ...definedFields({ after: from }) });
    for (const order of orders) {
      const isWithin = order.orderId === within;
      if (isSkipping && !isWithin) continue;
      isSkipping = false;
      entries.push(...(await entriesOf(caller, order, isWithin ? last : undefined, deps)));
      const end = entries[limit - 1];
      if (entries.length > limit && end !== undefined)
        return { entries: entries.slice(0, limit), next: { ...from, [ORDER]: end.orderId, [LAST]: end.id } };
    }
    from = next;
  } while (from !== undefined && entries.length < limit);
  return { entries, next: from };
};

export const listNotificationHistory = implement(
  NOTIFICATIONS_OPERATIONS.listNotificationHistory,
  async ({ query: { limit, cursor, orderId, customerId }, caller }, deps: NotificationsDependencies) => {
    const { store, cursors } = deps;
    const order = orderId === undefined ? undefined : (await visibleOrder(store, caller, orderId)).order;
    const person = order === undefined ? customerOf(caller, customerId) : undefined;
    const pages = pagedList(cursors, { scope: `history:${JSON.stringify([order?.orderId, person])}`, position });
    const wanted = { limit, after: await pages.positionOf(cursor) };
    const { entries, next } =
      order === undefined
        ? await pageOfPerson(caller, person ?? '', wanted, deps)
        : await pageOfOrder(caller, order, wanted, deps);
    return ok({ notifications: entries, pagination: await pages.paginationOf({ limit }, next) });
  },
);
