import type { ProviderParts, SendOutcome } from '../channel.ts';
import { type HttpReply, type HttpRequest, KEY_REFUSED, post } from './http.ts';

/** Whether the provider has refused the key, or a token that was made of it. */
export const isKeyRefused = (outcome: SendOutcome): boolean =>
  outcome.outcome === 'blocked' && outcome.error === KEY_REFUSED;

/**
 * Sends with the provider's key. One that is refused may just have been replaced: what else holds is tried before the
 * message is parked.
 */
export const sendWithKey = async (
  secrets: ProviderParts['secrets'],
  secretId: string,
  send: (key: string) => Promise<SendOutcome>,
): Promise<SendOutcome> => {
  let last: SendOutcome | undefined;
  let isSending = false;
  try {
    await secrets.accepts(secretId, async (key) => {
      isSending = true;
      last = await send(key);
      isSending = false;
      return !isKeyRefused(last);
    });
  } catch (error) {
    if (isSending || last !== undefined) throw error;
    // The secret could not be read: nothing was handed over.
    return { outcome: 'unavailable', error: error instanceof Error ? error.name : 'SecretUnavailable' };
  }
  return last ?? { outcome: 'blocked', error: KEY_REFUSED };
};

/** Posts one request with the provider's key. */
export const postWithKey = (
  { secrets, secretId, clock }: Pick<ProviderParts, 'clock' | 'secrets'> & { readonly secretId: string },
  requestOf: (key: string) => HttpRequest,
  outcomeOf: (reply: HttpReply) => SendOutcome,
): Promise<SendOutcome> => sendWithKey(secrets, secretId, (key) => post(requestOf(key), clock.now(), outcomeOf));
