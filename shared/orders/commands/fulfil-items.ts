import { definedFields } from '../../defined-fields.ts';
import { refusalOfAction } from '../engine/actions.ts';
import type { Decision } from '../engine/decision.ts';
import { begin, change, conclude, isRefusal, move, record } from '../engine/decision-draft.ts';
import { allowedNext, refuse, statusDefinition } from '../engine/step.ts';
import type { OrderItem } from '../model/order.ts';
import type { CommandInput } from './command-input.ts';

const withPreparation = (item: OrderItem, preparedAt: string | undefined): OrderItem => {
  const { preparedAt: before, ...rest } = item;
  return { ...rest, ...definedFields({ preparedAt }) };
};

/** Marks an item as prepared, or takes the mark back. */
export const prepareItem = (input: CommandInput<'prepare_item'>): Decision => {
  const { workflow, order, command, actor, now } = input;
  const refusal = refusalOfAction(input, 'prepare_item');
  if (refusal) return refusal;
  const item = order.items.find(({ itemId }) => itemId === command.itemId);
  if (!item || item.removed)
    return refuse(input, 'NOT_APPLICABLE', `Item ${command.itemId} is not part of this order.`);
  const draft = begin(workflow, order, now);
  if (Boolean(item.preparedAt) === command.prepared) return conclude(draft);
  const at = now.toISOString();
  const changed = withPreparation(item, command.prepared ? at : undefined);
  const items = order.items.map((other) => (other.itemId === item.itemId ? changed : other));
  return conclude(
    record(change(draft, { items }), {
      type: 'item_prepared',
      actor,
      occurredAt: at,
      metadata: { itemId: item.itemId, prepared: command.prepared },
    }),
  );
};

/**
 * The shop takes the order on, and may say when it will be ready. From a placed phase the order moves to the confirmed
 * one; later only another time changes anything.
 */
export const acknowledge = (input: CommandInput<'acknowledge'>): Decision => {
  const { workflow, order, command, actor, now } = input;
  const refusal = refusalOfAction(input, 'acknowledge');
  if (refusal) return refusal;
  const { estimatedReadyAt } = command;
  const isDated = estimatedReadyAt !== undefined && estimatedReadyAt !== order.estimatedReadyAt;
  const draft = begin(workflow, order, now);
  const dated = isDated ? change(draft, { estimatedReadyAt }) : draft;
  const metadata = definedFields({ estimatedReadyAt });
  if (order.phase === 'placed') {
    const to = allowedNext(workflow, order, actor, now).find(
      (status) => statusDefinition(workflow, status).phase === 'confirmed',
    );
    if (to === undefined)
      return refuse(input, 'NOT_APPLICABLE', `${actor.role} cannot accept an order with status ${order.status}.`);
    const moved = move(dated, { to, actor, details: { metadata: { ...metadata, acknowledged: true } } });
    return isRefusal(moved) ? moved : conclude(moved);
  }
  if (!isDated) return conclude(draft);
  return conclude(record(dated, { type: 'store_acknowledged', actor, occurredAt: now.toISOString(), metadata }));
};
