import { inBatches } from './batches.ts';
import { type Call, type FromThread, packed, type Reply } from './thread-protocol.ts';

export type Response = NonNullable<Reply['response']>;

/** AWS calls of a thread's environments. */
export interface Calls {
  /** `undefined`: the connection broke. */
  perform(call: Omit<Call, 'call'>): Promise<Response | undefined>;
  settle(replies: readonly Reply[]): void;
}

/** Sends calls to the host and hands each its response. */
export function createCalls(send: (message: FromThread) => void): Calls {
  const waiting = new Map<number, (response: Response | undefined) => void>();
  const enqueue = inBatches<Call>((calls) => send(packed(calls)));
  let last = 0;
  return {
    perform: (call) =>
      new Promise((resolve) => {
        last += 1;
        waiting.set(last, resolve);
        enqueue({ call: last, ...call });
      }),
    settle: (replies) => {
      for (const { call, response } of replies) {
        const resolve = waiting.get(call);
        waiting.delete(call);
        resolve?.(response);
      }
    },
  };
}
