import type { OrderRow } from '../../../../client/src/index.ts';

export interface PickLine {
  readonly name: string;
  readonly unit: string;
  readonly total: number;
  readonly parts: readonly { readonly orderNumber: string; readonly quantity: number }[];
}

/** Quantities have three fractional digits: sums have no others. */
const rounded = (quantity: number): number => Math.round(quantity * 1000) / 1000;

/** Each item once, with all that is wanted of it and the orders that want it; kilograms and pieces are not added up. */
export const pickLines = (orders: readonly OrderRow[], language: string): readonly PickLine[] => {
  const lines = new Map<string, PickLine>();
  for (const { orderNumber, items } of orders)
    for (const { name, quantity, unit } of items) {
      const key = `${name}\n${unit}`;
      const { total, parts } = lines.get(key) ?? { total: 0, parts: [] };
      lines.set(key, { name, unit, total: rounded(total + quantity), parts: [...parts, { orderNumber, quantity }] });
    }
  return [...lines.values()].toSorted((a, b) => a.name.localeCompare(b.name, language, { numeric: true }));
};
