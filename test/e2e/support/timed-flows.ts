/** Orders that only time moves on, and how to see that it did so once. */
import { expect } from 'vitest';
import { call, drain, local, outbox } from './api.ts';
import { createOrder, newParties, type Parties, putStatus, startGrocery, statusOf, timelineOf } from './orders.ts';

export interface TimedOrder {
  readonly orderId: string;
  readonly parties: Parties;
}

export interface TimedFlow {
  readonly name: string;
  /** From the beginning until a moment before anything is due, and from there until all of it is. */
  readonly before: string;
  readonly until: string;
  /** The figure that is 1 even when everything fires hours late and at once; the others may then have lost their sense. */
  readonly inTheEnd: string;
  begin(): Promise<TimedOrder>;
  /** What has come of it: each figure must be 0 before, and 1 afterwards however often and late the timers fired. */
  outcome(order: TimedOrder): Promise<Readonly<Record<string, number>>>;
}

const movesTo = async ({ orderId, parties }: TimedOrder, status: string, reason?: string): Promise<number> =>
  (await statusOf(orderId, parties.admin)).history.filter(
    (entry) => entry.status === status && (reason === undefined || entry.reason === reason),
  ).length;

const recordsOf = async ({ orderId, parties }: TimedOrder, rule: string): Promise<number> =>
  (await timelineOf(orderId, parties.admin)).filter(
    ({ metadata }) => metadata.event === 'deadline_passed' && metadata.rule === rule,
  ).length;

const isAccepted = async (order: TimedOrder, statuses: readonly string[]): Promise<void> => {
  for (const status of statuses) {
    const response = await putStatus(order.orderId, order.parties.seller, status);
    expect(response.status, response.text).toBe(200);
  }
};

const ignoredByItsStore: TimedFlow = {
  name: 'a grocery order that its store ignores is announced again at 5 minutes and cancelled at 15',
  before: 'PT4M30S',
  until: 'PT11M',
  inTheEnd: 'cancelled',
  begin: async () => {
    const parties = await newParties();
    return { orderId: await startGrocery(parties), parties };
  },
  outcome: async (order) => ({
    recordedAgain: await recordsOf(order, 'store-silent'),
    cancelled: await movesTo(order, 'cancelled', 'store_ack_timeout'),
  }),
};

const completesItself: TimedFlow = {
  name: 'a marketplace order completes itself seven days after its delivery',
  before: 'P6DT23H',
  until: 'PT1H1M',
  inTheEnd: 'completed',
  begin: async () => {
    const parties = await newParties();
    const payment = { paymentMethod: 'escrow', escrowId: 'esc_9' };
    const { id } = await createOrder(parties, { orderType: 'marketplace' }, payment);
    const order = { orderId: id, parties };
    await isAccepted(order, ['order_confirmed', 'processing', 'ready_to_ship', 'shipped', 'delivered']);
    return order;
  },
  outcome: async (order) => ({ completed: await movesTo(order, 'completed') }),
};

const PICKUP_IN_HOURS = 6;

const remindsOfThePickup: TimedFlow = {
  name: 'a farm reminds of the pickup two hours before',
  before: 'PT3H50M',
  until: 'PT11M',
  inTheEnd: 'mailed',
  begin: async () => {
    const parties = await newParties();
    const { now } = await local<{ now: string }>('GET', 'clock');
    const estimatedPickupAt = new Date(Date.parse(now) + PICKUP_IN_HOURS * 3_600_000).toISOString();
    const { id } = await createOrder(parties, { orderType: 'farm', fulfilmentType: 'pickup', estimatedPickupAt });
    const order = { orderId: id, parties };
    await isAccepted(order, ['confirmed', 'preparing']);
    const token = parties.seller;
    const { body } = await call<{ items: { itemId: string }[] }>('GET', `/api/orders/${id}`, { token });
    for (const { itemId } of body.items) {
      await call('PUT', `/api/orders/${id}/items/${itemId}`, { token, body: { prepared: true } });
    }
    await isAccepted(order, ['ready_for_pickup']);
    return order;
  },
  outcome: async (order) => ({
    recorded: await recordsOf(order, 'pickup-soon'),
    mailed: (await outbox(order.orderId)).filter(({ subject }) => /reminder/i.test(subject ?? '')).length,
  }),
};

export const TIMED_FLOWS: readonly TimedFlow[] = [ignoredByItsStore, completesItself, remindsOfThePickup];

/** Moves the clock, and waits until all that this set going has ended. */
export const advance = async (duration: string): Promise<void> => {
  await drain();
  await local('POST', 'clock', { advance: duration });
  await drain();
};

/** Nothing has come of it yet. */
export const expectNothing = async (flow: TimedFlow, order: TimedOrder): Promise<void> => {
  const outcome = await flow.outcome(order);
  expect([flow.name, Object.values(outcome).filter((figure) => figure !== 0)]).toEqual([flow.name, []]);
};

/** All of it happened, each thing once. */
export const expectOnce = async (flow: TimedFlow, order: TimedOrder): Promise<void> => {
  const outcome = await flow.outcome(order);
  const once = Object.fromEntries(Object.keys(outcome).map((name) => [name, 1]));
  expect([flow.name, outcome]).toEqual([flow.name, once]);
};

/** Hours late and all at once: what counts in the end happened once, and nothing happened twice. */
export const expectOnceInTheEnd = async (flow: TimedFlow, order: TimedOrder): Promise<void> => {
  const outcome = await flow.outcome(order);
  expect([flow.name, outcome[flow.inTheEnd]]).toEqual([flow.name, 1]);
  expect([flow.name, Math.max(...Object.values(outcome))]).toEqual([flow.name, 1]);
};
