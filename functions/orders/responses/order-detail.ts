/** One order with everything that its parties may see. */
import type * as z from 'zod';
import type { ShownEvent } from '../../../shared/contract/events.ts';
import type { Locale } from '../../../shared/contract/locale.ts';
import type { orderDetail, order as orderSchema, shipping } from '../../../shared/contract/schemas/order-response.ts';
import type { orderItem, payment } from '../../../shared/contract/schemas/response-parts.ts';
import { definedFields } from '../../../shared/defined-fields.ts';
import { lineAmount } from '../../../shared/orders/commands/amounts.ts';
import { shippedQuantities } from '../../../shared/orders/engine/shipped-quantities.ts';
import { estimateFields } from '../../../shared/orders/model/delivery-place.ts';
import { latestOf } from '../../../shared/orders/model/estimate.ts';
import type { Actor, Order, Scan } from '../../../shared/orders/model/order.ts';
import { DEFAULT_UNIT } from '../../../shared/orders/model/quantity.ts';
import type { ParcelPoll } from '../../../shared/polling/parcel-poll.ts';
import { metadataFor } from './metadata.ts';
import { saidAtCreation, shipmentResponse, summaryResponse } from './order.ts';
import { leadingParcel, parcelResponse } from './parcels.ts';
import { buyerDetailResponse, isDriverOnly, sellerResponse } from './parties.ts';
import { addressUnderBothNames } from './places.ts';
import { entriesOfEvents } from './timeline-entries.ts';

const itemsResponse = (order: Order): z.input<typeof orderItem>[] => {
  const shipped = shippedQuantities(order);
  return order.items.map((item) => ({
    ...item,
    id: item.itemId,
    productName: item.name,
    ...definedFields({ productDescription: item.description }),
    unit: item.unit ?? DEFAULT_UNIT,
    totalPrice: item.totalPrice ?? lineAmount(item.quantity, item.unitPrice, order.currency),
    shippedQuantity: shipped.get(item.itemId) ?? 0,
  }));
};

const endOrNull = (estimate: string | undefined): string | null => (estimate === undefined ? null : latestOf(estimate));

/** Events whose transaction brings the money; the order itself names the last transaction of all. */
const PAYING: readonly string[] = ['EscrowCreated', 'payment.confirmed'];

const paymentResponse = ({ records = [], atCreation, ...stored }: Order['payment']): z.input<typeof payment> => {
  const hashOf = (events: readonly string[]): string | undefined =>
    records.findLast(({ event, transactionHash }) => events.includes(event) && transactionHash)?.transactionHash;
  const paid = hashOf(PAYING) ?? atCreation?.transactionHash ?? stored.transactionHash;
  return { ...stored, ...definedFields({ transactionHash: paid, releaseTransactionHash: hashOf(['EscrowReleased']) }) };
};

const shippingResponse = (order: Order): z.input<typeof shipping> => {
  const parcel = leadingParcel(order);
  const { estimatedDelivery } = estimateFields(order, parcel?.estimatedDelivery ?? order.estimatedDelivery);
  return {
    fulfilmentType: order.fulfilmentType,
    method: order.shippingMethod ?? null,
    trackingNumber: parcel?.trackingNumber ?? null,
    carrier: parcel?.carrier ?? null,
    estimatedDelivery,
    ...definedFields({ actualDelivery: order.stamps.deliveredAt }),
    pickup: order.pickup ?? null,
    address: order.shippingAddress ? addressUnderBothNames(order.shippingAddress) : null,
    deliveryPreference: order.deliveryPreference ?? null,
    driver: order.driver ?? null,
  };
};

/** What is read of an order besides itself, and for whom. */
export interface OrderView {
  readonly actors: readonly Actor[];
  readonly locale: Locale;
  readonly events: readonly ShownEvent[];
  readonly scans: readonly Scan[];
  readonly polls: readonly ParcelPoll[];
}

type OrderResponse = z.input<typeof orderSchema>;
type Parts = Pick<OrderResponse, 'buyer' | 'seller' | 'items' | 'payment' | 'shipping' | 'shipments' | 'timeline'>;

const partsOf = (order: Order, view: OrderView): Parts => ({
  buyer: buyerDetailResponse(order, view.actors),
  seller: sellerResponse(order),
  items: itemsResponse(order),
  payment: isDriverOnly(view.actors) ? null : paymentResponse(order.payment),
  shipping: shippingResponse(order),
  shipments: order.shipments.map((parcel) => shipmentResponse(order, parcel)),
  timeline: entriesOfEvents(order, view),
});

/** Everything inside `order`, and its parts beside it. */
export const detailResponse = (order: Order, view: OrderView): z.input<typeof orderDetail> => {
  const { actors, scans, polls, locale } = view;
  const parts = partsOf(order, view);
  const whole: OrderResponse = {
    ...summaryResponse(order),
    ...parts,
    ...saidAtCreation(order),
    customer: parts.buyer,
    metadata: metadataFor(order, actors),
    estimatedReadyAt: endOrNull(order.estimatedReadyAt),
    estimatedPickupAt: endOrNull(order.estimatedPickupAt),
    pickupWindow: estimateFields(order, order.estimatedPickupAt).deliveryWindow,
    deliveryAttempts: order.deliveryAttempts,
    stamps: order.stamps,
    parcels: order.shipments.map((parcel) => parcelResponse(order, parcel, { scans, polls, locale })),
  };
  return { order: whole, ...parts };
};
