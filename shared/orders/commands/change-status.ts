import { definedFields } from '../../defined-fields.ts';
import type { Decision } from '../engine/decision.ts';
import { begin, change, conclude, type DecisionDraft, isRefusal, move } from '../engine/decision-draft.ts';
import { refuse } from '../engine/step.ts';
import type { StatusDetails } from './command.ts';
import type { CommandInput } from './command-input.ts';
import { addShipment, FULL, isFull } from './register-shipment.ts';

const withDetails = (draft: DecisionDraft, input: CommandInput<'change_status'>): DecisionDraft => {
  const { trackingNumber, carrier, estimatedDelivery, isClaimedByOther } = input.command;
  const dated = estimatedDelivery ? change(draft, { estimatedDelivery, isLate: false }) : draft;
  return trackingNumber
    ? addShipment(
        dated,
        input.actor,
        {
          // One parcel per number and order, so that the number itself makes the id.
          shipmentId: `shp_${trackingNumber}`,
          trackingNumber,
          carrier: carrier ?? 'unknown',
        },
        isClaimedByOther,
      )
    : dated;
};

const detailsOf = ({
  trackingNumber,
  carrier,
  estimatedDelivery,
  location,
  reason,
  notes,
  metadata,
}: StatusDetails): Partial<StatusDetails> =>
  definedFields({ trackingNumber, carrier, estimatedDelivery, location, reason, notes, metadata });

/** A named move by a party or a machine. A tracking number that comes with it is registered first. */
export const changeStatus = (input: CommandInput<'change_status'>): Decision => {
  const { workflow, order, command, actor, now } = input;
  const status = command.status.trim().toLowerCase();
  if (command.trackingNumber !== undefined && isFull(order, command.trackingNumber)) {
    return refuse(input, 'ORDER_TOO_LARGE', FULL);
  }
  const draft = begin(workflow, order, now);
  const moved = move(withDetails(draft, input), {
    to: status,
    actor,
    ...(command.occurredAt && { occurredAt: command.occurredAt }),
    details: detailsOf(command),
  });
  // A refusal is about the order as it is, not as it would have been with the parcel.
  return isRefusal(moved) ? refuse(input, moved.code, moved.reason) : conclude(moved);
};

/** Outside the table, by an administrator, with a reason. What the status tells and stamps happens all the same. */
export const forceStatus = (input: CommandInput<'force_status'>): Decision => {
  const { workflow, order, command, actor, now } = input;
  const status = command.status.trim().toLowerCase();
  if (actor.role !== 'admin') return refuse(input, 'ROLE_NOT_ALLOWED', 'Only an administrator may force a status.');
  if (!command.reason.trim()) return refuse(input, 'NOT_APPLICABLE', 'A forced move needs a reason.');
  if (status === order.status) return refuse(input, 'INVALID_TRANSITION', `The order is ${status} already.`);
  const moved = move(begin(workflow, order, now), {
    to: status,
    actor,
    by: 'forced',
    details: { reason: command.reason, forced: true },
  });
  return isRefusal(moved) ? moved : conclude(moved);
};
