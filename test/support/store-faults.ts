import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { sendWithoutTransactionToken } from './transaction-token.ts';

/** Faults that a network or a busy table would cause, put into a client between SDK and engine. */
export interface StoreFaults {
  /** The next so many calls of the operation are carried out, and their responses are lost. */
  loseReplies(command: string, times: number): void;
  /** The next so many calls of the operation fail so, and are not carried out. */
  fail(command: string, times: number, error: () => Error): void;
  /** Calls that reached the engine, by command. */
  readonly calls: ReadonlyMap<string, number>;
}

interface Planned {
  readonly command: string;
  left: number;
  readonly kind: 'lose' | 'fail';
  readonly error: () => Error;
}

/** As the engine would say it: no condition was looked at. */
export const collision = (reason = 'TransactionConflict'): Error =>
  new TransactionCanceledException({
    message: 'Transaction cancelled',
    $metadata: {},
    CancellationReasons: [{ Code: reason }, { Code: 'None' }],
  });

const connectionReset = (): Error => Object.assign(new Error('socket hang up'), { name: 'TimeoutError' });

export const injectFaults = (client: DynamoDBDocumentClient): StoreFaults => {
  const planned: Planned[] = [];
  const calls = new Map<string, number>();
  const take = (command: string, kind: Planned['kind']): Planned | undefined => {
    const plan = planned.find((one) => one.command === command && one.kind === kind && one.left > 0);
    if (plan) plan.left -= 1;
    return plan;
  };
  sendWithoutTransactionToken(client);
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const command = String(context.commandName);
      const failure = take(command, 'fail');
      if (failure) throw failure.error();
      calls.set(command, (calls.get(command) ?? 0) + 1);
      const response = await next(args);
      const loss = take(command, 'lose');
      if (loss) throw loss.error();
      return response;
    },
    { step: 'finalizeRequest', name: 'storeFaults', priority: 'low' },
  );
  return {
    loseReplies: (command, times) => planned.push({ command, left: times, kind: 'lose', error: connectionReset }),
    fail: (command, times, error) => planned.push({ command, left: times, kind: 'fail', error }),
    calls,
  };
};
