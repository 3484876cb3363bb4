import type { Effect } from '../../../../shared/contract/events/event-definition.ts';
import type { OrderEventDraft } from '../../../../shared/contract/events.ts';
import type { OrderCommand } from '../../../../shared/orders/commands/command.ts';
import { decide } from '../../../../shared/orders/commands/decide.ts';
import type { Accepted, Decision } from '../../../../shared/orders/engine/decision.ts';
import type { Actor, Order, Scan } from '../../../../shared/orders/model/order.ts';
import type { Role } from '../../../../shared/workflows/workflow.ts';
import { actorOf, hours, workflowOf } from '../../workflows/support/orders.ts';

export const ask = (order: Order, command: OrderCommand, role: Role | Actor, now = hours(1)): Decision =>
  decide({
    workflow: workflowOf(order.workflow.id),
    order,
    command,
    actor: typeof role === 'string' ? actorOf(role) : role,
    now,
  });

/** For a command that must not be refused. */
export const accept = (order: Order, command: OrderCommand, role: Role | Actor, now = hours(1)): Accepted => {
  const decision = ask(order, command, role, now);
  if (!decision.ok) throw new Error(`${command.type} was refused: ${decision.code}, ${decision.reason}`);
  return decision;
};

/** Scans of the parcel T1 unless said, one call. */
export const scanned = (order: Order, scans: readonly Scan[], more: object = {}): Accepted =>
  accept(order, { type: 'apply_scans', trackingNumber: 'T1', scans, ...more }, 'carrier', hours(1000));

export const recorded = (events: readonly OrderEventDraft[]) => events.map(({ type, status }) => `${type}:${status}`);

export const timesOf = (events: readonly OrderEventDraft[]) => events.map(({ occurredAt }) => occurredAt);

export const effectsOf = (events: readonly OrderEventDraft[]): readonly string[] =>
  events.flatMap(({ effects }) => effects).map(effectText);

const effectText = (effect: Effect): string => {
  if (effect.kind === 'notify') return `${effect.audience}:${effect.type}`;
  return effect.kind === 'alert' ? `alert:${effect.alert}` : `deadlines:${effect.rules.join('|')}`;
};

export const noticesIn = (events: readonly OrderEventDraft[]) =>
  effectsOf(events).filter((text) => !text.startsWith('deadlines'));
