/** Orders as the API answers them. */
import type * as z from 'zod';
import type { OrderEvent } from '../../../shared/contract/events.ts';
import type {
  changedOrder,
  historyEntry,
  orderDetail,
  item as orderItem,
  orderSummary,
  shipment,
} from '../../../shared/contract/schemas/order-response.ts';
import { lineAmount } from '../../../shared/orders/commands/amounts.ts';
import type { Actor, Order, OrderItem, Shipment } from '../../../shared/orders/model/order.ts';
import { DEFAULT_UNIT } from '../../../shared/orders/model/quantity.ts';

/** What leads the order and counts attempts is the rules' own; the rest is told. */
export const shipmentResponse = (parcel: Shipment): z.input<typeof shipment> => {
  const { cycle: _cycle, placed: _placed, attemptScanIds: _attempts, itemIds, ...fields } = parcel;
  return { ...fields, ...(itemIds && { itemIds: [...itemIds] }) };
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
  estimatedDelivery: order.estimatedDelivery ?? null,
  isLate: order.isLate ?? false,
});

/** Who a carrier or a service is, is nobody's secret; a person's id is told to the people of the order only. */
export const historyResponse = (event: OrderEvent): z.input<typeof historyEntry> => ({
  seq: event.seq,
  eventId: event.eventId,
  type: event.type,
  status: event.status,
  previousStatus: event.previousStatus ?? null,
  actor: event.actor,
  occurredAt: event.occurredAt,
  recordedAt: event.recordedAt,
  ...(event.reason !== undefined && { reason: event.reason }),
  ...(event.notes !== undefined && { notes: event.notes }),
  ...(event.location && { location: event.location }),
  ...(event.trackingNumber !== undefined && { trackingNumber: event.trackingNumber }),
  ...(event.carrier !== undefined && { carrier: event.carrier }),
  ...(event.estimatedDelivery !== undefined && { estimatedDelivery: event.estimatedDelivery }),
  ...(event.metadata && { metadata: event.metadata }),
});

const itemResponse =
  (currency: string) =>
  (item: OrderItem): z.input<typeof orderItem> => ({
    ...item,
    unit: item.unit ?? DEFAULT_UNIT,
    totalPrice: lineAmount(item.quantity, item.unitPrice, currency),
  });

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
    estimatedReadyAt: order.estimatedReadyAt ?? null,
    estimatedPickupAt: order.estimatedPickupAt ?? null,
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
  items: order.items.map(itemResponse(order.currency)),
  payment: isDriverOnly(actors) ? null : paymentResponse(order.payment),
  shipping: {
    fulfilmentType: order.fulfilmentType,
    method: order.shippingMethod ?? null,
    address: order.shippingAddress ?? null,
    deliveryPreference: order.deliveryPreference ?? null,
    driver: order.driver ?? null,
  },
  shipments: order.shipments.map(shipmentResponse),
  timeline: events.map(historyResponse),
});

export const changedOrderResponse = (order: Order, allowedNext: readonly string[]): z.input<typeof changedOrder> => ({
  success: true,
  order: {
    ...summaryResponse(order),
    allowedNext: [...allowedNext],
    shipments: order.shipments.map(shipmentResponse),
  },
});
