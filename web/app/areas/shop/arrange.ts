import type { OrderRow } from '../../../../client/src/index.ts';
import { COLUMNS, type Column, columnOf, inColumn } from './columns.ts';

export interface ColumnOfOrders {
  readonly column: Column;
  readonly orders: readonly OrderRow[];
}

/** Every order where it belongs. */
export const arranged = (rows: readonly OrderRow[]): readonly ColumnOfOrders[] =>
  COLUMNS.map((column) => ({ column, orders: inColumn(rows, column) }));

/**
 * Every order where it was drawn before, as it is now; what is new goes to the end of its column, and nothing moves
 * under a finger.
 */
export const heldArrangement = (
  before: readonly ColumnOfOrders[],
  rows: readonly OrderRow[],
): readonly ColumnOfOrders[] => {
  const now = new Map(rows.map((row) => [row.orderId, row]));
  const placed = new Set(before.flatMap(({ orders }) => orders.map(({ orderId }) => orderId)));
  const added = rows.filter(({ orderId }) => !placed.has(orderId));
  return before.map(({ column, orders }) => ({
    column,
    orders: [...orders.flatMap(({ orderId }) => now.get(orderId) ?? []), ...inColumn(added, column)],
  }));
};

/** How many are in each column, wherever they are drawn. */
export const countsOf = (rows: readonly OrderRow[]): Readonly<Record<Column, number>> => {
  const counts = Object.fromEntries(COLUMNS.map((column) => [column, 0])) as Record<Column, number>;
  for (const row of rows) {
    const column = columnOf(row);
    if (column !== undefined) counts[column] += 1;
  }
  return counts;
};
