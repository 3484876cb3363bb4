/** Orders as the API returns them: what each response of an order has is built here, once. */
import type * as z from 'zod';
import type {
  createdOrder,
  movedOrderSummary,
  orderRow,
  orderSummary,
} from '../../../shared/contract/schemas/order-response.ts';
import type { shipment } from '../../../shared/contract/schemas/response-parts.ts';
import { definedFields } from '../../../shared/defined-fields.ts';
import { seenAt, seenMilestone, seenReason } from '../../../shared/orders/engine/parcel-state.ts';
import { estimateFields } from '../../../shared/orders/model/delivery-place.ts';
import type { Actor, Order, Shipment } from '../../../shared/orders/model/order.ts';
import { DEFAULT_UNIT } from '../../../shared/orders/model/quantity.ts';
import { leadingParcel } from './parcels.ts';
import { buyerResponse, sellerResponse } from './parties.ts';
import { addressUnderBothNames, placeText } from './places.ts';

/** Without what only the rules need: which scans lead the order and count as attempts. */
export const shipmentResponse = (order: Order, parcel: Shipment): z.input<typeof shipment> => {
  const { shipmentId, trackingNumber, carrier, itemIds, items, registeredAt, correctedFrom, heldAt, facts } = parcel;
  const service = parcel.service ?? facts?.service?.value;
  const { estimatedDelivery, deliveryWindow } = estimateFields(order, parcel.estimatedDelivery);
  return {
    shipmentId,
    trackingNumber,
    carrier,
    registeredAt,
    ...definedFields({ service, correctedFrom, heldAt }),
    ...definedFields({ masterNumber: facts?.masterNumber?.value, pieces: facts?.pieces?.value }),
    ...definedFields({ proof: facts?.proof?.value, trackingUrl: facts?.trackingUrl?.value }),
    ...definedFields({ milestone: seenMilestone(parcel), reason: seenReason(parcel), lastScanAt: seenAt(parcel) }),
    ...(itemIds && { itemIds: [...itemIds] }),
    ...(items && { items: items.map((item) => ({ ...item })) }),
    ...(parcel.needsConfirmation && { needsConfirmation: true }),
    ...(estimatedDelivery !== null && { estimatedDelivery }),
    ...(deliveryWindow && { deliveryWindow }),
  };
};

const stampsResponse = ({ stamps }: Order) => ({
  confirmedAt: stamps.confirmedAt ?? null,
  preparingAt: stamps.preparingAt ?? null,
  readyAt: stamps.readyAt ?? null,
  shippedAt: stamps.shippedAt ?? null,
  deliveredAt: stamps.deliveredAt ?? null,
  completedAt: stamps.completedAt ?? null,
  cancelledAt: stamps.cancelledAt ?? null,
});

/** Which order it is, and where it stands. */
export const stateResponse = ({ orderId, orderNumber, orderType, workflow, status, phase, version }: Order) => ({
  orderId,
  orderNumber,
  orderType,
  workflow,
  status,
  phase,
  version,
});

/** What the order still has. */
const itemsIn = ({ items }: Order) => items.filter(({ removed }) => !removed);

export const summaryResponse = (order: Order): z.input<typeof orderSummary> => {
  const parcel = leadingParcel(order);
  return {
    id: order.orderId,
    ...stateResponse(order),
    statusSince: order.statusSince,
    statusUpdatedAt: order.statusSince,
    createdAt: order.createdAt,
    updatedAt: order.updatedAt,
    ...stampsResponse(order),
    buyerId: order.buyerId ?? null,
    customerId: order.buyerId ?? null,
    sellerId: order.sellerId,
    farmId: order.sellerId,
    seller: sellerResponse(order),
    totalAmount: order.totalAmount,
    currency: order.currency,
    fulfilmentType: order.fulfilmentType,
    fulfillmentType: order.fulfilmentType,
    itemCount: itemsIn(order).length,
    ...definedFields({ trackingNumber: parcel?.trackingNumber, carrier: parcel?.carrier }),
    ...estimateFields(order, order.estimatedDelivery),
    isLate: order.isLate ?? false,
  };
};

/** @param actors As whom the reader sees the order. */
export const rowResponse = (order: Order, actors: readonly Actor[]): z.input<typeof orderRow> => {
  const buyer = buyerResponse(order, actors);
  return {
    ...summaryResponse(order),
    buyer,
    customer: buyer,
    items: itemsIn(order).map(({ name, quantity, unit = DEFAULT_UNIT, unitPrice }) => ({
      name,
      quantity,
      unit,
      price: unitPrice,
    })),
  };
};

/** What was said of the order when it was made, by the documents' names for it. */
export const saidAtCreation = ({ notes, specialInstructions, deliveryNotes, shippingAddress, pickup }: Order) => ({
  notes: notes ?? null,
  orderNotes: notes ?? null,
  specialInstructions: specialInstructions ?? null,
  deliveryNotes: deliveryNotes ?? null,
  deliveryAddress: shippingAddress ? addressUnderBothNames(shippingAddress) : null,
  pickupLocation: (pickup?.place && placeText(pickup.place)) ?? null,
  pickupInstructions: pickup?.instructions ?? null,
});

export const createdOrderResponse = (order: Order, trackingUrl: string): z.input<typeof createdOrder> => ({
  success: true,
  order: { ...summaryResponse(order), ...saidAtCreation(order), trackingUrl },
});

export const movedOrderResponse = (
  order: Order,
  allowedNext: readonly string[],
): z.input<typeof movedOrderSummary> => ({
  ...summaryResponse(order),
  allowedNext: [...allowedNext],
  shipments: order.shipments.map((parcel) => shipmentResponse(order, parcel)),
});
