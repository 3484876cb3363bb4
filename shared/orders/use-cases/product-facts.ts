import { jsonBytes } from '../../json-bytes.ts';
import type { OrderItem } from '../model/order.ts';

/** An order is one item of the table: what shops say of their products must leave room for what happens to it. */
const MAX_BYTES = 128 * 1024;

type ProductFact = 'description' | 'productSnapshot';

export interface WithinBudget {
  readonly items: readonly OrderItem[];
  /** What there was no room for, by its path. */
  readonly left: readonly (readonly [string, unknown])[];
}

/** The items with as much of what is said of their products as an order has room for, the first items first. */
export const productFactsWithinBudget = (items: readonly OrderItem[]): WithinBudget => {
  const left: (readonly [string, unknown])[] = [];
  let bytes = 0;
  const hasRoom = (value: unknown): boolean => {
    bytes += jsonBytes(value);
    return bytes <= MAX_BYTES;
  };
  const withoutUnless = (item: OrderItem, fact: ProductFact, index: number): OrderItem => {
    const { [fact]: value, ...rest } = item;
    if (value === undefined || hasRoom(value)) return item;
    left.push([`items.${index}.${fact}`, value]);
    return rest;
  };
  const bounded = items.map((item, i) => withoutUnless(withoutUnless(item, 'description', i), 'productSnapshot', i));
  return { items: bounded, left };
};
