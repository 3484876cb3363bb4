import { daysAfter } from '../calendar/durations.ts';
import type { Instant } from '../calendar/instant.ts';
import type { Subscription } from '../carriers/carrier-client.ts';
import type { ParcelPoll } from './parcel-poll.ts';
import type { LookedAt } from './read-due.ts';
import { callCarrier, type Worker } from './worker.ts';

/** Renewed so long before the end: longer than any parcel goes without a look. */
const RENEWED_DAYS_BEFORE = 2;
/** A subscription that does not end outlasts the parcel. */
const ENDLESS_DAYS = 120;
/** The carrier does not push this number: perhaps later. */
const REFUSED_DAYS = 7;

const needsSubscription = ({ subscribedUntil }: Pick<ParcelPoll, 'subscribedUntil'>, now: Date): boolean =>
  subscribedUntil === undefined || subscribedUntil <= daysAfter(now, RENEWED_DAYS_BEFORE);

const untilOf = ({ accepted, endsAt }: Subscription, number: string, now: Date): Instant => {
  const normalized = number.toUpperCase();
  const isAccepted = accepted.some((one) => one.trim().toUpperCase() === normalized);
  return isAccepted ? (endsAt ?? daysAfter(now, ENDLESS_DAYS)) : daysAfter(now, REFUSED_DAYS);
};

const subscribeSome = async (
  worker: Worker,
  some: readonly LookedAt[],
): Promise<readonly (readonly [string, Instant])[]> => {
  const { client, hook } = worker.polled;
  const { clock } = worker.dependencies;
  if (client.subscribe === undefined || hook === undefined || (await worker.gate.take(1)) === 0) return [];
  const numbers = some.map(({ poll }) => poll.trackingNumber);
  const outcome = await callCarrier(worker, async () => (await client.subscribe?.(numbers, hook)) ?? REFUSED);
  if (outcome.kind === 'ok') {
    worker.report.subscribed += outcome.value.accepted.length;
    return numbers.map((number) => [number, untilOf(outcome.value, number, clock.now())]);
  }
  // The carrier understood, and does not: what is asked for stays the same.
  const isRefused = outcome.kind === 'refused' || outcome.kind === 'notFound';
  return isRefused ? numbers.map((number) => [number, daysAfter(clock.now(), REFUSED_DAYS)]) : [];
};

const REFUSED = { kind: 'refused', code: 'NoSubscriptions', message: '' } as const;

/**
 * Asks for pushes of the parcels whose subscription is missing or about to end.
 *
 * @returns the parcels, each with what is known of its subscription then.
 */
export const subscribeParcels = async (worker: Worker, parcels: readonly LookedAt[]): Promise<readonly LookedAt[]> => {
  const { hook, carrier } = worker.polled;
  const limit = carrier.subscription?.numbersPerCall;
  if (hook === undefined || limit === undefined) return parcels;
  const now = worker.dependencies.clock.now();
  const wanting = parcels.filter(({ poll, look }) => isFollowed(look.kind) && needsSubscription(poll, now));
  const ends = new Map<string, Instant>();
  for (let from = 0; from < wanting.length && worker.end === undefined; from += limit) {
    for (const [number, until] of await subscribeSome(worker, wanting.slice(from, from + limit)))
      ends.set(number, until);
  }
  return parcels.map((one) => {
    const subscribedUntil = ends.get(one.poll.trackingNumber);
    return subscribedUntil === undefined ? one : { ...one, poll: { ...one.poll, subscribedUntil } };
  });
};

const isFollowed = (kind: LookedAt['look']['kind']): boolean => kind === 'ask' || kind === 'wait';
