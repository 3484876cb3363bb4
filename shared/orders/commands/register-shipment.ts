import type { Effect } from '../../contract/events/event-definition.ts';
import { definedFields } from '../../defined-fields.ts';
import { refusalOfAction } from '../engine/actions.ts';
import type { Decision } from '../engine/decision.ts';
import { begin, change, conclude, type DecisionDraft, record } from '../engine/decision-draft.ts';
import { problemOfShippedItems } from '../engine/shipped-quantities.ts';
import { refuse } from '../engine/step.ts';
import type { Actor, Order, Shipment } from '../model/order.ts';
import type { CommandInput } from './command-input.ts';
import { estimateOfParcels } from './parcel-estimate.ts';

/** Parcels of one order, in one cycle of a subscription. */
export const MAX_SHIPMENTS = 100;

type NewShipment = Pick<
  Shipment,
  'shipmentId' | 'trackingNumber' | 'carrier' | 'service' | 'itemIds' | 'items' | 'estimatedDelivery'
>;

/** Support has to say whose parcel it is. */
export const claimedElsewhere: readonly Effect[] = [{ kind: 'alert', alert: 'shipment_claimed_elsewhere' }];

const hasParcel = ({ shipments }: Order, wanted: string): boolean =>
  shipments.some(({ trackingNumber }) => trackingNumber === wanted);

/** Whether one more parcel would be more than an order has. */
export const isFull = (order: Order, trackingNumber: string): boolean =>
  !hasParcel(order, trackingNumber) &&
  order.shipments.filter(({ cycle }) => cycle === order.cycle).length >= MAX_SHIPMENTS;

export const FULL = `An order has ${MAX_SHIPMENTS} parcels at the most.`;

/** Puts a parcel on the order; one that is there already changes nothing. */
export const addShipment = (
  draft: DecisionDraft,
  actor: Actor,
  shipment: NewShipment,
  isClaimedByOther: boolean | undefined,
): DecisionDraft => {
  const { order, now } = draft;
  if (hasParcel(order, shipment.trackingNumber)) return draft;
  const registered: Shipment = {
    ...shipment,
    registeredAt: now.toISOString(),
    ...definedFields({ cycle: order.cycle }),
    ...(isClaimedByOther ? { needsConfirmation: true } : {}),
  };
  const { shipmentId, service, itemIds, items } = shipment;
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
    metadata: definedFields({ shipmentId, service, itemIds, items, needsConfirmation: registered.needsConfirmation }),
    effects: isClaimedByOther ? claimedElsewhere : [],
  });
};

/** One more parcel. It moves nothing: its scans will. */
export const registerShipment = (input: CommandInput<'register_shipment'>): Decision => {
  const { workflow, order, command, actor, now } = input;
  const refusal = refusalOfAction(input, 'register_shipment');
  if (refusal) return refusal;
  const { shipmentId, trackingNumber, carrier, service, itemIds, items, estimatedDelivery, isClaimedByOther } = command;
  const draft = begin(workflow, order, now);
  if (hasParcel(order, trackingNumber)) return conclude(draft);
  const unknown = (itemIds ?? []).filter((id) => !order.items.some(({ itemId }) => itemId === id));
  if (unknown.length > 0) return refuse(input, 'NOT_APPLICABLE', `Not items of this order: ${unknown.join(', ')}.`);
  const problem = items && problemOfShippedItems(order, items);
  if (problem !== undefined) return refuse(input, 'ITEMS_NOT_SHIPPABLE', problem);
  if (isFull(order, trackingNumber)) return refuse(input, 'ORDER_TOO_LARGE', FULL);
  const shipment = {
    shipmentId,
    trackingNumber,
    carrier,
    ...definedFields({ service, itemIds, items, estimatedDelivery }),
  };
  return conclude(addShipment(draft, actor, shipment, isClaimedByOther));
};
