import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  ConditionalCheckFailedException,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDynamodb } from '../../local/engines/dynoxide.ts';
import { openStreamFile } from '../../local/engines/stream-file.ts';
import { eventually } from '../support/eventually.ts';
import { TABLE, testModel } from '../unit/local-services/model.ts';
import {
  newDataDirectory,
  removeDataDirectory,
  startTestServices,
  type TestServices,
} from '../unit/local-services/services.ts';

const dataDirectory = newDataDirectory();
let cloud: TestServices;
let client: DynamoDBClient;

beforeAll(async () => {
  cloud = await startTestServices(testModel([TABLE]), dataDirectory);
  client = new DynamoDBClient(cloud.connection());
});

afterAll(async () => {
  client.destroy();
  await cloud.stop();
  removeDataDirectory(dataDirectory);
});

const item = (pk: string, more: Record<string, { S: string }> = {}) => ({ pk: { S: pk }, sk: { S: 'x' }, ...more });
const put = (pk: string, condition?: string) =>
  new PutItemCommand({
    TableName: 'orders',
    Item: item(pk, { ownerPk: { S: `owner-${pk}` } }),
    ...(condition === undefined ? {} : { ConditionExpression: condition }),
  });

describe('DynamoDB behind the edge', () => {
  it('has the table of the template, without what has no meaning here', async () => {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'orders' }));
    expect(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName)).toEqual(['byOwner']);
    expect(Table?.StreamSpecification).toEqual({ StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' });
  });

  it('keeps conditions', async () => {
    await client.send(put('conditional'));
    await expect(client.send(put('conditional', 'attribute_not_exists(pk)'))).rejects.toBeInstanceOf(
      ConditionalCheckFailedException,
    );
  });

  it('commits a transaction whole or not at all, and says what was in its way', async () => {
    const transaction = (pk: string) =>
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName: 'orders', Item: item(`${pk}-a`) } },
          { Put: { TableName: 'orders', Item: item('taken'), ConditionExpression: 'attribute_not_exists(pk)' } },
        ],
      });
    await client.send(transaction('first'));
    const refused = await client.send(transaction('second')).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(TransactionCanceledException);
    const reasons = (refused as TransactionCanceledException).CancellationReasons;
    expect(reasons?.map(({ Code }) => Code)).toEqual(['None', 'ConditionalCheckFailed']);
    const absent = await client.send(new GetItemCommand({ TableName: 'orders', Key: item('second-a') }));
    expect(absent.Item).toBeUndefined();
  });

  it('serves a query of an index', async () => {
    await client.send(put('indexed'));
    const { Items } = await client.send(
      new QueryCommand({
        TableName: 'orders',
        IndexName: 'byOwner',
        KeyConditionExpression: 'ownerPk = :o',
        ExpressionAttributeValues: { ':o': { S: 'owner-indexed' } },
      }),
    );
    expect(Items?.map(({ pk }) => pk?.S)).toEqual(['indexed']);
  });

  it('shows the capacity to whoever asks, and to nobody else', async () => {
    const Key = item('indexed');
    const silent = await client.send(new GetItemCommand({ TableName: 'orders', Key }));
    const asked = await client.send(new GetItemCommand({ TableName: 'orders', Key, ReturnConsumedCapacity: 'TOTAL' }));
    expect(silent.Item).toEqual(asked.Item);
    expect(silent.ConsumedCapacity).toBeUndefined();
    expect(asked.ConsumedCapacity?.CapacityUnits).toBe(0.5);
  });

  it('keeps an item that looks like the engine’s own figures', async () => {
    const Item = { ...item('odd'), ConsumedCapacity: { S: '"ConsumedCapacity":{"CapacityUnits":9}' } };
    await client.send(new PutItemCommand({ TableName: 'orders', Item }));
    const read = await client.send(new GetItemCommand({ TableName: 'orders', Key: item('odd') }));
    expect(read.Item).toEqual(Item);
  });

  it('streams every write', async () => {
    const streams = new DynamoDBStreamsClient(cloud.connection());
    await client.send(put('streamed'));
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'orders' }));
    const StreamArn = Table?.LatestStreamArn;
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
    const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
    const { ShardIterator } = await streams.send(
      new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
    );
    const { Records } = await streams.send(new GetRecordsCommand({ ShardIterator }));
    expect(Records?.map(({ dynamodb }) => dynamodb?.Keys?.pk?.S)).toContain('streamed');
    streams.destroy();
  });

  it('finds the next number of the stream by the index', () => {
    const database = new DatabaseSync(join(dataDirectory, 'dynamodb.db'), { readOnly: true });
    const plan = database
      .prepare(
        'EXPLAIN QUERY PLAN SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1 FROM _stream_records WHERE table_name = ?',
      )
      .all('orders');
    database.close();
    expect(plan.map(({ detail }) => String(detail)).join()).toContain('local_stream_seq');
  });

  it('loses records of its stream that are read, and counts on', async () => {
    const file = join(dataDirectory, 'dynamodb.db');
    const database = new DatabaseSync(file, { readOnly: true });
    const numbers = () =>
      database.prepare('SELECT shard_id, sequence_number FROM _stream_records ORDER BY id').all() as unknown as {
        readonly shard_id: string;
        readonly sequence_number: string;
      }[];
    for (const pk of ['read-1', 'read-2', 'unread']) await client.send(put(pk));
    const before = numbers();
    const read = before.at(-2);
    const streams = openStreamFile(file, 'eu-west-1');
    await eventually(() => {
      streams.trim('orders', read?.shard_id ?? '', read?.sequence_number ?? '');
      expect(numbers()).toEqual(before.slice(-2));
    });
    streams.close();
    await client.send(put('later'));
    expect(Number(numbers().at(-1)?.sequence_number)).toBe(Number(before.at(-1)?.sequence_number) + 1);
    database.close();
  });

  it('ends the engine that an earlier run left behind, and takes its place', async () => {
    const left = newDataDirectory();
    const first = await startDynamodb(left);
    const second = await startDynamodb(left);
    await eventually(() => expect(fetch(first.endpoint)).rejects.toThrow());
    expect((await fetch(second.endpoint, { method: 'POST', body: '{}' })).status).toBe(404);
    await second.stop();
    removeDataDirectory(left);
  });
});
