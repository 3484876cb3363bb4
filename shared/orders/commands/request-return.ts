import { definedFields } from '../../defined-fields.ts';
import { RETURN_REQUESTED } from '../../workflows/workflow.ts';
import { refusalOfAction } from '../engine/actions.ts';
import type { Decision } from '../engine/decision.ts';
import { begin, conclude, isRefusal, move } from '../engine/decision-draft.ts';
import { refuse } from '../engine/step.ts';
import type { Order, ShippedItem } from '../model/order.ts';
import { sumOfQuantities } from '../model/quantity.ts';
import type { CommandInput } from './command-input.ts';

type Returned = NonNullable<CommandInput<'request_return'>['command']['items']>;

const open = ({ items }: Pick<Order, 'items'>) => items.filter(({ removed }) => !removed);

/** Each item once; all of it unless said how much, and all of the order where no item is named. */
const returnedItems = (order: Order, named: Returned | undefined): readonly ShippedItem[] => {
  const ordered = new Map(open(order).map(({ itemId, quantity }) => [itemId, quantity]));
  const sums = new Map<string, number>();
  for (const { itemId, quantity = ordered.get(itemId) ?? 0 } of named ?? open(order)) {
    sums.set(itemId, sumOfQuantities(sums.get(itemId) ?? 0, quantity));
  }
  return [...sums].map(([itemId, quantity]) => ({ itemId, quantity }));
};

const problemOf = (order: Order, returned: readonly ShippedItem[]): string | undefined => {
  const ordered = new Map(open(order).map(({ itemId, quantity }) => [itemId, quantity]));
  for (const { itemId, quantity } of returned) {
    const maxQuantity = ordered.get(itemId);
    if (maxQuantity === undefined) return `Not items of this order: ${itemId}.`;
    if (quantity > maxQuantity) return `Of ${itemId} no more than ${maxQuantity} were ordered.`;
  }
  return undefined;
};

/** The buyer wants to send items back: the order waits for the seller or support to agree, where its workflow allows that. */
export const requestReturn = (input: CommandInput<'request_return'>): Decision => {
  const { workflow, order, command, actor, now } = input;
  const refusal = refusalOfAction(input, 'request_return');
  if (refusal) return refusal;
  const returned = returnedItems(order, command.items);
  const problem = problemOf(order, returned);
  if (problem !== undefined) return refuse(input, 'ITEMS_NOT_RETURNABLE', problem);
  const details = { ...definedFields({ reason: command.reason }), metadata: { returnItems: returned } };
  const moved = move(begin(workflow, order, now), { to: RETURN_REQUESTED, actor, details });
  return isRefusal(moved) ? moved : conclude(moved);
};
