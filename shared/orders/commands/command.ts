import type { Instant } from '../../calendar/instant.ts';
import type { OrderEvent } from '../../contract/events.ts';
import type { Milestone, PaymentEventType, WorkflowDefinition } from '../../workflows/workflow.ts';
import type { UsualSilence } from '../engine/deadlines.ts';
import type { Decision } from '../engine/decision.ts';
import type { DecimalAmount } from '../model/decimal-amount.ts';
import type { Estimate } from '../model/estimate.ts';
import type {
  Actor,
  Address,
  DeliveryPreference,
  Driver,
  Order,
  Scan,
  ScanLocation,
  ShippedItem,
} from '../model/order.ts';
import type { DatedFacts } from '../model/parcel-facts.ts';
import type { Substitution, SubstitutionChoice } from '../model/substitution.ts';

/** Details that may come with a status: all of them are stored in the history entry. */
export interface StatusDetails {
  readonly trackingNumber?: string;
  readonly carrier?: string;
  readonly estimatedDelivery?: Estimate;
  readonly location?: ScanLocation;
  readonly statusDetails?: string;
  readonly reason?: string;
  readonly notes?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** What a carrier says of a parcel besides its scans, by which an order may be known as its own. */
export interface ParcelReference {
  /** References of the shipper: order number, invoice, purchase order. */
  readonly references: readonly string[];
  /** Where the parcel goes. */
  readonly destination?: { readonly postalCode: string; readonly country?: string };
}

/**
 * Everything that can be asked of an order. HTTP, webhook, poll, timer and administrator all speak this; ids that a
 * command needs are in it, so that deciding stays pure.
 */
export type OrderCommand =
  | ({
      readonly type: 'change_status';
      readonly status: string;
      readonly occurredAt?: Instant;
      readonly isClaimedByOther?: boolean;
    } & StatusDetails)
  /** Outside the table: administrators only, with a reason. */
  | { readonly type: 'force_status'; readonly status: string; readonly reason: string }
  | {
      readonly type: 'register_shipment';
      readonly shipmentId: string;
      readonly trackingNumber: string;
      readonly carrier: string;
      readonly service?: string;
      readonly itemIds?: readonly string[];
      readonly items?: readonly ShippedItem[];
      /** An order of another shop has the parcel. */
      readonly isClaimedByOther?: boolean;
      readonly estimatedDelivery?: Estimate;
    }
  /** A wrong number: the order is as if the parcel had never been on it. */
  | {
      readonly type: 'detach_shipment';
      readonly trackingNumber: string;
      readonly reason: string;
      readonly history?: readonly OrderEvent[];
    }
  /** The right number or carrier in the place of a wrong one. */
  | {
      readonly type: 'correct_shipment';
      readonly trackingNumber: string;
      readonly shipmentId: string;
      readonly to: { readonly trackingNumber: string; readonly carrier: string };
      readonly reason: string;
      readonly isClaimedByOther?: boolean;
      readonly history?: readonly OrderEvent[];
    }
  /** Support says that a parcel which another shop registered first is this order's. */
  | { readonly type: 'confirm_shipment'; readonly trackingNumber: string; readonly reason?: string }
  /** Scans that are new to this order, any order of time; moves the order along allowed edges, each step at its scan's time. */
  | {
      readonly type: 'apply_scans';
      readonly trackingNumber: string;
      readonly scans: readonly Scan[];
      readonly estimatedDelivery?: Estimate;
      /** Time of the newest scan that the estimate came with; absent where it came with none. */
      readonly estimateAsOf?: Instant;
      readonly facts?: DatedFacts;
      readonly reference?: ParcelReference;
      /** Also scans that are recorded already: what the parcel is counts anew. */
      readonly isReplay?: boolean;
    }
  /** A delivery provider's milestone that belongs to the order itself, without a parcel. */
  | {
      readonly type: 'apply_milestone';
      readonly milestone: Milestone;
      readonly occurredAt: Instant;
      readonly rawCode: string;
    }
  | {
      readonly type: 'record_payment';
      readonly event: PaymentEventType;
      readonly occurredAt: Instant;
      readonly escrowId?: string;
      readonly transactionHash?: string;
      readonly paymentIntentId?: string;
      readonly disputeId?: string;
      readonly amount?: DecimalAmount;
      readonly currency?: string;
      /** The sender's `webhook-id`. */
      readonly messageId?: string;
      /** The transaction paid for another order before: the event is recorded and moves nothing. */
      readonly isOfAnotherOrder?: true;
    }
  | { readonly type: 'prepare_item'; readonly itemId: string; readonly prepared: boolean }
  | { readonly type: 'acknowledge'; readonly estimatedReadyAt?: Estimate }
  | {
      readonly type: 'propose_substitutions';
      readonly substitutions: readonly {
        readonly substitutionId: string;
        readonly itemId: string;
        readonly substitute?: NonNullable<Substitution['substitute']>;
      }[];
      /** The customer's in their settings, where the order has none of its own. */
      readonly standingChoice?: SubstitutionChoice;
    }
  | {
      readonly type: 'answer_substitutions';
      readonly answers: readonly { readonly substitutionId: string; readonly decision: 'approve' | 'reject' }[];
    }
  | { readonly type: 'assign_driver'; readonly driver: Omit<Driver, 'assignedAt'> }
  | {
      readonly type: 'deliver';
      readonly proof?: { readonly photoKey?: string; readonly signature?: string; readonly pin?: string };
    }
  | { readonly type: 'set_delivery_preferences'; readonly preference: DeliveryPreference }
  | { readonly type: 'reschedule'; readonly estimatedDelivery: Estimate; readonly reason?: string }
  | { readonly type: 'change_address'; readonly address: Address }
  | { readonly type: 'request_support'; readonly subject: string; readonly message: string }
  | { readonly type: 'open_dispute'; readonly reason: string; readonly disputeId?: string }
  | {
      readonly type: 'request_return';
      readonly reason: string;
      /** Without a quantity, all of the item; absent, all of the order. */
      readonly items?: readonly { readonly itemId: string; readonly quantity?: number }[];
    }
  | { readonly type: 'give_feedback'; readonly rating: number; readonly comment?: string }
  | { readonly type: 'revoke_links'; readonly reason?: string }
  | {
      readonly type: 'fire_deadline';
      readonly rule: string;
      readonly dueAt: Instant;
      /** As of a proposal. */
      readonly standingChoice?: SubstitutionChoice;
      /** What is known to be usual for the parcel that the rule is about. */
      readonly usual?: UsualSilence;
      /** When the order can be expected by now, from its carrier's history: said where the deadline is about a delay. */
      readonly expected?: Estimate;
    };

export interface DecisionInput {
  readonly workflow: WorkflowDefinition;
  readonly order: Order;
  readonly command: OrderCommand;
  readonly actor: Actor;
  readonly now: Date;
}

/** Pure: the same input always leads to the same decision. */
export type Decide = (input: DecisionInput) => Decision;
