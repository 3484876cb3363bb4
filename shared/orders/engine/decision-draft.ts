import type { WorkflowDefinition } from '../../workflows/workflow.ts';
import type { Actor, Instant, Order } from '../model/order.ts';
import type { Effect, OrderEventDraft } from '../model/order-event.ts';
import { reconcileEffects } from './deadlines.ts';
import type { Accepted, Refusal } from './decision.ts';
import { step } from './step.ts';

/**
 * A decision in the making: the order as it has become, and the events that tell of it. Immutable; each function
 * answers the next course.
 */
export interface Course {
  readonly workflow: WorkflowDefinition;
  readonly now: Date;
  readonly order: Order;
  /** The order as the last event left it: what differs from it is not told yet. */
  readonly told: Order | undefined;
  readonly events: readonly OrderEventDraft[];
}

/** What an event says besides what follows from the order itself. */
export type EventFacts = Omit<OrderEventDraft, 'previousStatus' | 'status' | 'phase' | 'effects'> & {
  readonly effects?: readonly Effect[];
};

export const begin = (workflow: WorkflowDefinition, order: Order, now: Date): Course => ({
  workflow,
  now,
  order,
  told: order,
  events: [],
});

/** Changes fields of the order; the next event tells of them. */
export const change = (course: Course, fields: Partial<Order>): Course => ({
  ...course,
  order: { ...course.order, ...fields },
});

/** Every entry of a subscription's history carries the number of its cycle. */
const withCycle = (order: Order, metadata: EventFacts['metadata']): EventFacts['metadata'] =>
  order.cycle === undefined ? metadata : { ...metadata, cycle: order.cycle };

/** Writes one event. Which deadlines it moves follows from the order before and after it. */
export const record = (course: Course, facts: EventFacts): Course => {
  const { workflow, order, told } = course;
  const { effects = [], metadata, ...rest } = facts;
  const cycled = withCycle(order, metadata);
  const event: OrderEventDraft = {
    ...rest,
    ...(told ? { previousStatus: told.status } : {}),
    status: order.status,
    phase: order.phase,
    ...(cycled ? { metadata: cycled } : {}),
    effects: [
      ...effects.filter(({ kind }) => kind !== 'reconcile_deadlines'),
      ...reconcileEffects(workflow, told, order),
    ],
  };
  return { ...course, told: order, events: [...course.events, event] };
};

export interface Move {
  readonly to: string;
  readonly actor: Actor;
  readonly by?: 'forced' | 'deadline';
  readonly occurredAt?: Instant;
  /** What the history entry says besides. */
  readonly details?: Partial<Omit<EventFacts, 'type' | 'actor' | 'occurredAt'>>;
}

export const isRefusal = (result: Course | Refusal): result is Refusal => 'ok' in result;

const SYSTEM: Actor = { role: 'system' };

/** One move that writes one event, and whatever the workflow lets follow by itself, one event each. */
export const move = (course: Course, { to, actor, by, occurredAt, details = {} }: Move): Course | Refusal => {
  const { workflow, order, now } = course;
  const result = step(
    workflow,
    order,
    { status: to, ...(by && { by }), ...(occurredAt && { occurredAt }) },
    actor,
    now,
  );
  if (!result.ok) return result;
  const { effects = [], ...rest } = details;
  const moved = record(
    { ...course, order: result.next },
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
export const followAutomatic = (course: Course, occurredAt?: Instant): Course => {
  const to = course.workflow.automatic?.[course.order.status];
  if (to === undefined) return course;
  const moved = move(course, { to, actor: SYSTEM, ...(occurredAt && { occurredAt }) });
  // A guard may hold the order back: it then waits for somebody to move it.
  return isRefusal(moved) ? course : moved;
};

/**
 * The finished decision. `order.version` is still the one that was read: whoever writes sets it to that plus the number
 * of events. Throws where a change would be written that no event tells of.
 */
export const conclude = (course: Course): Accepted => {
  if (course.order !== course.told) throw new TypeError('An order was changed without an event that tells of it');
  return { ok: true, order: course.order, events: course.events };
};

const isNewsForCustomer = (effect: Effect): boolean => effect.kind === 'notify' && effect.audience === 'customer';

/**
 * Of several things that come to light at once the customer is told the last one: "shipped" and "delivered" in the same
 * minute are no news.
 */
export const tellLastOnly = (course: Course): Course => {
  const last = course.events.findLastIndex(({ effects }) => effects.some(isNewsForCustomer));
  const events = course.events.map((event, index) =>
    index < last ? { ...event, effects: event.effects.filter((effect) => !isNewsForCustomer(effect)) } : event,
  );
  return { ...course, events };
};
