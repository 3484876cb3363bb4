/**
 * The floor: a bare HTTP PUT that does one two-item transaction (conditional update + put) on the same engine, with the
 * same SDK and nothing else; and a bare GET of an item of an order's size.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { send } from '../client.ts';
import { type Timing, timed } from '../statistics.ts';

const TABLE = 'BenchFloor';

/** An item of an order's size and number of attributes. */
const FILLING = Object.fromEntries(Array.from({ length: 24 }, (_, n) => [`attribute${n}`, 'x'.repeat(50)]));

const clientOf = (endpoint: string): DynamoDBDocumentClient => {
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    }),
  );
  // The SDK's token makes each transaction on this engine slower than the last; the edge takes it off as well.
  client.middlewareStack.add(
    (next) => (args) => {
      Reflect.deleteProperty(args.input as object, 'ClientRequestToken');
      return next(args);
    },
    { step: 'initialize', priority: 'low' },
  );
  return client;
};

const bareTransaction = (client: DynamoDBDocumentClient, id: string, version: number) =>
  client.send(
    new TransactWriteCommand({
      TransactItems: [
        {
          Update: {
            TableName: TABLE,
            Key: { pk: id, sk: 'ORDER' },
            UpdateExpression: 'SET version = :next, updatedAt = :at',
            ConditionExpression: 'version = :version',
            ExpressionAttributeValues: { ':next': version + 1, ':version': version, ':at': '2026-01-01T00:00:00.000Z' },
          },
        },
        {
          Put: {
            TableName: TABLE,
            Item: { pk: id, sk: `EVENT#${version}`, status: 'processing', notes: 'x'.repeat(600) },
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
      ],
    }),
  );

export interface Floor {
  readonly one: Timing;
  readonly sixteen: Timing;
  /** A bare GET that reads one such item, by sixteen clients. */
  readonly reads: Timing;
}

export const measureFloor = async (engine: string, count: number): Promise<Floor> => {
  const client = clientOf(engine);
  await client.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
  const versions = new Map<string, number>();
  const reply = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    for await (const _ of request);
    const id = request.url ?? '';
    if (request.method === 'GET') {
      const { Item } = await client.send(new GetCommand({ TableName: TABLE, Key: { pk: id, sk: 'ORDER' } }));
      response.setHeader('content-type', 'application/json').end(JSON.stringify(Item));
      return;
    }
    const version = versions.get(id) ?? 1;
    await bareTransaction(client, id, version);
    versions.set(id, version + 1);
    response.setHeader('content-type', 'application/json').end('{"success":true}');
  };
  const server = createServer((request, response) => {
    reply(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const base = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  // One item to a client: this measures the path, not the wait for an item's version.
  const put = async (n: number): Promise<void> => {
    await send('PUT', `${base}/order-${n}`, {}, '{"status":"processing"}');
  };
  for (let n = 0; n < 16; n += 1) {
    await client.send(
      new PutCommand({ TableName: TABLE, Item: { pk: `/order-${n}`, sk: 'ORDER', version: 1, ...FILLING } }),
    );
  }
  await timed(160, 16, put);
  const one = await timed(count, 1, put);
  const sixteen = await timed(count, 16, put);
  const get = async (n: number): Promise<void> => void (await send('GET', `${base}/order-${n}`, {}));
  await timed(160, 16, get);
  const reads = await timed(count, 16, get);
  server.close();
  return { one, sixteen, reads };
};
