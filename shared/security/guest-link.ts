import * as z from 'zod';
import type { Instant } from '../orders/model/order.ts';
import { isSignedBy, sign } from './signature.ts';

/** What a guest's link is good for: one order, until it expires. */
export interface GuestLink {
  readonly orderId: string;
  readonly expiresAt: Instant;
}

const PURPOSE = 'guest-link.v1';
const MAX_TOKEN_LENGTH = 1_024;
const payloadShape = z.tuple([z.string().min(1), z.int()]);

/** `<base64url of [orderId, expiry in seconds]>.<signature>`: short enough for a text message. */
export const signGuestLink = ({ orderId, expiresAt }: GuestLink, secret: string): string => {
  const expirySeconds = Math.floor(Date.parse(expiresAt) / 1000);
  const payload = Buffer.from(JSON.stringify([orderId, expirySeconds])).toString('base64url');
  return `${payload}.${sign(PURPOSE, payload, secret)}`;
};

/** `undefined` for anything that was not signed by one of the secrets, or has expired. */
export const verifyGuestLink = (token: string, secrets: readonly string[], now: Date): GuestLink | undefined => {
  if (token.length > MAX_TOKEN_LENGTH) return undefined;
  const [payload, signature, ...rest] = token.split('.');
  if (!payload || !signature || rest.length > 0 || !isSignedBy(PURPOSE, payload, signature, secrets)) return undefined;
  const [orderId, expirySeconds] = payloadShape.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
  const expiresAt = new Date(expirySeconds * 1000);
  return now < expiresAt ? { orderId, expiresAt: expiresAt.toISOString() } : undefined;
};
