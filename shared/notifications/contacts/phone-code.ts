/**
 * Proof that somebody holds a telephone: six digits that were sent there. The digits follow from a random id by a key and
 * are stored nowhere.
 */
import { createHmac } from 'node:crypto';
import type { Instant } from '../../calendar/instant.ts';
import { isSameText } from '../../security/signature.ts';
import type { DigestKeys } from './contact-digest.ts';

export const PHONE_CODE_MINUTES = 10;
export const MAX_PHONE_CODE_TRIES = 5;
const DIGITS = 6;

/** A code that was asked for. A person has one at a time: a new one makes the one before worthless. */
export interface PhoneCode {
  readonly ownerId: string;
  readonly codeId: string;
  /** E.164. */
  readonly phoneNumber: string;
  readonly requestedAt: Instant;
  readonly expiresAt: Instant;
  readonly tries: number;
}

/** 64 bits over a million: no code is likelier than another by more than one in 10^13. */
const codeUnder = ({ ownerId, codeId, phoneNumber }: Omit<PhoneCode, 'tries'>, key: string): string => {
  const digest = createHmac('sha256', key)
    .update(`phone-code\n${JSON.stringify([ownerId, codeId, phoneNumber])}`)
    .digest();
  return String(digest.readBigUInt64BE() % 10n ** BigInt(DIGITS)).padStart(DIGITS, '0');
};

/** The digits to send. */
export const phoneCodeText = (code: Omit<PhoneCode, 'tries'>, { current }: DigestKeys): string =>
  codeUnder(code, current);

/** Whether these are the digits; takes the same time for every wrong one. */
export const isPhoneCode = (code: PhoneCode, digits: string, { current, previous }: DigestKeys): boolean =>
  [current, ...(previous === undefined ? [] : [previous])]
    .map((key) => isSameText(codeUnder(code, key), digits))
    .includes(true);

export interface PhoneCodeStore {
  /** In the place of the one that the person may have. */
  put(code: PhoneCode): Promise<void>;
  /**
   * Counts one more try, before anybody looks whether it is right: tries at the same time are counted one by one.
   * `undefined` where there is no code for the number, it has expired, or its tries are used up.
   */
  try(ownerId: string, phoneNumber: string, now: Instant): Promise<PhoneCode | undefined>;
  /** Uses the code up. `false` where somebody else has. */
  use(code: PhoneCode): Promise<boolean>;
  /** Claims the sending of the code: `undefined` where it is not the person's code any more, expired or sent. */
  claimSending(ownerId: string, codeId: string, now: Instant): Promise<PhoneCode | undefined>;
  /** It was certainly not sent: it can be claimed again. */
  releaseSending(ownerId: string, codeId: string): Promise<void>;
}
