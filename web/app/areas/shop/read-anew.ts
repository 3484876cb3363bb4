import type { OrderRow } from '../../../../client/src/index.ts';
import { columnOf } from './columns.ts';

type Rows = ReadonlyMap<string, OrderRow>;

export interface ReadAnew {
  readonly rows: Rows;
  /** New orders that have come since the board was read before: nobody has looked at them. */
  readonly added: readonly string[];
  /** Open orders that are older than what was read: what has become of them is not known. */
  readonly unread: readonly string[];
}

/**
 * A board that is read once more, as after a long pause. What somebody works on stays, also where it is not among the
 * orders that a board reads; and a step that was taken meanwhile is newer than the list.
 *
 * @param before Absent when the board is read for the first time.
 */
export const readAnew = (before: Rows | undefined, read: Rows): ReadAnew => {
  if (before === undefined) return { rows: read, added: [], unread: [] };
  const newest = [...read.values()].map((row) => {
    const known = before.get(row.orderId);
    return known && known.version > row.version ? known : row;
  });
  const others = [...before.values()].filter(({ orderId }) => !read.has(orderId));
  return {
    rows: new Map([...newest, ...others].map((row) => [row.orderId, row])),
    added: newest.filter(({ orderId, phase }) => phase === 'placed' && !before.has(orderId)).map((row) => row.orderId),
    unread: others.filter((row) => (columnOf(row) ?? 'done') !== 'done').map(({ orderId }) => orderId),
  };
};
