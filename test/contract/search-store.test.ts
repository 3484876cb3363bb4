import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchEntry, SearchEntryPlace, SearchStore } from '../../shared/orders/use-cases/search-store.ts';
import { dynamoIndexedTokensStore } from '../../shared/store/dynamo-indexed-tokens-store.ts';
import { dynamoSearchStore } from '../../shared/store/dynamo-search-store.ts';
import { keys } from '../../shared/store/keys.ts';
import { orderItem } from '../../shared/store/order-item.ts';
import { startTestTable, type TestTable } from '../support/dynamodb-engine.ts';
import { memorySearchStore } from '../support/memory-search-store.ts';
import { anOrder } from '../support/order-fixtures.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();

const entry = (scope: string, token: string, n: number, words = [token]): SearchEntry => ({
  scope,
  token,
  orderId: `o${n}`,
  createdAt: at(n),
  words,
});

const recorded = ({ orderId, createdAt, words }: SearchEntry) => ({ orderId, createdAt, words });

/** An order that a customer made, as the index has it. */
type Bought = Pick<SearchEntry, 'orderId' | 'createdAt' | 'words'>;

interface StoreUnderTest {
  readonly search: SearchStore;
  readonly putOfCustomer: (customerId: string, bought: Bought) => Promise<void>;
  readonly putTimeless: (place: SearchEntryPlace) => Promise<void>;
}

let table: TestTable;
beforeAll(async () => {
  table = await startTestTable();
});
afterAll(() => table.stop());

const putOrder = async (buyerId: string, { orderId, createdAt }: Omit<Bought, 'words'>): Promise<void> => {
  const Item = { ...orderItem(anOrder({ orderId, buyerId, createdAt })) };
  await table.client.send(new PutCommand({ TableName: table.tableName, Item }));
};

const onTable = (): StoreUnderTest => ({
  search: dynamoSearchStore(table.client, table.tableName, table.backoff),
  putOfCustomer: async (customerId, { orderId, createdAt, words }) => {
    await putOrder(customerId, { orderId, createdAt });
    const indexed = dynamoIndexedTokensStore(table.client, table.tableName);
    await indexed.replace(undefined, { orderId, version: 1, tokens: words, createdAt });
  },
  putTimeless: async ({ scope, token, orderId }) => {
    const Item = { ...keys.timelessSearchEntry(scope, token, orderId), entity: 'search_entry', orderId };
    await table.client.send(new PutCommand({ TableName: table.tableName, Item }));
  },
});

const inMemory = (): StoreUnderTest => {
  const search = memorySearchStore();
  return {
    search,
    putTimeless: async (place) => search.putTimeless(place),
    putOfCustomer: async (customerId, bought) => search.putOfCustomer(customerId, bought),
  };
};

