import type { Instant } from '../../calendar/instant.ts';
import type { Locale } from '../../contract/locale.ts';
import type { FulfilmentType, Milestone, Phase, Role } from '../../workflows/workflow.ts';
import type { DecimalAmount } from './decimal-amount.ts';
import type { DayOrInstant, Estimate } from './estimate.ts';
import type { DatedFacts } from './parcel-facts.ts';
import type { PickupPlace } from './place.ts';
import type { ScanFlag, ScanReason } from './scan.ts';
import type { SellerSnapshot } from './seller-snapshot.ts';
import type { Substitution, SubstitutionChoice } from './substitution.ts';

export type { PickupPlace, ScanLocation } from './place.ts';
export { SCAN_FLAGS, SCAN_REASONS, type Scan, type ScanFlag, type ScanReason } from './scan.ts';

/** Who changed an order. `id` is a token's `sub`, a carrier's id, or absent for the system. */
export interface Actor {
  readonly role: Role;
  readonly id?: string;
}

export interface OrderItem {
  readonly itemId: string;
  readonly sku?: string;
  readonly listingId?: string;
  readonly name: string;
  readonly description?: string;
  readonly productSnapshot?: Readonly<Record<string, unknown>>;
  /** Of `unit`; up to 3 fractional digits. */
  readonly quantity: number;
  /** `kg`, `l`, …; absent: pieces. */
  readonly unit?: string;
  readonly unitPrice: DecimalAmount;
  /** Of the line, as the shop sent it; absent: quantity times price. */
  readonly totalPrice?: DecimalAmount;
  readonly image?: string;
  readonly preparedAt?: Instant;
  /** Substituted away or taken off the order: needs no preparing. */
  readonly removed?: boolean;
}

export interface Payment {
  readonly method: string;
  readonly status: 'pending' | 'confirmed' | 'locked' | 'released' | 'failed' | 'refunded' | 'disputed';
  readonly transactionHash?: string;
  readonly escrowId?: string;
  readonly paymentIntentId?: string;
  readonly processingFee?: DecimalAmount;
  readonly gasUsed?: string;
  readonly gasFees?: DecimalAmount;
  readonly disputeId?: string;
  /** What has come back so far, in the order's currency. */
  readonly refundedAmount?: DecimalAmount;
  /** What the payment was before its first event: with `records` it says what the payment is. */
  readonly atCreation?: Pick<Payment, 'status' | 'transactionHash' | 'escrowId' | 'paymentIntentId' | 'disputeId'>;
  /** Every payment event that was recorded, by their own times: a repeated one is known by this. */
  readonly records?: readonly PaymentRecord[];
}

/** A verified payment or escrow event, with its own transaction hash. */
export interface PaymentRecord {
  readonly event: string;
  readonly occurredAt: Instant;
  readonly transactionHash?: string;
  readonly paymentIntentId?: string;
  readonly escrowId?: string;
  readonly disputeId?: string;
  readonly amount?: DecimalAmount;
  readonly currency?: string;
  /** The `webhook-id` that it came with first. */
  readonly messageId?: string;
  /** Its transaction paid for another order before. */
  readonly isOfAnotherOrder?: true;
}

