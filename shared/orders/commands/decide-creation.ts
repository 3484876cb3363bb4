import type { Effect } from '../../contract/events/event-definition.ts';
import type { OrderEventDraft } from '../../contract/events.ts';
import { RECEIVED } from '../../workflows/common-notices.ts';
import type { NotificationType, WorkflowDefinition } from '../../workflows/workflow.ts';
import { followAutomatic, record } from '../engine/decision-draft.ts';
import { notifyEffect, startingStatus, statusDefinition } from '../engine/step.ts';
import type { NewOrderFacts } from '../model/new-order.ts';
import type { Actor, Order } from '../model/order.ts';

/** What says to a customer that there is an order. */
const RECEIPTS: readonly NotificationType[] = ['order_created', 'order_confirmed'];

export interface CreationInput {
  readonly workflow: WorkflowDefinition;
  readonly facts: NewOrderFacts;
  readonly actor: Actor;
  readonly now: Date;
  /** What operations must look at from the beginning. */
  readonly alerts?: readonly string[];
}

const newOrder = ({ workflow, facts, now }: CreationInput): Order => {
  const at = now.toISOString();
  const status = startingStatus(workflow, facts.payment);
  const { phase, stamps } = statusDefinition(workflow, status);
  return {
    ...facts,
    workflow: { id: workflow.id, version: workflow.version },
    status,
    phase,
    version: 0,
    statusSince: at,
    createdAt: at,
    updatedAt: at,
    shipments: [],
    deliveryAttempts: 0,
    substitutions: [],
    stamps: stamps ? { [stamps]: at } : {},
    firedDeadlines: {},
    ...(workflow.transitions.some(({ startsCycle }) => startsCycle) ? { cycle: 1 } : {}),
  };
};

const saysItIsThere = (effect: Effect): boolean =>
  effect.kind === 'notify' && effect.audience === 'customer' && RECEIPTS.includes(effect.type);

/** The customer is notified that the order was received, once: of whatever workflow it is. */
const withReceipt = (events: readonly OrderEventDraft[]): readonly OrderEventDraft[] => {
  const [first, ...others] = events;
  if (first === undefined || events.some(({ effects }) => effects.some(saysItIsThere))) return events;
  return [{ ...first, effects: [notifyEffect(RECEIVED), ...first.effects] }, ...others];
};

/**
 * The first event of an order, and what the workflow lets follow by itself (grocery: the store is notified at once).
 * Unlike a decision about an order that exists, the order that is returned carries its version already: the number of
 * the events.
 */
export const decideCreation = (
  input: CreationInput,
): { readonly order: Order; readonly events: readonly OrderEventDraft[] } => {
  const { workflow, actor, now, alerts = [] } = input;
  const order = newOrder(input);
  const created = record(
    { workflow, now, order, lastRecorded: undefined, events: [] },
    {
      type: 'order_created',
      actor,
      occurredAt: now.toISOString(),
      ...(order.estimatedDelivery ? { estimatedDelivery: order.estimatedDelivery } : {}),
      effects: [
        ...(statusDefinition(workflow, order.status).notify ?? []).map(notifyEffect),
        ...alerts.map((alert) => ({ kind: 'alert', alert }) as const),
      ],
    },
  );
  const { events, order: settled } = followAutomatic(created);
  return { order: { ...settled, version: events.length }, events: withReceipt(events) };
};
