import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startQueues } from '../../local/engines/fauxqs.ts';
import { createQueueJournal } from '../../local/engines/queue-journal.ts';
import { queueDefinitions } from '../../local/engines/sqs.ts';
import { openState } from '../../local/services/state.ts';
import { arn, type Declared, testModel } from '../unit/local-services/model.ts';
import {
  newDataDirectory,
  removeDataDirectory,
  startTestServices,
  type TestServices,
} from '../unit/local-services/services.ts';

const queue = (name: string, properties: Declared['properties'] = {}): Declared => ({
  type: 'AWS::SQS::Queue',
  logicalId: name.replace('.', ''),
  arn: arn('sqs', name),
  properties,
});
const MODEL = testModel([
  queue('work', {
    VisibilityTimeout: 30,
    RedrivePolicy: { deadLetterTargetArn: arn('sqs', 'dead'), maxReceiveCount: 2 },
  }),
  queue('dead'),
  queue('ordered.fifo', { FifoQueue: true }),
]);

const dataDirectory = newDataDirectory();
let cloud: TestServices;
let client: SQSClient;
const start = async (): Promise<void> => {
  cloud = await startTestServices(MODEL, dataDirectory);
  client = new SQSClient(cloud.connection());
};
const stop = async (): Promise<void> => {
  client.destroy();
  await cloud.stop();
};

beforeAll(start);
afterAll(async () => {
  await stop();
  removeDataDirectory(dataDirectory);
});

const url = (name: string): string => `${cloud.services.edge.endpoint}/000000000000/${name}`;
const receive = async (name: string, more: object = {}): Promise<readonly Message[]> => {
  const QueueUrl = url(name);
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'], ...more }),
  );
  return Messages;
};
const bodies = (messages: readonly Message[]): readonly (string | undefined)[] => messages.map(({ Body }) => Body);
const remove = async (name: string, messages: readonly Message[]): Promise<void> => {
  for (const { ReceiptHandle } of messages)
    await client.send(new DeleteMessageCommand({ QueueUrl: url(name), ReceiptHandle }));
};
const send = (name: string, MessageBody: string, more: object = {}): Promise<unknown> =>
  client.send(new SendMessageCommand({ QueueUrl: url(name), MessageBody, ...more }));

