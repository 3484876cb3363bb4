import { definedFields } from '../../defined-fields.ts';
import type { OrderItem } from './order.ts';
import { DEFAULT_UNIT } from './quantity.ts';

/** An item as a shop sends it: whatever it calls it, and numbers it, or not. */
export interface BasketLine {
  readonly itemId?: string | undefined;
  readonly sku?: string | undefined;
  readonly listingId?: string | undefined;
  readonly name?: string | undefined;
  readonly productName?: string | undefined;
  readonly description?: string | undefined;
  readonly productDescription?: string | undefined;
  readonly productSnapshot?: Readonly<Record<string, unknown>> | undefined;
  readonly quantity: number;
  readonly unit?: string | undefined;
  readonly unitPrice: string;
  readonly totalPrice?: string | undefined;
  readonly image?: string | undefined;
  readonly preparedAt?: string | undefined;
}

const MAX_ID_CHARACTERS = 128;

/** Items without an id of their own are numbered by their place. */
const itemIdAt = (itemId: string | undefined, index: number): string => itemId ?? `item-${index + 1}`;

/** The id itself where it is free, else with the first number behind it that is: `apples-2`. */
const freeId = (wanted: string, taken: ReadonlySet<string>): string => {
  for (let number = 2, id = wanted; ; number += 1) {
    if (!taken.has(id)) return id;
    const suffix = `-${number}`;
    id = `${wanted.slice(0, MAX_ID_CHARACTERS - suffix.length)}${suffix}`;
  }
};

/** An id for each line. A shop that numbers its products, not its lines, repeats ids: the first line has it. */
const idsOf = (lines: readonly BasketLine[]): readonly string[] => {
  const own = new Set(lines.flatMap(({ itemId }) => (itemId === undefined ? [] : [itemId])));
  const given_ = new Set<string>();
  return lines.map(({ itemId }, i) => {
    const isFirst = itemId !== undefined && !given_.has(itemId);
    const id = isFirst ? itemId : freeId(itemIdAt(itemId, i), new Set([...own, ...given_]));
    given_.add(id);
    return id;
  });
};

/** The lines as an order's items: each with a name that people can read and an id of its own. */
export const itemsOfBasket = (lines: readonly BasketLine[]): readonly OrderItem[] => {
  const ids = idsOf(lines);
  return lines.map(({ itemId, productName, productDescription, unit, ...line }, i): OrderItem => {
    const { name = productName, description = productDescription, quantity, unitPrice, ...more } = line;
    const { sku, listingId } = more;
    return {
      itemId: ids[i] ?? itemIdAt(itemId, i),
      name: name ?? sku ?? listingId ?? `Item ${i + 1}`,
      quantity,
      unitPrice,
      ...definedFields({ ...more, description, unit: unit === DEFAULT_UNIT ? undefined : unit }),
    };
  });
};
