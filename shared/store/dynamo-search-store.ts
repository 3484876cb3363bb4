import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Backoff } from '../clock/backoff.ts';
import {
  type FoundEntry,
  type SearchEntry,
  type SearchEntryPlace,
  type SearchQuery,
  type SearchStore,
  SHORTEST_TOKEN,
} from '../orders/use-cases/search-store.ts';
import { batchGet } from './batch-get.ts';
import { deleteAll, putAll } from './batch-write.ts';
import type { Item } from './item.ts';
import { type Key, keys } from './keys.ts';
import type { Table } from './table.ts';

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

/** Descending: the sort keys of one word go on with the order's time. */
const read = async (
  { client, tableName }: Table,
  { scope, prefix, isWholeWord }: SearchQuery,
  max: number,
): Promise<readonly Item[]> => {
  const items: Item[] = [];
  let start: Item | undefined;
  do {
    const page: { Items?: Item[] | undefined; LastEvaluatedKey?: Item | undefined } = await client.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: {
          ':pk': keys.searchPartition(scope, prefix),
          ':prefix': isWholeWord ? keys.searchWord(prefix) : prefix,
        },
        ProjectionExpression: 'orderId, createdAt, words',
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

/** Words by which orders are found, by prefix. */
export const dynamoSearchStore = (client: DynamoDBDocumentClient, tableName: string, backoff: Backoff): SearchStore => {
  const table = { client, tableName, backoff };
  return {
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
    find: async (query, max) => {
      if (query.prefix.length < SHORTEST_TOKEN) return { entries: [], isComplete: true };
      // One more than asked for shows whether there are others.
      const items = await read(table, query, max + 1);
      return { entries: items.slice(0, max).map(entryOf), isComplete: items.length <= max };
    },
    words: async (orderIds) => {
      // The entries that led here are as eventual as this.
      const items = await batchGet(client, tableName, orderIds.map(keys.indexedTokens), backoff, false);
      return new Map(items.map(({ orderId, tokens }) => [String(orderId), tokens as readonly string[]]));
    },
  };
};
