import type { Order } from '../../../shared/orders/model/order.ts';
import type { OrderListQuery, OrderSort, OrderStore } from '../../../shared/orders/use-cases/order-store.ts';
import { indexKeys, sortableAmount } from '../../../shared/store/keys.ts';
import { matches } from '../../../shared/store/order-list-access.ts';
import type { MemoryState } from './memory-state.ts';

type ListFilter = Omit<OrderListQuery, 'limit' | 'after' | 'offset'>;

const isOwner = (order: Order, { kind, id }: OrderListQuery['owner']): boolean =>
  (kind === 'customer' ? order.buyerId : order.sellerId) === id;

const SORT_KEYS: Readonly<Record<OrderSort, (order: Order) => string>> = {
  createdAt: (order) => indexKeys.byTime(order.createdAt, order.orderId),
  status: (order) => indexKeys.byStatus(order.status, order.createdAt, order.orderId),
  totalAmount: (order) => `${sortableAmount(order.totalAmount)}#${order.orderId}`,
};

const compare = (a: string, b: string): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

const selected = (state: MemoryState, query: ListFilter): readonly (readonly [key: string, order: Order])[] => {
  const keyOf = SORT_KEYS[query.sortBy];
  const direction = query.sortOrder === 'asc' ? 1 : -1;
  return [...state.orders.values()]
    .filter((order) => isOwner(order, query.owner) && matches(order, query))
    .map((order) => [keyOf(order), order] as const)
    .sort(([a], [b]) => direction * compare(a, b));
};

const list =
  (state: MemoryState): OrderStore['list'] =>
  async (query) => {
    const { key: after } = query.after ?? {};
    const direction = query.sortOrder === 'asc' ? 1 : -1;
    const rest = selected(state, query)
      .filter(([key]) => after === undefined || direction * compare(key, after) > 0)
      .slice(query.offset ?? 0);
    const page = rest.slice(0, query.limit);
    const orders = page.map(([, order]) => structuredClone(order));
    const last = page.at(-1);
    return rest.length > page.length && last !== undefined ? { orders, next: { key: last[0] } } : { orders };
  };

/** Lists, counts and feeds of the memory store. */
export const memoryOrderLists = (
  state: MemoryState,
): Pick<OrderStore, 'list' | 'count' | 'idsInPhase' | 'feed' | 'eventsOf' | 'takeNumberBlock'> => ({
  list: list(state),
  count: async (query, max) => {
    const total = selected(state, query).length;
    return total > max ? undefined : total;
  },
  idsInPhase: async (phase, { limit, after = '' }) => {
    const inPhase = [...state.orders.values()]
      .filter((order) => order.phase === phase)
      .map((order) => [indexKeys.byTime(order.statusSince, order.orderId), order.orderId] as const)
      .filter(([key]) => key > after)
      .sort(([a], [b]) => compare(a, b));
    const page = inPhase.slice(0, limit);
    const orderIds = page.map(([, orderId]) => orderId);
    const next = inPhase.length > limit ? page.at(-1)?.[0] : undefined;
    return next === undefined ? { orderIds } : { orderIds, next };
  },
  feed: async ({ kind, id }, { afterEventId = '', limit, newestFirst = false }) =>
    [...state.events.values()]
      .flat()
      .filter((event) => (kind === 'customer' ? event.buyerId : event.sellerId) === id && event.eventId > afterEventId)
      .sort((a, b) => compare(a.eventId, b.eventId) * (newestFirst ? -1 : 1))
      .slice(0, limit)
      .map(({ orderId, seq, eventId }) => ({ orderId, seq, eventId })),
  eventsOf: async (entries) =>
    entries.flatMap(({ orderId, seq }) => structuredClone(state.events.get(orderId)?.[seq - 1]) ?? []),
  takeNumberBlock: async (year, size) => {
    const last = state.lastNumber.get(year) ?? 0;
    state.lastNumber.set(year, last + size);
    return last + 1;
  },
});
