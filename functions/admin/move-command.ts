import { definedFields } from '../../shared/defined-fields.ts';
import type { OrderCommand } from '../../shared/orders/commands/command.ts';

interface Move {
  readonly status: string;
  readonly reason?: string;
  readonly notes?: string;
  readonly force: boolean;
}

/** Outside the workflow's table only where it is asked for: then it is the engine's to say who may. */
export const moveCommand = ({ force, status, reason, ...details }: Move): OrderCommand =>
  force
    ? { type: 'force_status', status, reason: reason ?? '' }
    : { type: 'change_status', status, ...details, ...definedFields({ reason }) };
