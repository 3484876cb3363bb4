import { addDuration } from '../../workflows/duration.ts';
import type { GuardName, GuardUse, TransitionDefinition, WorkflowDefinition } from '../../workflows/workflow.ts';
import type { Actor, Order } from '../model/order.ts';

const DEFAULT_CANCELLATION_WINDOW = 'PT24H';

export interface GuardContext {
  readonly workflow: WorkflowDefinition;
  readonly order: Order;
  readonly now: Date;
}

/** Returns why it refuses, or nothing when it holds. */
type Guard = (context: GuardContext, use: GuardUse) => string | undefined;

export const isWaitingForPreparation = (item: Order['items'][number]): boolean => !item.removed && !item.preparedAt;

const GUARD_RULES: Readonly<Record<GuardName, Guard>> = {
  cancellation_window: ({ workflow, order, now }) => {
    const closesAt = addDuration(order.createdAt, workflow.cancellationWindow ?? DEFAULT_CANCELLATION_WINDOW);
    return now.toISOString() < closesAt ? undefined : `The time to cancel ended at ${closesAt}.`;
  },
  all_items_prepared: ({ order }) => {
    const waiting = order.items.filter(isWaitingForPreparation);
    return waiting.length === 0 ? undefined : `Not prepared yet: ${waiting.map(({ name }) => name).join(', ')}.`;
  },
  has_tracking_or_driver: ({ order }) =>
    order.shipments.length > 0 || order.driver ? undefined : 'Neither a tracking number nor a driver is on the order.',
  no_open_substitutions: ({ order }) => {
    const open = order.substitutions.filter(({ status }) => status === 'proposed').length;
    return open === 0 ? undefined : `Substitutions that wait for the customer: ${open}.`;
  },
  payment_settled: ({ order }) =>
    order.payment.status === 'confirmed' || order.payment.status === 'locked'
      ? undefined
      : `The payment is ${order.payment.status}, not confirmed or locked.`,
  fulfilment_is: ({ order }, use) =>
    use.oneOf?.includes(order.fulfilmentType)
      ? undefined
      : `The order is for ${order.fulfilmentType}, not ${(use.oneOf ?? []).join(' or ')}.`,
};

/** The first reason why a guard of the transition refuses this actor; nothing when all of them hold. */
export const refusalOfGuards = (
  context: GuardContext,
  transition: TransitionDefinition,
  actor: Actor,
): string | undefined => {
  for (const use of transition.guards ?? []) {
    if (use.roles && !use.roles.includes(actor.role)) continue;
    const reason = GUARD_RULES[use.guard](context, use);
    if (reason) return reason;
  }
  return undefined;
};
