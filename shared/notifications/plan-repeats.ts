/**
 * What is not sent because enough was sent already. Decided on the records of the same order, so that planning again
 * decides the same.
 *
 * 1. *First occurrence*: a step of an order is worth one message (per cycle of a subscription). After a problem that the person was
 *    notified of, the steps that end it are worth one again.
 * 2. *The same problem*, of the same status, reason and estimate, is worth another after six hours.
 * 3. *The floor*: over a channel that rings, one order sends a person five messages an hour; urgent ones come through, and
 *    how the order ends.
 */
import type { NotificationType } from '../workflows/workflow.ts';
import { IN_DIGEST, type Notification } from './notification.ts';

const STEPS: readonly NotificationType[] = [
  'order_created',
  'order_confirmed',
  'processing',
  'preparing',
  'shipped',
  'out_for_delivery',
  'ready_for_pickup',
  'delivered',
  'completed',
  'cancelled',
  'returned',
  'refunded',
];
const PROBLEMS: readonly NotificationType[] = ['delayed', 'exception'];
/** That end a problem, or a wait for another day. */
const AFTER_A_PROBLEM: readonly NotificationType[] = ['out_for_delivery', 'ready_for_pickup', 'delivered'];
const REOPENING: readonly NotificationType[] = [...PROBLEMS, 'delivery_rescheduled'];

/** Whoever heard of every step hears of the last one too, and that something is there to be collected. */
const TOLD_ANYWAY: readonly NotificationType[] = ['ready_for_pickup', 'delivered', 'cancelled', 'returned', 'refunded'];

const MILLISECONDS_AN_HOUR = 3_600_000;
const SAME_PROBLEM_HOURS = 6;
const MAX_RINGS_AN_HOUR = 5;

/** Ended without having reached, or been meant to reach, anybody. */
const UNSAID: readonly Notification['status'][] = ['suppressed', 'withdrawn', 'failed'];

type Candidate = Pick<Notification, 'eventId' | 'type' | 'channel' | 'audience' | 'priority' | 'facts' | 'createdAt'>;

const hoursBefore = (instant: string, hours: number): string =>
  new Date(Date.parse(instant) - hours * MILLISECONDS_AN_HOUR).toISOString();

/** Sent, or said in another message, which speaks for it. */
const isSaid = ({ status, error }: Notification): boolean => !UNSAID.includes(status) || error === IN_DIGEST;

/** What the same person was sent of the order by other events. */
const saidBefore = ({ eventId, audience }: Candidate, records: readonly Notification[]): readonly Notification[] =>
  records.filter((one) => one.eventId !== eventId && one.audience === audience && isSaid(one));

const isSameProblem = (a: Candidate, b: Notification): boolean =>
  a.facts.status === b.facts.status &&
  a.facts.reason === b.facts.reason &&
  a.facts.estimatedDelivery === b.facts.estimatedDelivery;

const isRepeatedStep = (candidate: Candidate, said: readonly Notification[]): boolean => {
  const { type, channel, facts } = candidate;
  const earlier = said
    .filter((one) => one.type === type && one.channel === channel && one.facts.cycle === facts.cycle)
    .map((one) => one.facts.occurredAt)
    .toSorted()
    .at(-1);
  if (earlier === undefined) return false;
  const isReopened =
    AFTER_A_PROBLEM.includes(type) &&
    said.some(
      (one) =>
        REOPENING.includes(one.type) && one.facts.occurredAt > earlier && one.facts.occurredAt <= facts.occurredAt,
    );
  return !isReopened;
};

const isRepeatedProblem = (candidate: Candidate, said: readonly Notification[]): boolean => {
  const since = hoursBefore(candidate.createdAt, SAME_PROBLEM_HOURS);
  return said.some(
    (one) =>
      one.type === candidate.type &&
      one.channel === candidate.channel &&
      one.createdAt > since &&
      isSameProblem(candidate, one),
  );
};

const ringsTooOften = (candidate: Candidate, said: readonly Notification[]): boolean => {
  const since = hoursBefore(candidate.createdAt, 1);
  const rings = said.filter(({ channel, createdAt }) => channel === candidate.channel && createdAt > since);
  return rings.length >= MAX_RINGS_AN_HOUR;
};

/** Why a message is not sent, by what was; `undefined` where it is. */
export const repeatOf = (
  candidate: Candidate,
  records: readonly Notification[],
  { interrupts = false }: { readonly interrupts?: boolean },
): 'repeated' | 'too_many' | undefined => {
  const said = saidBefore(candidate, records);
  // A test of a message is no step of the order.
  const ofEvents = said.filter(({ isWritten }) => isWritten !== true);
  if (STEPS.includes(candidate.type) && isRepeatedStep(candidate, ofEvents)) return 'repeated';
  if (PROBLEMS.includes(candidate.type) && isRepeatedProblem(candidate, ofEvents)) return 'repeated';
  const comesThrough = candidate.priority === 'urgent' || TOLD_ANYWAY.includes(candidate.type);
  return interrupts && !comesThrough && ringsTooOften(candidate, said) ? 'too_many' : undefined;
};
