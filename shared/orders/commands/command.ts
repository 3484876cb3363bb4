import type { Milestone, PaymentEventType, WorkflowDefinition } from '../../workflows/workflow.ts';
import type { Decision } from '../engine/decision.ts';
import type {
  Actor,
  Address,
  DecimalAmount,
  DeliveryPreference,
  Driver,
  Instant,
  Order,
  Scan,
  ScanLocation,
  Substitution,
} from '../model/order.ts';

/** Details that may come with a status: all of them are kept in the history entry. */
export interface StatusDetails {
  readonly trackingNumber?: string;
  readonly carrier?: string;
  readonly estimatedDelivery?: Instant;
  readonly location?: ScanLocation;
  readonly reason?: string;
  readonly notes?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/**
 * Everything that can be asked of an order. HTTP, webhook, poll, timer and administrator all speak this; ids that a
 * command needs are in it, so that deciding stays pure.
 */
export type OrderCommand =
  | ({ readonly type: 'change_status'; readonly status: string; readonly occurredAt?: Instant } & StatusDetails)
  /** Outside the table: administrators only, with a reason. */
  | { readonly type: 'force_status'; readonly status: string; readonly reason: string }
  | {
      readonly type: 'register_shipment';
      readonly shipmentId: string;
      readonly trackingNumber: string;
      readonly carrier: string;
      readonly service?: string;
      readonly itemIds?: readonly string[];
    }
  /** Scans that are new to this order, any order of time; moves the order along allowed edges, each step at its scan's time. */
  | {
      readonly type: 'apply_scans';
      readonly trackingNumber: string;
      readonly scans: readonly Scan[];
      readonly estimatedDelivery?: Instant;
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
  | { readonly type: 'acknowledge'; readonly estimatedReadyAt?: Instant }
  | {
      readonly type: 'propose_substitutions';
      readonly substitutions: readonly {
        readonly substitutionId: string;
        readonly itemId: string;
        readonly substitute?: NonNullable<Substitution['substitute']>;
      }[];
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
  | { readonly type: 'reschedule'; readonly estimatedDelivery: Instant; readonly reason?: string }
  | { readonly type: 'change_address'; readonly address: Address }
  | { readonly type: 'request_support'; readonly subject: string; readonly message: string }
  | { readonly type: 'open_dispute'; readonly reason: string; readonly disputeId?: string }
  | { readonly type: 'give_feedback'; readonly rating: number; readonly comment?: string }
  | { readonly type: 'revoke_links'; readonly reason?: string }
  | { readonly type: 'fire_deadline'; readonly rule: string; readonly dueAt: Instant };

export interface DecisionInput {
  readonly workflow: WorkflowDefinition;
  readonly order: Order;
  readonly command: OrderCommand;
  readonly actor: Actor;
  readonly now: Date;
}

/** Pure: the same input always leads to the same decision. */
export type Decide = (input: DecisionInput) => Decision;
