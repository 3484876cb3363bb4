import * as z from 'zod';
import { SCAN_REASONS } from '../../orders/model/order.ts';
import { MILESTONES, PHASES, ROLES } from '../../workflows/workflow.ts';
import { address, pickupPlace, scanLocation } from './address.ts';
import { deliveryWindow, estimateEnd } from './dates.ts';
import { pagination } from './pagination.ts';

export const workflowRef = z.object({ id: z.string(), version: z.int() });
export const phase = z.enum(PHASES);

export const shipment = z.object({
  shipmentId: z.string(),
  trackingNumber: z.string(),
  carrier: z.string(),
  service: z.string().optional(),
  itemIds: z.array(z.string()).optional(),
  items: z.array(z.object({ itemId: z.string(), quantity: z.number() })).optional(),
  registeredAt: z.string(),
  needsConfirmation: z
    .literal(true)
    .optional()
    .describe(
      'True if another shop registered the tracking number first. The order ignores scans of the parcel until support or a reference from the carrier confirms that it belongs to this order',
    ),
  correctedFrom: z.string().optional().describe('The incorrect tracking number that this one replaced'),
  milestone: z.enum(MILESTONES).optional(),
  reason: z.enum(SCAN_REASONS).optional(),
  lastScanAt: z.string().optional(),
  estimatedDelivery: estimateEnd.optional(),
  deliveryWindow: deliveryWindow.optional(),
  /** The carrier's counter that holds the parcel for its recipient. */
  heldAt: pickupPlace.optional(),
});

export const item = z.object({
  itemId: z.string(),
  sku: z.string().optional(),
  listingId: z.string().optional(),
  name: z.string(),
  quantity: z.number(),
  /** `pc`, `kg`, `l`, … */
  unit: z.string(),
  unitPrice: z.string(),
  /** Of the line, to the digits that the currency is paid in. */
  totalPrice: z.string(),
  image: z.string().optional(),
  preparedAt: z.string().optional(),
  removed: z.boolean().optional(),
  shippedQuantity: z.number().describe('Quantity that is in a parcel'),
});

/** How many items are where, as decimal text, where it is some and not all of them. */
export const itemCounts = z.object({ total: z.string(), onTheWay: z.string(), delivered: z.string() });

/** What a list shows of an order. `id` and `orderId` are the same, as either name is used elsewhere in this API. */
export const orderSummary = z.object({
  id: z.string(),
  orderId: z.string(),
  orderNumber: z.string(),
  orderType: z.string(),
  workflow: workflowRef,
  status: z.string(),
  phase,
  version: z.int(),
  statusSince: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  buyerId: z.string().nullable(),
  sellerId: z.string(),
  totalAmount: z.string(),
  currency: z.string(),
  fulfilmentType: z.enum(['pickup', 'delivery', 'shipping']),
  itemCount: z.int(),
  estimatedDelivery: estimateEnd.nullable(),
  deliveryWindow: deliveryWindow.nullable(),
  isLate: z.boolean(),
});

export const driver = z.object({
  driverId: z.string(),
  name: z.string(),
  phone: z.string().optional(),
  phoneE164: z.string().optional(),
  vehicle: z.string().optional(),
  provider: z.string(),
  assignedAt: z.string(),
});

export const historyEntry = z.object({
  seq: z.int(),
  eventId: z.string(),
  type: z.string(),
  status: z.string(),
  previousStatus: z.string().nullable(),
  actor: z.object({ role: z.enum(ROLES), id: z.string().optional() }),
  occurredAt: z.string(),
  recordedAt: z.string(),
  reason: z.string().optional(),
  notes: z.string().optional(),
  location: scanLocation.optional(),
  trackingNumber: z.string().optional(),
  carrier: z.string().optional(),
  estimatedDelivery: estimateEnd.optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
});

export const payment = z.object({
  method: z.string(),
  status: z.enum(['pending', 'confirmed', 'locked', 'released', 'failed', 'refunded', 'disputed']),
  transactionHash: z.string().optional(),
  escrowId: z.string().optional(),
  paymentIntentId: z.string().optional(),
  processingFee: z.string().optional(),
  gasUsed: z.string().optional(),
  disputeId: z.string().optional(),
  /** What has come back so far, in the order's currency. */
  refundedAmount: z.string().optional(),
});

const deliveryPreference = z.object({
  leaveWith: z.enum(['neighbour', 'safe_place', 'reception']).optional(),
  place: z.string().optional(),
  windowStart: z.string().optional(),
  windowEnd: z.string().optional(),
  instructions: z.string().optional(),
});

/** One order with everything that its parties may see; a driver sees no payment and no e-mail address. */
export const orderDetail = z.object({
  order: orderSummary.extend({
    notes: z.string().nullable(),
    metadata: z.record(z.string(), z.unknown()).nullable(),
    estimatedReadyAt: estimateEnd.nullable(),
    estimatedPickupAt: estimateEnd.nullable(),
    pickupWindow: deliveryWindow.nullable(),
    deliveryAttempts: z.int(),
    stamps: z.record(z.string(), z.string()),
  }),
  buyer: z.object({
    id: z.string().nullable(),
    isGuest: z.boolean(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    phoneE164: z.string().nullable(),
  }),
  seller: z.object({ id: z.string() }),
  items: z.array(item),
  payment: payment.nullable(),
  shipping: z.object({
    fulfilmentType: z.enum(['pickup', 'delivery', 'shipping']),
    method: z.string().nullable(),
    pickup: z
      .object({ place: pickupPlace.optional(), instructions: z.string().optional(), hours: z.string().optional() })
      .nullable(),
    address: address.nullable(),
    deliveryPreference: deliveryPreference.nullable(),
    driver: driver.nullable(),
  }),
  shipments: z.array(shipment),
  /** The first page of the history; the timeline route has all of it. */
  timeline: z.array(historyEntry),
});

export const changedOrder = z.object({
  success: z.literal(true),
  order: orderSummary.extend({ allowedNext: z.array(z.string()), shipments: z.array(shipment) }),
});

export const orderList = z.object({ orders: z.array(orderSummary), pagination });

export const activeOrders = z.object({
  orders: z.array(orderSummary.extend({ nextExpected: z.string().nullable() })),
  pagination,
});

export const orderStatus = z.object({
  orderId: z.string(),
  orderNumber: z.string(),
  orderType: z.string(),
  workflow: workflowRef,
  status: z.string(),
  phase,
  version: z.int(),
  estimatedDelivery: estimateEnd.nullable(),
  deliveryWindow: deliveryWindow.nullable(),
  itemCounts: itemCounts.nullable(),
  allowedNext: z.array(z.string()),
  actions: z.array(z.string()),
  history: z.array(historyEntry),
  pagination,
});

export const createdOrder = z.object({
  success: z.literal(true),
  order: z.object({
    id: z.string(),
    orderNumber: z.string().meta({ examples: ['ORD-2026-001234'] }),
    status: z.string(),
    totalAmount: z.string(),
    currency: z.string(),
    estimatedDelivery: estimateEnd.nullable(),
    deliveryWindow: deliveryWindow.nullable(),
    trackingUrl: z.string(),
  }),
});
