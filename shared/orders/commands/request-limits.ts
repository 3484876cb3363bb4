import { MILLISECONDS_A_DAY } from '../../calendar/durations.ts';
import type { Role } from '../../workflows/workflow.ts';
import type { Refusal } from '../engine/decision.ts';
import { refuse } from '../engine/step.ts';
import type { LimitedRequest, Order, RequestsToday } from '../model/order.ts';
import type { DecisionInput } from './command.ts';

/** Requests by order and day (UTC). A day's limit is far above what a person needs, and ends what a script does. */
const REQUESTS_PER_DAY: Readonly<Record<LimitedRequest, number>> = {
  support: 10,
  dispute: 5,
  reschedule: 20,
  changeAddress: 10,
  deliveryPreferences: 20,
};

const NAMES: Readonly<Record<LimitedRequest, string>> = {
  support: 'support messages',
  dispute: 'disputes',
  reschedule: 'new dates',
  changeAddress: 'changes of the address',
  deliveryPreferences: 'changes of the delivery preferences',
};

/** Support and services act for many people, and are not counted. */
const UNCOUNTED: readonly Role[] = ['csr', 'admin', 'system', 'payment', 'carrier'];

const DAY_LENGTH = '2026-11-21'.length;

const dayOf = (now: Date): string => now.toISOString().slice(0, DAY_LENGTH);

const today = ({ requestsToday }: Pick<Order, 'requestsToday'>, now: Date): RequestsToday =>
  requestsToday?.day === dayOf(now) ? requestsToday : { day: dayOf(now), counts: {} };

/** Whole seconds until the next day begins. */
const secondsLeft = (now: Date): number =>
  Math.ceil((MILLISECONDS_A_DAY - (now.getTime() % MILLISECONDS_A_DAY)) / 1000);

const isCounted = ({ actor }: Pick<DecisionInput, 'actor'>): boolean => !UNCOUNTED.includes(actor.role);

/** Refuses a request that is one too many today; nothing where it may be made. */
export const refusalOfLimit = (input: DecisionInput, request: LimitedRequest): Refusal | undefined => {
  const { order, now } = input;
  const limit = REQUESTS_PER_DAY[request];
  if (!isCounted(input) || (today(order, now).counts[request] ?? 0) < limit) return undefined;
  const refusal = refuse(input, 'TOO_MANY_REQUESTS', `An order accepts ${limit} ${NAMES[request]} a day.`);
  return { ...refusal, retryAfterSeconds: secondsLeft(now) };
};

/** The order's fields with one more request of today. */
export const countRequest = (input: DecisionInput, request: LimitedRequest): Pick<Order, 'requestsToday'> => {
  if (!isCounted(input)) return {};
  const { day, counts } = today(input.order, input.now);
  return { requestsToday: { day, counts: { ...counts, [request]: (counts[request] ?? 0) + 1 } } };
};
