import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Backoff } from '../clock/backoff.ts';
import {
  type FoundEntries,
  type FoundEntry,
  type SearchEntry,
  type SearchEntryPlace,
  type SearchQuery,
  type SearchReader,
  type SearchStore,
  SHORTEST_TOKEN,
} from '../orders/use-cases/search-store.ts';
import { batchGet } from './batch-get.ts';
import { deleteAll, putAll } from './batch-write.ts';
import type { Item } from './item.ts';
import { indexKeys, type Key, keys, orderIdOf } from './keys.ts';
import type { Table } from './table.ts';
import { TABLE_SHAPE } from './table-shape.ts';

const keyOf = ({ scope, token, orderId, createdAt }: SearchEntryPlace): Key =>
  createdAt === undefined
    ? keys.timelessSearchEntry(scope, token, orderId)
    : keys.searchEntry(scope, token, createdAt, orderId);

const BETWEEN_WORDS = ' ';

/** An entry as it lies in the table. The words are one text: a list of as many would be half as large again. */
export const searchEntryItem = (entry: SearchEntry): Item => ({
  ...keyOf(entry),
  entity: 'search_entry',
  orderId: entry.orderId,
  createdAt: entry.createdAt,
  words: entry.words.join(BETWEEN_WORDS),
});

const entryOf = ({ orderId, createdAt, words }: Item): FoundEntry => ({
  orderId: String(orderId),
  ...(typeof createdAt === 'string' && { createdAt }),
  ...(typeof words === 'string' && { words: words.split(BETWEEN_WORDS) }),
});

const readNewest = async (
  { client, tableName }: Table,
  query: Omit<QueryCommandInput, 'TableName'>,
  max: number,
): Promise<readonly Item[]> => {
  const items: Item[] = [];
  let start: Item | undefined;
  do {
    const page: { Items?: Item[] | undefined; LastEvaluatedKey?: Item | undefined } = await client.send(
      new QueryCommand({
        ...query,
        TableName: tableName,
        ScanIndexForward: false,
        ExclusiveStartKey: start && { ...start },
        Limit: max - items.length,
      }),
    );
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start !== undefined && items.length < max);
  return items;
};

/** Descending: the sort keys of one word go on with the order's time. */
const readEntries = (
  table: Table,
  { scope, prefix, isWholeWord }: SearchQuery,
  max: number,
): Promise<readonly Item[]> =>
  readNewest(
    table,
    {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: {
        ':pk': keys.searchPartition(scope, prefix),
        ':prefix': isWholeWord ? keys.searchWord(prefix) : prefix,
      },
      ProjectionExpression: 'orderId, createdAt, words',
    },
    max,
  );

/** What led to the orders, an entry or a customer's list, is as eventual as this. */
const wordsOf = async (
  { client, tableName, backoff }: Table,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const items = await batchGet(client, tableName, orderIds.map(keys.indexedTokens), backoff, false);
  return new Map(items.map(({ orderId, tokens }) => [String(orderId), tokens as readonly string[]]));
};

const { partitionKey, sortKey } = TABLE_SHAPE.indexes.byCustomer;

/** The list of the customer's orders, and of each what the index holds of it. */
const readOfCustomer = async (table: Table, customerId: string, max: number): Promise<FoundEntries> => {
  const listed = await readNewest(
    table,
    {
      IndexName: 'byCustomer',
      KeyConditionExpression: '#pk = :pk',
      ExpressionAttributeNames: { '#pk': partitionKey, '#sk': sortKey },
      ExpressionAttributeValues: { ':pk': indexKeys.customerOrders(customerId) },
      ProjectionExpression: '#sk',
    },
    max + 1,
  );
  const places = listed.slice(0, max).map((row) => String(row[sortKey]));
  const words = await wordsOf(table, places.map(orderIdOf));
  const entries = places.flatMap((place) => {
    const own = words.get(orderIdOf(place));
    return own ? [{ orderId: orderIdOf(place), createdAt: indexKeys.instantOf(place), words: own }] : [];
  });
  return { entries, isComplete: listed.length <= max };
};

/** Words by which orders are found, by prefix: for who looks for them. */
export const dynamoSearchReader = (
  client: DynamoDBDocumentClient,
  tableName: string,
  backoff: Backoff,
): SearchReader => {
  const table = { client, tableName, backoff };
  return {
    find: async (query, max) => {
      if (query.prefix.length < SHORTEST_TOKEN) return { entries: [], isComplete: true };
      // One more than asked for shows whether there are others.
      const items = await readEntries(table, query, max + 1);
      return { entries: items.slice(0, max).map(entryOf), isComplete: items.length <= max };
    },
    ofCustomer: (customerId, max) => readOfCustomer(table, customerId, max),
    words: (orderIds) => wordsOf(table, orderIds),
  };
};

/** The same for who writes them too. */
export const dynamoSearchStore = (client: DynamoDBDocumentClient, tableName: string, backoff: Backoff): SearchStore => {
  const table: Table = { client, tableName, backoff };
  return {
    ...dynamoSearchReader(client, tableName, backoff),
    put: (entries) => putAll(table, entries.map(searchEntryItem)),
    missing: async (entries) => {
      const found = await batchGet(client, tableName, entries.map(keyOf), backoff);
      const wordsAt = new Map(found.map(({ pk, sk, words }) => [`${pk} ${sk}`, words]));
      return entries.filter((entry) => {
        const { pk, sk, words } = searchEntryItem(entry);
        return wordsAt.get(`${pk} ${sk}`) !== words;
      });
    },
    remove: (places) => deleteAll(table, places.map(keyOf)),
  };
};
