import type { OrderRow } from '../../../../client/src/index.ts';

export interface Figures {
  readonly count: number;
  /** One for each currency. */
  readonly amounts: readonly { readonly currency: string; readonly amount: number }[];
}

const NOTHING_SOLD = ['cancelled', 'failed', 'refunded', 'returned'];

/** Orders of the reader's day that stand: what was cancelled, failed or went back is not counted. */
export const figuresOf = (rows: readonly OrderRow[], now: Date): Figures => {
  const from = new Date(now.getFullYear(), now.getMonth(), now.getDate()).toISOString();
  const to = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).toISOString();
  const placed = rows.filter(
    ({ createdAt, phase }) => createdAt >= from && createdAt < to && !NOTHING_SOLD.includes(phase),
  );
  const amounts = new Map<string, number>();
  for (const { currency, totalAmount } of placed)
    amounts.set(currency, (amounts.get(currency) ?? 0) + Number(totalAmount));
  return { count: placed.length, amounts: [...amounts].map(([currency, amount]) => ({ currency, amount })) };
};
