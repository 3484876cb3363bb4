import type { OrderStore } from '../orders/use-cases/order-store.ts';
import { isOperator } from '../security/actors.ts';
import type { Caller } from '../security/caller.ts';
import type { ReadableAudience } from './sequence.ts';
import { audienceOfCaller, isPartyOf } from './topics.ts';

/** Whose events are asked for over HTTP. */
export interface Scope {
  readonly kind: 'order' | 'customer' | 'seller';
  readonly id: string;
}

type Orders = Pick<OrderStore, 'get'>;

/** `undefined` where there is no such order for the caller. */
const audienceOfOrder = async (
  orderId: string,
  caller: Caller,
  orders: Orders,
): Promise<ReadableAudience | undefined> => {
  const order = await orders.get(orderId);
  return order && isPartyOf(caller, order) ? { kind: 'order', id: order.orderId } : undefined;
};

/** The audience of the scope, if the caller may hear what it hears; `undefined` looks like a scope that is not there. */
export const audienceOfScope = async (
  { kind, id }: Scope,
  caller: Caller,
  orders: Orders,
): Promise<ReadableAudience | undefined> => {
  switch (kind) {
    case 'order':
      return audienceOfOrder(id, caller, orders);
    case 'customer':
      return caller.kind === 'user' && (caller.sub === id || isOperator(caller)) ? { kind, id } : undefined;
    case 'seller':
      return audienceOfCaller({ kind, sellerId: id }, caller) && { kind, id };
  }
};
