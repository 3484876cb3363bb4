import { notFound, ProblemError } from '../../shared/contract/problem.ts';
import { definedFields } from '../../shared/defined-fields.ts';
import type { OrderCommand } from '../../shared/orders/commands/command.ts';
import type { Refusal } from '../../shared/orders/engine/decision.ts';
import type { CommandResult } from '../../shared/orders/use-cases/execute-command.ts';

const roleProblem = ({ reason, currentStatus, allowed, allowedRoles = [] }: Refusal, command: OrderCommand) =>
  // Who may move an order depends on where it is: what the caller may choose now says more than roles.
  command.type === 'change_status'
    ? new ProblemError('INVALID_TRANSITION', reason, { currentStatus, allowedNext: allowed })
    : new ProblemError('ROLE_NOT_ALLOWED', reason, { allowedRoles });

const refusalProblem = (refusal: Refusal, command: OrderCommand): ProblemError => {
  const { code, reason, currentStatus, allowed, statuses, retryAfterSeconds } = refusal;
  if (code === 'ROLE_NOT_ALLOWED') return roleProblem(refusal, command);
  if (code === 'TOO_MANY_REQUESTS') {
    return new ProblemError('RATE_LIMITED', reason, { ...definedFields({ retryAfterSeconds }) });
  }
  return new ProblemError(code, reason, { currentStatus, allowedNext: allowed, ...definedFields({ statuses }) });
};

/** The problem that reports a command which did not go through. */
export const commandProblem = (result: Extract<CommandResult, { ok: false }>, command: OrderCommand): ProblemError => {
  if ('reason' in result) return refusalProblem(result, command);
  return result.code === 'NOT_FOUND' ? notFound('The order') : new ProblemError(result.code);
};
