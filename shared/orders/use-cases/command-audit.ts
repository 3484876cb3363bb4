import type { IdSource } from '../../clock/clock.ts';
import { definedFields } from '../../defined-fields.ts';
import type { AuditEntry } from '../../security/audit.ts';
import type { OrderCommand } from '../commands/command.ts';
import type { Actor, Order } from '../model/order.ts';

const correctionOf = ({ to }: Extract<OrderCommand, { type: 'correct_shipment' }>) => ({
  newTrackingNumber: to.trackingNumber,
  newCarrier: to.carrier,
});

/** What support and administrators do by hand is audited, whoever asks for it. */
const auditedAs = (
  command: OrderCommand,
  { status }: Order,
  after: Order,
): Pick<AuditEntry, 'action' | 'reason' | 'details'> | undefined => {
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
