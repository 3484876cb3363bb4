import { ORDERS_OPERATIONS } from '../../../../shared/contract/operations/orders.ts';
import { definedFields } from '../../../../shared/defined-fields.ts';
import { expectedVersions } from '../../../http/conditional.ts';
import { runCommand, visibleOrder } from '../../../http/execute-order-command.ts';
import { implement } from '../../../http/http-api.ts';
import { changedResponse } from '../../change-order.ts';
import type { OrdersDependencies } from '../dependencies.ts';

/** Audited: whoever shuts people out of an order can be asked why. */
export const revokeLinks = implement(
  ORDERS_OPERATIONS.revokeLinks,
  async ({ params, body, caller, headers }, deps: OrdersDependencies) => {
    const ifMatch = expectedVersions(headers);
    const visible = await visibleOrder(deps.store, caller, params.orderId);
    const now = deps.clock.now();
    const audit = {
      auditId: `aud_${deps.ids.ulid(now)}`,
      at: now.toISOString(),
      actor: visible.actors[0],
      action: 'order.links_revoked',
      subject: visible.order.orderId,
      ...definedFields({ reason: body.reason }),
    };
    const { order } = await runCommand(deps, visible, {
      command: { type: 'revoke_links', ...body },
      ...definedFields({ ifMatch }),
      extras: { audit },
    });
    return changedResponse(deps, { ...visible, order });
  },
);
