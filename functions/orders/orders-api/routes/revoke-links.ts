import { ORDERS_OPERATIONS } from '../../../../shared/contract/operations/orders.ts';
import { definedFields } from '../../../../shared/defined-fields.ts';
import { expectedVersions } from '../../../http/conditional.ts';
import { executeOrderCommand } from '../../../http/execute-order-command.ts';
import { implement } from '../../../http/http-api.ts';
import { visibleOrder } from '../../../http/order-access.ts';
import { changedResponse } from '../../change-order.ts';
import type { OrdersDependencies } from '../dependencies.ts';

/** Audited, because it ends other people's access to the order. */
export const revokeLinks = implement(
  ORDERS_OPERATIONS.revokeLinks,
  async ({ params, body, caller, headers }, deps: OrdersDependencies) => {
    const ifMatch = expectedVersions(headers);
    const { order: knownOrder, actors } = await visibleOrder(deps.store, caller, params.orderId);
    const now = deps.clock.now();
    const audit = {
      auditId: `aud_${deps.ids.ulid(now)}`,
      at: now.toISOString(),
      actor: actors[0],
      action: 'order.links_revoked',
      subject: knownOrder.orderId,
      ...definedFields({ reason: body.reason }),
    };
    const command = { type: 'revoke_links', ...body } as const;
    const { order } = await executeOrderCommand(deps, { actors, knownOrder, command, ifMatch, extras: { audit } });
    return changedResponse(deps, { actors, order });
  },
);
