import { ADMIN_OPERATIONS } from '../../../../shared/contract/operations/admin.ts';
import type { Order } from '../../../../shared/orders/model/order.ts';
import { PHASE_KINDS } from '../../../../shared/workflows/phase-kind.ts';
import { PHASES, type Phase } from '../../../../shared/workflows/workflow.ts';
import { implement } from '../../../http/http-api.ts';
import { ok } from '../../../http/responses.ts';
import type { AdminDependencies } from '../dependencies.ts';

/** Beyond this an operator needs to know that there are many, not how many. */
const MAX_COUNTED = 200;
const OLDEST = 5;

const statusCounts = (orders: readonly Order[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...Map.groupBy(orders, ({ status }) => status)].map(([status, of]) => [status, of.length]));

const phaseOverview = async ({ store }: AdminDependencies, phase: Phase) => {
  const { orderIds, next } = await store.idsInPhase(phase, { limit: MAX_COUNTED });
  // The index may be a moment behind: an order that has moved on since is not counted where it was.
  const orders = (await store.getMany(orderIds)).filter((order) => order.phase === phase);
  const oldest = orders.toSorted((a, b) => a.statusSince.localeCompare(b.statusSince)).slice(0, OLDEST);
  return {
    phase,
    count: next === undefined ? orders.length : null,
    statuses: statusCounts(orders),
    oldest: oldest.map(({ orderId, orderNumber, status, sellerId, statusSince }) => ({
      id: orderId,
      orderNumber,
      status,
      sellerId,
      statusSince,
    })),
  };
};

export const getStatusOverview = implement(
  ADMIN_OPERATIONS.getStatusOverview,
  async (_request, deps: AdminDependencies) => {
    const open = PHASES.filter((phase) => PHASE_KINDS[phase] !== 'final');
    const phases = await Promise.all(open.map((phase) => phaseOverview(deps, phase)));
    return ok({ at: deps.clock.now().toISOString(), phases });
  },
);
