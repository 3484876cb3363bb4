import { sign } from '../../security/signature.ts';
import type { ContactPoint } from './contact-store.ts';

/** The present key, and while it is being rotated the one before. */
export interface DigestKeys {
  readonly current: string;
  readonly previous?: string;
}

/** Digests of one thing: the one to write, then those under which it may have been written before. */
export type Digests = readonly [string, ...string[]];

const digests = (purpose: string, text: string, { current, previous }: DigestKeys): Digests => [
  sign(purpose, text, current),
  ...(previous === undefined ? [] : [sign(purpose, text, previous)]),
];

/** Without the key nobody can try addresses against what is stored. */
export const contactDigests = ({ channel, address }: ContactPoint, keys: DigestKeys): Digests =>
  digests('contact', JSON.stringify([channel, address]), keys);

export const deviceDigests = (token: string, keys: DigestKeys): Digests => digests('device', token, keys);
