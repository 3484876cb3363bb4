import { computed, type ComputedRef, watch } from 'vue';
import type { ActiveOrdersOrder, OrderRow, Phase } from '../../../../client/src/index.ts';
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
): Pick<Loaded<unknown>, 'trouble' | 'reload'> & { readonly orders: ComputedRef<readonly ListedOrder[] | undefined> } => {
  const { data, trouble, reload } = useLoaded((signal) => listed(buyerId, signal));
  const { view } = useMyOrders(api());
  const orders = computed(() =>
    data.value?.map((row) => {
      const now = view.value?.orders.get(row.orderId);
      if (now === undefined || now.version <= row.version) return row;
      return { ...row, status: now.status, phase: now.phase as Phase, version: now.version };
    }),
  );
  // A row does not say all of a new order, nor of a new estimate.
  watch(view, (now, before) => {
    if (now?.message === undefined || !('orderId' in now.message)) return;
    const { orderId } = now.message;
    const isNew = orderId !== undefined && !data.value?.some((row) => row.orderId === orderId);
    const hasEnded = orderId !== undefined && isFinal((now.orders.get(orderId)?.phase ?? 'placed') as Phase);
    const isLater = now.orders.get(orderId ?? '')?.estimatedDelivery !== before?.orders.get(orderId ?? '')?.estimatedDelivery;
    if (isNew || hasEnded || isLater) void reload();
  });
  return { orders, trouble, reload };
};
