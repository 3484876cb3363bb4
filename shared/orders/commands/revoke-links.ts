import { definedFields } from '../../defined-fields.ts';
import type { Role } from '../../workflows/workflow.ts';
import type { Decision } from '../engine/decision.ts';
import { begin, change, conclude, record } from '../engine/decision-draft.ts';
import { refuse } from '../engine/step.ts';
import type { CommandInput } from './command-input.ts';

/** Whose order it is, who sells it, and support. A holder of a link may not shut out the others. */
const MAY_REVOKE: readonly Role[] = ['customer', 'seller', 'csr', 'admin', 'system'];

/** Makes every link to the order void that was sent before; links that are made from now on open it. */
export const revokeLinks = (input: CommandInput<'revoke_links'>): Decision => {
  const { workflow, order, command, actor, now } = input;
  if (!MAY_REVOKE.includes(actor.role)) {
    return {
      ...refuse(input, 'ROLE_NOT_ALLOWED', `${actor.role} may not revoke the links of an order.`),
      allowedRoles: MAY_REVOKE,
    };
  }
  return conclude(
    record(change(begin(workflow, order, now), { linkGeneration: (order.linkGeneration ?? 0) + 1 }), {
      type: 'links_revoked',
      actor,
      occurredAt: now.toISOString(),
      ...definedFields({ reason: command.reason }),
    }),
  );
};