describe('SQS behind the edge', () => {
  it('gives out URLs that lead back to the edge', async () => {
    const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: 'work' }));
    expect(QueueUrl).toBe(url('work'));
  });

  it('finds a queue by its name in whatever region the stage is', async () => {
    const directory = newDataDirectory();
    const state = openState(directory);
    const one = { name: 'work', url: 'http://127.0.0.1:1/000000000000/work', attributes: {} };
    const queues = [{ ...one, arn: 'arn:aws:sqs:eu-west-1:000000000000:work' }];
    const engine = await startQueues(queues, createQueueJournal(state));
    const found = await engine.call('GetQueueUrl', { QueueName: 'work' });
    engine.stop();
    state.close();
    removeDataDirectory(directory);
    expect(found.output).toEqual({ QueueUrl: one.url });
  });

  it('names a queue that is none as AWS does', async () => {
    await expect(send('absent', 'x')).rejects.toBeInstanceOf(QueueDoesNotExist);
  });

  const BODIES: readonly (readonly [string, string, boolean])[] = [
    ['an emoji', '🚚', true],
    ['the last of all characters', '\u{10ffff}', true],
    ['tab, line feed, carriage return', '\t\n\r', true],
    ['the ends of the basic plane', '\ud7ff\ue000\ufffd', true],
    ['U+FFFE', 'a\ufffe', false],
    ['U+FFFF', 'a\uffff', false],
    ['half a character', 'a\ud83d', false],
    ['NUL', 'a\u0000', false],
    ['a control character', 'a\u001f', false],
  ];

  it.each(BODIES)('%s in a body: %j is taken: %s', async (_what, body, isTaken) => {
    const one = send('work', body);
    if (isTaken) await one;
    else await expect(one).rejects.toMatchObject({ name: expect.stringMatching(/InvalidMessageContents$/) });
    const { Failed = [], Successful = [] } = await client.send(
      new SendMessageBatchCommand({
        QueueUrl: url('work'),
        Entries: [
          { Id: 'odd', MessageBody: body },
          { Id: 'plain', MessageBody: 'plain' },
        ],
      }),
    );
    expect(Successful.map(({ Id }) => Id)).toEqual(isTaken ? ['odd', 'plain'] : ['plain']);
    const refusal = { Id: 'odd', Code: 'InvalidMessageContents', SenderFault: true };
    expect(Failed).toEqual(isTaken ? [] : [expect.objectContaining(refusal)]);
    const found = await receive('work');
    expect(bodies(found).toSorted()).toEqual((isTaken ? [body, body, 'plain'] : ['plain']).toSorted());
    await remove('work', found);
  });

  it.each(['with space', 'é', 'x'.repeat(129)])('refuses the group id %j, and the others of a batch go', async (id) => {
    const more = { MessageGroupId: id, MessageDeduplicationId: 'd' };
    await expect(send('ordered.fifo', 'x', more)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    const entry = (Id: string, MessageGroupId: string) => ({
      Id,
      MessageBody: Id,
      MessageGroupId,
      MessageDeduplicationId: `${Id}-${id.length}`,
    });
    const { Failed = [] } = await client.send(
      new SendMessageBatchCommand({ QueueUrl: url('ordered.fifo'), Entries: [entry('odd', id), entry('even', 'g')] }),
    );
    expect(Failed).toEqual([expect.objectContaining({ Id: 'odd', Code: 'InvalidParameterValue', SenderFault: true })]);
    const found = await receive('ordered.fifo');
    expect(bodies(found)).toEqual(['even']);
    await remove('ordered.fifo', found);
  });

  it('keeps the order of a group, holds it back while one of it is under way, and drops doubles', async () => {
    const fifo = (body: string, group: string) =>
      send('ordered.fifo', body, { MessageGroupId: group, MessageDeduplicationId: body });
    for (const body of ['a1', 'a2', 'a2', 'a3']) await fifo(body, 'a');
    await fifo('b1', 'b');
    const first = await receive('ordered.fifo');
    expect(bodies(first)).toEqual(['a1', 'b1']);
    expect(await receive('ordered.fifo')).toEqual([]);
    await remove('ordered.fifo', first);
    const second = await receive('ordered.fifo');
    expect(bodies(second)).toEqual(['a2']);
    await remove('ordered.fifo', second);
    const third = await receive('ordered.fifo');
    expect(bodies(third)).toEqual(['a3']);
    await remove('ordered.fifo', third);
    expect(await receive('ordered.fifo')).toEqual([]);
  });

  it('makes a message visible again at once, and gives it to the dead letters after so many times', async () => {
    await send('work', 'poison');
    for (let time = 1; time <= 2; time += 1) {
      const [message] = await receive('work');
      expect(message?.Attributes?.ApproximateReceiveCount).toBe(String(time));
      const { ReceiptHandle } = message ?? {};
      await client.send(
        new ChangeMessageVisibilityCommand({ QueueUrl: url('work'), ReceiptHandle, VisibilityTimeout: 0 }),
      );
    }
    expect(await receive('work')).toEqual([]);
    const dead = await receive('dead');
    expect(bodies(dead)).toEqual(['poison']);
    await remove('dead', dead);
  });

  it('shows hidden and delayed messages when the local clock has moved past their time', async () => {
    await send('work', 'hidden');
    const [hidden] = await receive('work');
    await send('work', 'delayed', { DelaySeconds: 600 });
    cloud.clock.advance('PT29S');
    expect(await receive('work')).toEqual([]);
    cloud.clock.advance('PT10M');
    const found = await receive('work');
    expect(bodies(found)).toEqual(['hidden', 'delayed']);
    expect(found[0]?.MessageId).toBe(hidden?.MessageId);
    await remove('work', found);
  });

  it('wakes a long poll when a message comes', async () => {
    const waiting = receive('work', { WaitTimeSeconds: 20 });
    await send('work', 'awaited');
    const messages = await waiting;
    expect(bodies(messages)).toEqual(['awaited']);
    await remove('work', messages);
  });

  it('has every undeleted message after a restart: waiting, under way, delayed and dead', async () => {
    await client.send(
      new SendMessageBatchCommand({
        QueueUrl: url('work'),
        Entries: ['deleted', 'under way', 'waiting'].map((MessageBody, index) => ({ Id: String(index), MessageBody })),
      }),
    );
    await send('work', 'delayed', { DelaySeconds: 900 });
    await send('dead', 'dead', { MessageAttributes: { why: { DataType: 'String', StringValue: 'test' } } });
    const [deleted, inProgress] = await receive('work', { MaxNumberOfMessages: 2 });
    await remove('work', deleted === undefined ? [] : [deleted]);
    await send('ordered.fifo', 'c1', { MessageGroupId: 'c', MessageDeduplicationId: 'c1' });

    await stop();
    await start();

    const found = await receive('work');
    expect(bodies(found)).toEqual(['under way', 'waiting']);
    expect(found[0]?.MessageId).toBe(inProgress?.MessageId);
    expect(found.map(({ Attributes }) => Attributes?.ApproximateReceiveCount)).toEqual(['2', '1']);
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl: url('work'), AttributeNames: ['ApproximateNumberOfMessagesDelayed'] }),
    );
    expect(Attributes?.ApproximateNumberOfMessagesDelayed).toBe('1');
    const [dead] = await receive('dead', { MessageAttributeNames: ['All'] });
    expect([dead?.Body, dead?.MessageAttributes?.why?.StringValue]).toEqual(['dead', 'test']);
    await send('ordered.fifo', 'c1', { MessageGroupId: 'c', MessageDeduplicationId: 'c1' });
    await send('ordered.fifo', 'c2', { MessageGroupId: 'd', MessageDeduplicationId: 'c2' });
    const ordered = await receive('ordered.fifo');
    expect(bodies(ordered)).toEqual(['c1', 'c2']);
    const numbers = ordered.map(({ Attributes: { SequenceNumber = '' } = {} }) => SequenceNumber);
    expect(numbers).toEqual([...numbers].sort());
  });

  it('loses nothing when the process ends without a word, not even on the way to the dead letters', async () => {
    await send('work', 'crash');
    await receive('work', { VisibilityTimeout: 0 });
    await receive('work', { VisibilityTimeout: 0 });
    expect(bodies(await receive('work'))).not.toContain('crash');
    // The state as the end of the process would leave it: read by another engine while the first still runs.
    const state = openState(dataDirectory);
    const engine = await startQueues(queueDefinitions(MODEL, 'http://127.0.0.1:1'), createQueueJournal(state));
    const response = await engine.call('ReceiveMessage', { QueueUrl: '/dead', MaxNumberOfMessages: 10 });
    state.close();
    expect(response.output).toMatchObject({
      Messages: expect.arrayContaining([expect.objectContaining({ Body: 'crash' })]),
    });
  });
});
