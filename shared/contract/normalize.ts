/**
 * What is printed, spoken or typed, in one spelling: search and the request for an order's link both compare what is
 * made here, of what an order says and of what a person enters.
 */
import { mailboxKey } from './mailbox.ts';

/** Letters that no decomposition takes apart, as they are typed where the keyboard has none of them. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ŋ: 'n',
  ё: 'е',
  ς: 'σ',
};
const SPECIAL_LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu');
/** A mark is an accent in Latin and Greek; in other scripts it makes a letter of its own (`й`). */
const ACCENTS = /(?<=[\p{Script=Latin}\p{Script=Greek}]\p{M}*)\p{M}/gu;

/** `№` and `nº` may be written against the number: `№ORD-2026-001234`. */
const NUMBER_SIGN = /№|(?<!\p{L})n[º°]\.?(?=\S)/giu;

/** Lower case, without accents, full-width forms as usual ones: `García` is `garcia`, `Łukasz` is `lukasz`. */
export const fold = (text: string): string =>
  text
    .replace(NUMBER_SIGN, ' no ')
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(ACCENTS, '')
    .normalize('NFC')
    .replace(SPECIAL_LETTER, (letter) => LETTERS[letter] ?? letter);

const NOT_IN_A_WORD = /[^\p{L}\p{N}\p{M}]+/u;

/** The words between spaces of any width. */
export const wordsOf = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');

/** The parts of a text between whatever is neither letter nor digit. */
export const partsOf = (text: string): readonly string[] =>
  fold(text)
    .split(NOT_IN_A_WORD)
    .filter((part) => part !== '');

/** Letters and digits only: `ORD-2026-001234` and `#ord‑2026 001234` are one. */
export const compact = (text: string): string => partsOf(text).join('');

/** What stands before a number where it is printed: `Order no. 173`, `Pedido nº 173`, `Заказ № 173`. */
export const LABELS: ReadonlySet<string> = new Set(
  [
    ['order', 'no', 'nr', 'num', 'number', 'tracking', 'phone', 'tel'],
    ['pedido', 'numero', 'envio', 'seguimiento', 'telefono'],
    ['comanda', 'numar', 'numarul', 'colet', 'awb', 'telefon'],
    ['заказ', 'номер', 'отправление', 'тел', 'телефон'],
  ].flat(),
);

const ORDER_PREFIX = 'ord';
const NUMBER_DIGITS = 6;
const YEAR = /^20\d\d$/;
const RUN_TOGETHER = /^(20\d\d)(\d{6,9})$/;

const orderNumberIn = (parts: readonly string[]): string | undefined => {
  const [year = '', count = '', ...more] = parts;
  if (more.length === 0 && YEAR.test(year) && /^\d{1,9}$/.test(count)) {
    return `ORD-${year}-${count.padStart(NUMBER_DIGITS, '0')}`;
  }
  const [, joinedYear, joinedCount] = RUN_TOGETHER.exec(parts.join('')) ?? [];
  return joinedYear === undefined ? undefined : `ORD-${joinedYear}-${joinedCount}`;
};

/**
 * An order's number as it is printed, of what somebody makes of it: `#ord 2026 173`, `2026–000173`, `ORD2026000173`. A
 * number of another form is only put in capitals and in hyphens; `undefined` where nothing is left.
 */
export const orderNumberOf = (text: string): string | undefined => {
  const parts = partsOf(text);
  const own = parts.filter((part, index) => index === parts.length - 1 || !LABELS.has(part));
  const [first = '', ...rest] = own;
  const withoutPrefix = first.startsWith(ORDER_PREFIX)
    ? [first.slice(ORDER_PREFIX.length), ...rest].filter((part) => part !== '')
    : own;
  const number = orderNumberIn(withoutPrefix) ?? own.join('-').toUpperCase();
  return number === '' ? undefined : number;
};

const asciiDomain = (domain: string): string =>
  URL.canParse(`http://${domain}`) ? new URL(`http://${domain}`).hostname : domain;

/** Also of what is only a part of an address, for search. */
const emailText = (text: string): string => {
  const address = text.normalize('NFKC').replace(/\s/g, '').toLowerCase();
  const at = address.lastIndexOf('@') + 1;
  const domain = address.slice(at);
  return /^\p{ASCII}*$/u.test(domain) ? address : address.slice(0, at) + asciiDomain(domain);
};

/**
 * An e-mail address in one spelling; spaces, and what stands around the address in a mail program, say nothing, and an
 * international domain is its ASCII form.
 */
export const emailOf = (text: string): string => mailboxKey(emailText(text));

const COUNTRY_BEFORE_DIGITS = /^[A-Z]{1,2}(\d{4,6})$/;
const ZIP_PLUS_FOUR = /^(\d{5})\d{4}$/;

/** A postcode in one spelling: without its country's letters, and of a ZIP+4 the ZIP. */
export const postcodeOf = (text: string): string => {
  const code = partsOf(text).join('').toUpperCase();
  return code.replace(COUNTRY_BEFORE_DIGITS, '$1').replace(ZIP_PLUS_FOUR, '$1');
};

/** Of a phone number without its extension. */
export const phoneDigits = (phone: string): string =>
  phone
    .normalize('NFKC')
    .replace(/(?:ext|extension|x|доб)\.?\s*\d+\s*$/i, '')
    .replace(/\D/g, '');

/** A parcel's number as it is printed, in one spelling: without groups, hyphens of any kind, a `#` before it. */
export const parcelNumberOf = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/^[\s#]+|[\s\p{Pd}\p{Cf}]/gu, '')
    .toUpperCase();
