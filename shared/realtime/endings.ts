import type { SocketError } from '../contract/socket.ts';
import { definedFields } from '../defined-fields.ts';
import { type Caller, hasExpired } from '../security/caller.ts';
import type { Connection } from './connection-store.ts';

/** Why a connection or a stream ends from this side, with the code that says so. */
const ENDINGS = {
  UNAUTHENTICATED: { closeCode: 4401, detail: 'The token is not valid, or no longer: connect with a fresh one.' },
  TOKEN_EXPIRED: { closeCode: 4401, detail: 'The token has expired: connect with a fresh one, and with your cursor.' },
  ACCESS_WITHDRAWN: { closeCode: 4403, detail: 'You may no longer follow what you followed.' },
  TOO_MANY_MESSAGES: { closeCode: 4429, detail: 'Too many messages in a minute: connect again later.' },
  TOO_MANY_SUBSCRIPTIONS: { closeCode: 4429, detail: 'Too many subscriptions in a minute: connect again later.' },
  TOO_MANY_CONNECTIONS: {
    closeCode: 4429,
    detail: 'You have too many connections open: close some, and connect again.',
  },
} as const satisfies Partial<Record<SocketError['code'], Pick<SocketError, 'closeCode' | 'detail'>>>;

export type EndingCode = keyof typeof ENDINGS;

/** An error that is the last message of its connection or stream. */
export type EndingMessage = SocketError & { readonly closeCode: NonNullable<SocketError['closeCode']> };

export const endingMessage = (
  code: EndingCode,
  { topic, retryAfterSeconds }: Pick<SocketError, 'topic' | 'retryAfterSeconds'> = {},
): EndingMessage => ({
  type: 'error',
  code,
  ...ENDINGS[code],
  ...definedFields({ topic, retryAfterSeconds }),
});

export const isEnding = (message: { readonly type: string; readonly closeCode?: unknown }): message is EndingMessage =>
  message.type === 'error' && message.closeCode !== undefined;

/** Whether what somebody connected with is over. */
export const endingOfCaller = (caller: Caller, now: Date): EndingCode | undefined =>
  hasExpired(caller, now) ? 'TOKEN_EXPIRED' : undefined;

/** Whether the connection has to end at this moment, whatever it follows. */
export const endingOf = (
  { caller, isRefused, isTooMany, isOutdated }: Connection,
  now: Date,
): EndingCode | undefined => {
  if (isRefused === true) return 'UNAUTHENTICATED';
  if (isOutdated === true) return 'TOKEN_EXPIRED';
  return isTooMany === true ? 'TOO_MANY_CONNECTIONS' : endingOfCaller(caller, now);
};
