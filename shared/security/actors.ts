import type { Actor, Order } from '../orders/model/order.ts';
import type { Role } from '../workflows/workflow.ts';
import type { Caller } from './caller.ts';

type Parties = Pick<Order, 'orderId' | 'buyerId' | 'sellerId' | 'driver'>;

/** These see and serve every order. */
const OFFICE_ROLES = ['admin', 'csr', 'system', 'payment'] as const satisfies readonly Role[];

/**
 * As whom the caller may act on this order, strongest first: by office, then as its seller, its driver, its buyer.
 * Nobody: the order does not exist for them. Being a seller, a driver or a customer somewhere is not enough.
 */
export const actorsOf = (caller: Caller, order: Parties): readonly Actor[] => {
  if (caller.kind === 'anonymous') return [];
  if (caller.kind === 'guest') return caller.orderId === order.orderId ? [{ role: 'guest' }] : [];
  const { sub, roles, sellerIds } = caller;
  const held: readonly Role[] = [
    ...OFFICE_ROLES.filter((role) => roles.includes(role)),
    ...(sellerIds.includes(order.sellerId) ? (['seller'] as const) : []),
    ...(order.driver?.driverId === sub ? (['driver'] as const) : []),
    ...(order.buyerId === sub ? (['customer'] as const) : []),
  ];
  return held.map((role) => ({ role, id: sub }));
};

/** Support and administrators, who may look into every list. */
export const isOperator = (caller: Caller): boolean =>
  caller.kind === 'user' && (caller.roles.includes('csr') || caller.roles.includes('admin'));
