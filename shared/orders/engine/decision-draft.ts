import type { Instant } from '../../calendar/instant.ts';
import type { Effect } from '../../contract/events/event-definition.ts';
import type { OrderEventDraft } from '../../contract/events.ts';
import { definedFields } from '../../defined-fields.ts';
import type { WorkflowDefinition } from '../../workflows/workflow.ts';
import type { Actor, Order } from '../model/order.ts';
import { reconcileEffects } from './deadlines.ts';
import type { Accepted, Refusal } from './decision.ts';
import { partOfItems } from './item-counts.ts';
import { step } from './step.ts';

/**
 * A draft decision: the order as it has become, and the events that record it. Immutable; each function
 * returns the next draft.
 */
export interface DecisionDraft {
  readonly workflow: WorkflowDefinition;
  readonly now: Date;
  readonly order: Order;
  /** The order as the last event left it: what differs from it is not recorded yet. */
  readonly lastRecorded: Order | undefined;
  readonly events: readonly OrderEventDraft[];
}

/** What an event says besides what follows from the order itself. */
type FactsOf<D> = D extends OrderEventDraft
  ? Omit<D, 'previousStatus' | 'status' | 'phase' | 'effects'> & { readonly effects?: readonly Effect[] }
  : never;
export type EventFacts = FactsOf<OrderEventDraft>;

export const begin = (workflow: WorkflowDefinition, order: Order, now: Date): DecisionDraft => ({
  workflow,
  now,
  order,
  lastRecorded: order,
  events: [],
});

/** Changes fields of the order; the next event records them. */
export const change = (draft: DecisionDraft, fields: Partial<Order>): DecisionDraft => ({
  ...draft,
  order: { ...draft.order, ...fields },
});

/** Events in which a parcel may have left or come. */
const OF_PARCELS: readonly OrderEventDraft['type'][] = ['status_changed', 'parcel_scanned'];

/** Every entry of a subscription's history carries the number of its cycle; those of parcels, how much is on its way. */
const withState = (order: Order, { type, metadata }: EventFacts): EventFacts['metadata'] => {
  const itemCounts = OF_PARCELS.includes(type) ? partOfItems(order) : undefined;
  if (order.cycle === undefined && itemCounts === undefined) return metadata;
  return {
    ...metadata,
    ...definedFields({ cycle: order.cycle, itemCounts }),
  };
};

/** The first estimate stays beside the one that took its place. */
const withFirstPromise = (order: Order, before: Order | undefined): Order => {
  const firstPromise = before?.estimatedDelivery ?? order.estimatedDelivery;
  return order.firstPromise !== undefined || firstPromise === undefined || isNextCycle(order, before)
    ? order
    : { ...order, firstPromise };
};

const isNextCycle = ({ cycle }: Order, before: Order | undefined): boolean =>
  before !== undefined && before.cycle !== cycle;

/** Writes one event. Which deadlines it moves follows from the order before and after it. */
export const record = (draft: DecisionDraft, facts: EventFacts): DecisionDraft => {
  const { workflow, lastRecorded } = draft;
  const order = withFirstPromise(draft.order, lastRecorded);
  const { effects = [], metadata: _said, ...rest } = facts;
  const state = withState(order, facts);
  const event: OrderEventDraft = {
    ...rest,
    ...(lastRecorded ? { previousStatus: lastRecorded.status } : {}),
    status: order.status,
    phase: order.phase,
    ...definedFields({ metadata: state }),
    effects: [
      ...effects.filter(({ kind }) => kind !== 'reconcile_deadlines'),
      ...reconcileEffects(workflow, lastRecorded, order),
    ],
  };
  return { ...draft, order, lastRecorded: order, events: [...draft.events, event] };
};

export interface Move {
  readonly to: string;
  readonly actor: Actor;
  readonly by?: 'forced' | 'deadline';
  readonly occurredAt?: Instant;
  /** What the history entry says besides. */
  readonly details?: Partial<Omit<EventFacts, 'type' | 'actor' | 'occurredAt'>>;
}

export const isRefusal = (result: DecisionDraft | Refusal): result is Refusal => 'ok' in result;

const SYSTEM: Actor = { role: 'system' };

/** One move that writes one event, and whatever the workflow lets follow by itself, one event each. */
export const move = (
  draft: DecisionDraft,
  { to, actor, by, occurredAt, details = {} }: Move,
): DecisionDraft | Refusal => {
  const { workflow, order, now } = draft;
  const result = step(
    workflow,
    order,
    { status: to, ...definedFields({ by }), ...(occurredAt && { occurredAt }) },
    actor,
    now,
  );
  if (!result.ok) return result;
  const { effects = [], ...rest } = details;
  const moved = record(
    { ...draft, order: result.next },
    {
      type: 'status_changed',
      actor,
      occurredAt: occurredAt ?? now.toISOString(),
      ...rest,
      effects: [...result.effects, ...effects],
    },
  );
  return by === 'forced' ? moved : followAutomatic(moved, occurredAt);
};

/** A forced move stays where it was put: nothing follows from it by itself. */
export const followAutomatic = (draft: DecisionDraft, occurredAt?: Instant): DecisionDraft => {
  const to = draft.workflow.automatic?.[draft.order.status];
  if (to === undefined) return draft;
  const moved = move(draft, { to, actor: SYSTEM, ...(occurredAt && { occurredAt }) });
  // A guard may hold the order back: it then waits for somebody to move it.
  return isRefusal(moved) ? draft : moved;
};

/**
 * The finished decision. `order.version` is still the one that was read: whoever writes sets it to that plus the number
 * of events. Throws where a change would be written that no event records.
 */
export const conclude = (draft: DecisionDraft): Accepted => {
  if (draft.order !== draft.lastRecorded) throw new TypeError('An order was changed without an event that records it');
  return { ok: true, order: draft.order, events: draft.events };
};

const notifiesCustomer = (effect: Effect): boolean => effect.kind === 'notify' && effect.audience === 'customer';

/**
 * Of several changes at the same time the customer is notified of the last one: "shipped" and "delivered" in the same
 * minute are one notification.
 */
export const notifyLastOnly = (draft: DecisionDraft): DecisionDraft => {
  const last = draft.events.findLastIndex(({ effects }) => effects.some(notifiesCustomer));
  const events = draft.events.map((event, index) =>
    index < last ? { ...event, effects: event.effects.filter((effect) => !notifiesCustomer(effect)) } : event,
  );
  return { ...draft, events };
};
