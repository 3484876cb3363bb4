import type { Channel, NotificationType, Phase, Priority } from '../../workflows/workflow.ts';
import type { Actor, Instant, ScanLocation } from './order.ts';

/** Past tense, declared once. The history item of an order is the event, and the stream carries it. */
export const ORDER_EVENT_TYPES = [
  'order_created',
  'status_changed',
  'shipment_registered',
  /** A wrong tracking number was taken off; the status is what it would be without it. */
  'shipment_detached',
  /** Another number or carrier in the place of a wrong one. */
  'shipment_corrected',
  /** A parcel that another shop registered first is this order's. */
  'shipment_confirmed',
  'delivery_attempted',
  'estimated_delivery_changed',
  'item_prepared',
  'driver_assigned',
  'substitutions_proposed',
  'substitutions_answered',
  'delivery_preferences_set',
  'delivery_rescheduled',
  'address_changed',
  'support_requested',
  'feedback_given',
  'payment_recorded',
  'store_acknowledged',
  /** Proof that came after the delivery had been told. */
  'delivery_proven',
  'deadline_passed',
  'scan_unplaceable',
  /** A scan whose time cannot be its own. */
  'scan_flagged',
  /** A parcel moved and the order's status did not: at most one per set of scans, for the newest. */
  'parcel_scanned',
] as const;
export type OrderEventType = (typeof ORDER_EVENT_TYPES)[number];

/** What must follow from a change. Data, carried by the event; consumers carry them out once. */
export type Effect =
  | {
      readonly kind: 'notify';
      readonly type: NotificationType;
      readonly channels: readonly Channel[];
      readonly priority: Priority;
      readonly audience: 'customer' | 'seller';
    }
  /** The `schedule` consumer looks at the order as it is and makes, moves or removes `deadline-<order>-<rule>`. */
  | { readonly kind: 'reconcile_deadlines'; readonly rules: readonly string[] }
  /** Operations are told. */
  | { readonly kind: 'alert'; readonly alert: string };

export interface OrderEvent {
  /** `evt_` + ULID; its time part is `recordedAt`. */
  readonly eventId: string;
  readonly schemaVersion: 1;
  readonly type: OrderEventType;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly workflow: { readonly id: string; readonly version: number };
  readonly buyerId?: string;
  readonly sellerId: string;
  /** From 1, without gaps, per order. */
  readonly seq: number;
  readonly actor: Actor;
  /** When it happened: a scan's own time for a carrier's event. */
  readonly occurredAt: Instant;
  /** When Wismo wrote it. */
  readonly recordedAt: Instant;
  /** Equal to `status` where the event moved nothing; absent on `order_created`. */
  readonly previousStatus?: string;
  readonly status: string;
  readonly phase: Phase;
  readonly reason?: string;
  readonly notes?: string;
  readonly location?: ScanLocation;
  readonly trackingNumber?: string;
  readonly carrier?: string;
  readonly estimatedDelivery?: Instant;
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** A move outside the table, by an administrator, with a reason. */
  readonly forced?: boolean;
  readonly effects: readonly Effect[];
}

/** An event before the store gives it its number, id and place. */
export type OrderEventDraft = Omit<
  OrderEvent,
  'eventId' | 'schemaVersion' | 'orderId' | 'orderNumber' | 'workflow' | 'buyerId' | 'sellerId' | 'seq' | 'recordedAt'
>;
