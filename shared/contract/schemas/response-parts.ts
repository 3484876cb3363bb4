/** Parts of several responses, each by one name. Documents' own names stand beside ours: neither goes away. */
import * as z from 'zod';
import { SCAN_REASONS } from '../../orders/model/order.ts';
import { MILESTONES, PHASES } from '../../workflows/workflow.ts';
import { SYNC_STATUSES } from '../sync-status.ts';
import { address, pickupPlace } from './address-response.ts';
import { deliveryWindow, estimateEnd } from './dates.ts';
import { scanLocation } from './scan-location.ts';

/** An instant of a response: ISO 8601 in UTC. */
export const instantText = z.string().meta({ format: 'date-time' });

/** An amount of a response. */
export const moneyText = z.string().meta({ pattern: '^\\d+(\\.\\d+)?$', examples: ['49.99'] });

export const workflowRef = z.object({ id: z.string(), version: z.int() });
export const phase = z.enum(PHASES);

/** An address under both namings: `line1` and `street`, `region` and `state`, `postalCode` and `zipCode`. */
export const addressResponse = address.extend({
  street: z.string(),
  state: z.string().optional(),
  zipCode: z.string().optional(),
});

/** The buyer of an order. */
export const buyerParty = z.object({
  id: z.string().nullable().describe('Null: a guest'),
  name: z.string().nullable(),
  email: z.string().nullable(),
});

/** The shop of an order, by the names that it had when the order was made. */
export const sellerParty = z.object({
  id: z.string(),
  name: z.string().describe('The id, where the shop has said no name'),
  storeName: z.string().describe('The name that customers know the shop by'),
});

/** An item as a list shows it. */
export const listedItem = z.object({
  name: z.string(),
  quantity: z.number(),
  unit: z.string(),
  price: moneyText.describe('Of one `unit`'),
});

/** An item of an order. `id` and `itemId` are the same, and so are `name` and `productName`. */
export const orderItem = z.object({
  id: z.string(),
  itemId: z.string(),
  sku: z.string().optional(),
  listingId: z.string().optional(),
  name: z.string(),
  productName: z.string(),
  description: z.string().optional(),
  productDescription: z.string().optional(),
  productSnapshot: z.record(z.string(), z.unknown()).optional().describe('As it was sent'),
  quantity: z.number(),
  unit: z.string().describe('`pc`, `kg`, `l`, …'),
  unitPrice: moneyText,
  totalPrice: moneyText.describe('Of the line: as it was sent, else to the digits that the currency is paid in'),
  image: z.string().optional(),
  preparedAt: instantText.optional(),
  removed: z.boolean().optional(),
  shippedQuantity: z.number().describe('How much of it is in a parcel'),
});

export const payment = z.object({
  method: z.string(),
  status: z.enum(['pending', 'confirmed', 'locked', 'released', 'failed', 'refunded', 'disputed']),
  transactionHash: z.string().optional(),
  releaseTransactionHash: z.string().optional().describe('Of the transaction that released the escrow'),
  escrowId: z.string().optional(),
  paymentIntentId: z.string().optional(),
  processingFee: moneyText.optional(),
  gasUsed: z.string().optional(),
  gasFees: moneyText.optional(),
  disputeId: z.string().optional(),
  refundedAmount: moneyText.optional().describe("What has come back so far, in the order's currency"),
});

export const driver = z.object({
  driverId: z.string(),
  name: z.string(),
  phone: z.string().optional(),
  phoneE164: z.string().optional(),
  vehicle: z.string().optional(),
  provider: z.string(),
  assignedAt: instantText,
});

export const deliveryPreference = z.object({
  leaveWith: z.enum(['neighbour', 'safe_place', 'reception']).optional(),
  place: z.string().optional(),
  windowStart: z.string().optional(),
  windowEnd: z.string().optional(),
  instructions: z.string().optional(),
});

export const shipment = z.object({
  shipmentId: z.string(),
  trackingNumber: z.string(),
  carrier: z.string(),
  service: z.string().optional(),
  itemIds: z.array(z.string()).optional(),
  items: z.array(z.object({ itemId: z.string(), quantity: z.number() })).optional(),
  registeredAt: instantText,
  needsConfirmation: z
    .boolean()
    .optional()
    .describe(
      "True where another shop registered the number first: the order does not follow the parcel until support or the carrier's own reference says that it is this order's",
    ),
  correctedFrom: z.string().optional().describe('The wrong number that this one replaced'),
  milestone: z.enum(MILESTONES).optional(),
  reason: z.enum(SCAN_REASONS).optional(),
  lastScanAt: instantText.optional(),
  estimatedDelivery: estimateEnd.optional(),
  deliveryWindow: deliveryWindow.optional(),
  heldAt: pickupPlace.optional().describe("The carrier's counter that holds the parcel for its recipient"),
  trackingUrl: z.string().optional().describe('Where the carrier follows this parcel; absent where all have one page'),
  masterNumber: z.string().optional().describe('The number of the shipment that the parcel is a piece of'),
  pieces: z.int().optional().describe('How many pieces the shipment has'),
  proof: z
    .object({
      signedBy: z.string().optional(),
      place: z.string().optional().describe("Where it was left, in the carrier's own words"),
      hasPhoto: z.boolean().optional(),
      hasSignature: z.boolean().optional(),
    })
    .optional()
    .describe('How the parcel was handed over, as its carrier says'),
});

/** One time that a carrier came to the door. */
export const deliveryAttempt = z.object({
  attemptNumber: z.int(),
  attemptDate: instantText,
  status: z.enum(['attempted', 'successful', 'failed']).describe('`attempted`: the carrier does not say why it failed'),
  reason: z.enum(SCAN_REASONS).nullable(),
  nextAttemptDate: estimateEnd.nullable().describe('Known of the last attempt only'),
});

export const syncStatus = z
  .enum(SYNC_STATUSES)
  .describe('`completed`: at its end; `failed`: its carrier is not asked any more, and has sent nothing since');
export const lastSync = instantText.nullable().describe('When the carrier was heard of last, also with nothing new');

/** A parcel as it is followed. */
export const parcelInfo = z.object({
  trackingNumber: z.string(),
  carrier: z.string(),
  carrierName: z.string().describe('As people know the carrier'),
  carrierService: z.string().nullable(),
  trackingUrl: z.string().nullable().describe("The carrier's own page of the parcel"),
  milestone: z.enum(MILESTONES).nullable(),
  currentLocation: z.string().nullable().describe('Where it was seen last, as text'),
  currentPlace: scanLocation().nullable(),
  estimatedDelivery: estimateEnd.nullable(),
  deliveryWindow: deliveryWindow.nullable(),
  deliveryAttempts: z.array(deliveryAttempt),
  lastScanAt: instantText.nullable(),
  syncStatus,
  lastSync,
});

/** Parcels that the order comes in, without cancelled ones: `1 of 2 delivered`. */
export const parcelCount = z.object({ total: z.int(), delivered: z.int() });
export type ParcelCount = z.output<typeof parcelCount>;

/** How many items are where, as decimal text, where it is some and not all of them. */
/** When a client that polls should look again. */
export const pollAfterSeconds = z.int().positive().meta({ description: 'Seconds after which to poll again' });

export const itemCounts = z.object({ total: z.string(), onTheWay: z.string(), delivered: z.string() });
