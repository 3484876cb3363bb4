import { type ComputedRef, computed, watch } from 'vue';
import type { ActiveOrdersOrder, OrderRow, OrderState, Phase } from '../../../../client/src/index.ts';
import { useMyOrders } from '../../../../client/src/vue.ts';
import { isFinal } from '../../parts/phases.ts';
import { type Loaded, useLoaded } from '../../parts/use-loaded.ts';
import { api } from '../../session/api.ts';

export type ListedOrder = OrderRow & Partial<Pick<ActiveOrdersOrder, 'nextExpected'>>;

const MAX_LISTED = 100;

const listed = async (buyerId: string, signal: AbortSignal): Promise<readonly ListedOrder[]> => {
  const { orders } = await api().listBuyerOrders({ buyerId, limit: MAX_LISTED }, { signal });
  return orders;
};

/** The caller's orders as rows, each moved by what is heard of it live. */
export const useListedOrders = (
  buyerId: string,
): Pick<Loaded<unknown>, 'trouble' | 'reload'> & {
  readonly orders: ComputedRef<readonly ListedOrder[] | undefined>;
} => {
  const { data, trouble, reload } = useLoaded((signal) => listed(buyerId, signal));
  const { view } = useMyOrders(api());
  const orders = computed(() =>
    data.value?.map((row) => {
      const now = view.value?.orders.get(row.orderId);
      if (now === undefined || now.version <= row.version) return row;
      return { ...row, status: now.status, phase: now.phase as Phase, version: now.version };
    }),
  );
  // A row does not say all of a new order, nor of a new estimate; each is read anew once for what was heard of it.
  const heard = new Map<string, string>();
  watch([view, data], ([now, read]) => {
    if (now === undefined || read === undefined) return;
    const rows = new Map(read.map((row) => [row.orderId, row]));
    const hasNewFacts = ({ orderId, phase, estimatedDelivery }: OrderState): boolean => {
      const row = rows.get(orderId);
      const text = `${isFinal(phase as Phase)} ${estimatedDelivery}`;
      const differs = row === undefined || text !== `${isFinal(row.phase)} ${row.estimatedDelivery}`;
      if (!differs || heard.get(orderId) === text) return false;
      heard.set(orderId, text);
      return true;
    };
    if ([...now.orders.values()].filter(hasNewFacts).length > 0) void reload();
  });
  return { orders, trouble, reload };
};
