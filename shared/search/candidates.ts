import { compareNewestFirst, type Position } from '../orders/use-cases/newest-first.ts';
import type { FoundEntry, SearchReader } from '../orders/use-cases/search-store.ts';
import { customerOf, fits, mayFit, type Terms } from './tokens.ts';

/** Of one scope and one term so many entries are read, of a customer so many orders: a fraction of a second. */
export const MAX_ENTRIES = 1_000;

/** This many terms are looked up in the hope that few orders have one of them. */
const MAX_TERMS = 3;

/** What the index says that a query finds. */
export interface Candidates {
  /** Each order once, newest first. */
  readonly positions: readonly Position[];
  /** All that the index holds is among them. */
  readonly isComplete: boolean;
  /** Each fits the whole query as far as the index knows: their number is the number of orders. */
  readonly isExact: boolean;
}

interface Reading {
  readonly entries: readonly FoundEntry[];
  readonly isComplete: boolean;
}

/**
 * An entry has the words of its order, so the entries of one term serve the whole query: of the first one that is
 * narrow enough. Where none is, those that could be read of each, and of the very words beside those that only begin so.
 */
const readScope = async (
  search: Pick<SearchReader, 'find'>,
  scope: string,
  terms: readonly string[],
  max: number,
): Promise<Reading> => {
  const tried = terms.slice(0, MAX_TERMS);
  const entries: FoundEntry[] = [];
  for (const prefix of tried) {
    const found = await search.find({ scope, prefix, isWholeWord: false }, max);
    if (found.isComplete) return found;
    entries.push(...found.entries);
  }
  const whole = await Promise.all(tried.map((prefix) => search.find({ scope, prefix, isWholeWord: true }, max)));
  return { entries: [...entries, ...whole.flatMap((found) => found.entries)], isComplete: false };
};

/** An entry of the first form is taken on trust: the order itself is asked before it is shown. */
const isOfFirstForm = ({ createdAt, words }: FoundEntry): boolean => createdAt === undefined || words === undefined;

type WordsByOrder = ReadonlyMap<string, readonly string[]>;

/**
 * All words of the orders whose entries may lack some: the number of a parcel that came later stands in its own entry
 * only. Looked up where nothing else is left out.
 */
const wordsThatCameLater = async (
  search: Pick<SearchReader, 'words'>,
  read: readonly Reading[],
  readings: readonly Terms[],
): Promise<WordsByOrder> => {
  const entries = read.filter(({ isComplete }) => isComplete).flatMap((reading) => reading.entries);
  const fitting = new Set(entries.filter(({ words }) => words && fits(words, readings)).map(({ orderId }) => orderId));
  const doubtful = entries
    .filter(({ orderId, words }) => words !== undefined && !fitting.has(orderId) && mayFit(words, readings))
    .map(({ orderId }) => orderId);
  return doubtful.length === 0 ? new Map() : search.words([...new Set(doubtful)]);
};

/** The orders of some scopes that fit a reading of the query, as far as the index knows. */
export const candidatesOf = async (
  search: SearchReader,
  { scopes, readings }: { readonly scopes: readonly string[]; readonly readings: readonly Terms[] },
  max: number,
): Promise<Candidates> => {
  const customers = scopes.flatMap((scope) => customerOf(scope) ?? []);
  const written = scopes.filter((scope) => customerOf(scope) === undefined);
  const [ofCustomers, ofTerms] = await Promise.all([
    Promise.all(customers.map((customerId) => search.ofCustomer(customerId, max))),
    Promise.all(written.flatMap((scope) => readings.map((terms) => readScope(search, scope, terms, max)))),
  ]);
  const allWords = await wordsThatCameLater(search, ofTerms, readings);
  const read: readonly Reading[] = [...ofCustomers, ...ofTerms];
  const entries = read
    .flatMap((reading) => reading.entries)
    .filter(
      ({ orderId, words }) =>
        words === undefined || fits(words, readings) || fits(allWords.get(orderId) ?? [], readings),
    );
  // Without a time they sort last; where an order has an entry of either form, the one with a time counts.
  const newest = entries.map(({ orderId, createdAt = '' }) => ({ orderId, createdAt })).toSorted(compareNewestFirst);
  const byId = new Map<string, Position>();
  for (const position of newest) if (!byId.has(position.orderId)) byId.set(position.orderId, position);
  const isComplete = read.every((reading) => reading.isComplete);
  return { positions: [...byId.values()], isComplete, isExact: isComplete && !entries.some(isOfFirstForm) };
};
