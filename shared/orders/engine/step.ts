import type { Instant } from '../../calendar/instant.ts';
import type { Effect } from '../../contract/events/event-definition.ts';
import { definedFields } from '../../defined-fields.ts';
import type {
  NotificationUse,
  Phase,
  StatusDefinition,
  TransitionDefinition,
  WorkflowDefinition,
} from '../../workflows/workflow.ts';
import type { Actor, Order, Payment } from '../model/order.ts';
import { reconcileEffects } from './deadlines.ts';
import type { Refusal, RefusalCode } from './decision.ts';
import { refusalOfGuards } from './guards.ts';

/** Asks for one move along one edge. */
export interface StepCommand {
  readonly status: string;
  /** When it happened, where that is not now: a scan's own time. */
  readonly occurredAt?: Instant;
  /**
   * `forced`: outside the table, guards and roles aside (who may force is the caller's question). `deadline`: the
   * workflow's own rule names the edge, which need not be open to the role `system` otherwise.
   */
  readonly by?: 'forced' | 'deadline';
}

export type StepResult = { readonly ok: true; readonly next: Order; readonly effects: readonly Effect[] } | Refusal;

export const findTransition = (
  workflow: WorkflowDefinition,
  from: string,
  to: string,
): TransitionDefinition | undefined =>
  workflow.transitions.find((transition) => transition.from === from && transition.to === to);

/** The definition of a status that is known to exist. Throws where an order and its workflow do not belong together. */
export const statusDefinition = (workflow: WorkflowDefinition, status: string): StatusDefinition => {
  const definition = workflow.statuses[status];
  if (!definition) throw new TypeError(`Workflow ${workflow.id}@${workflow.version} has no status ${status}`);
  return definition;
};

/** A driver acts for the order that is theirs; whether a buyer or a seller does is checked where the caller is known. */
export const isAnotherDriver = (order: Order, actor: Actor): boolean =>
  actor.role === 'driver' && (actor.id === undefined || order.driver?.driverId !== actor.id);

/** The statuses that this actor may ask for now: the edge, the role, and every guard. */
export const allowedNext = (workflow: WorkflowDefinition, order: Order, actor: Actor, now: Date): readonly string[] =>
  isAnotherDriver(order, actor)
    ? []
    : workflow.transitions
        .filter(({ from, roles }) => from === order.status && roles.includes(actor.role))
        .filter((transition) => !refusalOfGuards({ workflow, order, now }, transition, actor))
        .map(({ to }) => to);

/** Everything that a refusal needs to know about the request that it refuses. */
export interface Asked {
  readonly workflow: WorkflowDefinition;
  readonly order: Order;
  readonly actor: Actor;
  readonly now: Date;
}

export const refuse = ({ workflow, order, actor, now }: Asked, code: RefusalCode, reason: string): Refusal => ({
  ok: false,
  code,
  reason,
  currentStatus: order.status,
  allowed: allowedNext(workflow, order, actor, now),
});

const refusalOf = (asked: Asked, command: StepCommand): Refusal | undefined => {
  const { workflow, order, actor, now } = asked;
  if (!Object.hasOwn(workflow.statuses, command.status)) {
    const statuses = Object.keys(workflow.statuses);
    return {
      ...refuse(asked, 'UNKNOWN_STATUS', `The workflow ${workflow.id} has no status ${command.status}.`),
      statuses,
    };
  }
  if (command.by === 'forced') return undefined;
  const transition = findTransition(workflow, order.status, command.status);
  if (!transition) {
    return refuse(asked, 'INVALID_TRANSITION', `The status cannot change from ${order.status} to ${command.status}.`);
  }
  if (command.by === 'deadline') return undefined;
  if (!transition.roles.includes(actor.role) || isAnotherDriver(order, actor)) {
    return refuse(
      asked,
      'ROLE_NOT_ALLOWED',
      `Role ${actor.role} may not change the status from ${order.status} to ${command.status}.`,
    );
  }
  const reason = refusalOfGuards({ workflow, order, now }, transition, actor);
  return reason ? refuse(asked, 'GUARD_REFUSED', reason) : undefined;
};

/** In these phases the goods are still with the seller, so that a payment that fails or goes back frees them. */
const BEFORE_TRANSIT: readonly Phase[] = ['placed', 'confirmed', 'preparing', 'ready'];

const givesStockBack = (from: Phase, to: Phase): boolean =>
  to === 'cancelled' || ((to === 'failed' || to === 'refunded') && BEFORE_TRANSIT.includes(from));

/** The next delivery of a subscription: nothing of the last one may count for it. Its own story is in the history. */
const beginCycle = (order: Order): Order => {
  const { estimatedDelivery, firstPromise, lastScanAt, driver, feedback, ...stored } = order;
  return {
    ...stored,
    cycle: (order.cycle ?? 1) + 1,
    deliveryAttempts: 0,
    isLate: false,
    stamps: {},
    items: order.items.map(({ preparedAt, ...item }) => item),
  };
};

const withoutDriver = (order: Order): Order => {
  const { driver, ...rest } = order;
  return rest;
};

/** The driver dropped out when the order goes back to where a driver is found. */
const driverDropsOut = (workflow: WorkflowDefinition, from: string, to: string): boolean =>
  from === workflow.driverAssigned && findTransition(workflow, to, from) !== undefined;

const enter = (workflow: WorkflowDefinition, order: Order, status: string, at: Instant): Order => {
  const definition = statusDefinition(workflow, status);
  const startsCycle = findTransition(workflow, order.status, status)?.startsCycle === true;
  const before = startsCycle ? beginCycle(order) : order;
  const base = driverDropsOut(workflow, order.status, status) ? withoutDriver(before) : before;
  return {
    ...base,
    status,
    phase: definition.phase,
    statusSince: at,
    unplacedMilestones: [],
    // The first time counts: a parcel that is found again was not shipped again.
    stamps: definition.stamps ? { [definition.stamps]: at, ...base.stamps } : base.stamps,
    reservedStock: givesStockBack(order.phase, definition.phase) ? [] : base.reservedStock,
  };
};

export const notifyEffect = (use: NotificationUse): Effect => ({
  kind: 'notify',
  type: use.type,
  channels: use.channels,
  priority: use.priority,
  audience: use.audience ?? 'customer',
  ...definedFields({ variant: use.variant }),
});

/**
 * The engine: what a move leads to, or why it is refused. Pure; `next` is the order after it (`version` and `updatedAt`
 * untouched), `effects` what must follow. Entering a cancelled phase empties `reservedStock`: what it held before is
 * the stock to give back.
 */
export const step = (
  workflow: WorkflowDefinition,
  order: Order,
  command: StepCommand,
  actor: Actor,
  now: Date,
): StepResult => {
  const refusal = refusalOf({ workflow, order, actor, now }, command);
  if (refusal) return refusal;
  const next = enter(workflow, order, command.status, command.occurredAt ?? now.toISOString());
  const notices = statusDefinition(workflow, command.status).notify ?? [];
  return { ok: true, next, effects: [...notices.map(notifyEffect), ...reconcileEffects(workflow, order, next)] };
};

/** Where an order with this payment begins. */
export const startingStatus = (workflow: WorkflowDefinition, payment: Pick<Payment, 'method' | 'status'>): string => {
  const rule = workflow.initial.find(
    ({ when }) =>
      (when?.paymentStatus?.some((status) => status === payment.status) ?? true) &&
      (when?.paymentMethod?.includes(payment.method) ?? true),
  );
  if (!rule) throw new TypeError(`Workflow ${workflow.id} has no beginning for a payment that is ${payment.status}`);
  return rule.status;
};
