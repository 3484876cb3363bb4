import type { Actor, Order } from '../orders/model/order.ts';
import type { Role } from '../workflows/workflow.ts';
import type { Caller } from './caller.ts';

type Parties = Pick<Order, 'orderId' | 'buyerId' | 'sellerId' | 'driver' | 'linkGeneration'>;

/** These see and serve every order. */
const OFFICE_ROLES = ['admin', 'csr', 'system', 'payment'] as const satisfies readonly Role[];

/** Whether a guest's link is of the order and has not been revoked. */
export const isLinkOf = (
  guest: Extract<Caller, { kind: 'guest' }>,
  order: Pick<Order, 'orderId' | 'linkGeneration'>,
): boolean => guest.orderId === order.orderId && (guest.linkGeneration ?? 0) === (order.linkGeneration ?? 0);

/**
 * As whom the caller may act on this order, strongest first: by office, then as its seller, its driver, its buyer.
 * Nobody: the order does not exist for them. Being a seller, a driver or a customer somewhere is not enough.
 */
export const actorsOf = (caller: Caller, order: Parties): readonly Actor[] => {
  if (caller.kind === 'anonymous') return [];
  if (caller.kind === 'guest') return isLinkOf(caller, order) ? [{ role: 'guest' }] : [];
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
