import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { inject } from 'vitest';
import { connectionTo } from '../../faults/stage.ts';
import { readTable, type TableItem } from '../../faults/world.ts';
import type { Health } from '../../support/cloud-process.ts';
import { local } from './api.ts';

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
};

/** What the product would have to be waited for: written straight into the table. */
export const putItem = async (item: Readonly<Record<string, unknown>>): Promise<void> => {
  const { region, tables } = await local<Pick<Health, 'region' | 'tables'>>('GET', 'health');
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(connectionTo({ edge: inject('edgeUrl'), region })));
  await client.send(new PutCommand({ TableName: tables[0], Item: { ...item } }));
};

/** Read from the engine itself: the edge in front of it would look at each of some fifty thousand items once more. */
export const allItems = async (): Promise<readonly TableItem[]> => {
  const { region, tables, addresses } = await local<Health>('GET', 'health');
  const [tableName, ...others] = tables;
  const { dynamodb } = addresses.engines;
  if (tableName === undefined || others.length > 0) throw new Error('the local cloud has not one table');
  if (dynamodb === undefined) throw new Error('the local cloud does not say where its table is');
  return readTable({ edge: dynamodb, region, tableName });
};

/** When a parcel is asked for next moves by itself; that it is asked for does not. */
const contentOf = ({ pk, sk, ...rest }: TableItem): string =>
  rest.entity === 'parcel_poll' ? `${pk} ${sk}` : `${pk} ${sk} ${JSON.stringify(sorted(rest))}`;

/**
 * Everything in the table as lines that can be compared, each beginning with its key. Left out is what counts who asks
 * how often: to count a request that is refused is what it is for.
 */
export const tableContents = async (): Promise<readonly string[]> =>
  (await allItems())
    .filter(({ entity }) => entity !== 'rate_limit')
    .map(contentOf)
    .toSorted();
