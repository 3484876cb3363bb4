/** What an order holds, as far as a line has room for it. */
const MAX_NAMED = 3;

export interface ItemsLine {
  readonly text: string;
  /** How many it does not name. */
  readonly more: number;
}

/** A name in a script that runs the other way stays beside its own quantity: Unicode's isolates enclose it. */
const isolated = (text: string): string => `\u2068${text}\u2069`;

export const itemsLine = (items: readonly { readonly name: string; readonly quantity: number }[]): ItemsLine => ({
  text: items
    .slice(0, MAX_NAMED)
    .map(({ name, quantity }) => isolated(quantity === 1 ? name : `${quantity} × ${isolated(name)}`))
    .join(', '),
  more: Math.max(0, items.length - MAX_NAMED),
});
