import { ORDERS_OPERATIONS } from '../../../shared/contract/operations/orders.ts';
import { notFound } from '../../../shared/contract/problem.ts';
import { PROGRESS_STEPS } from '../../../shared/notifications/progress.ts';
import type { Order } from '../../../shared/orders/order.ts';
import type { Phase, WorkflowDefinition } from '../../../shared/workflows/workflow.ts';
import { implement } from '../../support/http-api.ts';
import { ok } from '../../support/responses.ts';
import { activeOrders } from '../active-orders.ts';
import { summaryAnswer } from '../answers/order.ts';
import type { OrdersDependencies } from '../dependencies.ts';
import { openPage, paginationOf } from '../newest-first.ts';

const isProgress = (phase: Phase | undefined): boolean => PROGRESS_STEPS.some((step) => step === phase);

/** Where the order goes next if all is well: the first way that leads on, not off. */
const nextExpected = (workflow: WorkflowDefinition, { status }: Order): string | null =>
  workflow.transitions.find(({ from, to }) => from === status && isProgress(workflow.statuses[to]?.phase))?.to ?? null;

export const listActiveOrders = implement(
  ORDERS_OPERATIONS.listActiveOrders,
  async ({ query, caller }, deps: OrdersDependencies) => {
    if (caller.kind !== 'user') throw notFound('The list');
    const list = `active:${caller.sub}`;
    const asked = await openPage(deps.cursors, list, query);
    const found = await activeOrders(deps, caller.sub, asked);
    return ok({
      orders: found.entries.map(({ order, workflow }) => ({
        ...summaryAnswer(order),
        nextExpected: nextExpected(workflow, order),
      })),
      pagination: await paginationOf(deps.cursors, list, asked, found),
    });
  },
);
