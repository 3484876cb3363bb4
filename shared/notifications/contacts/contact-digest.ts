import { channelNamed } from '../../contract/channel-registry.ts';
import { mailboxKey } from '../../contract/mailbox.ts';
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

/** A report may name an address in another spelling than the order does, and with a name: it is the same contact. */
export const inOneSpelling = ({ channel, address }: ContactPoint): ContactPoint => {
  const isMailbox = channelNamed(channel)?.addressesOf({ audience: 'customer', email: address }).includes(address);
  return { channel, address: isMailbox ? mailboxKey(address) : address };
};

const ofContact = ({ channel, address }: ContactPoint, keys: DigestKeys): Digests =>
  digests('contact', JSON.stringify([channel, address]), keys);

/** Without the key nobody can try addresses against what is stored. Earlier versions stored them as they were written. */
export const contactDigests = (point: ContactPoint, keys: DigestKeys): Digests => {
  const same = inOneSpelling(point);
  const found = ofContact(same, keys);
  return same.address === point.address ? found : [...found, ...ofContact(point, keys)];
};

export const deviceDigests = (token: string, keys: DigestKeys): Digests => digests('device', token, keys);
