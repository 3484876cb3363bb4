import { describe, expect, it } from 'vitest';
import type { StreamMappingDefinition } from '../../../local/mappings/mapping-definition.ts';
import { processStreamBatch } from '../../../local/mappings/stream-batch.ts';
import type { InvocationResult } from '../../../local/ports.ts';
import { failing, NOW, OK, record, sequencesOf, streamDefinition, THROTTLED, THROWN } from './support/mappings.ts';

describe('a batch of a stream', () => {
  async function run(
    sequences: readonly string[],
    responses: (batch: string[], call: number) => InvocationResult,
    more: Partial<StreamMappingDefinition> = {},
    records = sequences.map((sequence) => record(sequence)),
  ) {
    const calls: string[][] = [];
    const released: { requestContext: { condition: string }; DDBStreamBatchInfo: Record<string, unknown> }[] = [];
    const isFinished = await processStreamBatch(records, {
      definition: streamDefinition(more),
      shardId: 'shard',
      host: {
        invoke: async (_arn, event) => {
          calls.push(sequencesOf(event));
          return responses(sequencesOf(event), calls.length);
        },
      },
      abandon: async (message) => {
        released.push(message as (typeof released)[number]);
      },
      now: () => NOW,
      pause: () => Promise.resolve(),
      isStopping: () => false,
    });
    return { calls, released, isFinished };
  }

  it('goes to the function once when it succeeds', async () => {
    expect(await run(['1', '2'], () => OK)).toEqual({ calls: [['1', '2']], released: [], isFinished: true });
  });

  it('continues at the first failed record', async () => {
    const { calls } = await run(['1', '2', '3'], (_batch, call) => (call === 1 ? failing('3', '2') : OK));
    expect(calls).toEqual([
      ['1', '2', '3'],
      ['2', '3'],
    ]);
  });

  it('is halved when it fails as a whole, and halving costs no retry', async () => {
    const { calls, released } = await run(['1', '2', '3', '4'], (batch) => (batch.includes('3') ? THROWN : OK), {
      bisects: true,
    });
    expect(calls).toEqual([['1', '2', '3', '4'], ['1', '2'], ['3', '4'], ['3'], ['3'], ['4']]);
    expect(released).toMatchObject([
      {
        requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2, functionArn: 'arn:fn' },
        DDBStreamBatchInfo: { shardId: 'shard', startSequenceNumber: '3', endSequenceNumber: '3', batchSize: 1 },
      },
    ]);
  });

  it('is abandoned after its retries', async () => {
    const { calls, released } = await run(['1', '2'], () => THROWN);
    expect(calls).toHaveLength(2);
    expect(released).toMatchObject([{ DDBStreamBatchInfo: { startSequenceNumber: '1', endSequenceNumber: '2' } }]);
  });

  it('loses no retry to throttling', async () => {
    const { calls, released } = await run(['1'], (_batch, call) => (call < 5 ? THROTTLED : OK));
    expect([calls.length, released]).toEqual([5, []]);
  });

  it('abandons what is too old, and takes the rest', async () => {
    const { calls, released } = await run([], () => OK, {}, [record('1', 'k', 61), record('2', 'k', 1)]);
    expect(calls).toEqual([['2']]);
    expect(released).toMatchObject([
      { requestContext: { condition: 'RecordAgeExceeded' }, DDBStreamBatchInfo: { startSequenceNumber: '1' } },
    ]);
  });
});
