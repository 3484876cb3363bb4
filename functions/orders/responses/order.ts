/** Orders as the API returns them. */
import type * as z from 'zod';
import type { OrderEvent } from '../../../shared/contract/events.ts';
import type {
  changedOrder,
  historyEntry,
  orderDetail,
  orderSummary,
  shipment,
} from '../../../shared/contract/schemas/order-response.ts';
import { definedFields } from '../../../shared/defined-fields.ts';
import { lineAmount } from '../../../shared/orders/commands/amounts.ts';
import { seenAt, seenMilestone, seenReason } from '../../../shared/orders/engine/parcel-state.ts';
import { shippedQuantities } from '../../../shared/orders/engine/shipped-quantities.ts';
import { estimateFields } from '../../../shared/orders/model/delivery-place.ts';
import { latestOf } from '../../../shared/orders/model/estimate.ts';
import type { Actor, Order, Shipment } from '../../../shared/orders/model/order.ts';
import { DEFAULT_UNIT } from '../../../shared/orders/model/quantity.ts';

/** Without what only the rules need: which scans lead the order and count as attempts. */
export const shipmentResponse = (order: Order, parcel: Shipment): z.input<typeof shipment> => {
  const { shipmentId, trackingNumber, carrier, service, itemIds, items, registeredAt, correctedFrom, heldAt } = parcel;
  const { estimatedDelivery, deliveryWindow } = estimateFields(order, parcel.estimatedDelivery);
  return {
    shipmentId,
    trackingNumber,
    carrier,
    registeredAt,
    ...definedFields({ service, correctedFrom, heldAt }),
    ...definedFields({ milestone: seenMilestone(parcel), reason: seenReason(parcel), lastScanAt: seenAt(parcel) }),
    ...(itemIds && { itemIds: [...itemIds] }),
    ...(items && { items: items.map((item) => ({ ...item })) }),
    ...(parcel.needsConfirmation && { needsConfirmation: true }),
    ...(estimatedDelivery !== null && { estimatedDelivery }),
    ...(deliveryWindow && { deliveryWindow }),
  };
};

export const summaryResponse = (order: Order): z.input<typeof orderSummary> => ({
  id: order.orderId,
  orderId: order.orderId,
  orderNumber: order.orderNumber,
  orderType: order.orderType,
  workflow: order.workflow,
  status: order.status,
  phase: order.phase,
  version: order.version,
  statusSince: order.statusSince,
  createdAt: order.createdAt,
  updatedAt: order.updatedAt,
  buyerId: order.buyerId ?? null,
  sellerId: order.sellerId,
  totalAmount: order.totalAmount,
  currency: order.currency,
  fulfilmentType: order.fulfilmentType,
  itemCount: order.items.filter(({ removed }) => !removed).length,
  ...estimateFields(order, order.estimatedDelivery),
  isLate: order.isLate ?? false,
});

/** A carrier's or a service's id is public; a person's id is shown to the people of the order only. */
export const historyResponse = (event: OrderEvent): z.input<typeof historyEntry> => ({
  seq: event.seq,
  eventId: event.eventId,
  type: event.type,
  status: event.status,
  previousStatus: event.previousStatus ?? null,
  actor: event.actor,
  occurredAt: event.occurredAt,
  recordedAt: event.recordedAt,
  ...definedFields({
    reason: event.reason,
    notes: event.notes,
    location: event.location,
    trackingNumber: event.trackingNumber,
    carrier: event.carrier,
  }),
  ...(event.estimatedDelivery !== undefined && { estimatedDelivery: latestOf(event.estimatedDelivery) }),
  ...definedFields({ metadata: event.metadata }),
});

const itemsResponse = (order: Order): z.input<typeof orderDetail>['items'] => {
  const shipped = shippedQuantities(order);
  return order.items.map((item) => ({
    ...item,
    unit: item.unit ?? DEFAULT_UNIT,
    totalPrice: lineAmount(item.quantity, item.unitPrice, order.currency),
    shippedQuantity: shipped.get(item.itemId) ?? 0,
  }));
};
const endOrNull = (estimate: string | undefined): string | null => (estimate === undefined ? null : latestOf(estimate));

const paymentResponse = ({ records: _records, atCreation: _atCreation, ...payment }: Order['payment']) => payment;

/** A driver needs whom and where, not how it was paid or an e-mail address. */
const isDriverOnly = (actors: readonly Actor[]): boolean => actors.every(({ role }) => role === 'driver');

export const detailResponse = (
  order: Order,
  actors: readonly Actor[],
  events: readonly OrderEvent[],
): z.input<typeof orderDetail> => ({
  order: {
    ...summaryResponse(order),
    notes: order.notes ?? null,
    metadata: order.metadata ?? null,
    estimatedReadyAt: endOrNull(order.estimatedReadyAt),
    estimatedPickupAt: endOrNull(order.estimatedPickupAt),
    pickupWindow: estimateFields(order, order.estimatedPickupAt).deliveryWindow,
    deliveryAttempts: order.deliveryAttempts,
    stamps: order.stamps,
  },
  buyer: {
    id: order.buyerId ?? null,
    isGuest: order.buyerId === undefined,
    name: order.customer.name ?? null,
    email: isDriverOnly(actors) ? null : (order.customer.email ?? order.guestEmail ?? null),
    phone: order.customer.phone ?? null,
    phoneE164: order.customer.phoneE164 ?? null,
  },
  seller: { id: order.sellerId },
  items: itemsResponse(order),
  payment: isDriverOnly(actors) ? null : paymentResponse(order.payment),
  shipping: {
    fulfilmentType: order.fulfilmentType,
    method: order.shippingMethod ?? null,
    pickup: order.pickup ?? null,
    address: order.shippingAddress ?? null,
    deliveryPreference: order.deliveryPreference ?? null,
    driver: order.driver ?? null,
  },
  shipments: order.shipments.map((parcel) => shipmentResponse(order, parcel)),
  timeline: events.map(historyResponse),
});

export const changedOrderResponse = (order: Order, allowedNext: readonly string[]): z.input<typeof changedOrder> => ({
  success: true,
  order: {
    ...summaryResponse(order),
    allowedNext: [...allowedNext],
    shipments: order.shipments.map((parcel) => shipmentResponse(order, parcel)),
  },
});
