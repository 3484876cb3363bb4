import { STORE_OPERATIONS } from '../../../../shared/contract/operations/store.ts';
import { ProblemError, roleNotAllowed } from '../../../../shared/contract/problem.ts';
import { statusKind } from '../../../../shared/workflows/phase-kind.ts';
import { expectedVersions } from '../../../http/conditional.ts';
import { implement } from '../../../http/http-api.ts';
import { visibleOrder, workflowOf } from '../../../http/order-access.ts';
import { ok } from '../../../http/responses.ts';
import type { StoreDependencies } from '../dependencies.ts';

/** A phone's clock may be a little fast; a place from later than that is no place. */
const CLOCK_SKEW_MILLISECONDS = 60_000;

export const reportLocation = implement(
  STORE_OPERATIONS.reportLocation,
  async ({ params, body, caller, headers }, deps: StoreDependencies) => {
    const { order, actors } = await visibleOrder(deps.store, caller, params.order_id);
    const driver = actors.find(({ role }) => role === 'driver');
    if (driver?.id === undefined) throw roleNotAllowed(['driver']);
    // A place changes nothing about the order: what its sender has seen of it is asked for all the same.
    if (expectedVersions(headers)?.includes(order.version) === false) throw new ProblemError('PRECONDITION_FAILED');
    const latest = new Date(deps.clock.now().getTime() + CLOCK_SKEW_MILLISECONDS).toISOString();
    if (body.at > latest) {
      throw new ProblemError('VALIDATION_FAILED', 'The time of the position is in the future', {
        errors: [{ path: 'at', message: 'Must not be in the future' }],
      });
    }
    if (statusKind(await workflowOf(deps, order), order.status) === 'final') {
      throw new ProblemError('NOT_APPLICABLE', 'The order is final; positions of its driver are no longer accepted');
    }
    const outcome = await deps.locations.put({ orderId: order.orderId, driverId: driver.id, ...body });
    return ok({ order_id: order.orderId, recorded: outcome === 'stored' });
  },
);
