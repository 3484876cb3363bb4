import { sha256 } from '../../security/digest.ts';

/**
 * A device by a name that its token cannot be made from: `dev_` and the first 32 hexadecimal digits of the SHA-256 of the
 * token as it is stored. Whoever has the token knows the name: a browser finds itself in the list.
 */
export const deviceIdOf = (token: string): string => `dev_${sha256(token, 'hex').slice(0, 32)}`;
