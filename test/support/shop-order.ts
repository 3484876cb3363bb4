export type Fields = Readonly<Record<string, unknown>>;

/** A checkout in the shape that a shop's program has for it. */
export interface ShopOrder {
  readonly from: string;
  /** Laid over a plain paid order. */
  readonly checkout: Fields;
  readonly payment?: Fields;
  /** What must be in the order's destination, total, buyer or items. */
  readonly address?: Fields;
  readonly total?: string;
  readonly buyer?: Fields;
  readonly items?: readonly Fields[];
}

export const line = (more: Fields): Fields => ({ name: 'Olive oil', quantity: 2, unitPrice: '12.50', ...more });
