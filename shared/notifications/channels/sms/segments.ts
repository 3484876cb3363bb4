import { SegmentedMessage } from 'sms-segments-calculator';

/** How an SMS is sent and paid for. */
export interface SmsSize {
  /** GSM-7 takes 160 characters (153 each where there are several), UCS-2 takes 70 (67). */
  readonly encoding: 'GSM-7' | 'UCS-2';
  readonly segments: number;
}

export const smsSize = (text: string): SmsSize => {
  const message = new SegmentedMessage(text);
  return { encoding: message.encodingName, segments: message.segmentsCount };
};

const MARKS = /\p{M}/gu;

/** The character itself where GSM-7 has it (`é`, `ñ`), else without its marks (`á`, `ș`). */
const plainCharacter = (character: string): string =>
  smsSize(character).encoding === 'GSM-7' ? character : character.normalize('NFD').replace(MARKS, '');

const PUNCTUATION: ReadonlyMap<string, string> = new Map([
  ['–', '-'],
  ['—', '-'],
  ['…', '...'],
  ['„', '"'],
  ['“', '"'],
  ['”', '"'],
  ['’', "'"],
  ['«', '"'],
  ['»', '"'],
  ['\u00a0', ' '],
  ['\u202f', ' '],
  ['\u2068', ''],
  ['\u2069', ''],
]);

/**
 * The text in GSM-7 where that costs no more than marks on letters: one `á` would halve the room of the whole message.
 * A text in another script, or with a picture in it, is left as it is.
 */
export const asGsmText = (text: string): string => {
  if (smsSize(text).encoding === 'GSM-7') return text;
  const plain = [...text].map((character) => PUNCTUATION.get(character) ?? plainCharacter(character)).join('');
  return smsSize(plain).encoding === 'GSM-7' ? plain : text;
};
