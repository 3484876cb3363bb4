import type { TrackedCarrier } from '../../../shared/contract/carrier-apis.ts';
import { ProblemError, roleNotAllowed } from '../../../shared/contract/problem.ts';
import type { Actor, Order } from '../../../shared/orders/model/order.ts';
import type { Caller } from '../../../shared/security/caller.ts';
import type { Phase } from '../../../shared/workflows/workflow.ts';
import { requireVersion } from '../../http/conditional.ts';
import { visibleOrder, workflowOf } from '../../http/order-access.ts';
import type { DeliveriesDependencies } from './dependencies.ts';

const MAY_ORDER = ['seller', 'admin'] as const;

interface Asked {
  readonly caller: Caller;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** The order, at a version that the caller wants, and as whom they order couriers: its seller, or an administrator. */
export const orderOfOrderer = async (
  deps: DeliveriesDependencies,
  { caller, headers }: Asked,
  orderId: string,
): Promise<{ readonly order: Order; readonly actor: Actor }> => {
  const { order, actors } = await visibleOrder(deps.store, caller, orderId);
  const actor = actors.find(({ role }) => MAY_ORDER.some((allowed) => allowed === role));
  if (actor === undefined) throw roleNotAllowed(MAY_ORDER);
  requireVersion(headers, order.version);
  return { order, actor };
};

/** Until somebody has the goods. */
const BEFORE_TRANSIT: readonly Phase[] = ['placed', 'confirmed', 'preparing', 'ready', 'delayed', 'exception'];

/** Refuses where nobody is to bring the order any more, or nobody ever was. */
export const requireDelivery = async (deps: DeliveriesDependencies, order: Order): Promise<void> => {
  const { milestones } = await workflowOf(deps, order);
  const isBrought = Object.keys(milestones).length > 0 && order.fulfilmentType !== 'pickup';
  if (isBrought && BEFORE_TRANSIT.includes(order.phase)) return;
  const reason = isBrought ? `The order is ${order.status}` : 'Nothing of this order is brought';
  throw new ProblemError('NOT_APPLICABLE', reason, { currentStatus: order.status });
};

/** A courier by its id in any case; throws, naming the member of the body, where the stage has no account with it. */
export const courierOf = ({ couriers }: DeliveriesDependencies, id: string, path = 'carrier'): TrackedCarrier => {
  const courier = couriers.find((one) => one.id === id.toLowerCase());
  if (courier !== undefined) return courier;
  const known = couriers.map((one) => one.id).join(', ') || 'none';
  throw new ProblemError('VALIDATION_FAILED', `This stage has no account with such a courier; it has: ${known}`, {
    errors: [{ path, message: `One of: ${known}` }],
  });
};
