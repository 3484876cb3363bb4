import type { Milestone } from '../workflows/workflow.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

const BEFORE_PICKUP = 6 * HOUR;
const ON_ITS_WAY = 2 * HOUR;
const IN_TROUBLE = HOUR;
const AT_THE_DOOR = 15 * MINUTE;

/** How often a parcel is asked for, in seconds, by where it was seen last. Ends are not asked for. */
const INTERVALS: Readonly<Record<Milestone, number>> = {
  label_created: BEFORE_PICKUP,
  unknown: BEFORE_PICKUP,
  picked_up: ON_ITS_WAY,
  in_transit: ON_ITS_WAY,
  arrived_at_facility: ON_ITS_WAY,
  customs: ON_ITS_WAY,
  available_for_pickup: ON_ITS_WAY,
  returning: ON_ITS_WAY,
  out_for_delivery: AT_THE_DOOR,
  delivery_attempted: IN_TROUBLE,
  delayed: IN_TROUBLE,
  exception: IN_TROUBLE,
  delivered: ON_ITS_WAY,
  returned: ON_ITS_WAY,
  cancelled: ON_ITS_WAY,
};

/** A courier brings an order within the hour. */
const COURIER_INTERVAL = 5 * MINUTE;

/** While webhooks come, polling only finds out whether one was lost. */
const WEBHOOK_FACTOR = 4;
const WEBHOOK_IS_RECENT_SECONDS = 24 * HOUR;

/** So that parcels that became due at once, at registration or after an outage, do not stay together. */
const JITTER = 0.1;

export interface Pace {
  readonly milestone: Milestone | undefined;
  /** A delivery provider's parcel, which is with its customer within the hour. */
  readonly isDelivery: boolean;
  readonly webhookNoticedAt: string | undefined;
}

/** Seconds until a parcel is asked for again, without jitter. */
export const intervalSeconds = ({ milestone, isDelivery, webhookNoticedAt }: Pace, now: Date): number => {
  const base = isDelivery ? COURIER_INTERVAL : INTERVALS[milestone ?? 'label_created'];
  const noticedAt = webhookNoticedAt === undefined ? Number.NEGATIVE_INFINITY : Date.parse(webhookNoticedAt);
  const isRecent = now.getTime() - noticedAt <= WEBHOOK_IS_RECENT_SECONDS * 1_000;
  return isRecent ? base * WEBHOOK_FACTOR : base;
};

/** So many seconds later, give or take a tenth of them. @param random uniform in [0, 1). */
export const jittered = (now: Date, seconds: number, random: () => number): string =>
  new Date(now.getTime() + Math.round(seconds * 1_000 * (1 - JITTER + 2 * JITTER * random()))).toISOString();
