import { type MaybeRefOrGetter, type ShallowRef, shallowRef, toValue, watchEffect } from 'vue';
import type { OrdersView, OrderView, Watched, Wismo } from './index.ts';

/** The newest state, and the error that ended the watching. */
export interface WatchedRefs<View> {
  readonly view: Readonly<ShallowRef<View | undefined>>;
  readonly error: Readonly<ShallowRef<unknown>>;
}

/** Watches as long as its component lives, and anew when what it depends on changes. */
const useWatched = <View>(watch: () => Watched<View> | undefined): WatchedRefs<View> => {
  const view = shallowRef<View | undefined>(undefined);
  const error = shallowRef<unknown>(undefined);
  watchEffect((onCleanup) => {
    const watched = watch();
    view.value = undefined;
    error.value = undefined;
    if (watched === undefined) return;
    const stop = watched.subscribe(
      (next) => {
        view.value = next;
      },
      (reason) => {
        error.value = reason;
      },
    );
    onCleanup(stop);
  });
  return { view, error };
};

/** An order as it stands and moves; nothing is watched without an id. */
export const useOrder = (wismo: Wismo, orderId: MaybeRefOrGetter<string | null | undefined>): WatchedRefs<OrderView> =>
  useWatched(() => {
    const id = toValue(orderId);
    return id ? wismo.watch.order(id) : undefined;
  });

/** The caller's own orders, and how many entries of their inbox are unread. */
export const useMyOrders = (wismo: Wismo): WatchedRefs<OrdersView> => useWatched(() => wismo.watch.me());

/** A shop's orders, new ones as they come. */
export const useShopOrders = (
  wismo: Wismo,
  sellerId: MaybeRefOrGetter<string | null | undefined>,
): WatchedRefs<OrdersView> =>
  useWatched(() => {
    const id = toValue(sellerId);
    return id ? wismo.watch.seller(id) : undefined;
  });

export { WismoLive, WismoOrder, WismoProgress, WismoStatus, WismoTimeline } from './parts/vue-parts.ts';
