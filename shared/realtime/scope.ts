import type { OrderStore } from '../orders/use-cases/order-store.ts';
import { isOperator } from '../security/actors.ts';
import type { Caller } from '../security/caller.ts';
import { FEED_POLL_AFTER_SECONDS, POLL_AFTER_SECONDS } from '../workflows/polling.ts';
import type { ReadableAudience } from './sequence.ts';
import { audienceOfCaller, isPartyOf } from './topics.ts';

/** Whose events are asked for over HTTP. */
export interface Scope {
  readonly kind: 'order' | 'customer' | 'seller';
  readonly id: string;
}

type Orders = Pick<OrderStore, 'get'>;

/** Whom the caller may listen as, and how often to look who does so by looking. */
export interface Listenable {
  readonly audience: ReadableAudience;
  readonly pollAfterSeconds: number;
}

/** `undefined` where there is no such order for the caller. */
const listenableOrder = async (orderId: string, caller: Caller, orders: Orders): Promise<Listenable | undefined> => {
  const order = await orders.get(orderId);
  if (order === undefined || !isPartyOf(caller, order)) return undefined;
  return { audience: { kind: 'order', id: order.orderId }, pollAfterSeconds: POLL_AFTER_SECONDS[order.phase] };
};

/** The audience of the scope, if the caller may hear what it hears; `undefined` looks like a scope that is not there. */
export const listenableScope = async (
  { kind, id }: Scope,
  caller: Caller,
  orders: Orders,
): Promise<Listenable | undefined> => {
  if (kind === 'order') return listenableOrder(id, caller, orders);
  const isAllowed =
    kind === 'customer'
      ? caller.kind === 'user' && (caller.sub === id || isOperator(caller))
      : audienceOfCaller({ kind, sellerId: id }, caller) !== undefined;
  return isAllowed ? { audience: { kind, id }, pollAfterSeconds: FEED_POLL_AFTER_SECONDS } : undefined;
};
