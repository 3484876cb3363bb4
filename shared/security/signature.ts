import { createHmac, timingSafeEqual } from 'node:crypto';

/** HMAC-SHA256 of the text, base64url. `purpose` keeps a signature made for one thing from being good for another. */
export const sign = (purpose: string, text: string, secret: string): string =>
  createHmac('sha256', secret).update(`${purpose}\n${text}`).digest('base64url');

/** Takes the same time for every other text of the same length. */
export const isSameText = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};

/** Whether one of the secrets made the signature; takes the same time for every wrong one. */
export const isSignedBy = (purpose: string, text: string, signature: string, secrets: readonly string[]): boolean =>
  secrets.map((secret) => isSameText(sign(purpose, text, secret), signature)).includes(true);
