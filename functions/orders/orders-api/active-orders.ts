import { definedFields } from '../../../shared/defined-fields.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import {
  isBehind,
  type PageRequest,
  type Position,
  positionOf,
} from '../../../shared/orders/use-cases/newest-first.ts';
import type { OrderList } from '../../../shared/orders/use-cases/order-store.ts';
import { statusKind } from '../../../shared/workflows/phase-kind.ts';
import type { WorkflowDefinition } from '../../../shared/workflows/workflow.ts';
import { workflowOf } from '../../http/order-access.ts';
import type { OrdersDependencies } from './dependencies.ts';

type Dependencies = Pick<OrdersDependencies, 'store' | 'workflows'>;

/** Somebody with more orders, most of them over, gets what was found among so many, and a cursor to look on. */
const MAX_ORDERS_READ = 500;
const ORDERS_AT_ONCE = 100;

export interface ActiveOrder {
  readonly order: Order;
  readonly workflow: WorkflowDefinition;
}

export interface ActiveOrderPage {
  readonly entries: readonly ActiveOrder[];
  /** Absent where not all orders were looked at. */
  readonly total?: number;
  readonly next?: Position;
}

/** Only its workflow determines whether a delivered order is over, and no index knows it: the orders are read. */
const activeOf = async (deps: Dependencies, orders: readonly Order[]): Promise<readonly ActiveOrder[]> => {
  const entries = await Promise.all(orders.map(async (order) => ({ order, workflow: await workflowOf(deps, order) })));
  return entries.filter(({ order, workflow }) => statusKind(workflow, order.status) !== 'final');
};

interface Looked {
  readonly active: readonly ActiveOrder[];
  /** The last order that was looked at; absent where there are no more. */
  readonly stoppedAt?: Position;
}

/** Behind a cursor, until there is one more than asked for; else until the end, for a page with a total counts all. */
const look = async (deps: Dependencies, buyerId: string, { limit, after }: PageRequest): Promise<Looked> => {
  const active: ActiveOrder[] = [];
  const isEnough = (): boolean => after !== undefined && active.length > limit;
  let stoppedAt: Position | undefined;
  let start: OrderList['next'];
  for (let read = 0; read < MAX_ORDERS_READ && !isEnough(); ) {
    const page = await deps.store.list({
      owner: { kind: 'customer', id: buyerId },
      sortBy: 'createdAt',
      sortOrder: 'desc',
      // What follows a cursor is mostly active; the order of the cursor itself comes again.
      limit: after !== undefined && read === 0 ? limit + 2 : ORDERS_AT_ONCE,
      ...(after !== undefined && { to: after.createdAt }),
      ...definedFields({ after: start }),
    });
    const orders = page.orders.filter((order) => after === undefined || isBehind(order, after));
    active.push(...(await activeOf(deps, orders)));
    const last = orders.at(-1);
    if (last !== undefined) stoppedAt = positionOf(last);
    if (page.next === undefined) return { active };
    start = page.next;
    read += orders.length;
  }
  return stoppedAt === undefined ? { active } : { active, stoppedAt };
};

/** A page of what somebody is still waiting for, newest first. */
export const activeOrders = async (
  deps: Dependencies,
  buyerId: string,
  asked: PageRequest,
): Promise<ActiveOrderPage> => {
  const { limit, page = 1, after } = asked;
  const { active, stoppedAt } = await look(deps, buyerId, asked);
  const rest = active.slice((page - 1) * limit);
  const entries = rest.slice(0, limit);
  const last = entries.at(-1);
  const next = rest.length > limit && last !== undefined ? positionOf(last.order) : stoppedAt;
  return {
    entries,
    ...(after === undefined && stoppedAt === undefined && { total: active.length }),
    ...definedFields({ next }),
  };
};
