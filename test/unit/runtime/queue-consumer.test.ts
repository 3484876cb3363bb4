import type { Context, SQSEvent } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { VisibilityChange } from '../../../functions/consumers/message-visibility.ts';
import { queueConsumer, UnprocessableMessageError } from '../../../functions/consumers/queue-consumer.ts';
import { MAX_RECEIVES, retrySeconds } from '../../../shared/contract/receives.ts';

process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
process.env.POWERTOOLS_METRICS_DISABLED = 'true';
process.env.POWERTOOLS_METRICS_NAMESPACE = 'Wismo';

const context = { awsRequestId: 'r', functionName: 'f' } as Context;

interface Given {
  readonly group?: string;
  readonly receives?: number;
}

const message = (messageId: string, body: unknown, { group = 'g', receives = 2 }: Given = {}) => ({
  messageId,
  receiptHandle: `handle-${messageId}`,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  eventSourceARN: 'arn:aws:sqs:eu-west-1:000000000000:work',
  attributes: { ApproximateReceiveCount: String(receives), SentTimestamp: '1763632800000', MessageGroupId: group },
  messageAttributes: { correlationId: { dataType: 'String', stringValue: 'c-1' } },
});

const batch = (...records: ReturnType<typeof message>[]) => ({ Records: records }) as unknown as SQSEvent;

const failedOf = (response: { batchItemFailures: readonly { itemIdentifier: string }[] }) =>
  response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);

const shape = () => z.object({ n: z.number() });

/** By message, the seconds until it is handed out again. */
let again: Record<string, number>;
beforeEach(() => {
  again = {};
});
const changeVisibility = async (_queueArn: string, changes: readonly VisibilityChange[]): Promise<void> => {
  for (const { receiptHandle, seconds } of changes) again[receiptHandle.replace('handle-', '')] = seconds;
};
const options = { name: 'test', message: shape, changeVisibility };

describe('a queue consumer', () => {
  it('gives back only what failed: a throw, a body that does not fit, a body that is no JSON', async () => {
    const seen: number[] = [];
    const consume = queueConsumer(options, async ({ n }, { attributes, receiveCount }) => {
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

  it('has what failed again after seconds, then minutes, and what cannot be processed at once', async () => {
    const consume = queueConsumer(options, async ({ n }) => {
      if (n === 0) throw new UnprocessableMessageError('never');
      throw new Error('no');
    });
    await consume(
      batch(
        message('first', { n: 1 }, { receives: 1 }),
        message('fourth', { n: 1 }, { receives: 4 }),
        message('never', { n: 0 }),
        message('unread', '{'),
      ),
      context,
    );
    expect(again).toEqual({ first: retrySeconds(1), fourth: retrySeconds(4), never: 0, unread: 0 });
    expect([1, 2, 3, 4, 5, 6, 20].map(retrySeconds)).toEqual([5, 15, 45, 90, 180, 180, 180]);
  });

  it('has a message that waits for somebody else again at that time, and calls it no failure', async () => {
    const until = new Date(Date.now() + 60_000);
    const consume = queueConsumer(options, async (_message, { defer }) => defer(until, 'held'));
    expect(failedOf(await consume(batch(message('a', { n: 1 })), context))).toEqual(['a']);
    expect(again.a).toBeGreaterThan(55);
    expect(again.a).toBeLessThanOrEqual(60);
  });

  it('hands what it cannot process over to whoever takes it, and keeps it where they do not', async () => {
    const parked: string[] = [];
    const consume = queueConsumer(
      {
        ...options,
        park: async (body) => {
          if (body === '[') throw new Error('no room');
          parked.push(body);
        },
      },
      async () => undefined,
    );
    const response = await consume(batch(message('a', '{'), message('b', '['), message('c', { n: 1 })), context);
    expect(failedOf(response)).toEqual(['b']);
    expect(parked).toEqual(['{']);
    expect(again).toEqual({ b: retrySeconds(2) });
  });

  it('does its work where the time of the next receive cannot be set', async () => {
    const consume = queueConsumer(
      { ...options, changeVisibility: () => Promise.reject(new Error('denied')) },
      async () => {
        throw new Error('no');
      },
    );
    expect(failedOf(await consume(batch(message('a', { n: 1 })), context))).toEqual(['a']);
  });
});

describe('a consumer of a FIFO queue', () => {
  const seen: string[] = [];
  const consume = queueConsumer({ ...options, fifo: true }, async ({ n }, { messageId }) => {
    if (n < 0) throw new Error('no');
    if (n === 0) throw new UnprocessableMessageError('never');
    await Promise.resolve();
    seen.push(messageId);
  });
  beforeEach(() => {
    seen.length = 0;
  });

  it('keeps a group in order, holds back what follows a failure, and has all of it again together', async () => {
    const response = await consume(
      batch(
        message('a1', { n: 1 }, { group: 'a' }),
        message('b1', { n: 1 }, { group: 'b' }),
        message('a2', { n: -1 }, { group: 'a' }),
        message('b2', { n: 1 }, { group: 'b' }),
        message('a3', { n: 1 }, { group: 'a', receives: 1 }),
      ),
      context,
    );
    expect(failedOf(response)).toEqual(['a2', 'a3']);
    expect(seen.toSorted()).toEqual(['a1', 'b1', 'b2']);
    expect(seen.indexOf('b1')).toBeLessThan(seen.indexOf('b2'));
    expect(again).toEqual({ a2: retrySeconds(2), a3: retrySeconds(2) });
  });

  it.each([
    ['cannot be read', '{'],
    ['does not fit', { m: 1 }],
    ['cannot be carried out', { n: 0 }],
  ])('a message that %s does not hold its group', async (_what, body) => {
    const response = await consume(batch(message('a1', body), message('a2', { n: 1 })), context);
    expect([failedOf(response), seen, again]).toEqual([['a1'], ['a2'], { a1: 0 }]);
  });

  it('one that is about to become a dead letter takes nobody with it', async () => {
    const receives = MAX_RECEIVES;
    const response = await consume(
      batch(message('a1', { n: -1 }, { receives }), message('a2', { n: 1 }, { receives })),
      context,
    );
    expect([failedOf(response), seen]).toEqual([['a1'], ['a2']]);
  });
});
