/** The two ways to a stream of the bundled engine, its API and its file, give a mapping the same. */
import { join } from 'node:path';
import { DeleteItemCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type JsonRecord, recordAt, recordsAt, stringAt } from '../../local/assembly/json.ts';
import { createEngineClient, type EngineClient } from '../../local/engines/http-client.ts';
import { openStreamFile, type StreamFile } from '../../local/engines/stream-file.ts';
import { type AwsJsonClient, createAwsJsonClient } from '../../local/mappings/aws-json.ts';
import { openPositions, type Positions } from '../../local/mappings/positions.ts';
import { createStreamFileReader } from '../../local/mappings/stream-file-reader.ts';
import { createStreamReader, type StreamPage, type StreamReader } from '../../local/mappings/stream-reader.ts';
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
let engine: EngineClient;
let api: AwsJsonClient;
let file: StreamFile;
let streamArn: string;
let written = 0;

const callerOf = (target: string): AwsJsonClient =>
  createAwsJsonClient({
    send: ({ method, url, headers, body }) => engine.send(method, url, headers, body),
    service: 'dynamodb',
    target,
    region: 'eu-west-1',
    principal: 'local',
  });

beforeAll(async () => {
  cloud = await startTestServices(testModel([TABLE]), dataDirectory);
  client = new DynamoDBClient(cloud.connection());
  engine = createEngineClient(cloud.services.addresses.engines.dynamodb ?? '');
  api = callerOf('DynamoDBStreams_20120810');
  file = openStreamFile(join(dataDirectory, 'dynamodb.db'), 'eu-west-1');
  const described = await callerOf('DynamoDB_20120810').call('DescribeTable', { TableName: 'orders' });
  streamArn = stringAt(recordAt(described, 'Table'), 'LatestStreamArn') ?? '';
});

afterAll(async () => {
  file.close();
  engine.close();
  client.destroy();
  await cloud.stop();
  removeDataDirectory(dataDirectory);
});

const key = (pk: string) => ({ pk: { S: pk }, sk: { S: 'x' } });

/** An item is made, changed and removed: three records. */
const writeThree = async (pk: string): Promise<void> => {
  for (const text of ['first', 'größer 😀'])
    await client.send(new PutItemCommand({ TableName: 'orders', Item: { ...key(pk), text: { S: text } } }));
  await client.send(new DeleteItemCommand({ TableName: 'orders', Key: key(pk) }));
  written += 3;
};

const positionsAt = (name: string): Positions => openPositions(join(dataDirectory, `${name}.json`), streamArn);

const READERS: Readonly<Record<string, (positions: Positions, startsAt?: 'TRIM_HORIZON' | 'LATEST') => StreamReader>> =
  {
    api: (positions, startsAt = 'TRIM_HORIZON') => createStreamReader({ client: api, streamArn, startsAt, positions }),
    file: (positions, startsAt = 'TRIM_HORIZON') =>
      createStreamFileReader({ file, tableName: 'orders', startsAt, positions }),
  };

/** Without what the engine gives a value of its own: its region, and a size that it counts by DynamoDB's rules. */
const comparable = (record: JsonRecord): JsonRecord => {
  const { awsRegion: _region, dynamodb, ...rest } = record;
  const { SizeBytes: _size, ...stored } = dynamodb as JsonRecord;
  return { ...rest, dynamodb: stored };
};

const recordsIn = (pages: readonly StreamPage[]): readonly JsonRecord[] => pages.flatMap(({ records }) => records);
const numbersIn = (pages: readonly StreamPage[]): readonly number[] =>
  recordsIn(pages).map((record) => Number(recordAt(record, 'dynamodb').SequenceNumber));

describe('a stream of the bundled engine', () => {
  it('is the same in its file as by its API, record by record and shard by shard', async () => {
    await writeThree('both');
    const [byApi, byFile] = [
      await READERS.api?.(positionsAt('a')).read(),
      await READERS.file?.(positionsAt('b')).read(),
    ];
    expect(byFile?.map(({ shardId }) => shardId)).toEqual(byApi?.map(({ shardId }) => shardId));
    expect(recordsIn(byFile ?? []).map(comparable)).toEqual(recordsIn(byApi ?? []).map(comparable));
    expect(recordsIn(byFile ?? []).map(({ eventName }) => eventName)).toEqual(['INSERT', 'MODIFY', 'REMOVE']);
    const shards = recordsAt(
      recordAt(await api.call('DescribeStream', { StreamArn: streamArn }), 'StreamDescription'),
      'Shards',
    );
    expect(byFile?.map(({ shardId }) => shardId)).toEqual(shards.map(({ ShardId }) => ShardId));
  });

  describe.each(Object.entries(READERS))('by %s', (name, readerOf) => {
    it('goes on where it was, gives what has come since, and nothing twice', async () => {
      const reader = readerOf(positionsAt(`${name}-on`));
      const all = numbersIn(await reader.read());
      expect(all).toHaveLength(written);
      expect(await reader.read()).toEqual([]);
      await writeThree(`${name}-on`);
      expect(numbersIn(await reader.read())).toEqual([1, 2, 3].map((n) => (all.at(-1) ?? 0) + n));
    });

    it('begins behind its position after a restart', async () => {
      await writeThree(`${name}-again`);
      const positions = positionsAt(`${name}-again`);
      const pages = await readerOf(positions).read();
      const numbers = numbersIn(pages);
      positions.set(pages[0]?.shardId ?? '', String(numbers.at(-3)));
      expect(numbersIn(await readerOf(positions).read())).toEqual(numbers.slice(-2));
    });

    it('begins with what comes, where its mapping begins at the latest', async () => {
      const reader = readerOf(positionsAt(`${name}-latest`), 'LATEST');
      expect(await reader.read()).toEqual([]);
      await writeThree(`${name}-latest`);
      expect(numbersIn(await reader.read())).toHaveLength(3);
    });
  });
});
