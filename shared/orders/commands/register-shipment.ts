import { definedFields } from '../../defined-fields.ts';
import { refusalOfAction } from '../engine/actions.ts';
import type { Decision } from '../engine/decision.ts';
import { begin, change, conclude, type DecisionDraft, record } from '../engine/decision-draft.ts';
import { refuse } from '../engine/step.ts';
import type { Actor, Shipment } from '../model/order.ts';
import type { CommandInput } from './command-input.ts';
import { estimateOfParcels } from './parcel-estimate.ts';

type NewShipment = Pick<
  Shipment,
  'shipmentId' | 'trackingNumber' | 'carrier' | 'service' | 'itemIds' | 'estimatedDelivery'
>;

/** Puts a parcel on the order; one that is there already changes nothing. */
export const addShipment = (draft: DecisionDraft, actor: Actor, shipment: NewShipment): DecisionDraft => {
  const { order, now } = draft;
  if (order.shipments.some(({ trackingNumber }) => trackingNumber === shipment.trackingNumber)) return draft;
  const registered: Shipment = {
    ...shipment,
    registeredAt: now.toISOString(),
    ...(order.cycle === undefined ? {} : { cycle: order.cycle }),
  };
  const shipments = [...order.shipments, registered];
  const estimatedDelivery = shipment.estimatedDelivery && estimateOfParcels({ ...order, shipments });
  const promised = estimatedDelivery === undefined ? {} : { estimatedDelivery, isLate: false };
  return record(change(draft, { shipments, ...promised }), {
    type: 'shipment_registered',
    actor,
    occurredAt: now.toISOString(),
    trackingNumber: shipment.trackingNumber,
    carrier: shipment.carrier,
    ...definedFields({ estimatedDelivery }),
    metadata: definedFields({ shipmentId: shipment.shipmentId, service: shipment.service, itemIds: shipment.itemIds }),
  });
};

/** One more parcel. It moves nothing: its scans will. */
export const registerShipment = (input: CommandInput<'register_shipment'>): Decision => {
  const { workflow, order, command, actor, now } = input;
  const refusal = refusalOfAction(input, 'register_shipment');
  if (refusal) return refusal;
  const { shipmentId, trackingNumber, carrier, service, itemIds, estimatedDelivery } = command;
  const unknown = (itemIds ?? []).filter((id) => !order.items.some(({ itemId }) => itemId === id));
  if (unknown.length > 0) return refuse(input, 'NOT_APPLICABLE', `Not items of this order: ${unknown.join(', ')}.`);
  const shipment = { shipmentId, trackingNumber, carrier, ...definedFields({ service, itemIds, estimatedDelivery }) };
  return conclude(addShipment(begin(workflow, order, now), actor, shipment));
};
