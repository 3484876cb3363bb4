import { type Amount, amountText, isOnePiece } from '../../parts/amounts.ts';

/** What an order holds, as far as a line has room for it. */
const MAX_NAMED = 3;

export interface ItemsLine {
  readonly text: string;
  /** How many it does not name. */
  readonly more: number;
}

/** A name in a script that runs the other way stays beside its own quantity: Unicode's isolates enclose it. */
const isolated = (text: string): string => `\u2068${text}\u2069`;

type Listed = Amount & { readonly name: string };

const lineOf = (item: Listed, language: string): string =>
  isOnePiece(item) ? item.name : `${amountText(item, language)} ${isolated(item.name)}`;

/** @param language Two letters. */
export const itemsLine = (items: readonly Listed[], language: string): ItemsLine => ({
  text: items
    .slice(0, MAX_NAMED)
    .map((item) => isolated(lineOf(item, language)))
    .join(', '),
  more: Math.max(0, items.length - MAX_NAMED),
});
