import type { DigestKeys } from '../../shared/notifications/contacts/contact-digest.ts';
import type { SecretReader } from './secrets.ts';

/** What keys the digests of addresses, tokens and codes. */
export const digestKeys = (secrets: SecretReader, secretId: string) => (): Promise<DigestKeys> =>
  secrets.read(secretId);
