import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { howToInstall, installedEngine } from '../../local/engines/dynoxide-package.ts';
import type { Backoff } from '../../shared/clock/backoff.ts';
import { createDocumentClient } from '../../shared/store/document-client.ts';
import { TABLE_SHAPE } from '../../shared/store/table-shape.ts';
import { eventually } from './eventually.ts';
import { sendWithoutTransactionToken } from './transaction-token.ts';

/** A table of the product's shape on a DynamoDB-compatible engine, for the tests of one file. */
export interface TestTable {
  readonly endpoint: string;
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  /** Waits for nothing: the local engine never throttles, and collisions are tried again at once. */
  readonly backoff: Backoff;
  stop(): Promise<void>;
}

interface Engine {
  readonly endpoint: string;
  /** To be called once the first table with a stream exists. */
  tuneStreams(): void;
  stop(): Promise<void>;
}

const CONNECTION = {
  region: 'eu-west-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
} as const;

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null
          ? resolve(address.port)
          : reject(new Error('The system gave no port')),
      );
    });
  });

const enginePath = (): string => {
  const installed = installedEngine();
  if (installed === undefined) throw new Error(howToInstall());
  return installed.command;
};

const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('exit', () => resolve()));

const startOwnEngine = async (): Promise<Engine> => {
  const folder = await mkdtemp(join(tmpdir(), 'wismo-dynamodb-'));
  const databasePath = join(folder, 'tables.db');
  const port = await freePort();
  const child = spawn(enginePath(), ['serve', '--port', String(port), '--db-path', databasePath], { stdio: 'ignore' });
  const endpoint = `http://127.0.0.1:${port}`;
  const probe = new DynamoDBClient({ ...CONNECTION, endpoint, maxAttempts: 1 });
  await eventually(() => probe.send(new ListTablesCommand({})));
  probe.destroy();
  return {
    endpoint,
    tuneStreams: () => {
      // Without it every write counts the stream's records again, and each is slower than the last.
      const database = new DatabaseSync(databasePath);
      database.exec(
        'CREATE INDEX IF NOT EXISTS local_stream_seq ON _stream_records(table_name, CAST(sequence_number AS INTEGER))',
      );
      database.close();
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const namedEngine = (endpoint: string): Engine => ({
  endpoint,
  tuneStreams: () => undefined,
  stop: async () => undefined,
});

const indexes = Object.entries(TABLE_SHAPE.indexes);
const keyAttributes = [
  TABLE_SHAPE.partitionKey,
  TABLE_SHAPE.sortKey,
  ...indexes.flatMap(([, shape]) => [shape.partitionKey, shape.sortKey]),
];

const keySchema = (partitionKey: string, sortKey: string) => [
  { AttributeName: partitionKey, KeyType: 'HASH' as const },
  { AttributeName: sortKey, KeyType: 'RANGE' as const },
];

const createTable = (tableName: string): CreateTableCommand =>
  new CreateTableCommand({
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    AttributeDefinitions: keyAttributes.map((name) => ({ AttributeName: name, AttributeType: 'S' })),
    KeySchema: keySchema(TABLE_SHAPE.partitionKey, TABLE_SHAPE.sortKey),
    GlobalSecondaryIndexes: indexes.map(([name, shape]) => ({
      IndexName: name,
      KeySchema: keySchema(shape.partitionKey, shape.sortKey),
      Projection:
        shape.include.length === 0
          ? { ProjectionType: 'KEYS_ONLY' }
          : { ProjectionType: 'INCLUDE', NonKeyAttributes: [...shape.include] },
    })),
  });

/** Starts the pinned engine on a free port, or uses the one that `WISMO_DYNAMODB_ENDPOINT` names. */
export const startTestTable = async (): Promise<TestTable> => {
  const named = process.env.WISMO_DYNAMODB_ENDPOINT;
  const engine = named === undefined ? await startOwnEngine() : namedEngine(named);
  const tableName = `wismo-test-${randomUUID()}`;
  const client = createDocumentClient({ ...CONNECTION, endpoint: engine.endpoint });
  if (named === undefined) sendWithoutTransactionToken(client);
  await client.send(createTable(tableName));
  engine.tuneStreams();
  return {
    endpoint: engine.endpoint,
    client,
    tableName,
    backoff: { pause: async () => undefined },
    stop: async () => {
      await client.send(new DeleteTableCommand({ TableName: tableName }));
      client.destroy();
      await engine.stop();
    },
  };
};
