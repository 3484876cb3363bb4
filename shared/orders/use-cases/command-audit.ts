import type { IdSource } from '../../clock/clock.ts';
import { definedFields } from '../../defined-fields.ts';
import type { AuditEntry } from '../../security/audit.ts';
import type { OrderCommand } from '../commands/command.ts';
import type { Actor, Order } from '../model/order.ts';
import type { Substitution } from '../model/substitution.ts';

const correctionOf = ({ to }: Extract<OrderCommand, { type: 'correct_shipment' }>) => ({
  newTrackingNumber: to.trackingNumber,
  newCarrier: to.carrier,
});

type Audited = Pick<AuditEntry, 'action' | 'reason' | 'details'>;

/** Nobody was asked: that the customer had chosen so is on record. */
const settledByChoice = (before: Order, after: Order): Audited | undefined => {
  const wasSettled = ({ answeredBy }: Substitution): boolean => answeredBy === 'preference';
  const known = before.substitutions.filter(wasSettled).map(({ substitutionId }) => substitutionId);
  const settled = after.substitutions.filter((one) => wasSettled(one) && !known.includes(one.substitutionId));
  if (settled.length === 0) return undefined;
  const substitutions = settled.map(({ substitutionId, itemId, status }) => ({ substitutionId, itemId, status }));
  return { action: 'order.substitutions_settled', details: { substitutions, totalAmount: after.totalAmount } };
};

/** What support and administrators do by hand is audited, whoever asks for it, and what is done in a customer's name. */
const auditedAs = (command: OrderCommand, before: Order, after: Order): Audited | undefined => {
  const { status } = before;
  switch (command.type) {
    case 'force_status':
      return {
        action: 'order.status_forced',
        reason: command.reason,
        details: { from: status, to: command.status },
      };
    case 'detach_shipment':
      return {
        action: 'order.shipment_detached',
        reason: command.reason,
        details: { trackingNumber: command.trackingNumber, from: status, to: after.status },
      };
    case 'correct_shipment':
      return {
        action: 'order.shipment_corrected',
        reason: command.reason,
        details: { trackingNumber: command.trackingNumber, ...correctionOf(command), from: status, to: after.status },
      };
    case 'confirm_shipment':
      return {
        action: 'order.shipment_confirmed',
        ...definedFields({ reason: command.reason }),
        details: { trackingNumber: command.trackingNumber },
      };
    case 'propose_substitutions':
    case 'fire_deadline':
      return settledByChoice(before, after);
    default:
      return undefined;
  }
};

/** The audit entry of a command; `undefined` for one that is its own trace in the history. */
export const auditOf = (
  ids: IdSource,
  request: { readonly command: OrderCommand; readonly actor: Actor },
  before: Order,
  after: Order,
  now: Date,
): AuditEntry | undefined => {
  const entry = auditedAs(request.command, before, after);
  return (
    entry && {
      auditId: `aud_${ids.ulid(now)}`,
      at: now.toISOString(),
      actor: request.actor,
      subject: before.orderId,
      ...entry,
    }
  );
};
