import { useEffect, useState } from 'react';
import type { OrdersView, OrderView, Watched, Wismo } from './index.ts';

/** The newest state, and the error that ended the watching. */
export interface WatchedState<View> {
  readonly view: View | undefined;
  readonly error: unknown;
}

const NOTHING = { view: undefined, error: undefined };

type Start<View> = (wismo: Wismo, id: string) => Watched<View>;

/** Watches as long as the component is mounted, and anew when client or id change. */
const useWatched = <View>(wismo: Wismo, id: string | undefined, start: Start<View>): WatchedState<View> => {
  const [state, setState] = useState<WatchedState<View>>(NOTHING);
  useEffect(() => {
    setState(NOTHING);
    if (id === undefined) return undefined;
    return start(wismo, id).subscribe(
      (view) => setState({ view, error: undefined }),
      (error) => setState({ view: undefined, error }),
    );
  }, [wismo, id, start]);
  return state;
};

const startOrder: Start<OrderView> = (wismo, id) => wismo.watch.order(id);
const startMine: Start<OrdersView> = (wismo) => wismo.watch.me();
const startShop: Start<OrdersView> = (wismo, id) => wismo.watch.seller(id);

/** An order as it stands and moves; nothing is watched while the id is `undefined`. */
export const useOrder = (wismo: Wismo, orderId: string | undefined): WatchedState<OrderView> =>
  useWatched(wismo, orderId, startOrder);

/** The caller's own orders, and how many entries of their inbox are unread. */
export const useMyOrders = (wismo: Wismo): WatchedState<OrdersView> => useWatched(wismo, 'me', startMine);

/** A shop's orders, new ones as they come. */
export const useShopOrders = (wismo: Wismo, sellerId: string | undefined): WatchedState<OrdersView> =>
  useWatched(wismo, sellerId, startShop);
