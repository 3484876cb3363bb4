import { isProblem, type Order, type Wismo } from '../../../../client/src/index.ts';

const INBOX_PAGE = 100;
const MAX_INBOX_PAGES = 3;
export const MAX_STOPS = 50;

/** In these an order has ended for its driver. */
const ENDED = ['delivered', 'cancelled', 'failed', 'completed', 'returned', 'refunded'];

export interface MyStops {
  readonly orders: readonly Order[];
  /** More were assigned than are shown. */
  readonly isCut: boolean;
}

type Reads = Pick<Wismo, 'listNotifications' | 'getOrder'>;

/** An order that was given to somebody else is no longer there for this driver: the others are. */
const orderIfMine = async (api: Reads, orderId: string, signal: AbortSignal): Promise<Order | undefined> => {
  try {
    return (await api.getOrder({ orderId }, { signal })).order;
  } catch (error) {
    if (isProblem(error) && (error.status === 404 || error.status === 403)) return undefined;
    throw error;
  }
};

/** The API has no list of a driver's orders: what was assigned is in the inbox, each order once. */
export const readStops = async (api: Reads, driverId: string, signal: AbortSignal): Promise<MyStops> => {
  const ids = new Set<string>();
  let cursor: string | undefined;
  for (let page = 0; page < MAX_INBOX_PAGES && (page === 0 || cursor !== undefined); page += 1) {
    const asked = { limit: INBOX_PAGE, ...(cursor !== undefined && { cursor }) };
    const { notifications, pagination } = await api.listNotifications(asked, { signal });
    const open = notifications.filter(({ order }) => !ENDED.includes(order.status));
    for (const { order } of open) ids.add(order.id);
    // Newest first: behind a page of ended orders there are only older ones.
    cursor = open.length > 0 ? (pagination.nextCursor ?? undefined) : undefined;
  }
  const asked = [...ids].slice(0, MAX_STOPS);
  const found = await Promise.all(asked.map((orderId) => orderIfMine(api, orderId, signal)));
  const orders = found.filter((order) => order !== undefined);
  const mine = orders.filter(({ shipping }) => shipping.driver?.driverId === driverId);
  return { orders: mine, isCut: ids.size > MAX_STOPS };
};
