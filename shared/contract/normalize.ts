/**
 * What is printed, spoken or typed, in one spelling: search and the request for an order's link both compare what is
 * made here, of what an order says and of what a person enters.
 */
import { FILLERS, LABELS } from './labels.ts';
import { mailboxKey } from './mailbox.ts';
import { withoutLinks } from './pasted-link.ts';

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

/** `№`, `nº`, `n.º` and `n.°` may be written against the number: `№ORD-2026-001234`. */
const NUMBER_SIGN = /№|(?<!\p{L})n\.?[º°]\.?/giu;
/** Nobody sees them: zero-width spaces and joiners, soft hyphens, marks of direction. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

/** Lower case, without accents, full-width forms as usual ones: `García` is `garcia`, `Łukasz` is `lukasz`. */
export const fold = (text: string): string =>
  text
    .replace(INVISIBLE, '')
    .replace(NUMBER_SIGN, ' no ')
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(ACCENTS, '')
    .normalize('NFC')
    .replace(SPECIAL_LETTER, (letter) => LETTERS[letter] ?? letter);

/** As they are written with the letters of English: in German, in the Nordic languages, and (`đ`) in the South Slavic. */
const SPELLED_OUT: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa', đ: 'dj' };
/** One such letter spelled out; behind `a`, `e` and `q` it is none: `Bauer`, `neu`, `queso`. */
const SPELLED_LETTER = /(?<![aeq])([aou])e|(a)a|(d)j/g;

/** The letter in place of the two that spell it: of `Mueller` `muller`. Words with digits are numbers, and stay. */
export const withJoinedLetters = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\S+/g, (word) => (/\d/.test(word) ? word : word.replace(SPELLED_LETTER, '$1$2$3')));

const withSpelledLetters = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[äöüøåđ]/g, (letter) => SPELLED_OUT[letter] ?? letter);

/** What an order says, as it is written elsewhere: `Müller` is also `mueller`, and `Mueller` is also `muller`. */
export const otherSpellingsOf = (text: string): readonly string[] => {
  const [itself, ...others] = [text, withSpelledLetters(text), withJoinedLetters(text)].map(fold);
  return [...new Set(others)].filter((spelling) => spelling !== itself);
};

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

const isLabel = (word: string): boolean => LABELS.has(word) || FILLERS.has(word);

/** `nr173`, `awb1234567890`: a label that is written against its number. */
const LABEL_AND_NUMBER = /^(\p{L}+)(\d+)$/u;

/**
 * A word without the labels before what they name: `order:ORD-2026-000173`, `Nr.173`; empty where it is only a label.
 * Letters against digits may be a number's own, so only digits are taken apart from them.
 */
export const withoutLabels = (word: string): string => {
  const parts = partsOf(word);
  const first = parts.findIndex((part) => !LABELS.has(part));
  if (first < 0) return '';
  const [, label = '', digits = ''] = LABEL_AND_NUMBER.exec(parts[first] ?? '') ?? [];
  if (LABELS.has(label)) return [digits, ...parts.slice(first + 1)].join('');
  return first === 0 ? word : parts.slice(first).join('-');
};

/** Words that only lead to a number. */
export const isFiller = (word: string): boolean => FILLERS.has(word);

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
 * A number that is written as long as it is printed, or with its letters, among whatever else a text says. One without
 * letters is no part of longer groups of digits: those are a parcel's.
 */
const PRINTED_NUMBERS = [
  /ord ?(20\d\d) ?(\d{6,9})(?!\d)/,
  /ord ?(20\d\d) (\d{1,5})(?! ?\d)/,
  /(?<![\p{L}\d])(?<!\d )(20\d\d) (\d{6,9})(?! ?\d)/u,
];

/** The number of an order that a text or a pasted link names beyond doubt: `Pedido ORD-2026-000173 enviado`. */
export const printedOrderNumber = (text: string): string | undefined => {
  const words = partsOf(withoutLinks(text)).join(' ');
  const found = PRINTED_NUMBERS.map((form) => form.exec(words)).find((match) => match !== null);
  return found ? `ORD-${found[1]}-${(found[2] ?? '').padStart(NUMBER_DIGITS, '0')}` : undefined;
};

/**
 * An order's number as it is printed, of what somebody makes of it: `#ord 2026 173`, `2026–000173`, `ORD2026000173`. A
 * number of another form is only put in capitals and in hyphens; `undefined` where nothing is left.
 */
export const orderNumberOf = (text: string): string | undefined => {
  const printed = printedOrderNumber(text);
  if (printed !== undefined) return printed;
  const parts = partsOf(withoutLinks(text));
  const own = parts.filter((part, index) => index === parts.length - 1 || !isLabel(part));
  const [first = '', ...rest] = own;
  const withoutPrefix = first.startsWith(ORDER_PREFIX)
    ? [first.slice(ORDER_PREFIX.length), ...rest].filter((part) => part !== '')
    : own;
  const number = orderNumberIn(withoutPrefix) ?? own.join('-').toUpperCase();
  return number === '' ? undefined : number;
};

const ORDER_ID = /(?<![a-z0-9])ord_([0-9a-z]{26})(?![a-z0-9])/i;

/** The id of an order in a text or a link, as the page of a guest and the API have it. */
export const orderIdIn = (text: string): string | undefined => {
  const [, ulid] = ORDER_ID.exec(text.normalize('NFKC').replace(INVISIBLE, '')) ?? [];
  return ulid === undefined ? undefined : `ord_${ulid.toUpperCase()}`;
};

const asciiDomain = (domain: string): string =>
  URL.canParse(`http://${domain}`) ? new URL(`http://${domain}`).hostname : domain;

/** Also of what is only a part of an address, for search. */
const emailText = (text: string): string => {
  const address = text.replace(INVISIBLE, '').normalize('NFKC').replace(/\s/g, '').toLowerCase();
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

const LABEL_BEFORE = /^\s*([\p{L}\p{M}]+)([\s.:#=]+)/u;

/** Two letters before a space may be the number's own (`NR 123 456 785 ES`); with a sign between them they are a label. */
const afterLabels = (text: string, isAfterOne = false): string => {
  const [before, word = '', sign = ''] = LABEL_BEFORE.exec(text) ?? [];
  const isOne = isLabel(fold(word)) && (isAfterOne || word.length > 2 || /[.:#=]/.test(sign));
  return before !== undefined && isOne ? afterLabels(text.slice(before.length), true) : text;
};

/** Hyphens are of many kinds, and a minus is one of them. */
const NOT_IN_A_NUMBER = /^[\s#]+|[\s.,;]+$|[\s\p{Pd}\u2212\u02d7\u2043]/gu;

/**
 * A parcel's number as it is printed, in one spelling: without groups, hyphens of any kind, what is said before it, or the
 * link that it stands in.
 */
export const parcelNumberOf = (text: string): string => {
  const visible = text.replace(INVISIBLE, '').replace(NUMBER_SIGN, ' no. ').normalize('NFKC');
  return afterLabels(withoutLinks(visible)).replace(NOT_IN_A_NUMBER, '').toUpperCase();
};
