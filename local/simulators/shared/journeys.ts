import type { SimulatedEvent } from './parcel.ts';

/** What happens when, in minutes after the first thing. */
export interface Stop {
  readonly minutes: number;
  readonly event: SimulatedEvent;
  readonly city?: string;
}

const HOUR = 60;
/** After so many hours. */
export const stop = (hours: number, event: SimulatedEvent, city = 'MADRID'): Stop => ({
  minutes: hours * HOUR,
  event,
  city,
});

/** From the label to the depot near its addressee. */
export const BEGINNING: readonly Stop[] = [
  stop(0, 'label', 'VALENCIA'),
  stop(6, 'picked_up', 'VALENCIA'),
  stop(10, 'departed', 'VALENCIA'),
  stop(22, 'arrived'),
];

/** What may become of a parcel. */
export const PARCEL_JOURNEYS = {
  delivered: [...BEGINNING, stop(30, 'out_for_delivery'), stop(34, 'delivered')],
  late: [...BEGINNING, stop(26, 'delayed'), stop(78, 'out_for_delivery'), stop(82, 'delivered')],
  attempted: [
    ...BEGINNING,
    stop(30, 'out_for_delivery'),
    stop(33, 'attempted'),
    stop(54, 'out_for_delivery'),
    stop(58, 'delivered'),
  ],
  held: [...BEGINNING, stop(30, 'held'), stop(50, 'delivered')],
  returned: [
    ...BEGINNING,
    stop(30, 'out_for_delivery'),
    stop(33, 'attempted'),
    stop(54, 'returning'),
    stop(90, 'returned', 'VALENCIA'),
  ],
  lost: [...BEGINNING, stop(60, 'lost')],
  /** After the first scans nothing is heard any more. */
  silent: BEGINNING.slice(0, 2),
} as const satisfies Readonly<Record<string, readonly Stop[]>>;

const ASSIGNED: readonly Stop[] = [
  { minutes: 0, event: 'created' },
  { minutes: 2, event: 'assigned' },
];
const BROUGHT: readonly Stop[] = [
  { minutes: 8, event: 'collected' },
  { minutes: 9, event: 'underway' },
  { minutes: 20, event: 'near' },
  { minutes: 21, event: 'delivered' },
];

/** What may become of the delivery of an order. */
export const DELIVERY_JOURNEYS = {
  delivered: [...ASSIGNED, ...BROUGHT],
  late: [
    ...ASSIGNED,
    { minutes: 60, event: 'collected' },
    { minutes: 61, event: 'underway' },
    { minutes: 99, event: 'delivered' },
  ],
  reassigned: [...ASSIGNED, { minutes: 5, event: 'reassigned' }, ...BROUGHT],
  cancelled: [...ASSIGNED, { minutes: 5, event: 'cancelled' }],
  returned: [
    ...ASSIGNED,
    { minutes: 8, event: 'collected' },
    { minutes: 9, event: 'underway' },
    { minutes: 25, event: 'returned' },
  ],
  silent: ASSIGNED,
} as const satisfies Readonly<Record<string, readonly Stop[]>>;

export type Journeys = Readonly<Record<string, readonly Stop[]>>;
