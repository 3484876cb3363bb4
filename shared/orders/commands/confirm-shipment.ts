import type { Decision } from '../engine/decision.ts';
import { begin, change, conclude, type DecisionDraft, record } from '../engine/decision-draft.ts';
import { refuse } from '../engine/step.ts';
import type { Actor, Order, Shipment } from '../model/order.ts';
import type { ParcelReference } from './command.ts';
import type { CommandInput } from './command-input.ts';

const compact = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '');

const ANY_SEPARATORS = '[^A-Z0-9]*';

/** A reference may hold more than the number, and other separators in it: `Order ord 2026 001234/2`. */
const namesOrder = ({ orderNumber }: Order, references: readonly string[]): boolean => {
  const parts = orderNumber.toUpperCase().match(/[A-Z0-9]+/g) ?? [];
  const number = new RegExp(`(?<![A-Z0-9])${parts.join(ANY_SEPARATORS)}(?![A-Z0-9])`);
  return parts.length > 0 && references.some((reference) => number.test(reference.toUpperCase()));
};

/** ZIP+4 is the ZIP of a part of the place. */
const postalArea = (postalCode: string, country: string | undefined): string =>
  country === 'US' ? compact(postalCode).slice(0, 5) : compact(postalCode);

const goesToAddress = ({ shippingAddress }: Order, destination: ParcelReference['destination']): boolean => {
  if (destination === undefined || shippingAddress?.postalCode === undefined) return false;
  const { country } = shippingAddress;
  if (destination.country !== undefined && destination.country.toUpperCase() !== country) return false;
  const wanted = postalArea(shippingAddress.postalCode, country);
  return wanted !== '' && wanted === postalArea(destination.postalCode, country);
};

/** Whether the carrier's own words say that the parcel is this order's: its number, or the postal code it goes to. */
const agrees = (order: Order, { references, destination }: ParcelReference): boolean =>
  namesOrder(order, references) || goesToAddress(order, destination);

const confirm = (
  draft: DecisionDraft,
  actor: Actor,
  trackingNumber: string,
  by: 'reference' | 'support',
): DecisionDraft => {
  const isOne = (shipment: Shipment) => shipment.trackingNumber === trackingNumber;
  const shipment = draft.order.shipments.find(isOne);
  if (!shipment?.needsConfirmation) return draft;
  const { needsConfirmation: _needed, ...confirmed } = shipment;
  const shipments = draft.order.shipments.map((other) => (isOne(other) ? confirmed : other));
  return record(change(draft, { shipments }), {
    type: 'shipment_confirmed',
    actor,
    occurredAt: draft.now.toISOString(),
    trackingNumber,
    carrier: shipment.carrier,
    metadata: { by },
  });
};

/** A parcel that another shop registered first is this order's where the carrier's own reference says so. */
export const confirmByReference = (
  draft: DecisionDraft,
  actor: Actor,
  trackingNumber: string,
  reference: ParcelReference | undefined,
): DecisionDraft =>
  reference !== undefined && agrees(draft.order, reference)
    ? confirm(draft, actor, trackingNumber, 'reference')
    : draft;

/** Support says that the parcel is this order's. What its carrier sent before is applied after. */
export const confirmShipment = (input: CommandInput<'confirm_shipment'>): Decision => {
  const { workflow, order, command, actor, now } = input;
  if (actor.role !== 'csr' && actor.role !== 'admin') {
    return refuse(input, 'ROLE_NOT_ALLOWED', 'Only support can confirm that a parcel belongs to the order.');
  }
  return conclude(confirm(begin(workflow, order, now), actor, command.trackingNumber, 'support'));
};
