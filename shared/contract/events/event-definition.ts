/** What every event of an order has, and how an event type is declared: one file per type beside this one. */
import * as z from 'zod';
import type { Instant } from '../../calendar/instant.ts';
import { once } from '../../made-on-demand.ts';
import type { Estimate } from '../../orders/model/estimate.ts';
import type { Actor, ScanLocation } from '../../orders/model/order.ts';
import { NOTIFICATION_TYPES, PHASES, type Phase, PRIORITIES, ROLES } from '../../workflows/workflow.ts';
import { AUDIENCES } from '../channel-descriptor.ts';
import type { EventDestination, RouteCondition } from '../destinations.ts';
import { scanLocation } from '../schemas/scan-location.ts';
import type { TimelineEntry } from '../schemas/timeline.ts';

/** What must follow from a change. Data, carried by the event; each consumer applies it once. */
const effect = once(() =>
  z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('notify'),
      type: z.enum(NOTIFICATION_TYPES),
      /** As the workflow names them; an event outlives names, and one that nobody knows plans nothing. */
      channels: z.array(z.string()),
      priority: z.enum(PRIORITIES),
      audience: z.enum(AUDIENCES),
      /** Texts in the place of the type's own; one that nobody knows is left aside. */
      variant: z.string().optional(),
    }),
    /** The `schedule` consumer creates, moves or removes `deadline-<order>-<rule>`. */
    z.object({
      kind: z.literal('reconcile_deadlines'),
      rules: z.array(z.string()),
      /** Those of the rules that the order waits for now; the others are off. Absent in events of earlier versions. */
      armed: z.array(z.object({ rule: z.string(), dueAt: z.string(), isMoved: z.boolean().optional() })).optional(),
    }),
    /** Sent to operations. */
    z.object({ kind: z.literal('alert'), alert: z.string() }),
  ]),
);

type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T;

export type Effect = DeepReadonly<z.output<ReturnType<typeof effect>>>;

/** The fields that every event type shares. */
export interface OrderEventBase {
  /** `evt_` + ULID; its time part is `recordedAt`. */
  readonly eventId: string;
  readonly schemaVersion: 1;
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
  readonly statusDetails?: string;
  readonly reason?: string;
  readonly notes?: string;
  readonly location?: ScanLocation;
  readonly trackingNumber?: string;
  readonly carrier?: string;
  readonly estimatedDelivery?: Estimate;
  /** A move outside the table, by an administrator, with a reason. */
  readonly forced?: boolean;
  readonly effects: readonly Effect[];
}

const base = once(() => ({
  eventId: z.string(),
  orderId: z.string(),
  orderNumber: z.string(),
  workflow: z.object({ id: z.string(), version: z.int() }),
  buyerId: z.string().optional(),
  sellerId: z.string(),
  seq: z.int().positive(),
  actor: z.object({ role: z.enum(ROLES), id: z.string().optional() }),
  occurredAt: z.string(),
  recordedAt: z.string(),
  previousStatus: z.string().optional(),
  status: z.string(),
  phase: z.enum(PHASES),
  statusDetails: z.string().optional(),
  reason: z.string().optional(),
  notes: z.string().optional(),
  location: scanLocation().optional(),
  trackingNumber: z.string().optional(),
  carrier: z.string().optional(),
  estimatedDelivery: z.string().optional(),
  forced: z.boolean().optional(),
  effects: z.array(effect()),
}));

/** How an event stands in a timeline. */
export interface TimelineRule {
  readonly entryType: TimelineEntry['type'];
  /** `staff`: of use to those who run the order, and noise to the buyer. `partly_delivered`: only that one. */
  readonly shownTo: 'everybody' | 'staff' | 'partly_delivered';
  /** Its own text, the text of the status, or both; or with what else the event says. */
  readonly text: 'event' | 'status' | 'event_and_status' | 'event_and_suggestions' | 'parcels';
}

/**
 * One event type: past tense, declared once. Everything that a reader must decide about it stands here, so that a new
 * type does not compile without it; its text does not compile without a line in every catalog of `shared/i18n/`.
 */
export interface EventDefinition<T extends string = string, M extends z.ZodType = z.ZodType> {
  readonly type: T;
  readonly version: 1;
  /**
   * What the event says besides the common fields. Unknown keys are kept: older and newer code reads it too. Made by who
   * reads events as messages, and by nobody else.
   */
  readonly metadata: () => M;
  readonly destinations: Readonly<Record<EventDestination, RouteCondition>>;
  readonly timeline: TimelineRule;
  /** Whether anonymous subscribers of `track:<number>` receive it. */
  readonly isPublic: boolean;
}

export const defineEvent = <const T extends string, M extends z.ZodType>(
  definition: EventDefinition<T, M>,
): EventDefinition<T, M> => definition;

/** The event of a definition, as the code sees it. */
export type EventOf<D extends EventDefinition> = OrderEventBase & {
  readonly type: D['type'];
  readonly metadata?: DeepReadonly<z.output<ReturnType<D['metadata']>>>;
};

/** The event of a definition, as it is stored and sent. */
export const schemaOfEvent = <T extends string, M extends z.ZodType>({
  type,
  version,
  metadata,
}: EventDefinition<T, M>) =>
  z.object({
    ...base(),
    type: z.literal(type),
    schemaVersion: z.literal(version),
    metadata: metadata().optional(),
  });
