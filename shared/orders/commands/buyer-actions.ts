import type { Effect } from '../../contract/events/event-definition.ts';
import { definedFields } from '../../defined-fields.ts';
import { RESCHEDULED, RESCHEDULED_FOR_SELLER, SUPPORT_REQUESTED } from '../../workflows/common-notices.ts';
import type { Role } from '../../workflows/workflow.ts';
import { refusalOfAction } from '../engine/actions.ts';
import type { Decision } from '../engine/decision.ts';
import { begin, change, conclude, isRefusal, move, record } from '../engine/decision-draft.ts';
import { allowedNext, findTransition, notifyEffect, refuse, statusDefinition } from '../engine/step.ts';
import { orderTimeZone } from '../model/delivery-place.ts';
import { overAt } from '../model/estimate.ts';
import type { Order } from '../model/order.ts';
import type { CommandInput } from './command-input.ts';
import { countRequest, refusalOfLimit } from './request-limits.ts';
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
  const tooMany = refusalOfLimit(input, 'deliveryPreferences');
  if (tooMany) return tooMany;
  const counted = change(draft, countRequest(input, 'deliveryPreferences'));
  return conclude(
    record(change(counted, { deliveryPreference: command.preference }), {
      type: 'delivery_preferences_set',
      actor,
      occurredAt: now.toISOString(),
      // Place and instructions describe a home: they stay on the order and out of the history.
      metadata: definedFields({ leaveWith, windowStart, windowEnd }),
    }),
  );
};

const rescheduledEffects: readonly Effect[] = [RESCHEDULED, RESCHEDULED_FOR_SELLER].map(notifyEffect);

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
  const tooMany = refusalOfLimit(input, 'reschedule');
  if (tooMany) return tooMany;
  const counted = change(draft, countRequest(input, 'reschedule'));
  return conclude(
    record(change(counted, isPickup ? { estimatedPickupAt: at } : { estimatedDelivery: at, isLate: false }), {
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
  const tooMany = refusalOfLimit(input, 'changeAddress');
  if (tooMany) return tooMany;
  const counted = change(draft, countRequest(input, 'changeAddress'));
  return conclude(
    record(change(counted, { shippingAddress: command.address }), {
      type: 'address_changed',
      actor,
      occurredAt: now.toISOString(),
      // The address itself stays on the order: a history is read by more people than need it.
      metadata: { country: command.address.country },
      effects: order.shipments.length > 0 ? [alert('address_changed')] : [],
    }),
  );
};

/** Whoever looks at the order after an alert reads every message: those that follow soon need no alert of their own. */
const QUIET_AFTER_ALERT_MILLISECONDS = 60 * 60_000;

const wasAlerted = ({ supportAlertedAt }: Pick<Order, 'supportAlertedAt'>, now: Date): boolean =>
  supportAlertedAt !== undefined && now.getTime() - Date.parse(supportAlertedAt) < QUIET_AFTER_ALERT_MILLISECONDS;

/** A person asks for help; operations are alerted and support is written to, once an hour for an order. */
export const requestSupport = (input: CommandInput<'request_support'>): Decision => {
  const { workflow, order, command, actor, now } = input;
  const refusal = refusalOfAction(input, 'support') ?? refusalOfLimit(input, 'support');
  if (refusal) return refusal;
  const at = now.toISOString();
  const isAlertDue = !wasAlerted(order, now);
  const counted = change(begin(workflow, order, now), countRequest(input, 'support'));
  return conclude(
    record(isAlertDue ? change(counted, { supportAlertedAt: at }) : counted, {
      type: 'support_requested',
      actor,
      occurredAt: at,
      metadata: { subject: command.subject, message: command.message },
      effects: isAlertDue ? [alert('support_requested'), notifyEffect(SUPPORT_REQUESTED)] : [],
    }),
  );
};

const disputedStatusOf = ({ workflow, order, actor, now }: CommandInput<'open_dispute'>): string | undefined =>
  allowedNext(workflow, order, actor, now).find((status) => statusDefinition(workflow, status).phase === 'disputed');

/** Who may dispute the order from where it is; nobody where no edge leads there. */
const disputeRoles = ({ workflow, order }: CommandInput<'open_dispute'>): readonly Role[] => {
  const edges = Object.entries(workflow.statuses).flatMap(([status, { phase }]) =>
    phase === 'disputed' ? (findTransition(workflow, order.status, status) ?? []) : [],
  );
  return [...new Set(edges.flatMap(({ roles }) => roles))];
};

/** Moves to where the workflow settles disputes. */
export const openDispute = (input: CommandInput<'open_dispute'>): Decision => {
  const { workflow, order, command, actor, now } = input;
  const to = disputedStatusOf(input);
  if (to === undefined) {
    const allowedRoles = disputeRoles(input);
    return allowedRoles.length > 0
      ? { ...refuse(input, 'ROLE_NOT_ALLOWED', `${actor.role} may not open a dispute.`), allowedRoles }
      : refuse(input, 'NOT_APPLICABLE', `An order with status ${order.status} cannot be disputed.`);
  }
  const tooMany = refusalOfLimit(input, 'dispute');
  if (tooMany) return tooMany;
  const { reason, disputeId } = command;
  const draft = change(begin(workflow, order, now), countRequest(input, 'dispute'));
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
