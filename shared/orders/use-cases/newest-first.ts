import type { Instant } from '../../calendar/instant.ts';
import type { Order } from '../model/order.ts';

/** A place in a list that is newest first: that of an order. Equal times are distinguished by the order's id. */
export interface Position {
  readonly createdAt: Instant;
  readonly orderId: string;
}

/** What of such a list is asked for: what follows a position, or else the page of that number. */
export interface PageRequest {
  readonly limit: number;
  /** From 1, which it is unless said. */
  readonly page?: number;
  readonly after?: Position;
}

export const positionOf = ({ createdAt, orderId }: Pick<Order, 'createdAt' | 'orderId'>): Position => ({
  createdAt,
  orderId,
});

const compareText = (a: string, b: string): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

/** For sorting: the newest first. */
export const compareNewestFirst = (a: Position, b: Position): number =>
  compareText(b.createdAt, a.createdAt) || compareText(b.orderId, a.orderId);

/** Whether it comes later in the list than what was given last: what was added since is not. */
export const isBehind = (one: Position, after: Position): boolean => compareNewestFirst(one, after) > 0;
