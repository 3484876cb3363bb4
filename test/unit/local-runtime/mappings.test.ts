import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { JsonRecord } from '../../../local/assembly/json.ts';
import type { AwsJsonClient } from '../../../local/mappings/aws-json.ts';
import { batchFailuresOf } from '../../../local/mappings/batch-failures.ts';
import { createFilter } from '../../../local/mappings/filter.ts';
import type { QueueMappingDefinition, StreamMappingDefinition } from '../../../local/mappings/mapping-definition.ts';
import { openPositions } from '../../../local/mappings/positions.ts';
import { QueueMapping } from '../../../local/mappings/queue-mapping.ts';
import { processStreamBatch } from '../../../local/mappings/stream-batch.ts';
import { StreamMapping } from '../../../local/mappings/stream-mapping.ts';
import type { InvocationResult } from '../../../local/ports.ts';
import { eventually } from '../../support/eventually.ts';

const directory = mkdtempSync(join(tmpdir(), 'wismo-mappings-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const OK: InvocationResult = { ok: true, payload: { batchItemFailures: [] } };
const THROWN: InvocationResult = { ok: false, kind: 'Unhandled', errorType: 'Error', message: 'x' };
const THROTTLED: InvocationResult = { ok: false, kind: 'Throttled', errorType: 'T', message: 'x' };
const failing = (...ids: string[]): InvocationResult => ({
  ok: true,
  payload: { batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) },
});

const common = {
  id: 'Mapping',
  constructPath: 'shop/Mapping',
  functionId: 'Fn',
  functionArn: 'arn:fn',
  batchingWindowMilliseconds: 0,
  reportsItemFailures: true,
  filter: () => true,
  region: 'eu-west-1',
};

describe('filters', () => {
  const passes = (pattern: object, record: unknown): boolean =>
    createFilter({ FilterCriteria: { Filters: [{ Pattern: JSON.stringify(pattern) }] } })(record);
  it.each([
    ['exact', { a: ['x', 'y'] }, { a: 'y' }, { a: 'z' }],
    ['nested', { a: { b: { S: ['x'] } } }, { a: { b: { S: 'x' } } }, { a: {} }],
    ['prefix', { a: [{ prefix: 'ab' }] }, { a: 'abc' }, { a: 'bc' }],
    ['suffix', { a: [{ suffix: 'bc' }] }, { a: 'abc' }, { a: 'ab' }],
    ['exists', { a: [{ exists: true }] }, { a: null }, { b: 1 }],
    ['exists not', { a: [{ exists: false }] }, { b: 1 }, { a: 1 }],
    ['anything-but', { a: [{ 'anything-but': ['x', 'y'] }] }, { a: 'z' }, { a: 'x' }],
    ['anything-but prefix', { a: [{ 'anything-but': { prefix: 'x' } }] }, { a: 'z' }, { a: 'xy' }],
    ['numeric', { a: [{ numeric: ['>', 1, '<=', 3] }] }, { a: 3 }, { a: 1 }],
    ['equals-ignore-case', { a: [{ 'equals-ignore-case': 'X' }] }, { a: 'x' }, { a: 'y' }],
    ['null', { a: [null] }, { a: null }, { a: 1 }],
    ['an element of a list', { a: ['x'] }, { a: ['z', 'x'] }, { a: ['z'] }],
    ['$or', { $or: [{ a: ['x'] }, { b: ['y'] }] }, { b: 'y' }, { a: 'y' }],
    ['all of several keys', { a: ['x'], b: ['y'] }, { a: 'x', b: 'y' }, { a: 'x' }],
  ])('by %s', (_name, pattern, taken, left) => {
    expect([passes(pattern, taken), passes(pattern, left)]).toEqual([true, false]);
  });

  it('let through what any of them takes, and everything where there are none', () => {
    const any = createFilter({ FilterCriteria: { Filters: [{ Pattern: '{"a":["x"]}' }, { Pattern: '{"b":["y"]}' }] } });
    expect([any({ a: 'x' }), any({ b: 'y' }), any({})]).toEqual([true, true, false]);
    expect(createFilter({})({})).toBe(true);
  });

  it('refuse an operator that is not known', () => {
    expect(() => passes({ a: [{ cidr: '10.0.0.0/8' }] }, {})).toThrow('{"cidr":"10.0.0.0/8"} is not known here');
  });
});

describe('batch item failures', () => {
  const ids = new Set(['1', '2']);
  it.each([
    ['nothing reported', OK, { kind: 'none' }],
    ['no list', { ok: true, payload: null }, { kind: 'none' }],
    ['some', failing('2'), { kind: 'some', ids: new Set(['2']) }],
    ['an unknown id', failing('9'), { kind: 'all' }],
    ['an empty id', failing(''), { kind: 'all' }],
    ['a throw', THROWN, { kind: 'all' }],
  ] satisfies [string, InvocationResult, object][])('%s', (_name, result, expected) => {
    expect(batchFailuresOf(result, true, ids)).toEqual(expected);
  });

  it('count for nothing where the mapping does not report them', () => {
    expect(batchFailuresOf(failing('1'), false, ids)).toEqual({ kind: 'none' });
  });
});

const NOW = new Date('2026-01-01T12:00:00Z');
const record = (sequence: string, key = 'k', ageSeconds = 0): JsonRecord => ({
  eventName: 'INSERT',
  dynamodb: {
    SequenceNumber: sequence,
    ApproximateCreationDateTime: NOW.getTime() / 1000 - ageSeconds,
    Keys: { pk: { S: key }, sk: { S: sequence } },
    NewImage: {},
  },
});
const sequencesOf = (event: unknown): string[] =>
  (event as { Records: { dynamodb: { SequenceNumber: string } }[] }).Records.map((one) => one.dynamodb.SequenceNumber);

const streamDefinition = (more: Partial<StreamMappingDefinition> = {}): StreamMappingDefinition => ({
  ...common,
  kind: 'stream',
  sourceArn: 'arn:stream',
  batchSize: 10,
  startsAt: 'TRIM_HORIZON',
  maxRetries: 1,
  oldestRecordMilliseconds: 60_000,
  bisects: false,
  parallelization: 1,
  onFailureQueueUrl: 'queue',
  ...more,
});

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

describe('a stream mapping', () => {
  /** A reader over pages that are given to it. */
  function mappingOf(invoke: (batch: string[]) => Promise<InvocationResult>, name: string, more = {}) {
    const pages: JsonRecord[][] = [];
    const positions = openPositions(join(directory, `${name}.json`), 'arn:stream');
    const mapping = new StreamMapping({
      definition: streamDefinition(more),
      positions,
      streamArn: 'arn:stream',
      partitionKey: 'pk',
      reader: {
        read: async () => {
          const records = pages.shift();
          return records === undefined ? [] : [{ shardId: 'shard', records }];
        },
      },
      host: { invoke: (_arn, event) => invoke(sequencesOf(event)) },
      abandon: () => Promise.resolve(),
      onError: (error) => {
        throw error;
      },
    });
    return { mapping, pages, positions };
  }
  const now = (): number => Date.now() / 1000;
  const fresh = (sequence: string, key: string): JsonRecord => {
    const made = record(sequence, key);
    return { ...made, dynamodb: { ...(made.dynamodb as JsonRecord), ApproximateCreationDateTime: now() } };
  };

  it('is at rest only when everything read is done, and remembers how far it came', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const { mapping, pages } = mappingOf(async () => {
      await released;
      return OK;
    }, 'rest');
    pages.push([fresh('1', 'a'), fresh('2', 'b')]);
    mapping.start();
    await eventually(() => expect(mapping.pending()).toBe(2));
    release();
    await eventually(() => expect(mapping.pending()).toBe(0));
    await mapping.stop();
    expect(openPositions(join(directory, 'rest.json'), 'arn:stream').get('shard')).toBe('2');
    expect(openPositions(join(directory, 'rest.json'), 'arn:another').get('shard')).toBeUndefined();
  });

  it('keeps a key in order while others pass, and its position behind what is open', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const done: string[][] = [];
    const { mapping, pages, positions } = mappingOf(
      async (batch) => {
        if (batch.includes('1')) await released;
        done.push(batch);
        return OK;
      },
      'order',
      { parallelization: 10, batchSize: 1 },
    );
    pages.push([fresh('1', 'a'), fresh('2', 'b'), fresh('3', 'a'), fresh('4', 'c')]);
    mapping.start();
    await eventually(() => expect(done).toEqual(expect.arrayContaining([['2'], ['4']])));
    expect(done.flat()).not.toContain('3');
    expect(positions.get('shard')).toBeUndefined();
    release();
    await eventually(() => expect(positions.get('shard')).toBe('4'));
    expect(done.flat().indexOf('1')).toBeLessThan(done.flat().indexOf('3'));
    await mapping.stop();
  });

  it('moves over what its filter leaves out without a call', async () => {
    const { mapping, pages, positions } = mappingOf(() => Promise.reject(new Error('called')), 'filter', {
      filter: () => false,
    });
    pages.push([fresh('1', 'a')]);
    mapping.start();
    await eventually(() => expect(positions.get('shard')).toBe('1'));
    await mapping.stop();
  });

  it('wakes at once', async () => {
    const seen: string[] = [];
    const { mapping, pages } = mappingOf(async (batch) => {
      seen.push(...batch);
      return OK;
    }, 'wake');
    mapping.start();
    await eventually(() => expect(mapping.pending()).toBe(0));
    pages.push([fresh('1', 'a')]);
    mapping.wake();
    expect(mapping.pending()).toBe(1);
    await eventually(() => expect(seen).toEqual(['1']));
    await mapping.stop();
  });
});

