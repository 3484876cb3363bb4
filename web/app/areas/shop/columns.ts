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

/** Without accents and in one case, as people type names. */
const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const compact = (text: string): string => text.replace(/[^a-z0-9]/gi, '').toUpperCase();

const textOf = ({ orderNumber, buyer, items, trackingNumber }: OrderRow): string =>
  fold(
    [orderNumber, buyer.name ?? '', buyer.email ?? '', trackingNumber ?? '', ...items.map(({ name }) => name)].join(
      ' ',
    ),
  );

/** With fewer letters, a number is no number. */
const FEWEST_OF_NUMBER = 4;

/** By each of the words, or by a number in whatever groups it is typed. */
export const matching = (rows: readonly OrderRow[], text: string): readonly OrderRow[] => {
  const wanted = fold(text)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (wanted.length === 0) return rows;
  const number = compact(text);
  const isNumber = number.length >= FEWEST_OF_NUMBER && /\d/.test(number);
  const hasNumber = ({ orderNumber, trackingNumber = '' }: OrderRow): boolean =>
    isNumber && [orderNumber, trackingNumber].some((each) => compact(each).includes(number));
  return rows.filter((row) => {
    const own = textOf(row);
    return wanted.every((word) => own.includes(word)) || hasNumber(row);
  });
};

/** Scanners that are set so say first what kind of code it was: `]C1` for Code 128. */
const CODE_KIND = /^\][A-Za-z]\d/;
export const scannedNumber = (typed: string): string => typed.trim().replace(CODE_KIND, '');

/** By what a scanner has typed. */
export const byNumber = (rows: readonly OrderRow[], typed: string): OrderRow | undefined => {
  const number = compact(scannedNumber(typed));
  return rows.find(
    ({ orderNumber, trackingNumber = '', orderId }) =>
      number !== '' && [compact(orderNumber), compact(trackingNumber), compact(orderId)].includes(number),
  );
};

const FEWEST_OF_FULL_NUMBER = 8;

/** What the search of all orders has found by a whole number: one order of this shop, or none that is sure. */
export const onlyOne = (found: readonly OrderRow[], typed: string, shop: string): OrderRow | undefined => {
  const own = found.filter(({ sellerId }) => sellerId === shop);
  return own.length === 1 && compact(scannedNumber(typed)).length >= FEWEST_OF_FULL_NUMBER ? own[0] : undefined;
};
