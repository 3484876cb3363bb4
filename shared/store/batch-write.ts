import { BatchWriteCommand, type BatchWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { StoreUnavailableError } from './errors.ts';
import type { Item } from './item.ts';
import type { Key } from './keys.ts';
import type { Table } from './table.ts';

type Requests = NonNullable<BatchWriteCommandInput['RequestItems']>[string];

const MAX_WRITES_PER_BATCH = 25;
const MAX_ROUNDS = 8;

const writeBatch = async ({ client, tableName, backoff }: Table, requests: Requests): Promise<void> => {
  let left = requests;
  for (let round = 1; ; round += 1) {
    const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [tableName]: left } }));
    left = UnprocessedItems?.[tableName] ?? [];
    if (left.length === 0) return;
    if (round === MAX_ROUNDS) {
      throw new StoreUnavailableError('The table leaves items unwritten', { cause: { unwritten: left.length } });
    }
    await backoff.pause(round);
  }
};

const writeAll = async (table: Table, requests: Requests): Promise<void> => {
  for (let from = 0; from < requests.length; from += MAX_WRITES_PER_BATCH) {
    await writeBatch(table, requests.slice(from, from + MAX_WRITES_PER_BATCH));
  }
};

/** A batch may name a key once: of several, the last one counts. */
const distinct = <T extends Item>(items: readonly T[]): readonly T[] => [
  ...new Map(items.map((item) => [JSON.stringify([item.pk, item.sk]), item])).values(),
];

/** Puts without conditions, each by itself: for what is derived and can be put again. */
export const putAll = (table: Table, items: readonly Item[]): Promise<void> =>
  writeAll(
    table,
    distinct(items).map((Item) => ({ PutRequest: { Item: { ...Item } } })),
  );

export const deleteAll = (table: Table, wanted: readonly Key[]): Promise<void> =>
  writeAll(
    table,
    distinct(wanted.map((key) => ({ pk: key.pk, sk: key.sk }))).map((Key) => ({ DeleteRequest: { Key } })),
  );
