import type { OrderRow, Phase } from '../../../../client/src/index.ts';

/** Columns by what must be done. */
export const COLUMNS = ['new', 'confirmed', 'preparing', 'ready', 'away', 'problem', 'done'] as const;
export type Column = (typeof COLUMNS)[number];

const COLUMN_OF: Partial<Record<Phase, Column>> = {
  placed: 'new',
  confirmed: 'confirmed',
  preparing: 'preparing',
  ready: 'ready',
  in_transit: 'away',
  out_for_delivery: 'away',
  delayed: 'problem',
  exception: 'problem',
  disputed: 'problem',
  delivered: 'done',
  completed: 'done',
};

/** What ended otherwise is not on the board. */
export const columnOf = ({ phase }: Pick<OrderRow, 'phase'>): Column | undefined => COLUMN_OF[phase];

/** Those that wait longest first; what is done, newest first. */
export const inColumn = (rows: readonly OrderRow[], column: Column): readonly OrderRow[] => {
  const direction = column === 'done' ? -1 : 1;
  return rows
    .filter((row) => columnOf(row) === column)
    .toSorted((a, b) => (a.statusSince < b.statusSince ? -direction : direction));
};

const matchesText = ({ orderNumber, buyer, items, trackingNumber }: OrderRow, word: string): boolean =>
  [orderNumber, buyer.name ?? '', trackingNumber ?? '', ...items.map(({ name }) => name)]
    .join(' ')
    .toLowerCase()
    .includes(word);

export const matching = (rows: readonly OrderRow[], text: string): readonly OrderRow[] => {
  const wanted = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return rows.filter((row) => wanted.every((word) => matchesText(row, word)));
};

const compact = (text: string): string => text.replace(/[^a-z0-9]/gi, '').toUpperCase();

/** By what a scanner has typed. */
export const byNumber = (rows: readonly OrderRow[], typed: string): OrderRow | undefined => {
  const number = compact(typed);
  return rows.find(
    ({ orderNumber, trackingNumber = '', orderId }) =>
      number !== '' && [compact(orderNumber), compact(trackingNumber), compact(orderId)].includes(number),
  );
};
