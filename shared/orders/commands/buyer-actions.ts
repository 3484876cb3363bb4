import { definedFields } from '../../defined-fields.ts';
import type { NotificationUse } from '../../workflows/workflow.ts';
import { refusalOfAction } from '../engine/actions.ts';
import type { Decision } from '../engine/decision.ts';
import { begin, change, conclude, isRefusal, move, record } from '../engine/decision-draft.ts';
import { allowedNext, findTransition, refuse, statusDefinition } from '../engine/step.ts';
import { orderTimeZone } from '../model/delivery-place.ts';
import { overAt } from '../model/estimate.ts';
import type { Order } from '../model/order.ts';
import type { Effect } from '../model/order-event.ts';
import type { CommandInput } from './command-input.ts';
import { isSameContent } from './same-content.ts';

const alert = (name: string): Effect => ({ kind: 'alert', alert: name });

/** Where to leave it, when to come. Replaces what was wished before. */
export const setDeliveryPreferences = (input: CommandInput<'set_delivery_preferences'>): Decision => {
  const { workflow, order, command, actor, now } = input;
  const refusal = refusalOfAction(input, 'delivery_preferences');
  if (refusal) return refusal;
  const { leaveWith, windowStart, windowEnd } = command.preference;
  const draft = begin(workflow, order, now);
  if (isSameContent(order.deliveryPreference, command.preference)) return conclude(draft);
  return conclude(
    record(change(draft, { deliveryPreference: command.preference }), {
      type: 'delivery_preferences_set',
      actor,
      occurredAt: now.toISOString(),
      // Place and instructions describe a home: they stay on the order and out of the history.
      metadata: definedFields({ leaveWith, windowStart, windowEnd }),
    }),
  );
};

const RESCHEDULED: NotificationUse = {
  type: 'delivery_rescheduled',
  channels: ['email', 'push', 'inbox'],
  priority: 'normal',
};

const rescheduledEffects: readonly Effect[] = [
  { kind: 'notify', audience: 'customer', ...RESCHEDULED },
  { kind: 'notify', audience: 'seller', ...RESCHEDULED, channels: ['inbox'] },
];

/** Another day: for what is fetched, the day of fetching. */
export const reschedule = (input: CommandInput<'reschedule'>): Decision => {
  const { workflow, order, command, actor, now } = input;
  const refusal = refusalOfAction(input, 'reschedule');
  if (refusal) return refusal;
  const at = command.estimatedDelivery;
  if (overAt(at, orderTimeZone(order)) <= now.toISOString())
    return refuse(input, 'NOT_APPLICABLE', 'The new date has passed already.');
  const isPickup = order.fulfilmentType === 'pickup';
  const previous = isPickup ? order.estimatedPickupAt : order.estimatedDelivery;
  const draft = begin(workflow, order, now);
  if (previous === at) return conclude(draft);
  return conclude(
    record(change(draft, isPickup ? { estimatedPickupAt: at } : { estimatedDelivery: at, isLate: false }), {
      type: 'delivery_rescheduled',
      actor,
      occurredAt: now.toISOString(),
      ...definedFields({ reason: command.reason, estimatedDelivery: isPickup ? undefined : at }),
      metadata: definedFields({ previous, estimatedPickupAt: isPickup ? at : undefined }),
      effects: rescheduledEffects,
    }),
  );
};

/** Another address. Once a label was made for the old one, operations have to see to it with the carrier. */
export const changeAddress = (input: CommandInput<'change_address'>): Decision => {
  const { workflow, order, command, actor, now } = input;
  const refusal = refusalOfAction(input, 'change_address');
  if (refusal) return refusal;
  const draft = begin(workflow, order, now);
  if (isSameContent(order.shippingAddress, command.address)) return conclude(draft);
  return conclude(
    record(change(draft, { shippingAddress: command.address }), {
      type: 'address_changed',
      actor,
      occurredAt: now.toISOString(),
      // The address itself stays on the order: a history is read by more people than need it.
      metadata: { country: command.address.country },
      effects: order.shipments.length > 0 ? [alert('address_changed')] : [],
    }),
  );
};

/** A person asks for help; operations are told. */
export const requestSupport = (input: CommandInput<'request_support'>): Decision => {
  const { workflow, order, command, actor, now } = input;
  const refusal = refusalOfAction(input, 'support');
  if (refusal) return refusal;
  return conclude(
    record(begin(workflow, order, now), {
      type: 'support_requested',
      actor,
      occurredAt: now.toISOString(),
      metadata: { subject: command.subject, message: command.message },
      effects: [alert('support_requested')],
    }),
  );
};

const disputedStatusOf = ({ workflow, order, actor, now }: CommandInput<'open_dispute'>): string | undefined =>
  allowedNext(workflow, order, actor, now).find((status) => statusDefinition(workflow, status).phase === 'disputed');

const hasDisputeEdge = ({ workflow, order }: CommandInput<'open_dispute'>): boolean =>
  Object.entries(workflow.statuses).some(
    ([status, { phase }]) => phase === 'disputed' && findTransition(workflow, order.status, status) !== undefined,
  );

/** Moves to where the workflow settles disputes. */
export const openDispute = (input: CommandInput<'open_dispute'>): Decision => {
  const { workflow, order, command, actor, now } = input;
  const to = disputedStatusOf(input);
  if (to === undefined) {
    return hasDisputeEdge(input)
      ? refuse(input, 'ROLE_NOT_ALLOWED', `${actor.role} may not open a dispute.`)
      : refuse(input, 'NOT_APPLICABLE', `An order that is ${order.status} cannot be disputed.`);
  }
  const { reason, disputeId } = command;
  const draft = begin(workflow, order, now);
  const noted = disputeId ? change(draft, { payment: { ...order.payment, disputeId } }) : draft;
  const moved = move(noted, { to, actor, details: { reason, metadata: definedFields({ disputeId }) } });
  return isRefusal(moved) ? moved : conclude(moved);
};

const isRating = (rating: number): boolean => Number.isInteger(rating) && rating >= 1 && rating <= 5;

const feedbackOf = (command: CommandInput<'give_feedback'>['command'], now: Date): NonNullable<Order['feedback']> => ({
  rating: command.rating,
  ...definedFields({ comment: command.comment }),
  givenAt: now.toISOString(),
});

/** One to five stars, once. */
export const giveFeedback = (input: CommandInput<'give_feedback'>): Decision => {
  const { workflow, order, command, actor, now } = input;
  const refusal = refusalOfAction(input, 'feedback');
  if (refusal) return refusal;
  if (!isRating(command.rating)) return refuse(input, 'NOT_APPLICABLE', 'A rating is a whole number from 1 to 5.');
  return conclude(
    record(change(begin(workflow, order, now), { feedback: feedbackOf(command, now) }), {
      type: 'feedback_given',
      actor,
      occurredAt: now.toISOString(),
      metadata: definedFields({ rating: command.rating, comment: command.comment }),
    }),
  );
};
