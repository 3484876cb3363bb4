import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { Worker } from 'node:worker_threads';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { createDocumentClient } from '../../shared/store/document-client.ts';

const WARM_UP = 500;
const CALLS = 1_000;
const ROUNDS = 7;

/** Sends the same small item to every call, from a thread that the figures leave out. */
const SERVER = `
  const { createServer } = require('node:http');
  const body = JSON.stringify({ Item: { pk: { S: 'ORDER#1' }, version: { N: '7' }, status: { S: 'shipped' } } });
  const head = { 'content-type': 'application/x-amz-json-1.0', 'content-length': body.length };
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => response.writeHead(200, head).end(body));
  });
  server.listen(0, '127.0.0.1', () => require('node:worker_threads').parentPort.postMessage(server.address().port));`;

const CREDENTIALS = { accessKeyId: 'bench', secretAccessKey: 'bench', sessionToken: 'x'.repeat(800) };
const INPUT = { TableName: 'bench', Key: { pk: 'ORDER#1', sk: 'ORDER' }, ConsistentRead: true };

type Call = () => Promise<unknown>;

const read =
  (client: DynamoDBDocumentClient): Call =>
  () =>
    client.send(new GetCommand(INPUT));

/** The request alone, without a signature. */
const bareRequest = (endpoint: string): Call => {
  const agent = new Agent({ keepAlive: true });
  const body = JSON.stringify(INPUT);
  return async () => {
    const sent = request(endpoint, { method: 'POST', agent, headers: { 'content-length': body.length } }).end(body);
    const [response] = await once(sent, 'response');
    response.resume();
    await once(response, 'end');
  };
};

const microseconds = async (call: Call): Promise<number> => {
  const from = process.threadCpuUsage();
  for (let n = 0; n < CALLS; n += 1) await call();
  const { user, system } = process.threadCpuUsage(from);
  return (user + system) / CALLS;
};

/** Processor time of a call of the table's client, microseconds by name: the smallest of several rounds, run by turns. */
export const measureAwsCalls = async (): Promise<ReadonlyMap<string, number>> => {
  const server = new Worker(SERVER, { eval: true });
  const [port] = await once(server, 'message');
  const settings = { endpoint: `http://127.0.0.1:${port}`, region: 'eu-west-1', credentials: CREDENTIALS };
  const calls: Readonly<Record<string, Call>> = {
    'a bare request': bareRequest(settings.endpoint),
    'document client as it comes': read(DynamoDBDocumentClient.from(new DynamoDBClient(settings))),
    "the table's client": read(createDocumentClient(settings)),
  };
  const smallest = new Map<string, number>();
  for (const call of Object.values(calls)) for (let n = 0; n < WARM_UP; n += 1) await call();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, call] of Object.entries(calls)) {
      smallest.set(name, Math.min(smallest.get(name) ?? Number.POSITIVE_INFINITY, await microseconds(call)));
    }
  }
  await server.terminate();
  return smallest;
};
