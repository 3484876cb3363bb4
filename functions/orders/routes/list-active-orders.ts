import { ORDERS_OPERATIONS } from '../../../shared/contract/operations/orders.ts';
import { notFound } from '../../../shared/contract/problem.ts';
import { PROGRESS_STEPS } from '../../../shared/notifications/progress.ts';
import type { Order } from '../../../shared/orders/order.ts';
import type { OrderList } from '../../../shared/orders/order-store.ts';
import { statusKind } from '../../../shared/workflows/phase-kind.ts';
import type { Phase, WorkflowDefinition } from '../../../shared/workflows/workflow.ts';
import { implement } from '../../support/http-api.ts';
import { workflowOf } from '../../support/order-access.ts';
import { ok } from '../../support/responses.ts';
import { summaryAnswer } from '../answers/order.ts';
import type { OrdersDependencies } from '../dependencies.ts';
import { storePosition } from '../list-orders.ts';

/** Somebody with years of finished orders gets what was found so far, and a cursor to look on. */
const MOST_PAGES_READ = 5;

const isProgress = (phase: Phase | undefined): boolean => PROGRESS_STEPS.some((step) => step === phase);

/** Where the order goes next if all is well: the first way that leads on, not off. */
const nextExpected = (workflow: WorkflowDefinition, { status }: Order): string | null =>
  workflow.transitions.find(({ from, to }) => from === status && isProgress(workflow.statuses[to]?.phase))?.to ?? null;

type Entry = { readonly order: Order; readonly workflow: WorkflowDefinition };

const activeOf = async (deps: OrdersDependencies, orders: readonly Order[]): Promise<readonly Entry[]> => {
  const entries = await Promise.all(orders.map(async (order) => ({ order, workflow: await workflowOf(deps, order) })));
  return entries.filter(({ order, workflow }) => statusKind(workflow, order.status) !== 'final');
};

const collect = async (deps: OrdersDependencies, buyerId: string, limit: number, after: OrderList['next']) => {
  const found: Entry[] = [];
  let next = after;
  for (let read = 0; read < MOST_PAGES_READ && found.length < limit; read += 1) {
    const page = await deps.store.list({
      owner: { kind: 'customer', id: buyerId },
      sortBy: 'createdAt',
      sortOrder: 'desc',
      // Never more than there is room for: a page that is read is given whole.
      limit: limit - found.length,
      ...(next && { after: next }),
    });
    found.push(...(await activeOf(deps, page.orders)));
    next = page.next;
    if (next === undefined) break;
  }
  return { found, next };
};

export const listActiveOrders = implement(
  ORDERS_OPERATIONS.listActiveOrders,
  async ({ query, caller }, deps: OrdersDependencies) => {
    if (caller.kind !== 'user') throw notFound('The list');
    const scope = `active:${caller.sub}`;
    const after = storePosition.parse(await deps.cursors.open(scope, query.cursor));
    const { found, next } = await collect(deps, caller.sub, query.limit, after);
    return ok({
      orders: found.map(({ order, workflow }) => ({
        ...summaryAnswer(order),
        nextExpected: nextExpected(workflow, order),
      })),
      pagination: {
        page: null,
        limit: query.limit,
        total: null,
        totalPages: null,
        nextCursor: await deps.cursors.seal(scope, next),
      },
    });
  },
);
