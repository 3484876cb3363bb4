import { type ComputedRef, computed, type Ref, toValue, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import type { Order, OrderStatus, StoreOrder, Timeline } from '../../../client/src/index.ts';
import { useOrder } from '../../../client/src/vue.ts';
import { api } from '../session/api.ts';
import { type Loaded, useLoaded } from './use-loaded.ts';

/** Everything that a page shows of one order. */
export interface OrderPage {
  readonly order: Order;
  readonly status: OrderStatus;
  readonly timeline: Timeline;
  /** Replacements and drivers, where the order has any. */
  readonly store: StoreOrder | undefined;
}

type DriverPlace = NonNullable<StoreOrder['driver_location']>;

export interface LoadedOrderPage extends Loaded<OrderPage> {
  /** Where the driver was last, as it is heard; absent once the order is no longer on its way. */
  readonly driverPlace: ComputedRef<DriverPlace | undefined>;
}

const ON_THE_WAY = ['in_transit', 'out_for_delivery'];

const PAGE = 100;
/** As many entries as the longest orders have; what is left out is said by the cursor that stays. */
const MAX_PAGES = 5;

/** The timeline, page by page: the newest entries are on the last one. */
const readTimeline = async (orderId: string, signal: AbortSignal): Promise<Timeline> => {
  let read = await api().getOrderTimeline({ orderId, limit: PAGE }, { signal });
  for (let page = 1; page < MAX_PAGES && read.pagination.nextCursor !== null; page += 1) {
    const cursor = read.pagination.nextCursor;
    const next = await api().getOrderTimeline({ orderId, limit: PAGE, cursor }, { signal });
    read = { ...next, timeline: [...read.timeline, ...next.timeline] };
  }
  return read;
};

const load = async (orderId: string, signal: AbortSignal): Promise<OrderPage> => {
  const [{ order }, status, timeline] = await Promise.all([
    api().getOrder({ orderId }, { signal }),
    api().getOrderStatus({ orderId, limit: 1 }, { signal }),
    readTimeline(orderId, signal),
  ]);
  if (status === undefined) throw new Error('the status came without content');
  const isOfStore = status.actions.some((action) => action.includes('substitution')) || order.shipping.driver !== null;
  const store = isOfStore ? await api().getTracking({ order_id: orderId }, { signal }) : undefined;
  return { order, status, timeline, store };
};

/**
 * The order as it is, read anew when it is heard that it has moved, and in another language when that is chosen.
 * @param isRemembered Whether the tab shows it at once at the next visit, and without a network.
 */
export const useOrderPage = (orderId: Ref<string>, isRemembered = false): LoadedOrderPage => {
  const loaded = useLoaded(
    (signal) => load(toValue(orderId), signal),
    isRemembered ? () => `order:${toValue(orderId)}` : undefined,
  );
  const { view } = useOrder(api(), orderId);
  const { locale } = useI18n();
  // It may have moved between its parts being read, and being followed: whichever comes last compares.
  watch([view, loaded.data], ([now, read]) => {
    if (now === undefined || read === undefined) return;
    if (now.version > Math.min(read.status.version, read.order.version)) void loaded.reload();
  });
  watch([orderId, locale], () => void loaded.reload());
  const driverPlace = computed(() => {
    const { status, store } = loaded.data.value ?? {};
    if (status === undefined || !ON_THE_WAY.includes(status.phase)) return undefined;
    return view.value?.driver ?? store?.driver_location ?? undefined;
  });
  return { ...loaded, driverPlace };
};
