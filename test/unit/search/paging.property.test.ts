import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Order } from '../../../shared/orders/model/order.ts';
import { compareNewestFirst, type Position } from '../../../shared/orders/use-cases/newest-first.ts';
import { type SearchPage, searchOrders } from '../../../shared/search/search-orders.ts';
import {
  customerScope,
  matches,
  scopesOf,
  sellerScope,
  termsOf,
  tokensOf,
  writtenScopesOf,
} from '../../../shared/search/tokens.ts';
import { memorySearchStore } from '../../support/memory-search-store.ts';
import { anOrder } from '../../support/order-fixtures.ts';

/** Few letters and few moments, so that words begin alike and times are equal. */
const word = fc.string({ unit: fc.constantFrom('a', 'b', 'é'), minLength: 2, maxLength: 4 });
const minute = (n: number): string => new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString();

const order = (orderId: string) =>
  fc
    .record({
      at: fc.nat({ max: 5 }),
      name: fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' ')),
      email: fc.option(fc.tuple(word, word).map(([local, domain]) => `${local}@${domain}.es`)),
      buyerId: fc.constantFrom('me', 'somebody'),
      sellerId: fc.constantFrom('mine', 'theirs'),
    })
    .map(({ at, name, email, buyerId, sellerId }): Order => {
      const customer = { name, ...(email !== null && { email }) };
      return anOrder({ orderId, createdAt: minute(at), buyerId, sellerId, customer });
    });

const orders = (prefix: string, maxLength: number) =>
  fc
    .nat({ max: maxLength })
    .chain((size) => fc.tuple(...Array.from({ length: size }, (_, n) => order(`${prefix}${n}`))));

const queries = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
const limits = fc.integer({ min: 1, max: 4 });
const callers = fc.constantFrom(['all'], [customerScope('me'), sellerScope('mine')]);

const cloud = (first: readonly Order[], maxEntries?: number) => {
  const search = memorySearchStore();
  const byId = new Map<string, Order>();
  const add = async (added: readonly Order[]): Promise<void> => {
    for (const one of added) byId.set(one.orderId, one);
    await search.put(
      added.flatMap((one) => {
        const [words, { orderId, createdAt }] = [tokensOf(one), one];
        const scopes = writtenScopesOf(one);
        return scopes.flatMap((scope) => words.map((token) => ({ scope, token, orderId, createdAt, words })));
      }),
    );
    for (const { buyerId = '', orderId, createdAt, ...one } of added)
      search.putOfCustomer(buyerId, { orderId, createdAt, words: tokensOf({ orderId, createdAt, ...one }) });
  };
  const getMany = async (ids: readonly string[]) => ids.flatMap((id) => byId.get(id) ?? []);
  const dependencies = { search, orders: { getMany }, ...(maxEntries !== undefined && { maxEntries }) };
  return { add, dependencies, isReady: add(first) };
};

const idsOf = (found: readonly Order[]): readonly string[] => found.map(({ orderId }) => orderId);

/** What must be found, by the orders themselves. */
const expected = (all: readonly Order[], scopes: readonly string[], query: string): readonly string[] =>
  idsOf(
    all
      .filter((one) => scopesOf(one).some((scope) => scopes.includes(scope)) && matches(one, termsOf(query)))
      .toSorted(compareNewestFirst),
  );

type Search = (request: { after?: Position; page?: number }) => Promise<SearchPage>;

const byCursor = async (search: Search, between: () => Promise<void> = async () => {}) => {
  const pages: SearchPage[] = [];
  let after: Position | undefined;
  do {
    const page = await search(after === undefined ? {} : { after });
    pages.push(page);
    after = page.next;
    await between();
  } while (after !== undefined);
  return pages;
};

const byNumber = async (search: Search, between: () => Promise<void> = async () => {}) => {
  const pages: SearchPage[] = [];
  for (let page = 1; pages.at(-1)?.orders.length !== 0; page += 1) {
    pages.push(await search({ page }));
    await between();
  }
  return pages;
};

const found = (pages: readonly SearchPage[]): readonly string[] => pages.flatMap((page) => idsOf(page.orders));

describe('whatever orders there are and whatever is looked for', () => {
  it('cursors and page numbers give every order that fits once, newest first, and say how many', async () => {
    await fc.assert(
      fc.asyncProperty(orders('o', 14), callers, queries, limits, async (all, scopes, query, limit) => {
        const { dependencies, isReady } = cloud(all);
        await isReady;
        const search: Search = (request) => searchOrders(dependencies, { scopes, query }, { limit, ...request });
        const ids = expected(all, scopes, query);
        for (const pages of [await byCursor(search), await byNumber(search)]) {
          expect(found(pages)).toEqual(ids);
          for (const { total, isTruncated } of pages) expect([total, isTruncated]).toEqual([ids.length, false]);
        }
      }),
    );
  });

  it('orders that come in between pages neither repeat nor hide any on the way by cursor, nor hide any by number', async () => {
    await fc.assert(
      fc.asyncProperty(
        orders('o', 10),
        orders('new', 10),
        callers,
        queries,
        limits,
        async (all, later, scopes, query, limit) => {
          const ids = expected(all, scopes, query);
          for (const pageThrough of [byCursor, byNumber]) {
            const { add, dependencies, isReady } = cloud(all);
            await isReady;
            const rest = later.map((one, n) => ({ ...one, createdAt: minute(100 + n) }));
            const search: Search = (request) => searchOrders(dependencies, { scopes, query }, { limit, ...request });
            const seen = found(await pageThrough(search, () => add(rest.splice(0, 1)))).filter((id) =>
              ids.includes(id),
            );
            expect(pageThrough === byCursor ? seen : [...new Set(seen)]).toEqual(ids);
          }
        },
      ),
    );
  });

  it('a bound never shows what does not fit nor anything twice, and only says that it is all when it is', async () => {
    await fc.assert(
      fc.asyncProperty(
        orders('o', 14),
        callers,
        queries,
        limits,
        fc.integer({ min: 1, max: 6 }),
        async (all, scopes, query, limit, maxEntries) => {
          const { dependencies, isReady } = cloud(all, maxEntries);
          await isReady;
          const search: Search = (request) => searchOrders(dependencies, { scopes, query }, { limit, ...request });
          const [ids, pages] = [expected(all, scopes, query), await byCursor(search)];
          const seen = found(pages);
          expect(seen).toEqual(ids.filter((id) => seen.includes(id)));
          const isTruncated = pages.some((page) => page.isTruncated);
          if (!isTruncated) expect(seen).toEqual(ids);
          for (const page of pages) expect(page.total).toBe(isTruncated ? undefined : ids.length);
          // In each scope and for each reading of the query: three terms, each by its beginning and as a whole, and one
          // entry more than the bound.
          expect(dependencies.search.entriesRead() / pages.length).toBeLessThanOrEqual(
            scopes.length * termsOf(query).length * 6 * (maxEntries + 1),
          );
        },
      ),
    );
  });
});
