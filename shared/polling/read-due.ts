import { definedFields } from '../defined-fields.ts';
import type { Order } from '../orders/model/order.ts';
import type { OrderStore } from '../orders/use-cases/order-store.ts';
import { type Look, lookAtParcel } from './look-at-parcel.ts';
import type { DueParcel, ParcelPoll } from './parcel-poll.ts';
import type { ParcelPollStore } from './parcel-poll-store.ts';

export interface ReadDueDependencies {
  readonly polls: Pick<ParcelPollStore, 'due' | 'get'>;
  readonly store: Pick<OrderStore, 'findIdsByTrackingNumber' | 'getMany'>;
}

/** A parcel whose time has come, and what is done with it. */
export interface LookedAt {
  readonly poll: ParcelPoll;
  readonly look: Look;
}

/** Its claims are read one by one: a hundred at a time is what the table and a function take without waiting. */
const PAGE_SIZE = 100;

const ordersOf = async (
  { store }: ReadDueDependencies,
  polls: readonly ParcelPoll[],
): Promise<ReadonlyMap<string, readonly Order[]>> => {
  const claims = await Promise.all(
    polls.map(async ({ trackingNumber }) => ({
      trackingNumber,
      orderIds: await store.findIdsByTrackingNumber(trackingNumber),
    })),
  );
  const ids = [...new Set(claims.flatMap(({ orderIds }) => orderIds))];
  const orders = new Map((await store.getMany(ids)).map((order) => [order.orderId, order]));
  return new Map(
    claims.map(({ trackingNumber, orderIds }) => [trackingNumber, orderIds.flatMap((id) => orders.get(id) ?? [])]),
  );
};

/** A page of what is due; `last` where more may follow. */
export interface DuePage {
  readonly parcels: readonly LookedAt[];
  readonly last?: DueParcel;
}

/** The next parcels of a carrier that are due, longest first, each with what is done with it. */
export const readDue = async (
  dependencies: ReadDueDependencies,
  carrier: string,
  now: Date,
  after?: DueParcel,
): Promise<DuePage> => {
  const until = now.toISOString();
  const due = await dependencies.polls.due(carrier, until, PAGE_SIZE, after);
  const last = due.length < PAGE_SIZE ? undefined : due.at(-1);
  const found = await dependencies.polls.get(
    carrier,
    due.map(({ trackingNumber }) => trackingNumber),
  );
  const polls = found.filter(({ dueAt }) => dueAt !== undefined && dueAt <= until);
  const orders = await ordersOf(dependencies, polls);
  const parcels = polls.map((poll) => ({
    poll,
    look: lookAtParcel(poll, orders.get(poll.trackingNumber) ?? [], now),
  }));
  return { parcels, ...definedFields({ last }) };
};
