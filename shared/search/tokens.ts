import {
  compact,
  fold,
  isFiller,
  otherSpellingsOf,
  partsOf,
  phoneDigits,
  printedOrderNumber,
  withJoinedLetters,
  withoutLabels,
  wordsOf,
} from '../contract/normalize.ts';
import { withoutLinks } from '../contract/pasted-link.ts';
import type { Order } from '../orders/model/order.ts';
import { SHORTEST_TOKEN } from '../orders/use-cases/search-store.ts';

const MAX_TOKEN_CHARACTERS = 48;
/** Bounds what one order writes: two scopes of this many small items. */
export const MAX_TOKENS = 60;

/** A phone number is found by its last digits: they are written from the last one on, behind a sign of their own. */
const PHONE_SIGN = '*';
/** With fewer digits every order would be found. */
const FEWEST_PHONE_DIGITS = 4;
const MAX_PHONE_DIGITS = 15;
/** Numbers are compared by these: some are written with their country and some without. */
const MIN_PHONE_DIGITS = 8;

const isToken = (token: string): boolean => token.length >= SHORTEST_TOKEN;
const hasDigit = (word: string): boolean => /\d/.test(word);
const reversed = (digits: string): string => [...digits].reverse().join('');

/** Each word as a whole and by its parts. */
const tokensOfText = (text: string): readonly string[] =>
  wordsOf(fold(text)).flatMap((word) => [compact(word), ...partsOf(word)]);

/** Names as they are written elsewhere: of `Müller` also `mueller`, of `Mueller` also `muller`. */
const tokensOfOtherSpellings = (text: string): readonly string[] => otherSpellingsOf(text).flatMap(tokensOfText);

/** A number as a whole and without what stands before its last parts, which is often left out; `000173` is `173`. */
const tokensOfNumber = (orderNumber: string): readonly string[] => {
  const parts = partsOf(orderNumber);
  const endings = parts.map((_, index) => parts.slice(index).join(''));
  return [...endings, (endings.at(-1) ?? '').replace(/^0+/, '')];
};

/** An address as a whole, by the parts of its name, and by its domain with and without a subdomain. */
const tokensOfEmail = (email: string): readonly string[] => {
  const at = email.lastIndexOf('@');
  if (at < 0) return tokensOfText(email);
  const labels = email.slice(at + 1).split('.');
  const domains = [labels, labels.slice(1)].filter(({ length }) => length > 1).map((some) => compact(some.join('.')));
  return [compact(email), ...partsOf(email.slice(0, at)), ...domains];
};

const tokensOfPhone = (phone: string): readonly string[] => {
  const digits = phoneDigits(phone);
  return digits.length < FEWEST_PHONE_DIGITS ? [] : [`${PHONE_SIGN}${reversed(digits.slice(-MAX_PHONE_DIGITS))}`];
};

/** The words by which an order is found, the most specific first; bounded, each once. */
export const tokensOf = (order: Order): readonly string[] => {
  const email = order.customer.email ?? order.guestEmail ?? '';
  const names = [
    order.customer.name ?? '',
    ...order.items.map(({ name }) => name),
    ...order.substitutions.map(({ substitute }) => substitute?.name ?? ''),
  ];
  const tokens = [
    ...tokensOfNumber(order.orderNumber),
    ...order.shipments.map(({ trackingNumber }) => compact(trackingNumber)),
    ...tokensOfEmail(email),
    ...tokensOfPhone(order.customer.phone ?? ''),
    ...tokensOfText(order.customer.name ?? ''),
    ...order.items.flatMap(({ name, sku }) => [...tokensOfText(name), ...tokensOfText(sku ?? '')]),
    ...order.substitutions.flatMap(({ substitute }) => tokensOfText(substitute?.name ?? '')),
    ...[...names, email.slice(0, Math.max(0, email.lastIndexOf('@')))].flatMap(tokensOfOtherSpellings),
  ];
  const whole = tokens.filter(isToken).map((token) => token.slice(0, MAX_TOKEN_CHARACTERS));
  return [...new Set(whole)].slice(0, MAX_TOKENS);
};

/** A word that an order may have got since its entries were written: the number of a parcel. */
export const maybeUnlisted = hasDigit;

/** Terms that must all begin a word of the order, the longest first: it finds the fewest. */
export type Terms = readonly string[];

const termsFrom = (terms: readonly string[]): Terms =>
  [...new Set(terms.map((term) => term.slice(0, MAX_TOKEN_CHARACTERS)))]
    .filter(isToken)
    .toSorted((a, b) => b.length - a.length);

/** An address as its name and its domain; anything else by its parts. */
const partsOfWord = (word: string): readonly string[] => {
  const at = word.lastIndexOf('@');
  return at < 0 ? partsOf(word) : [...partsOf(word.slice(0, at)), compact(word.slice(at + 1))];
};

