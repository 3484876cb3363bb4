import type { Order } from '../orders/model/order.ts';
import { SHORTEST_TOKEN } from '../orders/use-cases/search-store.ts';

const LONGEST_TOKEN = 48;
/** Bounds what one order writes: three scopes of this many small items. */
export const MAX_TOKENS = 60;

/** Letters without their marks, lower case: `García` is found by `garcia`. */
export const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const NOT_IN_A_WORD = /[^\p{L}\p{N}]+/u;

/** Only letters and digits: `ORD-2026-001234` and `ord 2026` begin alike. */
const compact = (text: string): string => fold(text).split(NOT_IN_A_WORD).join('');

const wordsOf = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');

const isToken = (token: string): boolean => token.length >= SHORTEST_TOKEN;

/** Each word as a whole and by its parts: an e-mail address by its name, an order number by its last digits. */
const tokensOfText = (text: string): readonly string[] =>
  wordsOf(text)
    .flatMap((word) => [compact(word), ...fold(word).split(NOT_IN_A_WORD)])
    .filter(isToken)
    .map((token) => token.slice(0, LONGEST_TOKEN));

/** The words by which an order is found, the telling ones first; bounded, each once. */
export const tokensOf = (order: Order): readonly string[] => {
  const texts = [
    order.orderNumber,
    ...order.shipments.map(({ trackingNumber }) => trackingNumber),
    order.customer.email ?? order.guestEmail ?? '',
    order.customer.name ?? '',
    ...order.items.flatMap(({ name, sku }) => [name, sku ?? '']),
    ...order.substitutions.map(({ substitute }) => substitute?.name ?? ''),
  ];
  return [...new Set(texts.flatMap(tokensOfText))].slice(0, MAX_TOKENS);
};

/** What is looked for: every term must begin a word of the order. Longest first: it finds the fewest. */
export const termsOf = (query: string): readonly string[] =>
  [...new Set(wordsOf(query).map((word) => compact(word).slice(0, LONGEST_TOKEN)))]
    .filter(isToken)
    .toSorted((a, b) => b.length - a.length);

/** Whether every term begins one of the words. */
export const fits = (words: readonly string[], terms: readonly string[]): boolean =>
  terms.every((term) => words.some((word) => word.startsWith(term)));

export const matches = (order: Order, terms: readonly string[]): boolean => fits(tokensOf(order), terms);

/** Where an order may be looked for: by support, by its shop, by its buyer. */
export const scopesOf = (order: Pick<Order, 'sellerId' | 'buyerId'>): readonly string[] => [
  'all',
  sellerScope(order.sellerId),
  ...(order.buyerId === undefined ? [] : [customerScope(order.buyerId)]),
];

export const sellerScope = (sellerId: string): string => `seller:${sellerId}`;
export const customerScope = (customerId: string): string => `customer:${customerId}`;
