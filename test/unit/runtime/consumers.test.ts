import { marshall } from '@aws-sdk/util-dynamodb';
import type { Context, DynamoDBStreamEvent, SQSEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { secretReader } from '../../../functions/composition/secrets.ts';
import { queueConsumer } from '../../../functions/consumers/queue-consumer.ts';
import { scheduled } from '../../../functions/consumers/scheduled.ts';
import { streamConsumer } from '../../../functions/consumers/stream-consumer.ts';

process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
process.env.POWERTOOLS_METRICS_DISABLED = 'true';
process.env.POWERTOOLS_METRICS_NAMESPACE = 'Wismo';

const context = { awsRequestId: 'r', functionName: 'f' } as Context;

const message = (messageId: string, body: unknown, group = 'g') => ({
  messageId,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  attributes: { ApproximateReceiveCount: '2', SentTimestamp: '1763632800000', MessageGroupId: group },
  messageAttributes: { correlationId: { dataType: 'String', stringValue: 'c-1' } },
});

const batch = (...records: ReturnType<typeof message>[]) => ({ Records: records }) as unknown as SQSEvent;

const failedOf = (response: { batchItemFailures: readonly { itemIdentifier: string }[] }) =>
  response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);

describe('a queue consumer', () => {
  const shape = z.object({ n: z.number() });

  it('gives back only what failed: a throw, a body that does not fit, a body that is no JSON', async () => {
    const seen: number[] = [];
    const consume = queueConsumer({ name: 'test', message: shape }, async ({ n }, { attributes, receiveCount }) => {
      expect({ attributes, receiveCount }).toEqual({ attributes: { correlationId: 'c-1' }, receiveCount: 2 });
      if (n === 2) throw new Error('no');
      seen.push(n);
    });
    const response = await consume(
      batch(
        message('a', { n: 1 }),
        message('b', { n: 2 }),
        message('c', { m: 3 }),
        message('d', '{'),
        message('e', { n: 5 }),
      ),
      context,
    );
    expect(failedOf(response).toSorted()).toEqual(['b', 'c', 'd']);
    expect(seen).toEqual([1, 5]);
  });

  it('on a FIFO queue keeps a group in order and holds back what follows a failure', async () => {
    const seen: string[] = [];
    const consume = queueConsumer({ name: 'test', message: shape, fifo: true }, async ({ n }, { messageId }) => {
      if (n < 0) throw new Error('no');
      await Promise.resolve();
      seen.push(messageId);
    });
    const response = await consume(
      batch(
        message('a1', { n: 1 }, 'a'),
        message('b1', { n: 1 }, 'b'),
        message('a2', { n: -1 }, 'a'),
        message('b2', { n: 1 }, 'b'),
        message('a3', { n: 1 }, 'a'),
      ),
      context,
    );
    expect(failedOf(response)).toEqual(['a2', 'a3']);
    expect(seen.toSorted()).toEqual(['a1', 'b1', 'b2']);
    expect(seen.indexOf('b1')).toBeLessThan(seen.indexOf('b2'));
  });
});

describe('a stream consumer', () => {
  const record = (sequence: string, item: Record<string, unknown>) => ({
    eventName: 'INSERT',
    dynamodb: {
      SequenceNumber: sequence,
      ApproximateCreationDateTime: 1763632800,
      Keys: marshall({ pk: 'a' }),
      NewImage: marshall(item),
    },
  });
  const event = { Records: [record('1', { n: 1 }), record('2', { n: 2 }), record('3', { n: 3 })] };

  it('sees the batch as plain values and goes on from the earliest failure', async () => {
    const consume = streamConsumer({ name: 'test' }, async (changes) => {
      expect(changes.map(({ newItem }) => newItem?.n)).toEqual([1, 2, 3]);
      return ['3', '2'];
    });
    expect(failedOf(await consume(event as unknown as DynamoDBStreamEvent, context))).toEqual(['2']);
    const content = streamConsumer({ name: 'test' }, async () => []);
    expect(failedOf(await content(event as unknown as DynamoDBStreamEvent, context))).toEqual([]);
  });
});

describe('a scheduled function', () => {
  it('checks its input, and lets a failure be a failure', async () => {
    const run = scheduled({ name: 'test', input: z.object({ orderId: z.string() }) }, async ({ orderId }) => {
      if (orderId === 'bad') throw new Error('no');
    });
    await expect(run({ orderId: 'ord_1' }, context)).resolves.toBeUndefined();
    await expect(run({ orderId: 'bad' }, context)).rejects.toThrow('no');
    await expect(run({}, context)).rejects.toThrow();
  });
});

describe('secrets', () => {
  it('are fetched anew when none fits, but not for every forgery', async () => {
    let now = 0;
    let stored = { current: 'one', previous: 'zero' };
    const fetches: boolean[] = [];
    const reader = secretReader(
      async (_, force) => {
        fetches.push(force);
        return JSON.stringify(stored);
      },
      () => now,
    );
    const accepts = (secret: string) => reader.accepts('id', (candidate) => candidate === secret);
    expect(await accepts('one')).toBe(true);
    expect(await accepts('zero')).toBe(true);
    expect(fetches).toEqual([false, false]);
    expect(await accepts('forged')).toBe(false);
    expect(await accepts('forged')).toBe(false);
    expect(fetches).toEqual([false, false, false, true, false]);
    now = 60_000;
    stored = { current: 'two', previous: 'one' };
    expect(await accepts('two')).toBe(true);
  });

  it('of another form are refused without their value', async () => {
    const reader = secretReader(
      async () => '{"key":"hidden"}',
      () => 0,
    );
    await expect(reader.read('id')).rejects.toThrow(/^((?!hidden).)*$/);
  });
});
