import {
  DynamoDBClient,
  GetItemCommand,
  InternalServerError,
  ProvisionedThroughputExceededException,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { registerSimulator, SimulatorInputError } from '../../local/control/simulators.ts';
import { PRICE_LIST } from '../../local/edge/price-list.ts';
import { allow, arn, TABLE, testModel } from '../unit/local-services/model.ts';
import {
  newDataDirectory,
  removeDataDirectory,
  startTestServices,
  type TestServices,
} from '../unit/local-services/services.ts';

const MODEL = testModel(
  [
    TABLE,
    { type: 'AWS::SQS::Queue', logicalId: 'Work', arn: arn('sqs', 'work') },
    { type: 'AWS::Lambda::Function', logicalId: 'Writer', arn: arn('lambda', 'function:writer') },
    { type: 'AWS::Cognito::UserPool', logicalId: 'Pool', arn: arn('cognito-idp', 'userpool/us-east-1_abc') },
  ],
  {
    Writer: [
      allow(['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:GetItem'], [arn('dynamodb', 'table/orders')]),
      allow(['sqs:SendMessage'], [arn('sqs', 'work')]),
    ],
  },
);

const dataDirectory = newDataDirectory();
let cloud: TestServices;
let writer: DynamoDBClient;
let queue: SQSClient;

beforeAll(async () => {
  cloud = await startTestServices(MODEL, dataDirectory);
  writer = new DynamoDBClient({ ...cloud.connection('Writer'), maxAttempts: 1 });
  queue = new SQSClient({ ...cloud.connection('Writer'), maxAttempts: 1 });
});
afterAll(async () => {
  writer.destroy();
  queue.destroy();
  await cloud.stop();
  removeDataDirectory(dataDirectory);
});
beforeEach(async () => {
  expect((await cloud.local('POST', 'reset')).status).toBe(200);
  cloud.host.killed.length = 0;
});

const Key = { pk: { S: 'a' }, sk: { S: 'b' } };
const put = (): Promise<unknown> => writer.send(new PutItemCommand({ TableName: 'orders', Item: Key }));
const get = () => writer.send(new GetItemCommand({ TableName: 'orders', Key }));
const count = () =>
  writer.send(
    new UpdateItemCommand({
      TableName: 'orders',
      Key,
      UpdateExpression: 'ADD #n :one',
      ExpressionAttributeNames: { '#n': 'n' },
      ExpressionAttributeValues: { ':one': { N: '1' } },
      ReturnValues: 'ALL_NEW',
    }),
  );
const QueueUrl = (): string => `${cloud.services.edge.endpoint}/000000000000/work`;
const fault = (order: object): Promise<{ status: number; body: unknown }> => cloud.local('POST', 'faults', order);
const failure = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);

