import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Faults that a network or a busy table would cause, put into a client between SDK and engine. */
export interface StoreFaults {
  /** The next so many calls of the operation are carried out, and their answers are lost. */
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

interface WireRequest {
  body: string | Uint8Array<ArrayBuffer>;
  readonly headers: Record<string, string>;
}

/**
 * The SDK adds a token by which DynamoDB knows a repeated transaction; the local engine never gets one (it would slow
 * each transaction down), and the token is forgotten after ten minutes. So it is taken out here too.
 */
const withoutToken = (request: WireRequest): void => {
  const { ClientRequestToken: _token, ...input } = JSON.parse(Buffer.from(request.body).toString('utf8'));
  request.body = JSON.stringify(input);
  request.headers['content-length'] = String(Buffer.byteLength(request.body));
};

export const injectFaults = (client: DynamoDBDocumentClient): StoreFaults => {
  const planned: Planned[] = [];
  const calls = new Map<string, number>();
  const take = (command: string, kind: Planned['kind']): Planned | undefined => {
    const plan = planned.find((one) => one.command === command && one.kind === kind && one.left > 0);
    if (plan) plan.left -= 1;
    return plan;
  };
  client.middlewareStack.add(
    (next) => async (args) => {
      withoutToken(args.request as WireRequest);
      return next(args);
    },
    { step: 'build', name: 'withoutToken', priority: 'low' },
  );
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const command = String(context.commandName);
      const failure = take(command, 'fail');
      if (failure) throw failure.error();
      calls.set(command, (calls.get(command) ?? 0) + 1);
      const answer = await next(args);
      const loss = take(command, 'lose');
      if (loss) throw loss.error();
      return answer;
    },
    { step: 'finalizeRequest', name: 'storeFaults', priority: 'low' },
  );
  return {
    loseReplies: (command, times) => planned.push({ command, left: times, kind: 'lose', error: connectionReset }),
    fail: (command, times, error) => planned.push({ command, left: times, kind: 'fail', error }),
    calls,
  };
};
