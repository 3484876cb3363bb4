/** Orders as they are returned: the documents' names and ours side by side. */
import * as z from 'zod';
import { ESTIMATE_SOURCES, TRANSIT_SCOPES } from '../../orders/model/estimate-source.ts';
import { pickupPlace } from './address-response.ts';
import { deliveryWindow, estimateEnd } from './dates.ts';
import { farmHistoryEntry, historyEntry } from './history-response.ts';
import { pagination } from './pagination.ts';
import {
  addressResponse,
  buyerParty,
  deliveryPreference,
  driver,
  instantText,
  itemCounts,
  listedItem,
  moneyText,
  orderItem,
  parcelInfo,
  payment,
  phase,
  pollAfterSeconds,
  sellerParty,
  shipment,
  workflowRef,
} from './response-parts.ts';
import { shopFace } from './shop-response.ts';
import { timelineEntry } from './timeline.ts';

const fulfilment = z.enum(['pickup', 'delivery', 'shipping']);
const stamp = instantText.nullable();

/** When the order entered its main statuses; null while it has not. */
const statusStamps = {
  confirmedAt: stamp,
  preparingAt: stamp,
  readyAt: stamp,
  shippedAt: stamp,
  deliveredAt: stamp,
  completedAt: stamp,
  cancelledAt: stamp,
};

/**
 * What every response of an order has. `id` and `orderId`, `buyerId` and `customerId`, `sellerId` and `farmId`,
 * `statusSince` and `statusUpdatedAt` are the same: each name is used by a client.
 */
export const orderSummary = z.object({
  id: z.string(),
  orderId: z.string(),
  orderNumber: z.string().meta({ examples: ['ORD-2026-001234'] }),
  orderType: z.string(),
  workflow: workflowRef,
  status: z.string(),
  phase,
  version: z.int(),
  statusSince: instantText,
  statusUpdatedAt: instantText,
  createdAt: instantText,
  updatedAt: instantText,
  ...statusStamps,
  buyerId: z.string().nullable(),
  customerId: z.string().nullable(),
  sellerId: z.string(),
  farmId: z.string(),
  seller: sellerParty,
  totalAmount: moneyText,
  currency: z.string(),
  fulfilmentType: fulfilment,
  fulfillmentType: fulfilment,
  itemCount: z.int(),
  trackingNumber: z.string().optional().describe('Of the parcel that leads the order'),
  carrier: z.string().optional(),
  estimatedDelivery: estimateEnd.nullable(),
  deliveryWindow: deliveryWindow.nullable(),
  isLate: z.boolean(),
});

/** An order in a list. `buyer` and `customer` are the same. */
export const orderRow = orderSummary.extend({
  buyer: buyerParty,
  customer: buyerParty,
  items: z.array(listedItem),
});

/** What was said of the order when it was made. `notes` and `orderNotes` are the same. */
const saidAtCreation = {
  notes: z.string().nullable(),
  orderNotes: z.string().nullable(),
  specialInstructions: z.string().nullable(),
  deliveryNotes: z.string().nullable(),
  deliveryAddress: addressResponse.nullable(),
  pickupLocation: z.string().nullable().describe('As text; `shipping.pickup.place` is the place in its parts'),
  pickupInstructions: z.string().nullable(),
};

export const buyerDetail = buyerParty.extend({
  isGuest: z.boolean(),
  phone: z.string().nullable(),
  phoneE164: z.string().nullable(),
});

export const shipping = z.object({
  fulfilmentType: fulfilment,
  method: z.string().nullable(),
  trackingNumber: z.string().nullable().describe('Of the parcel that leads the order'),
  carrier: z.string().nullable(),
  estimatedDelivery: estimateEnd.nullable(),
  actualDelivery: instantText.optional(),
  pickup: z
    .object({ place: pickupPlace.optional(), instructions: z.string().optional(), hours: z.string().optional() })
    .nullable(),
  address: addressResponse.nullable(),
  deliveryPreference: deliveryPreference.nullable(),
  driver: driver.nullable(),
});

