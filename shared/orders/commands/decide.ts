import type { Decision } from '../engine/decision.ts';
import { applyScans } from './apply-scans.ts';
import {
  changeAddress,
  giveFeedback,
  openDispute,
  requestSupport,
  reschedule,
  setDeliveryPreferences,
} from './buyer-actions.ts';
import { changeStatus, forceStatus } from './change-status.ts';
import type { Decide, DecisionInput, OrderCommand } from './command.ts';
import type { CommandInput } from './command-input.ts';
import { confirmShipment } from './confirm-shipment.ts';
import { applyMilestone, assignDriver, deliver } from './driver.ts';
import { fireDeadline } from './fire-deadline.ts';
import { acknowledge, prepareItem } from './fulfil-items.ts';
import { recordPayment } from './record-payment.ts';
import { registerShipment } from './register-shipment.ts';
import { correctShipment, detachShipment } from './remove-shipment.ts';
import { requestReturn } from './request-return.ts';
import { revokeLinks } from './revoke-links.ts';
import { proposeSubstitutions, replyToSubstitutions } from './substitutions.ts';

type Deciders = { readonly [T in OrderCommand['type']]: (input: CommandInput<T>) => Decision };

/** Total: a command without its decider does not compile. */
const DECIDERS: Deciders = {
  change_status: changeStatus,
  force_status: forceStatus,
  register_shipment: registerShipment,
  detach_shipment: detachShipment,
  correct_shipment: correctShipment,
  confirm_shipment: confirmShipment,
  apply_scans: applyScans,
  apply_milestone: applyMilestone,
  record_payment: recordPayment,
  prepare_item: prepareItem,
  acknowledge,
  propose_substitutions: proposeSubstitutions,
  answer_substitutions: replyToSubstitutions,
  assign_driver: assignDriver,
  deliver,
  set_delivery_preferences: setDeliveryPreferences,
  reschedule,
  change_address: changeAddress,
  request_support: requestSupport,
  open_dispute: openDispute,
  request_return: requestReturn,
  give_feedback: giveFeedback,
  revoke_links: revokeLinks,
  fire_deadline: fireDeadline,
};

/**
 * What a command does to an order: the order as it becomes and the events that record it, or a refusal. Pure.
 *
 * The returned order still has the version that was read; the use case sets it to that plus `events.length`. No events
 * mean that nothing changed. Stock to give back is what `reservedStock` held before and does not hold after.
 * Whether the actor is the buyer or the seller of this very order is checked by the caller; a driver is checked here.
 */
export const decide: Decide = (input: DecisionInput): Decision => {
  // The table's key and the command's type are the same by construction, which the compiler cannot follow.
  const decider = DECIDERS[input.command.type] as (input: DecisionInput) => Decision;
  return decider(input);
};
