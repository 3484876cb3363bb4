import { definedFields } from '../../shared/defined-fields.ts';
import type { OrderCommand } from '../../shared/orders/commands/command.ts';
import { decideAs } from '../../shared/orders/commands/decide-as.ts';
import type { Actor, Order } from '../../shared/orders/model/order.ts';
import {
  type CommandDependencies,
  type CommandOutcome,
  type CommandRequest,
  executeCommand,
} from '../../shared/orders/use-cases/execute-command.ts';
import { commandProblem } from './command-problem.ts';

export interface OrderCommandOptions {
  /** The caller's parts in the order, strongest first: the first that may, does. */
  readonly actors: readonly [Actor, ...Actor[]];
  /** The order as it was read to determine the actors: the first decision is made on it, without a second read. */
  readonly knownOrder: Order;
  readonly command: OrderCommand;
  /** The versions of which the caller has seen one; absent, any. */
  readonly ifMatch?: readonly number[] | undefined;
  readonly extras?: CommandRequest['extras'];
}

/**
 * Runs the command for an HTTP caller.
 *
 * @throws ProblemError where the command is refused.
 */
export const executeOrderCommand = async (
  dependencies: CommandDependencies,
  { actors, knownOrder, command, ifMatch, extras }: OrderCommandOptions,
): Promise<CommandOutcome> => {
  const result = await executeCommand(
    { ...dependencies, decide: decideAs(dependencies.decide, actors) },
    { orderId: knownOrder.orderId, knownOrder, command, actor: actors[0], ...definedFields({ ifMatch, extras }) },
  );
  if (!result.ok) throw commandProblem(result, command);
  return result;
};
