import type { OrderRow, Phase, Wismo } from '../../../../client/src/index.ts';

/** What a board begins with. */
export interface BoardRead {
  readonly rows: ReadonlyMap<string, OrderRow>;
  /** There are more open orders than these. */
  readonly isCut: boolean;
}

const PAGE = 100;
/** The newest of all phases, which most shops have no more than. */
const NEWEST = 500;
const MAX_ORDERS = 2_000;
/** Phases that something is still done in. */
const OPEN: readonly Phase[] = [
  'placed',
  'confirmed',
  'preparing',
  'ready',
  'exception',
  'delayed',
  'disputed',
  'out_for_delivery',
  'in_transit',
];

type Lists = Pick<Wismo, 'listSellerOrders'>;

/**
 * The newest orders of a shop and, where there are older ones, all open ones of those, so that none is hidden behind
 * the finished ones. Phase by phase, what is to be done first before what is on the way.
 */
export const readBoard = async (api: Lists, sellerId: string, signal: AbortSignal): Promise<BoardRead> => {
  const rows = new Map<string, OrderRow>();
  /** Returns whether there are more. */
  const read = async (max: number, phase?: Phase): Promise<boolean> => {
    let cursor: string | undefined;
    do {
      const asked = { sellerId, limit: PAGE, ...(phase && { phase }), ...(cursor !== undefined && { cursor }) };
      const page = await api.listSellerOrders(asked, { signal });
      for (const order of page.orders) rows.set(order.orderId, order);
      cursor = page.pagination.nextCursor ?? undefined;
    } while (cursor !== undefined && rows.size < max);
    return cursor !== undefined;
  };
  if (!(await read(NEWEST))) return { rows, isCut: false };
  for (const [index, phase] of OPEN.entries()) {
    if (await read(MAX_ORDERS, phase)) return { rows, isCut: true };
    if (rows.size >= MAX_ORDERS && index < OPEN.length - 1) return { rows, isCut: true };
  }
  return { rows, isCut: false };
};
