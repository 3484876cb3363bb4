import * as z from 'zod';
import { isSignedBy, sign } from '../../security/signature.ts';
import type { NotificationName } from '../notification.ts';

/** What a link of a message does: a token of one is good for no other. */
export type LinkPurpose = 'click' | 'open' | 'unsubscribe';

const MAX_TOKEN_LENGTH = 512;
const payloadShape = z.tuple([z.string().min(1), z.string().min(1)]);
const purposeOf = (purpose: LinkPurpose): string => `message-${purpose}.v1`;

/** `<base64url of [orderId, notificationId]>.<signature>`. Where it leads is in the record of the message, never in the token. */
export const signMessageToken = (
  purpose: LinkPurpose,
  { orderId, notificationId }: NotificationName,
  secret: string,
): string => {
  const payload = Buffer.from(JSON.stringify([orderId, notificationId])).toString('base64url');
  return `${payload}.${sign(purposeOf(purpose), payload, secret)}`;
};

/** `undefined` for anything that was not signed by one of the secrets for that purpose. */
export const readMessageToken = (
  purpose: LinkPurpose,
  token: string,
  secrets: readonly string[],
): NotificationName | undefined => {
  if (token.length > MAX_TOKEN_LENGTH) return undefined;
  const [payload, signature, ...rest] = token.split('.');
  if (!payload || !signature || rest.length > 0) return undefined;
  if (!isSignedBy(purposeOf(purpose), payload, signature, secrets)) return undefined;
  const [orderId, notificationId] = payloadShape.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
  return { orderId, notificationId };
};
