import { type Message, PurgeQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Context, DynamoDBRecord, DynamoDBStreamEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deadLettersOf, moveBack } from '../../bin/dead-letters.ts';
import { DESTINATIONS, isFifo as isFifoQueue, QUEUES, queueVariable } from '../../shared/contract/destinations.ts';
import { ENVIRONMENTS } from '../../shared/contract/environment.ts';
import { MAX_RECEIVES } from '../../shared/contract/receives.ts';
import type { ParkedRecord } from '../../shared/events/messages.ts';
import { eventItem } from '../../shared/store/event-item.ts';
import type { Item } from '../../shared/store/item.ts';
import { arn, type Declared, testModel } from '../unit/local-services/model.ts';
import {
  newDataDirectory,
  removeDataDirectory,
  startTestServices,
  type TestServices,
} from '../unit/local-services/services.ts';
import { anEvent } from '../unit/support/an-event.ts';

const isFifo = (name: string): boolean => DESTINATIONS.some((id) => id === name && isFifoQueue(id));
const physical = (name: string): string => (isFifo(name) ? `stage-${name}.fifo` : `stage-${name}`);
const queue = (name: string, properties: Declared['properties'] = {}): Declared => ({
  type: 'AWS::SQS::Queue',
  logicalId: `Q${name}`,
  arn: arn('sqs', physical(name)),
  properties: { ...(isFifo(name) && { FifoQueue: true }), ...properties },
});
const MiB = 1024 * 1024;
const MODEL = testModel([
  ...DESTINATIONS.map((name) => queue(name)),
  queue('gone', { MaximumMessageSize: MiB }),
  queue('redrive', {
    MaximumMessageSize: MiB,
    RedrivePolicy: { deadLetterTargetArn: arn('sqs', physical('gone')), maxReceiveCount: MAX_RECEIVES },
  }),
]);

const VARIABLES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(DESTINATIONS.map((id) => [queueVariable(id), id])),
  [QUEUES.redrive.parkingVariable]: 'gone',
};

const dataDirectory = newDataDirectory();
const context = { awsRequestId: 'r', functionName: 'f' } as Context;
let cloud: TestServices;
let client: SQSClient;
let fanOut: typeof import('../../functions/events/fan-out/handler.ts')['handler'];

const url = (name: string): string => `${cloud.services.edge.endpoint}/000000000000/${physical(name)}`;

beforeAll(async () => {
  cloud = await startTestServices(MODEL, dataDirectory);
  client = new SQSClient(cloud.connection());
  Object.assign(process.env, {
    ...Object.fromEntries(Object.entries(VARIABLES).map(([variable, name]) => [variable, url(name)])),
    STAGE: 'test',
    POWERTOOLS_SERVICE_NAME: 'FanOut',
    POWERTOOLS_METRICS_NAMESPACE: 'Wismo',
    POWERTOOLS_METRICS_DISABLED: 'true',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    LOG_LEVEL: 'SILENT',
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: cloud.services.edge.endpoint,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'secret',
  });
  expect(ENVIRONMENTS.FanOut.safeParse(process.env).success).toBe(true);
  ({ handler: fanOut } = await import('../../functions/events/fan-out/handler.ts'));
});

afterAll(async () => {
  client.destroy();
  await cloud.stop();
  removeDataDirectory(dataDirectory);
});

const received = async (name: string): Promise<readonly Message[]> => {
  const all: Message[] = [];
  for (;;) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: url(name),
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) return all;
    all.push(...Messages);
  }
};

let sequence = 100_000;
const recordOf = (item: Item, more: object = {}): DynamoDBRecord => {
  sequence += 1;
  return {
    eventName: 'INSERT',
    dynamodb: {
      SequenceNumber: String(sequence),
      ApproximateCreationDateTime: Math.floor(Date.now() / 1_000),
      Keys: marshall({ pk: item.pk, sk: item.sk }),
      NewImage: marshall(item, { removeUndefinedValues: true }),
      ...more,
    },
  } as unknown as DynamoDBRecord;
};

let round = 0;
/** An order of its own in each test: FIFO queues remember what they had. */
const eventOf = (name: string, more: Parameters<typeof anEvent>[0] = {}): Item =>
  eventItem(anEvent({ orderId: `${name}-${round}`, eventId: `evt_${name}-${round}`, ...more }));

const healthy = (count = 100): readonly DynamoDBRecord[] =>
  Array.from({ length: count }, (_, index) => recordOf(eventOf(`ord_${index}`)));

const stream = async (records: readonly DynamoDBRecord[]) =>
  fanOut({ Records: [...records] } as DynamoDBStreamEvent, context);

const parkedIn = (messages: readonly Message[]): readonly ParkedRecord[] =>
  messages.map(({ Body = '' }) => JSON.parse(Body) as ParkedRecord);

beforeEach(async () => {
  round += 1;
  for (const name of [...DESTINATIONS, 'gone', 'redrive'])
    await client.send(new PurgeQueueCommand({ QueueUrl: url(name) }));
});

const TEXTS: readonly (readonly [string, string])[] = [
  ['an emoji', 'on its way 🚚'],
  ['U+FFFE', 'a\ufffeb'],
  ['U+FFFF', 'a\uffffb'],
  ['half a character', 'a\ud83db'],
  ['control characters', 'a\u0000\u0001\u001fb'],
  ['text that is too large only when it is escaped', 'ж'.repeat(60_000)],
];

