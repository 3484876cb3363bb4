import { ORDERS_OPERATIONS } from '../../../../shared/contract/operations/orders.ts';
import { notFound } from '../../../../shared/contract/problem.ts';
import type { Order } from '../../../../shared/orders/model/order.ts';
import { actorsOf } from '../../../../shared/security/actors.ts';
import { PROGRESS_STEPS } from '../../../../shared/workflows/progress.ts';
import type { Phase, TransitionDefinition, WorkflowDefinition } from '../../../../shared/workflows/workflow.ts';
import { implement } from '../../../http/http-api.ts';
import { ok } from '../../../http/responses.ts';
import { rowResponse } from '../../responses/order.ts';
import { activeOrders } from '../active-orders.ts';
import type { OrdersDependencies } from '../dependencies.ts';
import { newestFirst, pageRequestOf } from '../newest-first.ts';

const isProgress = (phase: Phase | undefined): boolean => PROGRESS_STEPS.some((step) => step === phase);

/** Where the order goes next if all is well: the first way that leads on, not off. */
const nextExpected = (workflow: WorkflowDefinition, { status, fulfilmentType }: Order): string | null => {
  const isAllowedEdge = ({ guards = [] }: TransitionDefinition): boolean =>
    guards.every((use) => use.guard !== 'fulfilment_is' || use.oneOf?.includes(fulfilmentType) === true);
  // Waiting for the customer's reply about a substitute is a detour from the path.
  const isOnPath = (to: string): boolean =>
    to !== workflow.substitutions?.waiting && isProgress(workflow.statuses[to]?.phase);
  return (
    workflow.transitions.find((edge) => edge.from === status && isOnPath(edge.to) && isAllowedEdge(edge))?.to ?? null
  );
};

export const listActiveOrders = implement(
  ORDERS_OPERATIONS.listActiveOrders,
  async ({ query, caller }, deps: OrdersDependencies) => {
    if (caller.kind !== 'user') throw notFound('The list');
    const list = newestFirst(deps.cursors, `active:${caller.sub}`);
    const asked = await pageRequestOf(list, query);
    const found = await activeOrders(deps, caller.sub, asked);
    return ok({
      orders: found.entries.map(({ order, workflow }) => ({
        ...rowResponse(order, actorsOf(caller, order)),
        nextExpected: nextExpected(workflow, order),
      })),
      pagination: await list.paginationOf({ ...asked, total: found.total }, found.next),
    });
  },
);
