import { marshall } from '@aws-sdk/util-dynamodb';
import type { Context, DynamoDBStreamEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { type HandleChanges, type RecordToPark, streamConsumer } from '../../../functions/consumers/stream-consumer.ts';

process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
process.env.POWERTOOLS_METRICS_DISABLED = 'true';
process.env.POWERTOOLS_METRICS_NAMESPACE = 'Wismo';

const context = { awsRequestId: 'r', functionName: 'f' } as Context;

const record = (sequence: string, item: Record<string, unknown>) => ({
  eventName: 'INSERT',
  dynamodb: {
    SequenceNumber: sequence,
    ApproximateCreationDateTime: 1763632800,
    Keys: marshall({ pk: 'a' }),
    NewImage: marshall(item),
  },
});
const unreadable = (sequence: string) => ({
  eventName: 'INSERT',
  dynamodb: { SequenceNumber: sequence, Keys: marshall({ pk: 'a' }), NewImage: { n: { X: 'of no type' } } },
});
const three = [record('1', { n: 1 }), record('2', { n: 2 }), record('3', { n: 3 })];

const run = async (records: readonly object[], handle: HandleChanges, isTaken = true) => {
  const parked: RecordToPark[] = [];
  const consume = streamConsumer(
    {
      name: 'test',
      park: async (given) => {
        if (!isTaken) return given;
        parked.push(...given);
        return [];
      },
    },
    handle,
  );
  const { batchItemFailures } = await consume({ Records: records } as unknown as DynamoDBStreamEvent, context);
  return {
    from: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
    parked: parked.map((each) => ({ sequence: each.record.dynamodb?.SequenceNumber, reason: each.reason })),
  };
};

describe('a stream consumer', () => {
  it('sees the batch as plain values and goes on from the earliest failure', async () => {
    const { from } = await run(three, async (changes) => {
      expect(changes.map(({ newItem }) => newItem?.n)).toEqual([1, 2, 3]);
      return { failed: ['3', '2'], poison: [] };
    });
    expect(from).toEqual(['2']);
    expect(await run(three, async () => ({ failed: [], poison: [] }))).toEqual({ from: [], parked: [] });
  });

  it('parks what cannot be read or sent on, and asks for nothing again', async () => {
    const { from, parked } = await run([...three, unreadable('4')], async (changes) => {
      expect(changes).toHaveLength(3);
      return { failed: [], poison: [{ sequenceNumber: '2', reason: 'refused' }] };
    });
    expect(from).toEqual([]);
    expect(parked.toSorted((a, b) => Number(a.sequence) - Number(b.sequence))).toEqual([
      { sequence: '2', reason: 'refused' },
      { sequence: '4', reason: expect.stringMatching(/^Unreadable: \w+$/) },
    ]);
  });

  it('parks nothing twice: what is given again is parked when it comes again', async () => {
    const { from, parked } = await run(three, async () => ({
      failed: ['2'],
      poison: [
        { sequenceNumber: '1', reason: 'early' },
        { sequenceNumber: '3', reason: 'late' },
      ],
    }));
    expect([from, parked]).toEqual([['2'], [{ sequence: '1', reason: 'early' }]]);
  });

  it('has again what could not be parked', async () => {
    const poison = [{ sequenceNumber: '2', reason: 'refused' }];
    expect(await run(three, async () => ({ failed: [], poison }), false)).toEqual({ from: ['2'], parked: [] });
  });

  it('lets the batch fail where a record has not even a number and cannot be parked', async () => {
    const nameless = [{ eventName: 'INSERT', dynamodb: {} }];
    await expect(run(nameless, async () => ({ failed: [], poison: [] }), false)).rejects.toThrow('sequence number');
    expect((await run(nameless, async () => ({ failed: [], poison: [] }))).parked).toHaveLength(1);
  });
});