const POISONS: readonly (readonly [string, () => DynamoDBRecord, RegExp])[] = [
  ['an unknown version', () => recordOf({ ...eventOf('bad'), schemaVersion: 2 }), /^Unknown schema version: 2/],
  [
    'an event that cannot be read',
    () => recordOf({ ...eventOf('bad'), effects: 'none' }),
    /^Unreadable: event\.effects/,
  ],
  ['more than 256 KB after escaping', () => recordOf(eventOf('bad', { carrier: 'ж'.repeat(60_000) })), /^Too large/],
  ['an image of no known types', () => recordOf(eventOf('bad'), { NewImage: { pk: { X: '1' } } }), /^Unreadable/],
  [
    'an id that SQS refuses for a group',
    () => recordOf(eventOf('bad', { orderId: `ord ж ${round}` })),
    /^broadcast: InvalidParameterValue/,
  ],
];

describe('beside a hundred healthy orders', () => {
  it.each(TEXTS)('%s in a reason is sent on, and nobody waits', async (_what, reason) => {
    const records = healthy();
    const response = await stream([
      ...records.slice(0, 50),
      recordOf(eventOf('odd', { reason })),
      ...records.slice(50),
    ]);
    expect(response).toEqual({ batchItemFailures: [] });
    const messages = await received('broadcast');
    expect(messages).toHaveLength(101);
    const odd = messages.map(({ Body = '' }) => JSON.parse(Body)).find(({ event }) => event.orderId === `odd-${round}`);
    // What does not fit even so stays in the history, and goes without saying.
    expect(odd.event.reason).toBe(reason.length > 1_000 ? undefined : reason);
    expect(await received('gone')).toEqual([]);
  });

  it.each(POISONS)(
    '%s is parked with its content, in the same call that sends the others',
    async (_what, poison, reason) => {
      const records = healthy();
      const bad = poison();
      expect(await stream([...records.slice(0, 50), bad, ...records.slice(50)])).toEqual({ batchItemFailures: [] });
      const messages = await received('broadcast');
      expect(messages).toHaveLength(100);
      expect(messages.map(({ Attributes }) => Attributes?.ApproximateReceiveCount)).toEqual(messages.map(() => '1'));
      const parked = parkedIn(await received('gone'));
      expect(parked).toEqual([
        expect.objectContaining({
          reason: expect.stringMatching(reason),
          item: expect.objectContaining({ sk: expect.any(String) }),
        }),
      ]);
      const { recordIn } = await import('../../functions/events/parked-records.ts');
      expect(await recordIn(parked[0] ?? { record: '' })).toEqual(bad);
    },
  );

  it('all of them at once cost one call for each ten of the others, and one message each', async () => {
    await cloud.local('DELETE', 'meter');
    const bad = POISONS.map(([, poison]) => poison());
    expect(await stream([...bad, ...healthy()])).toEqual({ batchItemFailures: [] });
    expect(await received('broadcast')).toHaveLength(100);
    expect(await received('gone')).toHaveLength(POISONS.length);
    // 101 to the broadcast, one of which SQS refuses, then the parked ones.
    expect((await cloud.local('GET', 'meter')).body).toMatchObject({
      totals: { calls: { sqs: { SendMessageBatch: 12 } } },
    });
  });
});

describe('a parked record that is moved back', () => {
  const redriven = async (): Promise<SQSBatchResponse> => {
    const [letters] = await deadLettersOf(client, 'stage-');
    if (letters === undefined) throw new Error('no dead letters');
    await moveBack(client, letters);
    const Records = (await received('redrive')).map(({ MessageId, ReceiptHandle, Body, Attributes }) => ({
      messageId: MessageId,
      receiptHandle: ReceiptHandle,
      body: Body,
      attributes: Attributes,
      messageAttributes: {},
      eventSourceARN: arn('sqs', physical('redrive')),
    }));
    return (await fanOut({ Records } as unknown as SQSEvent, context)) as SQSBatchResponse;
  };

  it('is sent on when what was wrong is mended', async () => {
    const { parkRecords } = await import('../../functions/events/parked-records.ts');
    const sender = { client, queueUrl: url('gone'), backoff: { pause: async () => undefined } };
    const effects = [{ kind: 'reconcile_deadlines', rules: ['late'] }] as const;
    const record = recordOf(eventOf('mended', { effects }));
    expect(
      await parkRecords(sender, [{ record, reason: 'schedule: AccessDenied', destinations: ['schedule'] }], new Date()),
    ).toEqual([]);
    expect((await redriven()).batchItemFailures).toEqual([]);
    expect(await received('schedule')).toHaveLength(1);
    expect(await received('broadcast')).toEqual([]);
    expect(await received('gone')).toEqual([]);
  });

  it('goes back to the dead letters while it is not', async () => {
    await stream([recordOf({ ...eventOf('bad'), schemaVersion: 2 })]);
    expect((await redriven()).batchItemFailures).toHaveLength(1);
    // It is handed out again at once, until SQS makes it a dead letter.
    const receive = new ReceiveMessageCommand({ QueueUrl: url('redrive'), VisibilityTimeout: 0 });
    for (let receives = 1; receives < MAX_RECEIVES; receives += 1)
      expect((await client.send(receive)).Messages).toHaveLength(1);
    expect((await client.send(receive)).Messages ?? []).toEqual([]);
    expect(await received('gone')).toHaveLength(1);
  });
});