export interface Address {
  readonly name?: string;
  readonly line1: string;
  readonly line2?: string;
  readonly city: string;
  readonly region?: string;
  readonly postalCode?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

/** What the seller says to whoever collects the order. */
export interface Pickup {
  readonly place?: PickupPlace;
  readonly instructions?: string;
  /** Opening hours, in the seller's own words. */
  readonly hours?: string;
}

/** Items of an order in one parcel. */
export interface ShippedItem {
  readonly itemId: string;
  readonly quantity: number;
}

/** What scans dated ahead say of a parcel, beside what the others say. */
export interface AheadProgress {
  readonly milestone?: Milestone;
  readonly reason?: ScanReason;
  /** The milestone that leads the order in the place of `placed`. */
  readonly placed?: Milestone;
  /** When the newest of them was received. */
  readonly countedAt: Instant;
}

/** A parcel of an order, kept inside the order so that guards and the leading parcel are pure functions of one item. */
export interface Shipment {
  readonly shipmentId: string;
  readonly trackingNumber: string;
  readonly carrier: string;
  readonly service?: string;
  readonly itemIds?: readonly string[];
  /** How many of which items are in the parcel, where the shop says so. */
  readonly items?: readonly ShippedItem[];
  readonly registeredAt: Instant;
  /**
   * Another shop registered the number first: scans are recorded and move nothing until support or the carrier's own
   * reference says that the parcel is this order's.
   */
  readonly needsConfirmation?: boolean;
  /** The wrong number that this one replaced. */
  readonly correctedFrom?: string;
  readonly milestone?: Milestone;
  readonly reason?: ScanReason;
  /** Time of the newest scan that counted. */
  readonly lastScanAt?: Instant;
  /** The newest scan that the workflow has a status for, which may be older: it leads the order. */
  readonly placed?: { readonly milestone: Milestone; readonly occurredAt: Instant };
  /** The newest delivery, return or cancellation. It is the end only while nothing newer shows the parcel on its way. */
  readonly ended?: { readonly milestone: Milestone; readonly occurredAt: Instant };
  /** Time of the newest scan that shows the parcel on its way, where that is after `ended`. */
  readonly movedAt?: Instant;
  readonly ahead?: AheadProgress;
  /** Flags that operations were alerted of. */
  readonly alertedFlags?: readonly ScanFlag[];
  readonly estimatedDelivery?: Estimate;
  /** The carrier gave the estimate. */
  readonly isCarrierEstimate?: true;
  /** Time that the carrier's estimate is of; absent where the shop gave it, or no scan came with it. */
  readonly estimateAsOf?: Instant;
  /** The carrier's counter that holds the parcel for its recipient. */
  readonly heldAt?: PickupPlace;
  readonly facts?: DatedFacts;
  /** Cycle of a subscription that the parcel belongs to. */
  readonly cycle?: number;
  /** Scans that reported a failed attempt: each counts once, however often and late it is reported. */
  readonly attemptScanIds?: readonly string[];
}

export interface Driver {
  readonly driverId: string;
  readonly name: string;
  /** As it was written. */
  readonly phone?: string;
  readonly phoneE164?: string;
  readonly vehicle?: string;
  readonly provider: string;
  readonly assignedAt: Instant;
  /** When a delivery provider said so, by its own clock: what it said before does not replace it. */
  readonly reportedAt?: Instant;
}

export interface DeliveryPreference {
  readonly leaveWith?: 'neighbour' | 'safe_place' | 'reception';
  readonly place?: string;
  readonly windowStart?: DayOrInstant;
  readonly windowEnd?: DayOrInstant;
  readonly instructions?: string;
}

/** Requests of people that are counted by order and day. */
const LIMITED_REQUESTS = ['support', 'dispute', 'reschedule', 'changeAddress', 'deliveryPreferences'] as const;
export type LimitedRequest = (typeof LIMITED_REQUESTS)[number];

export interface RequestsToday {
  /** `2026-11-21`, in UTC. */
  readonly day: string;
  readonly counts: Readonly<Partial<Record<LimitedRequest, number>>>;
}

/**
 * The order: one item, one aggregate. `version` is the `seq` of its last event, so a change that writes n events raises
 * it by n and the history has no gap.
 */
export interface Order {
  readonly orderId: string;
  /** `ORD-2026-001234` */
  readonly orderNumber: string;
  readonly orderType: string;
  readonly workflow: { readonly id: string; readonly version: number };
  readonly status: string;
  readonly phase: Phase;
  readonly version: number;
  readonly statusSince: Instant;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly buyerId?: string;
  readonly guestEmail?: string;
  readonly sellerId: string;
  readonly seller?: SellerSnapshot;
  readonly customer: {
    readonly name?: string;
    readonly email?: string;
    /** As it was written. */
    readonly phone?: string;
    readonly phoneE164?: string;
  };
  readonly locale: Locale;
  readonly items: readonly OrderItem[];
  readonly totalAmount: DecimalAmount;
  readonly currency: string;
  readonly payment: Payment;
  readonly fulfilmentType: FulfilmentType;
  readonly shippingAddress?: Address;
  readonly shippingMethod?: string;
  readonly notes?: string;
  readonly specialInstructions?: string;
  /** For whoever brings the order. */
  readonly deliveryNotes?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly estimatedDelivery?: Estimate;
  /** The first estimate that anybody gave, whatever took its place since. */
  readonly firstPromise?: Estimate;
  readonly estimatedReadyAt?: Estimate;
  readonly estimatedPickupAt?: Estimate;
  readonly pickup?: Pickup;
  readonly lastScanAt?: Instant;
  /** The last milestone that a delivery provider reported for the order itself, where it has no parcel. */
  readonly lastMilestone?: Milestone;
  readonly shipments: readonly Shipment[];
  readonly deliveryAttempts: number;
  readonly driver?: Driver;
  /** A proof of delivery was given. It stands in the history. */
  readonly isDeliveryProven?: boolean;
  readonly substitutions: readonly Substitution[];
  /** For this order; absent, what the customer has chosen in their settings. */
  readonly substitutionPreference?: SubstitutionChoice;
  readonly deliveryPreference?: DeliveryPreference;
  /** `confirmedAt`, `readyAt`, … stamped on entering a status. */
  readonly stamps: Readonly<Record<string, Instant>>;
  /** Cycle of a subscription, from 1. */
  readonly cycle?: number;
  /** A flag, not a status: the estimated delivery passed (marketplace). */
  readonly isLate?: boolean;
  /** Deadlines that have fired: rule → the due time it fired for. A second firing for the same time does nothing. */
  readonly firedDeadlines: Readonly<Record<string, Instant>>;
  /** Carrier milestones without a path in the workflow since the last move: operations are alerted once of each. */
  readonly unplacedMilestones?: readonly Milestone[];
  readonly feedback?: { readonly rating: number; readonly comment?: string; readonly givenAt: Instant };
  /** Guests' links carry it: raised, it revokes every link that was made before. Absent, 0. */
  readonly linkGeneration?: number;
  /** What people asked of this order today, where a day has a limit. */
  readonly requestsToday?: RequestsToday;
  /** When operations were last alerted to a support message. */
  readonly supportAlertedAt?: Instant;
  /** Managed listings whose stock this order holds; given back on cancellation. */
  readonly reservedStock: readonly { readonly listingId: string; readonly quantity: number }[];
}
