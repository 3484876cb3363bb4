import type { CallMessage, FromThread, ReplyMessage } from './thread-protocol.ts';

export type Reply = NonNullable<ReplyMessage['response']>;

/** AWS calls of one environment. */
export interface Calls {
  /** `undefined`: the connection broke. */
  perform(call: Omit<CallMessage, 'kind' | 'environment' | 'call'>): Promise<Reply | undefined>;
}

/** Sends calls to the host and hands each its reply. */
export function createCalls(send: (message: FromThread) => void): {
  of(environment: number): Calls;
  settle(reply: ReplyMessage): void;
} {
  const waiting = new Map<number, (reply: Reply | undefined) => void>();
  let last = 0;
  return {
    of: (environment) => ({
      perform: (call) =>
        new Promise((resolve) => {
          last += 1;
          waiting.set(last, resolve);
          send({ kind: 'call', environment, call: last, ...call });
        }),
    }),
    settle: ({ call, response }) => {
      const resolve = waiting.get(call);
      waiting.delete(call);
      resolve?.(response);
    },
  };
}
