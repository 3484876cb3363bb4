import { createHash } from 'node:crypto';

/** SHA-256, of text as UTF-8. */
export const sha256 = (content: string | Uint8Array, encoding: 'hex' | 'base64' | 'base64url'): string =>
  createHash('sha256').update(content).digest(encoding);
