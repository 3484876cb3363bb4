import { useEffect, useState } from 'react';
import type { OrdersView, OrderView, Watched, Wismo } from './index.ts';

/** The newest state, and the error that ended the watching. */
export interface WatchedState<View> {
  readonly view: View | undefined;
  readonly error: unknown;
}

type Id = string | null | undefined;
type Start<View> = (wismo: Wismo, id: string) => Watched<View>;

/**
 * Watches as long as the component is mounted, and anew when client or id change. What was seen of another id is not
 * shown for this one, not even until the effect has run.
 */
const useWatched = <View>(wismo: Wismo, id: Id, start: Start<View>): WatchedState<View> => {
  const [seen, setSeen] = useState<Partial<WatchedState<View>> & { readonly wismo?: Wismo; readonly id?: Id }>({});
  useEffect(() => {
    if (!id) return undefined;
    return start(wismo, id).subscribe(
      (view) => setSeen({ wismo, id, view }),
      (error) => setSeen({ wismo, id, error }),
    );
  }, [wismo, id, start]);
  const { view, error } = seen.wismo === wismo && seen.id === id ? seen : {};
  return { view, error };
};

const startOrder: Start<OrderView> = (wismo, id) => wismo.watch.order(id);
const startMine: Start<OrdersView> = (wismo) => wismo.watch.me();
const startShop: Start<OrdersView> = (wismo, id) => wismo.watch.seller(id);

/** An order as it stands and moves; nothing is watched without an id. */
export const useOrder = (wismo: Wismo, orderId: Id): WatchedState<OrderView> => useWatched(wismo, orderId, startOrder);

/** The caller's own orders, and how many entries of their inbox are unread. */
export const useMyOrders = (wismo: Wismo): WatchedState<OrdersView> => useWatched(wismo, 'me', startMine);

/** A shop's orders, new ones as they come. */
export const useShopOrders = (wismo: Wismo, sellerId: Id): WatchedState<OrdersView> =>
  useWatched(wismo, sellerId, startShop);