describe('permissions at the edge', () => {
  it('denies as AWS does what the role was not granted, and lists it', async () => {
    const client = new DynamoDBClient({ ...cloud.connection('Writer') });
    const { DeleteItemCommand } = await import('@aws-sdk/client-dynamodb');
    await expect(client.send(new DeleteItemCommand({ TableName: 'orders', Key }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      $metadata: { httpStatusCode: 400 },
    });
    client.destroy();
    expect((await cloud.local('GET', 'denied')).body).toMatchObject([
      { function: 'Writer', service: 'dynamodb', operation: 'DeleteItem', resource: arn('dynamodb', 'table/orders') },
    ]);
  });

  it('shows which grants were used', async () => {
    await put();
    const { Writer } = (await cloud.local('GET', 'grants')).body as Record<string, { action: string; used: boolean }[]>;
    expect(Writer?.filter(({ used }) => used).map(({ action }) => action)).toEqual(['dynamodb:PutItem']);
  });

  it('refuses a call of nobody that the assembly knows, and one that is not signed', async () => {
    const stranger = new DynamoDBClient(cloud.connection('Stranger'));
    await expect(stranger.send(new GetItemCommand({ TableName: 'orders', Key }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    stranger.destroy();
    expect((await fetch(cloud.services.edge.endpoint, { method: 'POST', body: '{}' })).status).toBe(403);
  });
});

describe('faults at the edge', () => {
  it('throttles', async () => {
    await fault({ service: 'dynamodb', operation: 'PutItem', kind: 'throttle', times: 1 });
    await expect(put()).rejects.toBeInstanceOf(ProvisionedThroughputExceededException);
    await put();
  });

  it('fails on the server’s side, in every service’s own words', async () => {
    await fault({ service: 'dynamodb', function: 'Writer', kind: 'error', times: 1 });
    await fault({ service: 'sqs', kind: 'error', times: 1 });
    await expect(put()).rejects.toBeInstanceOf(InternalServerError);
    await expect(queue.send(new SendMessageCommand({ QueueUrl: QueueUrl(), MessageBody: 'x' }))).rejects.toMatchObject({
      name: 'InternalFailure',
      $metadata: { httpStatusCode: 500 },
    });
  });

  it('loses the reply of a call that was performed', async () => {
    await fault({ service: 'dynamodb', operation: 'PutItem', kind: 'lost_reply', times: 1 });
    expect(await failure(put())).toMatchObject({ code: 'ECONNRESET' });
    expect((await get()).Item).toEqual(Key);
  });

  it('performs a call twice, and returns what the second found', async () => {
    await fault({ service: 'dynamodb', operation: 'UpdateItem', kind: 'duplicate', times: 1 });
    expect((await count()).Attributes?.n?.N).toBe('2');
    await fault({ service: 'sqs', operation: 'SendMessage', kind: 'duplicate', times: 1 });
    await queue.send(new SendMessageCommand({ QueueUrl: QueueUrl(), MessageBody: 'twice' }));
    const reader = new SQSClient(cloud.connection());
    const { Messages } = await reader.send(
      new ReceiveMessageCommand({ QueueUrl: QueueUrl(), MaxNumberOfMessages: 10 }),
    );
    reader.destroy();
    expect(Messages?.map(({ Body }) => Body)).toEqual(['twice', 'twice']);
  });

  it('ends the worker between the call and its response', async () => {
    await fault({ service: 'dynamodb', operation: 'PutItem', kind: 'kill', times: 1 });
    await failure(put());
    expect(cloud.host.killed).toEqual(['Writer']);
    expect((await get()).Item).toEqual(Key);
  });

  it('slows a call down', async () => {
    await fault({ service: 'dynamodb', operation: 'GetItem', kind: 'slow', delayMs: 60, times: 1 });
    const startedAt = performance.now();
    await get();
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(59);
  });

  it('injects a fault into a share of the calls, only those that match, and counts them', async () => {
    await fault({ service: 'dynamodb', operation: 'PutItem', kind: 'throttle', rate: 0.5 });
    await fault({ service: 'dynamodb', operation: 'PutItem', function: 'Other', kind: 'error' });
    const results = await Promise.all(Array.from({ length: 60 }, () => failure(put())));
    const failed = results.filter((result) => result instanceof Error).length;
    expect(failed).toBeGreaterThan(15);
    expect(failed).toBeLessThan(45);
    expect((await cloud.local('GET', 'faults')).body).toMatchObject([
      { kind: 'throttle', applied: failed },
      { kind: 'error', applied: 0 },
    ]);
    await cloud.local('DELETE', 'faults');
    await put();
    expect((await cloud.local('GET', 'faults')).body).toEqual([]);
  });

  it('refuses an order that it does not understand', async () => {
    expect(await fault({ service: 'dynamodb', kind: 'explode' })).toMatchObject({ status: 400 });
    expect(await fault({ service: 'dynamodb', kind: 'slow', delay: 5 })).toMatchObject({ status: 400 });
  });
});

describe('the meter', () => {
  it('counts calls, capacity, messages and runs by function, and prices them', async () => {
    await put();
    await get();
    await queue.send(new SendMessageCommand({ QueueUrl: QueueUrl(), MessageBody: 'x' }));
    cloud.host.report({ functionId: 'Writer', milliseconds: 99.2, coldStart: true, ok: true, memoryMegabytes: 512 });
    const { body } = await cloud.local('GET', 'meter');
    expect(body).toMatchObject({
      functions: {
        Writer: {
          calls: { dynamodb: { PutItem: 1, GetItem: 1 }, sqs: { SendMessage: 1 } },
          readUnits: 0.5,
          writeUnits: 1,
          messages: 1,
          invocations: 1,
          coldStarts: 1,
          milliseconds: 99.2,
        },
      },
    });
    const expected =
      PRICE_LIST.dynamodbWriteUnit +
      0.5 * PRICE_LIST.dynamodbReadUnit +
      PRICE_LIST.sqsStandardRequest +
      PRICE_LIST.lambdaRequest +
      0.1 * 0.5 * PRICE_LIST.lambdaGigabyteSecond;
    expect((body as { costUsd: number }).costUsd).toBeCloseTo(expected, 12);
  });
});

describe('/_local', () => {
  it('reports its addresses', async () => {
    const { status, body } = await cloud.local('GET', 'health');
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'ok', addresses: { edge: cloud.services.edge.endpoint, api: cloud.api } });
  });

  it('issues tokens that its published keys verify, by the local clock', async () => {
    const { body } = await cloud.local('POST', 'token', {
      sub: 'u',
      roles: ['admin'],
      seller_ids: ['s'],
      email: 'u@example.com',
    });
    const issuer = `${cloud.api}/_local/oidc/us-east-1_abc`;
    const discovery = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as {
      jwks_uri: string;
    };
    const keys = createLocalJWKSet(
      (await (await fetch(discovery.jwks_uri)).json()) as Parameters<typeof createLocalJWKSet>[0],
    );
    const { payload } = await jwtVerify((body as { token: string }).token, keys, { issuer });
    expect(payload).toMatchObject({ sub: 'u', 'cognito:groups': ['admin'], roles: ['admin'], seller_ids: ['s'] });
    await cloud.local('POST', 'clock', { advance: 'P2D' });
    const later = (await cloud.local('POST', 'token', { sub: 'u' })).body as { token: string };
    await expect(jwtVerify(later.token, keys, { issuer, currentDate: cloud.clock.now() })).resolves.toBeDefined();
  });

  it('moves the clock, and refuses what is no time', async () => {
    const { body } = await cloud.local('POST', 'clock', { advance: 'PT3H' });
    expect((body as { offsetMilliseconds: number }).offsetMilliseconds).toBe(3 * 3_600_000);
    expect(await cloud.local('POST', 'clock', { advance: 'Pnever' })).toMatchObject({ status: 400 });
    expect(await cloud.local('POST', 'clock', { advance: 'PT1H', reset: true })).toMatchObject({ status: 400 });
    expect((await cloud.local('POST', 'clock', { reset: true })).body).toMatchObject({ offsetMilliseconds: 0 });
  });

  it('runs the scripts of simulators', async () => {
    registerSimulator('test-carrier', {
      script: async (input) => {
        if (Object.keys(input as object).length === 0) throw new SimulatorInputError('nothing to do');
        return { done: input };
      },
      handle: async (request, response) => void response.end(JSON.stringify({ served: request.url })),
    });
    expect((await cloud.local('POST', 'simulators/test-carrier', { event: 'DL' })).body).toEqual({
      done: { event: 'DL' },
    });
    expect((await cloud.local('POST', 'simulators/test-carrier', {})).status).toBe(400);
    expect((await cloud.local('GET', 'simulators/test-carrier/v1/track?x=1')).body).toEqual({
      served: '/_local/simulators/test-carrier/v1/track?x=1',
    });
    expect((await cloud.local('POST', 'simulators/absent')).status).toBe(404);
  });

  it('reports 404, 405 and broken JSON as problems', async () => {
    expect(await cloud.local('GET', 'absent')).toMatchObject({ status: 404, body: { title: 'Not found' } });
    expect(await cloud.local('DELETE', 'health')).toMatchObject({ status: 405 });
    const broken = await fetch(`${cloud.api}/_local/token`, { method: 'POST', body: '{' });
    expect([broken.status, broken.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
  });

  it('serves no page of another site', async () => {
    const headers = { origin: 'https://evil.example' };
    expect((await fetch(`${cloud.api}/_local/secrets`, { headers })).status).toBe(403);
  });

  it('has a page', async () => {
    const page = await fetch(`${cloud.api}/_local`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await page.text()).toContain('<h1>Wismo: local cloud</h1>');
  });

  it('empties everything on reset', async () => {
    await put();
    await queue.send(new SendMessageCommand({ QueueUrl: QueueUrl(), MessageBody: 'x' }));
    await cloud.local('POST', 'clock', { advance: 'PT3H' });
    await cloud.local('POST', 'reset');
    expect((await get()).Item).toBeUndefined();
    const reader = new SQSClient(cloud.connection());
    expect((await reader.send(new ReceiveMessageCommand({ QueueUrl: QueueUrl() }))).Messages).toBeUndefined();
    reader.destroy();
    expect(cloud.clock.offsetMilliseconds()).toBe(0);
  });
});
