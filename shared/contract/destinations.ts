/**
 * The queues, one line each. Constructs, environment variables, grants, what the fan-out sends and what consumers read
 * are made from it. Data only: the stacks read it too.
 */

import type { Priority } from '../workflows/workflow.ts';

/** When an event of a type is sent to a destination. */
export type RouteCondition =
  | 'always'
  | 'never'
  /** It has an effect of kind `notify`. */
  | 'notifies'
  /** It has an effect of kind `reconcile_deadlines`. */
  | 'moves_deadlines'
  /** It cancels its order. */
  | 'cancels_order'
  /** A carrier says that a parcel was delivered. */
  | 'delivers_parcel';

/** What a message is about. `shared/events/messages.ts` has the shape of each. */
export const MESSAGE_KINDS = [
  'event',
  'event_portion',
  'location',
  'inbox_change',
  'link_request',
  'written_message',
  'bulk_send',
  'notification',
  'mail_event',
  'portion',
  'reconcile',
  'sweep',
  'index',
  'rebuild',
  'heartbeat',
  'parked_record',
  'phone_code',
  'release',
  'postponement',
] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

interface QueueDescriptor {
  /** Id of its construct. Another one is another queue: CloudFormation then deletes what waits in this one. */
  readonly construct: string;
  /** Whether changes of the table are sent here by the fan-out, or only its own functions send to it. */
  readonly fedBy: 'fan_out' | 'functions';
  /** Keeps the order of an order's events, and takes a message with the same id once. */
  readonly fifo?: true;
  /** When an event is sent here, unless its own type has another condition. Absent: events never are. */
  readonly events?: RouteCondition;
  /** What its consumer reads besides events. */
  readonly kinds?: readonly Exclude<MessageKind, 'event'>[];
  /** The priorities of the notifications that it takes. */
  readonly priorities?: readonly Priority[];
  /** The age of its oldest message at which somebody should look. */
  readonly oldestAgeMinutes: number;
  /** `page` wakes somebody; `ticket`, the default, waits for the morning. */
  readonly severity?: 'page' | 'ticket';
  /** Receives before a message is a dead letter: `work`, the default, or `lane`, where a receive is no failure. */
  readonly receives?: 'work' | 'lane';
  /** The page of docs/runbooks about its dead letters; `dead-letters` by default. */
  readonly runbook?: 'parked-records' | 'parked-notifications';
  /** By which a consumer finds the dead letters, where it parks there itself. */
  readonly parkingVariable?: string;
  /** Up to 1 MiB; SQS's own default where absent. */
  readonly maxMessageBytes?: number;
}

export const QUEUES = {
  notify: {
    construct: 'NotifyQueue',
    fedBy: 'fan_out',
    fifo: true,
    events: 'notifies',
    kinds: ['link_request', 'written_message'],
    oldestAgeMinutes: 2,
    severity: 'page',
  },
  broadcast: {
    construct: 'BroadcastQueue',
    fedBy: 'fan_out',
    fifo: true,
    events: 'always',
    kinds: ['event_portion', 'location', 'inbox_change'],
    oldestAgeMinutes: 2,
    severity: 'page',
  },
  // What the daily sweep asks for, and the rest of a sweep that ran out of time, come by functions.
  schedule: {
    construct: 'ScheduleQueue',
    fedBy: 'fan_out',
    events: 'moves_deadlines',
    kinds: ['reconcile', 'sweep', 'release', 'postponement'],
    oldestAgeMinutes: 5,
  },
  // So does a rebuild of the whole index: its start, its portions, and the rest of one that ran out of time.
  search: {
    construct: 'Search',
    fedBy: 'fan_out',
    // Those that bring or take a word say so themselves.
    events: 'never',
    kinds: ['index', 'rebuild'],
    oldestAgeMinutes: 15,
  },
  parked: { construct: 'Parked', fedBy: 'fan_out', events: 'never', oldestAgeMinutes: 15 },
  // Nobody waits for it.
  deliveredParcels: {
    construct: 'DeliveredParcels',
    fedBy: 'fan_out',
    events: 'delivers_parcel',
    oldestAgeMinutes: 360,
  },
  bulkMoves: { construct: 'BulkMoves', fedBy: 'fan_out', kinds: ['portion'], oldestAgeMinutes: 15 },
  bulkSends: { construct: 'BulkSends', fedBy: 'fan_out', kinds: ['bulk_send'], oldestAgeMinutes: 15 },
  urgentLane: {
    construct: 'UrgentLane',
    fedBy: 'fan_out',
    kinds: ['notification'],
    priorities: ['urgent', 'high'],
    oldestAgeMinutes: 2,
    severity: 'page',
    receives: 'lane',
  },
  normalLane: {
    construct: 'NormalLane',
    fedBy: 'fan_out',
    kinds: ['notification'],
    priorities: ['normal'],
    oldestAgeMinutes: 15,
    receives: 'lane',
  },
  // Mass mail never stands before a failed delivery.
  bulkLane: {
    construct: 'BulkLane',
    fedBy: 'fan_out',
    kinds: ['notification'],
    priorities: ['low'],
    oldestAgeMinutes: 360,
    receives: 'lane',
  },
  // Parked notifications are the dead letters of the lane by which they come back.
  redeliveryLane: {
    construct: 'RedeliveryLane',
    fedBy: 'functions',
    kinds: ['notification'],
    oldestAgeMinutes: 60,
    receives: 'lane',
    runbook: 'parked-notifications',
    parkingVariable: 'PARKED_NOTIFICATIONS_QUEUE_URL',
  },
  // Somebody waits for it in front of a screen.
  verifications: { construct: 'Verifications', fedBy: 'functions', kinds: ['phone_code'], oldestAgeMinutes: 2 },
  // What the mail service publishes to its topic.
  mailEvents: { construct: 'MailEvents', fedBy: 'functions', kinds: ['mail_event'], oldestAgeMinutes: 60 },
  // Its messages are as old as they were delayed, which is up to five minutes.
  heartbeat: { construct: 'Heartbeats', fedBy: 'functions', kinds: ['heartbeat'], oldestAgeMinutes: 15 },
  // Parked records are the dead letters of the queue by which they come back. They may be larger than other messages.
  redrive: {
    construct: 'RedriveQueue',
    fedBy: 'functions',
    kinds: ['parked_record'],
    oldestAgeMinutes: 15,
    runbook: 'parked-records',
    parkingVariable: 'PARKED_RECORDS_QUEUE_URL',
    maxMessageBytes: 1024 * 1024,
  },
} as const satisfies Readonly<Record<string, QueueDescriptor>>;

