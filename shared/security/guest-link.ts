import * as z from 'zod';
import type { Instant } from '../calendar/instant.ts';
import { definedFields } from '../defined-fields.ts';
import { once } from '../made-on-demand.ts';
import { isSignedBy, sign } from './signature.ts';

/** What a guest's link is good for: one order, until it expires or the order's links are revoked. */
export interface GuestLink {
  readonly orderId: string;
  readonly expiresAt: Instant;
  /** Generation of the order's links that it belongs to; absent, the first, which nobody has revoked yet. */
  readonly generation?: number;
}

const PURPOSE = 'guest-link.v1';
const MAX_TOKEN_LENGTH = 1_024;
const payloadShape = once(() =>
  z.union([z.tuple([z.string().min(1), z.int()]), z.tuple([z.string().min(1), z.int(), z.int().positive()])]),
);

/** `<base64url of [orderId, expiry in seconds, generation?]>.<signature>`: short enough for a text message. */
export const signGuestLink = ({ orderId, expiresAt, generation = 0 }: GuestLink, secret: string): string => {
  const expirySeconds = Math.floor(Date.parse(expiresAt) / 1000);
  const parts = [orderId, expirySeconds, ...(generation > 0 ? [generation] : [])];
  const payload = Buffer.from(JSON.stringify(parts)).toString('base64url');
  return `${payload}.${sign(PURPOSE, payload, secret)}`;
};

/** `undefined` for anything that was not signed by one of the secrets, or has expired. */
export const verifyGuestLink = (token: string, secrets: readonly string[], now: Date): GuestLink | undefined => {
  if (token.length > MAX_TOKEN_LENGTH) return undefined;
  const [payload, signature, ...rest] = token.split('.');
  if (!payload || !signature || rest.length > 0 || !isSignedBy(PURPOSE, payload, signature, secrets)) return undefined;
  const [orderId, expirySeconds, generation] = payloadShape().parse(
    JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')),
  );
  const expiresAt = new Date(expirySeconds * 1000);
  if (now >= expiresAt) return undefined;
  return { orderId, expiresAt: expiresAt.toISOString(), ...definedFields({ generation }) };
};
