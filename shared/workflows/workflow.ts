/**
 * A workflow as data: statuses, transitions, guards, deadlines, milestones. The engine knows no status by name.
 * Adding an order type is adding one value of `WorkflowDefinition`.
 */

import type { NotificationAudience } from '../contract/channel-descriptor.ts';
import type { ChannelName } from '../contract/channel-registry.ts';
import type { TextVariant } from './text-variants.ts';

/** One vocabulary over all workflows, so that a page, a filter or a chart can show mixed orders together. */
export const PHASES = [
  'placed',
  'confirmed',
  'preparing',
  'ready',
  'in_transit',
  'out_for_delivery',
  'delivered',
  'completed',
  'delayed',
  'exception',
  'disputed',
  'cancelled',
  'returned',
  'refunded',
  'failed',
] as const;
export type Phase = (typeof PHASES)[number];

/** Who takes a transition. Tokens may say `farmer` or `store`: both are `seller` here. */
export const ROLES = ['customer', 'guest', 'seller', 'driver', 'csr', 'admin', 'carrier', 'payment', 'system'] as const;
export type Role = (typeof ROLES)[number];

/** A workflow that has a status of this name takes its buyers' requests to return items. */
export const RETURN_REQUESTED = 'return_requested';

export type FulfilmentType = 'pickup' | 'delivery' | 'shipping';

export const GUARDS = [
  'cancellation_window',
  'all_items_prepared',
  'has_tracking_or_driver',
  'no_open_substitutions',
  'payment_settled',
  'fulfilment_is',
] as const;
export type GuardName = (typeof GUARDS)[number];

/** What must be true besides the role. `oneOf` belongs to `fulfilment_is`; `roles` limits whom the guard binds. */
export interface GuardUse {
  readonly guard: GuardName;
  readonly oneOf?: readonly FulfilmentType[];
  readonly roles?: readonly Role[];
}

export const NOTIFICATION_TYPES = [
  'order_created',
  'order_confirmed',
  'processing',
  'shipped',
  'out_for_delivery',
  'delivered',
  'delayed',
  'exception',
  'cancelled',
  'returned',
  'refunded',
  'ready_for_pickup',
  'preparing',
  'completed',
  'substitutions_needed',
  'driver_assigned',
  'store_new_order',
  'order_reminder',
  'dispute_opened',
  'payment_failed',
  'delivery_rescheduled',
  'tracking_link',
  'custom',
] as const;
export type NotificationType = (typeof NOTIFICATION_TYPES)[number];

export const PAYMENT_EVENT_TYPES = [
  'EscrowCreated',
  'EscrowReleased',
  'DisputeCreated',
  'payment.confirmed',
  'payment.failed',
  'payment.refunded',
] as const;
export type PaymentEventType = (typeof PAYMENT_EVENT_TYPES)[number];

/** Most urgent first. */
export const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** A notification that a status or a deadline asks for. `audience` is the customer unless it says another. */
export interface NotificationUse {
  readonly type: NotificationType;
  readonly channels: readonly ChannelName[];
  readonly priority: Priority;
  readonly audience?: NotificationAudience;
  /** Texts to use in the place of the type's own. */
  readonly variant?: TextVariant;
}

export interface StatusDefinition {
  readonly phase: Phase;
  /** Nothing leaves it. A status with no other way out than a return or a refund is settled, but not final. */
  readonly final?: boolean;
  /** Sent when an order enters the status. */
  readonly notify?: readonly NotificationUse[];
  /** The order's own date that entering stamps: `confirmedAt`, `readyAt`, … */
  readonly stamps?: string;
}

export interface TransitionDefinition {
  readonly from: string;
  readonly to: string;
  readonly roles: readonly Role[];
  readonly guards?: readonly GuardUse[];
  /** Taking it begins the next cycle of a subscription: the order's `cycle` rises by one. */
  readonly startsCycle?: boolean;
}

interface OtherNotices {
  readonly alsoNotify?: readonly NotificationUse[];
}

