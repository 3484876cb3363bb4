import type { DecisionInput, OrderCommand } from './command.ts';

/** The input of the decider of one command. */
export type CommandInput<T extends OrderCommand['type']> = Omit<DecisionInput, 'command'> & {
  readonly command: Extract<OrderCommand, { type: T }>;
};