describe.each([
  ['the table', onTable],
  ['memory', inMemory],
])('the search index in %s', (name, start) => {
  const scopeOf = (test: string): string => `seller:${name}-${test}`;
  const beginning = (scope: string, prefix: string) => ({ scope, prefix, isWholeWord: false });

  it('finds by the beginning of a word, the newest of a word first, and says whether there are others', async () => {
    const { search } = start();
    const scope = scopeOf('beginning');
    const maria = Array.from({ length: 25 }, (_, n) => entry(scope, 'maria', n, ['maria', 'ruiz']));
    const marian = [entry(scope, 'marian', 7), entry(scope, 'marian', 3)];
    const mario = entry(scope, 'mario', 99);
    const elsewhere = entry(scopeOf('elsewhere'), 'maria', 98);
    await search.put([...maria, ...marian, ...maria, mario, elsewhere]);
    const found = [...marian, ...maria.toReversed()].map(recorded);
    expect(await search.find(beginning(scope, 'maria'), 27)).toEqual({ entries: found, isComplete: true });
    expect(await search.find(beginning(scope, 'maria'), 26)).toEqual({
      entries: found.slice(0, 26),
      isComplete: false,
    });
    expect(await search.find({ scope, prefix: 'maria', isWholeWord: true }, 10)).toEqual({
      entries: found.slice(2, 12),
      isComplete: false,
    });
    expect(await search.find(beginning(scope, 'marta'), 10)).toEqual({ entries: [], isComplete: true });
    expect(await search.find(beginning(scope, 'm'), 10)).toEqual({ entries: [], isComplete: true });
  });

  it('puts an entry again with the words that its order has now, and takes entries out', async () => {
    const { search } = start();
    const scope = scopeOf('again');
    const first = entry(scope, 'ana', 1, ['ana', 'ruiz']);
    const now = { ...first, words: ['ana', 'gil'] };
    await search.put([first, entry(scope, 'ana', 2)]);
    await search.put([now]);
    await search.remove([entry(scope, 'ana', 2)]);
    expect((await search.find(beginning(scope, 'ana'), 10)).entries).toEqual([recorded(now)]);
  });

  it("gives a customer's orders with their words, the newest so many, and nobody else's", async () => {
    const { search, putOfCustomer } = start();
    const bought = [3, 1, 2].map((n) => ({ orderId: `${name}-b${n}`, createdAt: at(n), words: ['ana', `n${n}x`] }));
    for (const one of bought) await putOfCustomer(`${name}-ana`, one);
    await putOfCustomer(`${name}-eva`, { orderId: `${name}-b9`, createdAt: at(9), words: ['eva'] });
    const [newest, oldest, middle] = bought;
    const all = [newest, middle, oldest];
    expect(await search.ofCustomer(`${name}-ana`, 3)).toEqual({ entries: all, isComplete: true });
    expect(await search.ofCustomer(`${name}-ana`, 2)).toEqual({ entries: all.slice(0, 2), isComplete: false });
    expect(await search.ofCustomer(`${name}-nobody`, 2)).toEqual({ entries: [], isComplete: true });
  });

  it('says which entries are not there as they should be', async () => {
    const { search } = start();
    const scope = scopeOf('missing');
    const [there, otherwise, absent] = [entry(scope, 'ana', 1), entry(scope, 'ana', 2), entry(scope, 'ana', 3)];
    await search.put([there, { ...otherwise, words: ['ana', 'gil'] }]);
    expect(await search.missing([there, otherwise, absent])).toEqual([otherwise, absent]);
    expect(await search.missing([])).toEqual([]);
  });

  it('gives entries of its first form without time and words, and takes them out', async () => {
    const { search, putTimeless } = start();
    const place = { scope: scopeOf('timeless'), token: 'ana', orderId: 'o1' };
    await putTimeless(place);
    await search.put([entry(place.scope, 'ana', 1)]);
    const { entries } = await search.find(beginning(place.scope, 'ana'), 10);
    expect(entries).toHaveLength(2);
    expect(entries).toEqual(expect.arrayContaining([{ orderId: 'o1' }, recorded(entry('', 'ana', 1))]));
    await search.remove([place]);
    expect((await search.find(beginning(place.scope, 'ana'), 10)).entries).toEqual([recorded(entry('', 'ana', 1))]);
  });
});

describe('the search index in the table', () => {
  it('reads as many pages as it takes', async () => {
    const search = dynamoSearchStore(table.client, table.tableName, table.backoff);
    // More than the megabyte that the table gives at once.
    const words = Array.from({ length: 60 }, (_, n) => `w${n}`.padEnd(48, 'x'));
    const entries = Array.from({ length: 450 }, (_, n) => entry('all', 'wide', n, words));
    await search.put(entries);
    const found = await search.find({ scope: 'all', prefix: 'wide', isWholeWord: false }, 1_000);
    expect(found.isComplete).toBe(true);
    expect(found.entries.map(({ orderId }) => orderId)).toEqual(entries.map(({ orderId }) => orderId).toReversed());
  });

  it('leaves out what a customer bought a moment ago, and has what the first form of the index knew', async () => {
    const search = dynamoSearchStore(table.client, table.tableName, table.backoff);
    await putOrder('cust-9', { orderId: 'bought-now', createdAt: at(2) });
    await putOrder('cust-9', { orderId: 'bought-then', createdAt: at(1) });
    const indexed = dynamoIndexedTokensStore(table.client, table.tableName);
    await indexed.replace(undefined, { orderId: 'bought-then', version: 1, tokens: ['ana'] });
    const { entries } = await search.ofCustomer('cust-9', 5);
    expect(entries).toEqual([{ orderId: 'bought-then', createdAt: at(1), words: ['ana'] }]);
  });

  it('remembers of each order what was written of it, and gives its words to searches', async () => {
    const indexed = dynamoIndexedTokensStore(table.client, table.tableName);
    const stored = { orderId: 'o1', version: 2, tokens: ['ana'], createdAt: at(1) };
    expect(await indexed.get('o1')).toBeUndefined();
    expect(await indexed.replace(undefined, stored)).toBe(true);
    expect(await indexed.replace(1, { ...stored, tokens: ['eva'] })).toBe(false);
    const search = dynamoSearchStore(table.client, table.tableName, table.backoff);
    expect(await search.words(['o1', 'unknown'])).toEqual(new Map([['o1', ['ana']]]));
    expect(await search.words([])).toEqual(new Map());
    expect(await indexed.get('o1')).toEqual(stored);
    const key = { TableName: table.tableName, Key: { ...keys.indexedTokens('o1') } };
    expect((await table.client.send(new GetCommand(key))).Item).toMatchObject({ entity: 'search_entry' });
  });
});