export type DeadlineAction =
  | { readonly kind: 'transition'; readonly to: string; readonly reason: string }
  | ({ readonly kind: 'notify'; readonly notify: NotificationUse; readonly alert?: string } & OtherNotices)
  | ({ readonly kind: 'alert'; readonly alert: string; readonly notify?: NotificationUse } & OtherNotices)
  /** Recorded, and shown as `isQuiet`; nobody is notified. */
  | { readonly kind: 'flag'; readonly flag: 'quiet' }
  /** Each open substitution takes the customer's stored preference. */
  | { readonly kind: 'settle_substitutions' };

/** Whom a deadline notifies, and of what. */
export const noticesOfDeadline = (action: DeadlineAction): readonly NotificationUse[] => {
  if (action.kind !== 'notify' && action.kind !== 'alert') return [];
  const { notify, alsoNotify = [] } = action;
  return notify === undefined ? alsoNotify : [notify, ...alsoNotify];
};

/**
 * Dates of an order that a deadline may hang on. `lastScanAt` is that of the parcel which was silent for the longest
 * time, and never earlier than entering the status; `unscannedSince`, when the parcel was registered that has waited for
 * its first scan for the longest time.
 */
export type OrderDate =
  | 'statusSince'
  | 'estimatedDelivery'
  | 'estimatedReadyAt'
  | 'estimatedPickupAt'
  | 'lastScanAt'
  | 'unscannedSince'
  | 'createdAt';

export interface DeadlineDefinition {
  /** Unique in its workflow, kebab-case; part of the schedule's name. */
  readonly rule: string;
  readonly in: readonly string[];
  /** The date that the deadline hangs on; the time of entering the status unless said. */
  readonly at?: OrderDate;
  /** ISO 8601 duration, may be negative (`-PT2H`). */
  readonly after: string;
  /**
   * Of a silence: what is usual for the carrier, the service, the countries and the stage takes the place of `after`, as
   * soon as enough parcels are known. Both are ISO 8601 durations.
   */
  readonly usual?: { readonly min: string; readonly max: string };
  /** Does not fire while this holds. */
  readonly unless?: 'has_driver';
  readonly action: DeadlineAction;
}

/** Carrier vocabulary that every carrier and delivery provider is translated into. */
export const MILESTONES = [
  'label_created',
  'picked_up',
  'in_transit',
  'arrived_at_facility',
  'customs',
  'out_for_delivery',
  'available_for_pickup',
  'delivery_attempted',
  'delivered',
  'delayed',
  'exception',
  'returning',
  'returned',
  'cancelled',
  'unknown',
] as const;
export type Milestone = (typeof MILESTONES)[number];

/** Where an order begins: the first rule whose condition holds. No condition: always. */
export interface InitialRule {
  readonly status: string;
  readonly when?: {
    readonly paymentStatus?: readonly ('pending' | 'confirmed' | 'locked')[];
    readonly paymentMethod?: readonly string[];
  };
}

export interface WorkflowDefinition {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly initial: readonly InitialRule[];
  readonly statuses: Readonly<Record<string, StatusDefinition>>;
  readonly transitions: readonly TransitionDefinition[];
  readonly deadlines: readonly DeadlineDefinition[];
  /** Where a carrier milestone leads; a milestone that is absent moves nothing. */
  readonly milestones: Readonly<Partial<Record<Milestone, string>>>;
  /** ISO 8601 duration since `createdAt`; 24 hours unless said. */
  readonly cancellationWindow?: string;
  /** Taken by the system as soon as the status is entered (grocery: submitted → store_notified). */
  readonly automatic?: Readonly<Record<string, string>>;
  /** Where a payment event leads, if the workflow allows that edge to `payment`; an absent one is only recorded. */
  readonly payments?: Readonly<Partial<Record<PaymentEventType, string>>>;
  /** Sent when a parcel reaches a milestone and the order's status stays as it is. */
  readonly milestoneNotices?: Readonly<Partial<Record<Milestone, readonly NotificationUse[]>>>;
  /** Where items are picked, and where the order waits for the customer's decision on substitutes. */
  readonly substitutions?: { readonly picking: string; readonly waiting: string };
  /** Entered when a driver is assigned; leaving it for a status that leads back to it means the driver dropped out. */
  readonly driverAssigned?: string;
  /** Frontends of which document read responses of its orders: their names stand beside ours. */
  readonly dialect?: 'farm';
}
