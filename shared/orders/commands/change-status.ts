import { UNKNOWN_CARRIER } from '../../contract/unknown-carrier.ts';
import { definedFields } from '../../defined-fields.ts';
import type { WorkflowDefinition } from '../../workflows/workflow.ts';
import type { Decision } from '../engine/decision.ts';
import { begin, change, conclude, type DecisionDraft, isRefusal, move } from '../engine/decision-draft.ts';
import { refuse } from '../engine/step.ts';
import type { Order } from '../model/order.ts';
import type { StatusDetails } from './command.ts';
import type { CommandInput } from './command-input.ts';
import { addShipment, FULL, isFull } from './register-shipment.ts';
import { countRequest, refusalOfLimit } from './request-limits.ts';

/** What is said with "ready" to whoever collects the order is said again when they are reminded. */
const pickupSaid = (
  workflow: WorkflowDefinition,
  { fulfilmentType, pickup }: Order,
  { status, location, notes }: CommandInput<'change_status'>['command'],
): Partial<Pick<Order, 'pickup'>> => {
  const isReady = workflow.statuses[status.trim().toLowerCase()]?.phase === 'ready' && fulfilmentType === 'pickup';
  const instructions = notes?.trim();
  if (!isReady || (!location && !instructions)) return {};
  return { pickup: { ...pickup, ...definedFields({ place: location }), ...(instructions && { instructions }) } };
};

const withDetails = (draft: DecisionDraft, input: CommandInput<'change_status'>): DecisionDraft => {
  const { trackingNumber, carrier, estimatedDelivery, isClaimedByOther } = input.command;
  const said = {
    ...(estimatedDelivery && { estimatedDelivery, isLate: false }),
    ...pickupSaid(input.workflow, draft.order, input.command),
  };
  const dated = Object.keys(said).length > 0 ? change(draft, said) : draft;
  return trackingNumber
    ? addShipment(
        dated,
        input.actor,
        {
          // One parcel per number and order, so that the number itself makes the id.
          shipmentId: `shp_${trackingNumber}`,
          trackingNumber,
          carrier: carrier ?? UNKNOWN_CARRIER,
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
  statusDetails,
  reason,
  notes,
  metadata,
}: StatusDetails): Partial<StatusDetails> =>
  definedFields({ trackingNumber, carrier, estimatedDelivery, location, statusDetails, reason, notes, metadata });

/** A named move by a party or a machine. A tracking number that comes with it is registered first. */
export const changeStatus = (input: CommandInput<'change_status'>): Decision => {
  const { workflow, order, command, actor, now } = input;
  const status = command.status.trim().toLowerCase();
  if (command.trackingNumber !== undefined && isFull(order, command.trackingNumber)) {
    return refuse(input, 'ORDER_TOO_LARGE', FULL);
  }
  const isDispute = workflow.statuses[status]?.phase === 'disputed' && order.phase !== 'disputed';
  const tooMany = isDispute ? refusalOfLimit(input, 'dispute') : undefined;
  if (tooMany) return tooMany;
  const draft = change(begin(workflow, order, now), isDispute ? countRequest(input, 'dispute') : {});
  const moved = move(withDetails(draft, input), {
    to: status,
    actor,
    ...(command.occurredAt && { occurredAt: command.occurredAt }),
    details: detailsOf(command),
  });
  // A refusal is about the order as it is, not as it would have been with the parcel.
  return isRefusal(moved) ? { ...moved, ...refuse(input, moved.code, moved.reason) } : conclude(moved);
};

/** Outside the table, by an administrator, with a reason. The status's notifications and stamps apply all the same. */
export const forceStatus = (input: CommandInput<'force_status'>): Decision => {
  const { workflow, order, command, actor, now } = input;
  const status = command.status.trim().toLowerCase();
  if (actor.role !== 'admin') {
    const refusal = refuse(input, 'ROLE_NOT_ALLOWED', 'Only an administrator may force a status.');
    return { ...refusal, allowedRoles: ['admin'] };
  }
  if (!command.reason.trim()) return refuse(input, 'NOT_APPLICABLE', 'A forced status change requires a reason.');
  if (status === order.status)
    return refuse(input, 'INVALID_TRANSITION', `The order already has the status ${status}.`);
  const moved = move(begin(workflow, order, now), {
    to: status,
    actor,
    by: 'forced',
    details: { reason: command.reason, forced: true },
  });
  return isRefusal(moved) ? moved : conclude(moved);
};
