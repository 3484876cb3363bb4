import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Backoff } from '../clock/backoff.ts';
import { StoreUnavailableError } from './errors.ts';
import type { Item } from './item.ts';
import type { Key } from './keys.ts';

const MAX_KEYS_PER_BATCH = 100;
/** Unprocessed keys are the table's way to say "not all at once". */
const MAX_ROUNDS = 8;

const identityOf = (key: Item): string => JSON.stringify([key.pk, key.sk]);

const fetchBatch = async (
  client: DynamoDBDocumentClient,
  tableName: string,
  batch: readonly Key[],
  backoff: Backoff,
  ConsistentRead: boolean,
): Promise<readonly Item[]> => {
  const found: Item[] = [];
  let wanted: Record<string, unknown>[] = batch.map(({ pk, sk }) => ({ pk, sk }));
  for (let round = 1; ; round += 1) {
    const response = await client.send(
      new BatchGetCommand({ RequestItems: { [tableName]: { Keys: wanted, ConsistentRead } } }),
    );
    found.push(...(response.Responses?.[tableName] ?? []));
    wanted = response.UnprocessedKeys?.[tableName]?.Keys ?? [];
    if (wanted.length === 0) return found;
    if (round === MAX_ROUNDS) {
      throw new StoreUnavailableError('The table leaves keys unread', { cause: { unread: wanted.length } });
    }
    await backoff.pause(round);
  }
};

/**
 * The items of the keys, in the order of the keys; a key without an item is left out. Strongly consistent unless said
 * otherwise: an index that named a key has seen the item, and so must this.
 */
export const batchGet = async (
  client: DynamoDBDocumentClient,
  tableName: string,
  wanted: readonly Key[],
  backoff: Backoff,
  isConsistent = true,
): Promise<readonly Item[]> => {
  const distinct = [...new Map(wanted.map((key) => [identityOf({ ...key }), key])).values()];
  const batches: Promise<readonly Item[]>[] = [];
  for (let from = 0; from < distinct.length; from += MAX_KEYS_PER_BATCH) {
    batches.push(fetchBatch(client, tableName, distinct.slice(from, from + MAX_KEYS_PER_BATCH), backoff, isConsistent));
  }
  const items: readonly Item[] = (await Promise.all(batches)).flat();
  const found = new Map(items.map((item) => [identityOf(item), item]));
  return distinct.map((key) => found.get(identityOf({ ...key }))).filter((item) => item !== undefined);
};