/** Runs of words that fit a condition, each joined by `join`; other words as they are. */
const joinRuns = (
  words: readonly string[],
  isPart: (word: string) => boolean,
  join: (run: readonly string[]) => string,
): readonly string[] => {
  const joined: string[] = [];
  let run: string[] = [];
  const close = (): void => {
    if (run.length > 0) joined.push(join(run));
    run = [];
  };
  for (const word of words) {
    if (isPart(word)) run.push(word);
    else {
      close();
      joined.push(word);
    }
  }
  close();
  return joined;
};

/** Digits that may be the end of a phone number: `00` before a country, and a trunk prefix `0`, are left out. */
const phoneTerm = (run: readonly string[]): string => {
  const digits = run.join('').replace(/^0+/, '');
  const isPhone = digits.length >= FEWEST_PHONE_DIGITS && digits.length <= MAX_PHONE_DIGITS;
  return isPhone ? `${PHONE_SIGN}${reversed(digits.slice(-MIN_PHONE_DIGITS))}` : run.join('');
};

const isDigits = (word: string): boolean => /^\d+$/.test(word);
const isMostlyNumbers = (words: readonly string[]): boolean => words.filter(hasDigit).length * 2 >= words.length;

/** A number that is printed in groups, or with what it is in front of it, or the end of a phone number. */
const asNumbers = (words: readonly string[]): readonly (readonly string[])[] => {
  if (!words.some(hasDigit)) return [];
  const plain = words.filter((word) => !isFiller(word));
  return [
    joinRuns(plain, hasDigit, (run) => run.join('')),
    ...(isMostlyNumbers(plain) ? [[plain.join('')]] : []),
    joinRuns(plain, isDigits, phoneTerm),
  ];
};

/** An order's number is enough, whatever is said beside it. */
const asOrderNumber = (query: string): readonly (readonly string[])[] => {
  const number = printedOrderNumber(query);
  return number === undefined ? [] : [[compact(number)]];
};

const asWords = (words: readonly string[]): readonly (readonly string[])[] => [
  words.map(compact).filter((word) => word !== ''),
  words.flatMap(partsOfWord),
];

/**
 * What is looked for, in each way in which the query can be read: its words, the parts of its words, both without labels
 * (`Order no.`), and where it has digits, its groups as one number or as the end of a phone number. Where it names an
 * order's number, that alone. An order is found that fits one of them.
 */
export const termsOf = (query: string): readonly Terms[] => {
  const text = withoutLinks(query);
  const words = wordsOf(fold(text));
  const joined = wordsOf(fold(withJoinedLetters(text))).map(compact);
  const named = words.map(withoutLabels).filter((word) => word !== '');
  const numbers = asNumbers(named.map(compact));
  const readings = [...asOrderNumber(query), ...asWords(words), ...asWords(named), joined, ...numbers].map(termsFrom);
  const distinct = new Map(readings.map((terms) => [JSON.stringify(terms), terms]));
  return [...distinct.values()].filter((terms) => terms.length > 0);
};

const beginsOne = (words: readonly string[], term: string): boolean => words.some((word) => word.startsWith(term));

/** Whether an order may fit that has these words and perhaps numbers of parcels besides. */
export const mayFit = (words: readonly string[], readings: readonly Terms[]): boolean =>
  readings.some((terms) => terms.every((term) => maybeUnlisted(term) || beginsOne(words, term)));

/** Whether every term of one reading of the query begins one of the words. */
export const fits = (words: readonly string[], readings: readonly Terms[]): boolean =>
  readings.some((terms) => terms.every((term) => beginsOne(words, term)));

export const matches = (order: Order, readings: readonly Terms[]): boolean => fits(tokensOf(order), readings);

/** Where an order may be looked for: by support, by its shop, by its buyer. */
export const scopesOf = (order: Pick<Order, 'sellerId' | 'buyerId'>): readonly string[] => [
  'all',
  sellerScope(order.sellerId),
  ...(order.buyerId === undefined ? [] : [customerScope(order.buyerId)]),
];

/**
 * Where its words are written. A buyer's orders are looked for among all of them: what one person buys is little, and
 * their list and the words of each order are stored anyway.
 */
export const writtenScopesOf = ({ sellerId }: Pick<Order, 'sellerId'>): readonly string[] => [
  'all',
  sellerScope(sellerId),
];

export const sellerScope = (sellerId: string): string => `seller:${sellerId}`;
const CUSTOMER = 'customer:';
export const customerScope = (customerId: string): string => `${CUSTOMER}${customerId}`;
/** The customer of a scope that is one's. */
export const customerOf = (scope: string): string | undefined =>
  scope.startsWith(CUSTOMER) ? scope.slice(CUSTOMER.length) : undefined;
