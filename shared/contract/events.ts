/** Every event of an order. The history item of an order is the event, and the stream carries it. */
import * as z from 'zod';
import { once } from '../made-on-demand.ts';
import { addressChanged } from './events/address-changed.ts';
import { deadlinePassed } from './events/deadline-passed.ts';
import { deliveryAttempted } from './events/delivery-attempted.ts';
import { deliveryPreferencesSet } from './events/delivery-preferences-set.ts';
import { deliveryProven } from './events/delivery-proven.ts';
import { deliveryRescheduled } from './events/delivery-rescheduled.ts';
import { driverAssigned } from './events/driver-assigned.ts';
import { estimatedDeliveryChanged } from './events/estimated-delivery-changed.ts';
import { type EventDefinition, type EventOf, type OrderEventBase, schemaOfEvent } from './events/event-definition.ts';
import { feedbackGiven } from './events/feedback-given.ts';
import { itemPrepared } from './events/item-prepared.ts';
import { linksRevoked } from './events/links-revoked.ts';
import { orderCreated } from './events/order-created.ts';
import { parcelScanned } from './events/parcel-scanned.ts';
import { paymentRecorded } from './events/payment-recorded.ts';
import { scanFlagged } from './events/scan-flagged.ts';
import { scanUnplaceable } from './events/scan-unplaceable.ts';
import { shipmentConfirmed } from './events/shipment-confirmed.ts';
import { shipmentCorrected } from './events/shipment-corrected.ts';
import { shipmentDetached } from './events/shipment-detached.ts';
import { shipmentRegistered } from './events/shipment-registered.ts';
import { statusChanged } from './events/status-changed.ts';
import { storeAcknowledged } from './events/store-acknowledged.ts';
import { substitutionsAnswered } from './events/substitutions-answered.ts';
import { substitutionsProposed } from './events/substitutions-proposed.ts';
import { supportRequested } from './events/support-requested.ts';

/** A new event type is one file in `events/` and one line here. */
const EVENT_DEFINITIONS = [
  orderCreated,
  statusChanged,
  shipmentRegistered,
  deliveryAttempted,
  estimatedDeliveryChanged,
  itemPrepared,
  driverAssigned,
  substitutionsProposed,
  substitutionsAnswered,
  deliveryPreferencesSet,
  deliveryRescheduled,
  addressChanged,
  supportRequested,
  feedbackGiven,
  paymentRecorded,
  storeAcknowledged,
  deliveryProven,
  deadlinePassed,
  scanUnplaceable,
  parcelScanned,
  linksRevoked,
  shipmentDetached,
  shipmentCorrected,
  shipmentConfirmed,
  scanFlagged,
] as const;

type Definition = (typeof EVENT_DEFINITIONS)[number];
export type OrderEventType = Definition['type'];
export type OrderEvent = { [D in Definition as D['type']]: EventOf<D> }[OrderEventType];

type WithoutEffects<E> = E extends OrderEventBase ? Omit<E, 'effects'> : never;

/** What people are shown of an event: everything but what followers do about it. */
export type ShownEvent = WithoutEffects<OrderEvent>;

type Assigned =
  | 'eventId'
  | 'schemaVersion'
  | 'orderId'
  | 'orderNumber'
  | 'workflow'
  | 'buyerId'
  | 'sellerId'
  | 'seq'
  | 'recordedAt';
type DraftOf<E> = E extends OrderEventBase ? Omit<E, Assigned> : never;

/** An event before the store assigns its number, id and order. */
export type OrderEventDraft = DraftOf<OrderEvent>;

export const ORDER_EVENT_TYPES = EVENT_DEFINITIONS.map(({ type }) => type) as [OrderEventType, ...OrderEventType[]];

const BY_TYPE: ReadonlyMap<string, EventDefinition> = new Map(
  EVENT_DEFINITIONS.map((definition) => [definition.type, definition]),
);

/** @throws TypeError for a type that nobody declared. */
export const definitionOfEvent = (type: string): EventDefinition => {
  const definition = BY_TYPE.get(type);
  if (definition === undefined) throw new TypeError(`No event type ${type}`);
  return definition;
};

const [first, ...others] = EVENT_DEFINITIONS;

/** An order's event as consumers, sockets and feeds receive it. Throws for an unknown type or version. */
export const orderEvent = once(() =>
  z
    .discriminatedUnion('type', [schemaOfEvent(first), ...others.map((definition) => schemaOfEvent(definition))])
    .transform((event) => event as unknown as OrderEvent),
);
