import type { Instant } from '../calendar/instant.ts';
import type { TrackingUpdate } from '../carriers/carrier.ts';
import { definedFields } from '../defined-fields.ts';
import { isEnd } from '../orders/engine/scan-flags.ts';
import type { Scan } from '../orders/model/order.ts';
import { sha256 } from '../security/digest.ts';
import type { Milestone } from '../workflows/workflow.ts';
import { intervalSeconds, jittered } from './intervals.ts';
import type { Look } from './look-at-parcel.ts';
import type { ParcelPoll, StopReason } from './parcel-poll.ts';

/** What is known when the time of the next look is decided. */
export interface Moment {
  readonly now: Date;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly isDelivery: boolean;
}

const HOUR = 3_600;
const FIRST_RETRY_SECONDS = 5 * 60;
const LAST_RETRY_SECONDS = 2 * HOUR;
/** A carrier may know a number only half an hour after it was given out. */
const FIRST_UNKNOWN_SECONDS = 30 * 60;
const LAST_UNKNOWN_SECONDS = 6 * HOUR;
/** A label may be made days before the parcel is handed over, and some carriers know it only then. */
const UNKNOWN_FOR_GOOD_SECONDS = 3 * 24 * HOUR;
const UNKNOWN_FOR_GOOD_TIMES = 5;

/** Half of a SHA-256 in hex. */
const DIGEST_CHARACTERS = 32;

const doubling = (first: number, last: number, times: number): number => Math.min(first * 2 ** (times - 1), last);

export const stopped = ({ dueAt: _dueAt, ...poll }: ParcelPoll, reason: StopReason): ParcelPoll => ({
  ...poll,
  stopped: reason,
});

const nextAt = (poll: ParcelPoll, milestone: Milestone | undefined, { now, random, isDelivery }: Moment): Instant =>
  jittered(now, intervalSeconds({ milestone, isDelivery, webhookNoticedAt: poll.webhookNoticedAt }, now), random);

/** A webhook was faster: nothing is asked, and the next look is later than it would be without webhooks. */
export const afterWebhook = (
  poll: ParcelPoll,
  { milestone, scannedAt }: Extract<Look, { kind: 'wait' }>,
  moment: Moment,
): ParcelPoll => {
  const noticed = { ...poll, newestScanAt: scannedAt, webhookNoticedAt: moment.now.toISOString() };
  return { ...noticed, dueAt: nextAt(noticed, milestone, moment) };
};

/** What a reply says of parcels: the same again is nothing new. */
export const digestOf = (parcels: readonly TrackingUpdate[]): string => {
  const said = parcels.map(({ trackingNumber, scans, estimatedDelivery, facts, delivery }) => [
    trackingNumber,
    scans.map(({ scanId, milestone }) => [scanId, milestone]),
    estimatedDelivery,
    facts,
    delivery?.courier,
  ]);
  return sha256(JSON.stringify(said), 'hex').slice(0, DIGEST_CHARACTERS);
};

/** What is decided by of a reply. */
export interface ReplySaid {
  readonly newest: Scan | undefined;
  readonly digest: string;
  /** Where the order saw the parcel before the reply. */
  readonly milestone: Milestone | undefined;
}

const newestOf = (instants: readonly (Instant | undefined)[]): Instant | undefined =>
  instants
    .filter((instant) => instant !== undefined)
    .toSorted()
    .at(-1);

/** The carrier replied, and what it said was applied. */
export const afterReply = (
  { unknown: _unknown, failures: _failures, ...poll }: ParcelPoll,
  { newest, digest, milestone }: ReplySaid,
  moment: Moment,
): ParcelPoll => {
  const replied: ParcelPoll = {
    ...poll,
    repliedAt: moment.now.toISOString(),
    digest,
    ...definedFields({ newestScanAt: newestOf([poll.newestScanAt, newest?.occurredAt]) }),
  };
  if (newest !== undefined && isEnd(newest.milestone)) return stopped(replied, 'ended');
  return { ...replied, dueAt: nextAt(replied, newest?.milestone ?? milestone, moment) };
};

/** The carrier does not know the number: for hours that is usual, for days it is wrong. */
export const afterUnknown = (
  { failures: _failures, ...poll }: ParcelPoll,
  { now, random }: Pick<Moment, 'now' | 'random'>,
): ParcelPoll => {
  const since = poll.unknown?.since ?? now.toISOString();
  const times = (poll.unknown?.times ?? 0) + 1;
  const replied: ParcelPoll = { ...poll, repliedAt: now.toISOString(), unknown: { times, since } };
  const seconds = (now.getTime() - Date.parse(since)) / 1_000;
  // What was seen before is not a wrong number: the carrier has purged it, or errs.
  const isForGood =
    poll.newestScanAt === undefined && times >= UNKNOWN_FOR_GOOD_TIMES && seconds >= UNKNOWN_FOR_GOOD_SECONDS;
  if (isForGood) return stopped(replied, 'unknown_number');
  const pause = doubling(FIRST_UNKNOWN_SECONDS, LAST_UNKNOWN_SECONDS, times);
  return { ...replied, dueAt: jittered(now, pause, random) };
};

/** The call failed. The parcel waits longer each time, so that one that always fails does not stand before the others. */
export const afterFailure = (poll: ParcelPoll, { now, random }: Pick<Moment, 'now' | 'random'>): ParcelPoll => {
  const failures = (poll.failures ?? 0) + 1;
  return {
    ...poll,
    failures,
    dueAt: jittered(now, doubling(FIRST_RETRY_SECONDS, LAST_RETRY_SECONDS, failures), random),
  };
};
