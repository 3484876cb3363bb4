import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Backoff } from '../clock/backoff.ts';
import { type SearchEntry, type SearchStore, SHORTEST_TOKEN } from '../orders/search-store.ts';
import { deleteAll, putAll } from './batch-write.ts';
import { type Key, keys } from './keys.ts';

const keyOf = ({ scope, token, orderId }: SearchEntry): Key => keys.searchEntry(scope, token, orderId);

/** Words by which orders are found, by prefix. */
export const dynamoSearchStore = (client: DynamoDBDocumentClient, tableName: string, backoff: Backoff): SearchStore => {
  const table = { client, tableName, backoff };
  return {
    put: (entries) =>
      putAll(
        table,
        entries.map((entry) => ({ ...keyOf(entry), entity: 'search_entry', orderId: entry.orderId })),
      ),
    remove: (entries) => deleteAll(table, entries.map(keyOf)),
    find: async ({ scope, prefix }, { limit, after }) => {
      if (prefix.length < SHORTEST_TOKEN) return { orderIds: [] };
      const pk = keys.searchPartition(scope, prefix);
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
          ...(after === undefined ? {} : { ExclusiveStartKey: { pk, sk: after } }),
          Limit: limit + 1,
        }),
      );
      const page = Items.slice(0, limit);
      const orderIds = [...new Set(page.map((item) => String(item.orderId)))];
      const last = page.at(-1);
      return Items.length > limit && last !== undefined ? { orderIds, next: String(last.sk) } : { orderIds };
    },
  };
};