type Queues = typeof QUEUES;
export type QueueId = keyof Queues;
/** Queues whose descriptor has that part. */
type QueueWith<Part> = { [Id in QueueId]: Queues[Id] extends Part ? Id : never }[QueueId];

/** Where the fan-out sends. */
export type Destination = QueueWith<{ readonly fedBy: 'fan_out' }>;
/** Where it may send an event. */
export type EventDestination = QueueWith<{ readonly events: RouteCondition }>;
/** Where notifications wait to be sent. */
export type Lane = QueueWith<{ readonly priorities: readonly Priority[] }>;
export type ParkingQueue = QueueWith<{ readonly parkingVariable: string }>;

export const QUEUE_IDS = Object.keys(QUEUES) as readonly QueueId[];

export const descriptorOf = (id: QueueId): QueueDescriptor => QUEUES[id];

const isDestination = (id: QueueId): id is Destination => descriptorOf(id).fedBy === 'fan_out';
const takesEvents = (id: QueueId): id is EventDestination => descriptorOf(id).events !== undefined;

export const DESTINATIONS: readonly Destination[] = QUEUE_IDS.filter(isDestination);
export const EVENT_DESTINATIONS: readonly EventDestination[] = QUEUE_IDS.filter(takesEvents);

const isLane = (id: QueueId): id is Lane => descriptorOf(id).priorities !== undefined;

/** Where what may wait behind everything else waits: a message to many. */
export const LANE_OF_MANY = 'bulkLane' satisfies Lane;

export const LANES: readonly Lane[] = QUEUE_IDS.filter(isLane);

export const isFifo = (id: QueueId): boolean => descriptorOf(id).fifo === true;

type KindIn<D> = D extends { readonly kinds: readonly (infer K extends MessageKind)[] } ? K : never;
type EventIn<D> = D extends { readonly events: RouteCondition } ? 'event' : never;
/** What the consumer of a queue reads. */
export type KindOn<Id extends QueueId> = KindIn<Queues[Id]> | EventIn<Queues[Id]>;

export const kindsOn = <Id extends QueueId>(id: Id): readonly KindOn<Id>[] => {
  const { events, kinds = [] } = descriptorOf(id);
  const all: readonly MessageKind[] = [...(events === undefined ? [] : (['event'] as const)), ...kinds];
  return all as readonly KindOn<Id>[];
};

/** Where the fan-out sends a message of that kind. */
export const destinationsOfKind = (kind: MessageKind): readonly Destination[] =>
  DESTINATIONS.filter((id) => kindsOn(id).some((each) => each === kind));

/** Where most events go: whoever listens, and whatever its effects ask for. */
export const BY_EFFECT = Object.fromEntries(EVENT_DESTINATIONS.map((id) => [id, QUEUES[id].events])) as {
  readonly [Id in EventDestination]: Queues[Id]['events'];
};

type UpperSnake<S extends string> = S extends `${infer Head}${infer Tail}`
  ? `${Head extends Lowercase<Head> ? Uppercase<Head> : `_${Head}`}${UpperSnake<Tail>}`
  : '';
/** `BULK_MOVES_QUEUE_URL` of `bulkMoves`. */
export type QueueVariable<Id extends QueueId> = `${UpperSnake<Id>}_QUEUE_URL`;

const words = (id: QueueId): readonly string[] => id.split(/(?=[A-Z])/);

/** The environment variable by which a function finds the queue. */
export const queueVariable = <Id extends QueueId>(id: Id): QueueVariable<Id> =>
  `${words(id).join('_').toUpperCase()}_QUEUE_URL` as QueueVariable<Id>;

/** `bulk-moves` of `bulkMoves`, as reports of the service's health name it. */
export const publicNameOf = (id: QueueId): string => words(id).join('-').toLowerCase();
