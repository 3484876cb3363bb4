import { isSignedBy, sign } from './signature.ts';

const PURPOSE = 'cursor.v1';

/**
 * A place in a list that only we can make: a caller hands it back, and cannot read another list with it. `scope` names
 * the list, its owner and its filters.
 */
export const sealCursor = (scope: string, position: unknown, secret: string): string => {
  const payload = Buffer.from(JSON.stringify(position)).toString('base64url');
  return `${payload}.${sign(PURPOSE, `${scope}\n${payload}`, secret)}`;
};

/** The position, or `undefined` when the cursor is not one of this list. */
export const openCursor = (scope: string, text: string, secrets: readonly string[]): unknown => {
  const [payload, signature, ...rest] = text.split('.');
  if (!payload || !signature || rest.length > 0) return undefined;
  if (!isSignedBy(PURPOSE, `${scope}\n${payload}`, signature, secrets)) return undefined;
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
};