const parts = {
  buyer: buyerDetail,
  seller: sellerParty,
  items: z.array(orderItem),
  payment: payment.nullable(),
  shipping,
  shipments: z.array(shipment),
  timeline: z.array(timelineEntry).describe('What happened first; the timeline route has all of it'),
};

/** One order with everything that its parties may see; a driver sees no payment and no e-mail address. */
export const order = orderSummary.extend({
  ...parts,
  ...saidAtCreation,
  customer: buyerDetail,
  metadata: z.record(z.string(), z.unknown()).nullable(),
  estimatedReadyAt: estimateEnd.nullable(),
  estimatedPickupAt: estimateEnd.nullable(),
  pickupWindow: deliveryWindow.nullable(),
  deliveryAttempts: z.int(),
  stamps: z.record(z.string(), instantText),
  parcels: z.array(parcelInfo),
});

/** Everything is inside `order`; its parts stand beside it too, for clients that read them there. */
export const orderDetail = z.object({ order, ...parts });

const trackingUrl = z.string().describe('The page on which the order is followed');

export const movedOrderSummary = orderSummary.extend({
  allowedNext: z.array(z.string()),
  shipments: z.array(shipment),
});

/** An order after a change. `data`, its status in capitals, is for frontends of farms. */
export const changedOrder = z.object({
  success: z.boolean(),
  order: movedOrderSummary.extend({ trackingUrl }),
  data: movedOrderSummary.extend({ trackingUrl }).optional(),
});

export const orderList = z.object({ orders: z.array(orderRow), pagination });

export const activeOrders = z.object({
  orders: z.array(orderRow.extend({ nextExpected: z.string().nullable() })),
  pagination,
});

/** `success` and `data` are for frontends of farms: the same history, its statuses in capitals. */
export const orderStatus = z.object({
  success: z.boolean().optional(),
  data: z.array(farmHistoryEntry).optional(),
  orderId: z.string(),
  orderNumber: z.string(),
  orderType: z.string(),
  workflow: workflowRef,
  status: z.string(),
  phase,
  version: z.int(),
  shop: shopFace.nullable().describe('Null where the shop has said nothing of itself'),
  estimatedDelivery: estimateEnd.nullable(),
  deliveryWindow: deliveryWindow.nullable(),
  estimateSource: z
    .enum(ESTIMATE_SOURCES)
    .nullable()
    .describe(
      'Who says when the order comes: its carrier, the shop that promised it, or how long earlier parcels of the carrier took',
    ),
  estimateReason: z.string().nullable().describe("The same as a sentence in the reader's language"),
  firstPromise: estimateEnd.nullable().describe('The first date that anybody gave, whatever took its place since'),
  isQuiet: z.boolean().describe('Nothing was heard of a parcel for longer than it should be'),
  silence: z
    .object({
      since: instantText.describe('When anything was heard of the parcel last'),
      unusualFrom: instantText.describe('From when on the order counts as delayed if nothing is heard before'),
      learntFrom: z
        .int()
        .nullable()
        .describe("Earlier silences of the carrier's parcels; null: the workflow's own rule"),
      scope: z.enum(TRANSIT_SCOPES).nullable().describe('How near these parcels were to this one'),
    })
    .nullable()
    .describe('Null where no silence is waited for'),
  fulfilmentType: fulfilment,
  itemCounts: itemCounts.nullable(),
  pollAfterSeconds,
  parcels: z.array(parcelInfo),
  allowedNext: z.array(z.string()),
  actions: z.array(z.string()),
  history: z.array(historyEntry).describe('Status changes, oldest first'),
  pagination,
});

export const createdOrder = z.object({
  success: z.boolean(),
  order: orderSummary.extend({ ...saidAtCreation, trackingUrl }),
});
