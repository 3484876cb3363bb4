import type { DecimalAmount } from '../model/decimal-amount.ts';
import type { Order, OrderItem } from '../model/order.ts';
import { sumOfQuantities } from '../model/quantity.ts';
import type { Substitution } from '../model/substitution.ts';
import { atLeastZero, lineAmount, negated, sumOf } from './amounts.ts';

/** How a substitution ends: with the substitute, or without the item. */
export type Outcome = 'approved' | 'rejected' | 'refunded';

const lineOf = ({ quantity, unitPrice }: Pick<OrderItem, 'quantity' | 'unitPrice'>, currency: string): DecimalAmount =>
  lineAmount(quantity, unitPrice, currency);

/** New line minus old line; without a substitute the old line goes back. */
export const priceDifferenceOf = (
  item: OrderItem,
  substitute: NonNullable<Substitution['substitute']> | undefined,
  currency: string,
): DecimalAmount => sumOf(substitute ? lineOf(substitute, currency) : '0', negated(lineOf(item, currency)));

const replacement = ({ substitutionId, substitute }: Substitution): readonly OrderItem[] =>
  substitute ? [{ itemId: substitutionId, ...substitute }] : [];

/** What the item held on the shelf is free again; stock that was never taken for it cannot be given back. */
const withoutStockOf = (
  reserved: Order['reservedStock'],
  { listingId, quantity }: OrderItem,
): Order['reservedStock'] => {
  let left = quantity;
  return reserved.flatMap((held) => {
    if (held.listingId !== listingId) return [held];
    const freed = Math.min(left, held.quantity);
    left = sumOfQuantities(left, -freed);
    return freed < held.quantity ? [{ ...held, quantity: sumOfQuantities(held.quantity, -freed) }] : [];
  });
};

/**
 * Closes one substitution: the item leaves the order, its substitute takes its place where it was approved, and the
 * total follows exactly; its stock is no longer held. `priceDifference` becomes what the decision really changes.
 */
export const settleSubstitution = (
  order: Order,
  substitution: Substitution,
  outcome: Outcome,
  reply: Pick<Required<Substitution>, 'answeredAt' | 'answeredBy'>,
): Order => {
  const item = order.items.find(({ itemId }) => itemId === substitution.itemId);
  if (!item) throw new TypeError(`Substitution ${substitution.substitutionId} is for no item of the order`);
  const isReplaced = outcome === 'approved' && substitution.substitute !== undefined;
  const priceDifference = priceDifferenceOf(item, isReplaced ? substitution.substitute : undefined, order.currency);
  // To approve that nothing can be offered is to take the money back.
  const status = outcome === 'approved' && !isReplaced ? 'refunded' : outcome;
  const settled: Substitution = { ...substitution, ...reply, status, priceDifference };
  return {
    ...order,
    items: order.items.flatMap((other) =>
      other.itemId === item.itemId
        ? [{ ...other, removed: true }, ...(isReplaced ? replacement(substitution) : [])]
        : [other],
    ),
    substitutions: order.substitutions.map((other) =>
      other.substitutionId === substitution.substitutionId ? settled : other,
    ),
    reservedStock: withoutStockOf(order.reservedStock, item),
    totalAmount: atLeastZero(sumOf(order.totalAmount, priceDifference)),
  };
};

export const openSubstitutions = (order: Order): readonly Substitution[] =>
  order.substitutions.filter(({ status }) => status === 'proposed');
