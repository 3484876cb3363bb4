/** An order under the store's own names. */

import type * as z from 'zod';
import type { Instant } from '../../../shared/calendar/instant.ts';
import type { ShownEvent } from '../../../shared/contract/events.ts';
import type { storeOrder } from '../../../shared/contract/schemas/store-response.ts';
import { definedFields } from '../../../shared/defined-fields.ts';
import { lineAmount } from '../../../shared/orders/commands/amounts.ts';
import { estimateFields } from '../../../shared/orders/model/delivery-place.ts';
import type { DriverLocation } from '../../../shared/orders/model/driver-location.ts';
import { latestOf } from '../../../shared/orders/model/estimate.ts';
import type { Actor, Driver, Order, OrderItem } from '../../../shared/orders/model/order.ts';
import { DEFAULT_UNIT } from '../../../shared/orders/model/quantity.ts';
import type { Substitution } from '../../../shared/orders/model/substitution.ts';
import { changedByOf, isStatusChange } from './history.ts';
import { metadataFor } from './metadata.ts';

type StoreOrder = z.input<typeof storeOrder>;

const historyEntry = (event: ShownEvent): StoreOrder['status_history'][number] => ({
  seq: event.seq,
  event_id: event.eventId,
  type: event.type,
  status: event.status,
  previous_status: event.previousStatus ?? null,
  actor: event.actor,
  timestamp: event.occurredAt,
  updated_by: changedByOf(event),
  occurred_at: event.occurredAt,
  recorded_at: event.recordedAt,
  ...definedFields({
    reason: event.reason,
    notes: event.notes,
    location: event.location,
    tracking_number: event.trackingNumber,
    carrier: event.carrier,
  }),
  ...(event.estimatedDelivery !== undefined && { estimated_delivery: latestOf(event.estimatedDelivery) }),
  ...definedFields({ metadata: event.metadata }),
});

const itemResponse = (item: OrderItem, currency: string): StoreOrder['items'][number] => ({
  item_id: item.itemId,
  ...definedFields({ sku: item.sku }),
  name: item.name,
  quantity: item.quantity,
  unit: item.unit ?? DEFAULT_UNIT,
  unit_price: item.unitPrice,
  total_price: lineAmount(item.quantity, item.unitPrice, currency),
  ...definedFields({ prepared_at: item.preparedAt, removed: item.removed }),
});

const driverResponse = (driver: Driver): NonNullable<StoreOrder['driver_details']> => ({
  driver_id: driver.driverId,
  name: driver.name,
  ...definedFields({ phone: driver.phone, phone_e164: driver.phoneE164, vehicle: driver.vehicle }),
  provider: driver.provider,
  assigned_at: driver.assignedAt,
});

const locationResponse = ({ lat, lng, heading, speed, at }: DriverLocation) => ({
  lat,
  lng,
  ...definedFields({ heading, speed }),
  at,
});

const substituteResponse = ({
  sku,
  name,
  quantity,
  unit = DEFAULT_UNIT,
  unitPrice,
  image,
}: NonNullable<Substitution['substitute']>) => ({
  ...definedFields({ sku }),
  name,
  quantity,
  unit,
  unit_price: unitPrice,
  ...definedFields({ image }),
});

const substitutionResponse = (substitution: Substitution): StoreOrder['substitutions'][number] => ({
  substitution_id: substitution.substitutionId,
  item_id: substitution.itemId,
  substitute: substitution.substitute ? substituteResponse(substitution.substitute) : null,
  status: substitution.status,
  price_difference: substitution.priceDifference,
  proposed_at: substitution.proposedAt,
  answered_at: substitution.answeredAt ?? null,
});

/** What a store said about who delivers, before a driver is known. */
export const DELIVERY_PROVIDER = 'delivery_provider';

const providerOf = (order: Order): string | null => {
  const said = order.metadata?.[DELIVERY_PROVIDER];
  return order.driver?.provider ?? (typeof said === 'string' ? said : null);
};

const windowResponse = (order: Order): StoreOrder['delivery_window'] => {
  const { deliveryWindow } = estimateFields(order, order.estimatedDelivery);
  if (!deliveryWindow) return null;
  const { isDay, ...moments } = deliveryWindow;
  return { ...moments, is_day: isDay };
};

export interface StoreView {
  readonly order: Order;
  readonly actors: readonly Actor[];
  readonly allowedNext: readonly string[];
  readonly events: readonly ShownEvent[];
  /** When what the order waits for is decided without its customer. */
  readonly settlesAt?: Instant | undefined;
  readonly location?: DriverLocation | undefined;
}

export const storeOrderResponse = ({
  order,
  actors,
  allowedNext,
  events,
  settlesAt,
  location,
}: StoreView): StoreOrder => ({
  order_id: order.orderId,
  order_number: order.orderNumber,
  store_id: order.sellerId,
  customer_id: order.buyerId ?? null,
  order_type: order.orderType,
  current_status: order.status,
  phase: order.phase,
  version: order.version,
  allowed_next: [...allowedNext],
  delivery_provider: providerOf(order),
  estimated_ready_at: order.estimatedReadyAt === undefined ? null : latestOf(order.estimatedReadyAt),
  estimated_delivery: order.estimatedDelivery === undefined ? null : latestOf(order.estimatedDelivery),
  delivery_window: windowResponse(order),
  items: order.items.map((item) => itemResponse(item, order.currency)),
  status_history: events.filter(isStatusChange).map(historyEntry),
  driver_details: order.driver ? driverResponse(order.driver) : null,
  driver_location: location ? locationResponse(location) : null,
  substitutions: order.substitutions.map(substitutionResponse),
  substitutions_due_at: settlesAt ?? null,
  metadata: metadataFor(order, actors),
});
