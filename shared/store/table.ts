import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Backoff } from '../clock/backoff.ts';
import type { Item } from './item.ts';

/** What every adapter needs to reach the table. */
export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly backoff: Backoff;
}

/** All items of a query that is known to be short, page after page. */
export const queryAll = async (
  { client, tableName }: Pick<Table, 'client' | 'tableName'>,
  query: Omit<QueryCommandInput, 'TableName'>,
): Promise<readonly Item[]> => {
  const items: Item[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await client.send(new QueryCommand({ ...query, TableName: tableName, ExclusiveStartKey: start }));
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return items;
};

/** The children of a partition, as they are at this moment: whole, or these attributes of them. */
export const childrenOf = (
  table: Pick<Table, 'client' | 'tableName'>,
  pk: string,
  prefix: string,
  attributes: readonly string[] = [],
): Promise<readonly Item[]> =>
  queryAll(table, {
    ConsistentRead: true,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
    ...(attributes.length > 0 && {
      ProjectionExpression: attributes.map((name) => `#${name}`).join(', '),
      ExpressionAttributeNames: Object.fromEntries(attributes.map((name) => [`#${name}`, name])),
    }),
  });
