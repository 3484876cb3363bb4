import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** HMAC-SHA256 of the text, base64url. `purpose` keeps a signature made for one thing from being good for another. */
export const sign = (purpose: string, text: string, secret: string): string =>
  createHmac('sha256', secret).update(`${purpose}\n${text}`).digest('base64url');

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Compares digests, so that the time it takes shows neither the contents nor the length of a secret. Signatures are
 * compared as text and not as decoded bytes: the last character of base64 has spare bits, so that several texts would
 * decode to the same signature.
 */
export const isSameText = (a: string, b: string): boolean => timingSafeEqual(digestOf(a), digestOf(b));

/** Whether one of the secrets made the signature; takes the same time for every wrong one. */
export const isSignedBy = (purpose: string, text: string, signature: string, secrets: readonly string[]): boolean =>
  secrets.map((secret) => isSameText(sign(purpose, text, secret), signature)).includes(true);

/** The key of one of several senders, made of a secret: neither the secret nor another sender's key is found with it. */
export const keyOfSource = (secret: string, source: string): string =>
  createHmac('sha256', secret).update(`source:${source}`).digest('hex');
