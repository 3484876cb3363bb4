import { type ComputedRef, computed, shallowRef, watch } from 'vue';
import type { ActiveOrdersOrder, OrderRow, OrderState, Phase } from '../../../../client/src/index.ts';
import { isFinal } from '../../../../client/src/parts/looks.ts';
import { useMyOrders } from '../../../../client/src/vue.ts';
import { listedItems } from '../../parts/listed-items.ts';
import { type Loaded, useLoaded } from '../../parts/use-loaded.ts';
import { api } from '../../session/api.ts';

export type ListedOrder = OrderRow & Partial<Pick<ActiveOrdersOrder, 'nextExpected'>>;

/** What is read of the list. */
export const MAX_LISTED = 100;

const listed = async (buyerId: string, signal: AbortSignal): Promise<readonly ListedOrder[]> => {
  const { orders } = await api().listBuyerOrders({ buyerId, limit: MAX_LISTED }, { signal });
  return orders;
};

/** A list may not have a new order yet: it is read by itself. */
const rowOf = async (orderId: string): Promise<ListedOrder> => {
  const { order } = await api().getOrder({ orderId });
  return { ...order, items: listedItems(order) };
};

/** The caller's orders as rows, each moved by what is heard of it live. */
export const useListedOrders = (
  buyerId: string,
): Pick<Loaded<unknown>, 'trouble' | 'knownSince' | 'reload'> & {
  readonly orders: ComputedRef<readonly ListedOrder[] | undefined>;
} => {
  const { data, trouble, knownSince, reload } = useLoaded(
    (signal) => listed(buyerId, signal),
    () => `orders:${buyerId}`,
  );
  const { view } = useMyOrders(api());
  const added = shallowRef<readonly ListedOrder[]>([]);
  const rows = computed(() => {
    const known = new Set(data.value?.map(({ orderId }) => orderId));
    return data.value && [...added.value.filter(({ orderId }) => !known.has(orderId)), ...data.value];
  });
  const orders = computed(() =>
    rows.value?.map((row) => {
      const now = view.value?.orders.get(row.orderId);
      if (now === undefined || now.version <= row.version) return row;
      return { ...row, status: now.status, phase: now.phase as Phase, version: now.version };
    }),
  );
  const asked = new Set<string>();
  const add = async (orderId: string): Promise<void> => {
    asked.add(orderId);
    try {
      const row = await rowOf(orderId);
      added.value = [row, ...added.value];
    } catch {
      asked.delete(orderId);
    }
  };
  // A row does not say all of a new estimate: the list is read anew once for what was heard of it.
  const heard = new Map<string, string>();
  const hasNewFacts = ({ orderId, phase, estimatedDelivery }: OrderState, row: ListedOrder): boolean => {
    const text = `${isFinal(phase as Phase)} ${estimatedDelivery}`;
    if (text === `${isFinal(row.phase)} ${row.estimatedDelivery}` || heard.get(orderId) === text) return false;
    heard.set(orderId, text);
    return true;
  };
  watch([view, rows], ([now, read]) => {
    if (now === undefined || read === undefined) return;
    const byId = new Map(read.map((row) => [row.orderId, row]));
    let isOutdated = false;
    for (const state of now.orders.values()) {
      const row = byId.get(state.orderId);
      if (row !== undefined) isOutdated = hasNewFacts(state, row) || isOutdated;
      else if (!asked.has(state.orderId)) void add(state.orderId);
    }
    if (isOutdated) void reload();
  });
  return { orders, trouble, knownSince, reload };
};