describe('a queue mapping', () => {
  const definition = (more: Partial<QueueMappingDefinition> = {}): QueueMappingDefinition => ({
    ...common,
    kind: 'queue',
    sourceArn: 'arn:aws:sqs:eu-west-1:000000000000:q',
    queueUrl: 'http://edge/000000000000/q',
    batchSize: 10,
    maxConcurrency: 2,
    ...more,
  });
  const message = (id: string, body = 'x'): JsonRecord => ({
    MessageId: id,
    ReceiptHandle: `handle-${id}`,
    Body: body,
    MD5OfBody: 'md5',
    Attributes: { ApproximateReceiveCount: '1' },
    MessageAttributes: { trace: { StringValue: 't', DataType: 'String' } },
  });

  function run(
    batches: JsonRecord[][],
    invoke: (event: { Records: JsonRecord[] }) => Promise<InvocationResult>,
    more: Partial<QueueMappingDefinition> = {},
  ) {
    const deleted: string[] = [];
    const client: AwsJsonClient = {
      call: async (operation, input, signal) => {
        if (operation === 'DeleteMessageBatch') {
          deleted.push(...(input.Entries as { ReceiptHandle: string }[]).map(({ ReceiptHandle }) => ReceiptHandle));
          return {};
        }
        const messages = batches.shift();
        if (messages !== undefined) return { Messages: messages };
        return new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
        });
      },
    };
    const mapping = new QueueMapping({
      definition: definition(more),
      client,
      host: { invoke: (_arn, event) => invoke(event as { Records: JsonRecord[] }) },
      onError: (error) => {
        throw error;
      },
    });
    mapping.start();
    return { mapping, deleted };
  }

  it('gives the function records as Lambda does, and deletes what succeeded', async () => {
    const events: { Records: JsonRecord[] }[] = [];
    const { mapping, deleted } = run([[message('1'), message('2')]], async (event) => {
      events.push(event);
      return failing('2');
    });
    await eventually(() => expect(deleted).toEqual(['handle-1']));
    expect(events[0]?.Records[0]).toEqual({
      messageId: '1',
      receiptHandle: 'handle-1',
      body: 'x',
      attributes: { ApproximateReceiveCount: '1' },
      messageAttributes: {
        trace: { stringValue: 't', stringListValues: [], binaryListValues: [], dataType: 'String' },
      },
      md5OfBody: 'md5',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:eu-west-1:000000000000:q',
      awsRegion: 'eu-west-1',
    });
    await mapping.stop();
  });

  it('deletes nothing when the function throws', async () => {
    let calls = 0;
    const { mapping, deleted } = run([[message('1')], [message('2')]], async () => {
      calls += 1;
      return THROWN;
    });
    await eventually(() => expect([calls, mapping.pending()]).toEqual([2, 0]));
    expect(deleted).toEqual([]);
    await mapping.stop();
  });

  it('runs as many batches side by side as the mapping says', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    let running = 0;
    const { mapping } = run([[message('1')], [message('2')], [message('3')]], async () => {
      running += 1;
      await released;
      return OK;
    });
    await eventually(() => expect(mapping.pending()).toBe(2));
    expect(running).toBe(2);
    release();
    await eventually(() => expect(running).toBe(3));
    await mapping.stop();
  });

  it('deletes unseen what its filter leaves out', async () => {
    const filter = createFilter({ FilterCriteria: { Filters: [{ Pattern: '{"body":{"kind":["wanted"]}}' }] } });
    const bodies: unknown[] = [];
    const { mapping, deleted } = run(
      [[message('1', '{"kind":"other"}'), message('2', '{"kind":"wanted"}')]],
      async ({ Records }) => {
        bodies.push(...Records.map(({ body }) => body));
        return OK;
      },
      { filter },
    );
    await eventually(() => expect(deleted).toEqual(['handle-1', 'handle-2']));
    expect(bodies).toEqual(['{"kind":"wanted"}']);
    await mapping.stop();
  });
});
