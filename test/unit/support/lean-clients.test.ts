import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LEAN_SETTINGS, leanClient } from '../../../shared/lean-client.ts';
import { createDocumentClient } from '../../../shared/store/document-client.ts';

interface Received {
  readonly target: string;
  readonly authorization: string;
  readonly body: Readonly<Record<string, unknown>>;
}

let server: Server;
let received: Received[];
/** Sent to every request. */
let status: number;
let settings: { region: string; endpoint: string; credentials: { accessKeyId: string; secretAccessKey: string } };

beforeEach(async () => {
  received = [];
  status = 200;
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Received['body'];
      const { 'x-amz-target': target = '', authorization = '' } = request.headers;
      received.push({ target: String(target), authorization, body });
      const refusal = { __type: 'com.amazonaws.dynamodb#ConditionalCheckFailedException', message: 'no' };
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify(status === 200 ? { Item: body.Key } : refusal));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  settings = { region: 'eu-west-1', endpoint, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe("the table's client", () => {
  it('sends each call of a kind with its own input and returns its own output, side by side too', async () => {
    const client = createDocumentClient(settings);
    const read = async (pk: string) => (await client.send(new GetCommand({ TableName: 't', Key: { pk, n: 1 } }))).Item;
    expect(await read('first')).toEqual({ pk: 'first', n: 1 });
    expect(await Promise.all(['a', 'b', 'c'].map(read))).toEqual(['a', 'b', 'c'].map((pk) => ({ pk, n: 1 })));
  });

  it('sends kinds of commands by turns', async () => {
    const client = createDocumentClient(settings);
    for (const pk of ['a', 'b']) {
      await client.send(new GetCommand({ TableName: 't', Key: { pk } }));
      await client.send(new PutCommand({ TableName: 't', Item: { pk, gone: undefined } }));
    }
    expect(received.map(({ target, body }) => [target.split('.')[1], body.Key ?? body.Item])).toEqual([
      ['GetItem', { pk: { S: 'a' } }],
      ['PutItem', { pk: { S: 'a' } }],
      ['GetItem', { pk: { S: 'b' } }],
      ['PutItem', { pk: { S: 'b' } }],
    ]);
  });

  it('throws what the service refuses, and goes on', async () => {
    const client = createDocumentClient(settings);
    const put = (pk: string) => client.send(new PutCommand({ TableName: 't', Item: { pk } }));
    status = 400;
    await expect(put('a')).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
    status = 200;
    await expect(put('b')).resolves.toBeDefined();
  });

  it('ends a call that is given up', async () => {
    const client = createDocumentClient(settings);
    const get = new GetCommand({ TableName: 't', Key: { pk: 'a' } });
    await expect(client.send(get, { abortSignal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
    expect(received).toEqual([]);
  });
});

describe('a lean client', () => {
  it('signs with the credentials of the moment', async () => {
    let user = 'first';
    const credentials = async () => ({ accessKeyId: user, secretAccessKey: 'b', expiration: new Date(0) });
    const client = leanClient(new SQSClient({ ...settings, ...LEAN_SETTINGS, credentials }));
    const send = (text: string) =>
      client.send(new SendMessageCommand({ QueueUrl: `${settings.endpoint}/1/q`, MessageBody: text }));
    status = 400;
    await expect(send('one')).rejects.toThrow();
    user = 'second';
    await expect(send('two')).rejects.toThrow();
    expect(received.map(({ authorization }) => /Credential=(\w+)/.exec(authorization)?.[1])).toEqual([
      'first',
      'second',
    ]);
    expect(received.map(({ body }) => body.MessageBody)).toEqual(['one', 'two']);
  });

  it('looks for its region again where it was not found', async () => {
    let region: string | undefined;
    const asked = async (): Promise<string> => {
      if (region === undefined) throw new Error('no region');
      return region;
    };
    const client = leanClient(new SQSClient({ ...settings, ...LEAN_SETTINGS, region: asked }));
    const send = () => client.send(new SendMessageCommand({ QueueUrl: `${settings.endpoint}/1/q`, MessageBody: 'a' }));
    await expect(send()).rejects.toThrow('no region');
    region = 'eu-west-1';
    status = 400;
    await expect(send()).rejects.toThrow('no');
    expect(received).toHaveLength(1);
  });
});
