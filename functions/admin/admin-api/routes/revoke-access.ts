import { ADMIN_OPERATIONS } from '../../../../shared/contract/operations/admin.ts';
import type { Actor } from '../../../../shared/orders/model/order.ts';
import type { Caller } from '../../../../shared/security/caller.ts';
import { implement } from '../../../http/http-api.ts';
import { ok } from '../../../http/responses.ts';
import type { AdminDependencies } from '../dependencies.ts';

/** Who is on record for a change. */
export const actorOf = (caller: Caller): Actor =>
  caller.kind === 'user' ? { role: 'admin', id: caller.sub } : { role: 'admin' };

/** The audit entry is written first, so that a revocation is on record even if a later step fails. */
export const revokeAccess = implement(
  ADMIN_OPERATIONS.revokeAccess,
  async ({ params, body, caller }, deps: AdminDependencies) => {
    const now = deps.clock.now();
    const revokedAt = now.toISOString();
    await deps.audit.append({
      auditId: `aud_${deps.ids.ulid(now)}`,
      at: revokedAt,
      actor: actorOf(caller),
      action: 'user.access_revoked',
      subject: params.userId,
      reason: body.reason,
    });
    await deps.accessRevocations.revoke(params.userId, revokedAt);
    return ok({ userId: params.userId, revokedAt });
  },
);
