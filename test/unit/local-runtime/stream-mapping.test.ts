import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { JsonRecord } from '../../../local/assembly/json.ts';
import { createFilter } from '../../../local/mappings/filter.ts';
import type { StreamMappingDefinition } from '../../../local/mappings/mapping-definition.ts';
import { openPositions } from '../../../local/mappings/positions.ts';
import { StreamMapping } from '../../../local/mappings/stream-mapping.ts';
import type { StreamReader } from '../../../local/mappings/stream-reader.ts';
import type { InvocationResult } from '../../../local/ports.ts';
import { eventually } from '../../support/eventually.ts';
import { OK, record, sequencesOf, streamDefinition } from './support/mappings.ts';

const WRITE = { service: 'dynamodb', operation: 'PutItem', principal: 'local', input: {} };
const directory = mkdtempSync(join(tmpdir(), 'wismo-mappings-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** A mapping of a name of its own; what it reads is what the reader finds. */
function mappingOver(
  read: StreamReader['read'],
  invoke: (batch: string[]) => Promise<InvocationResult>,
  name: string,
  more: Partial<StreamMappingDefinition> = {},
) {
  const positions = openPositions(join(directory, `${name}.json`), 'arn:stream');
  const mapping = new StreamMapping({
    definition: streamDefinition(more),
    positions,
    streamArn: 'arn:stream',
    partitionKey: 'pk',
    reader: { read },
    host: { invoke: (_arn, event) => invoke(sequencesOf(event)) },
    abandon: () => Promise.resolve(),
    onError: (error) => {
      throw error;
    },
  });
  return { mapping, positions };
}

/** A reader over pages that are given to it. */
function mappingOf(invoke: (batch: string[]) => Promise<InvocationResult>, name: string, more = {}) {
  const pages: JsonRecord[][] = [];
  const read = async () => {
    const records = pages.shift();
    return records === undefined ? [] : [{ shardId: 'shard', records }];
  };
  return { pages, ...mappingOver(read, invoke, name, more) };
}

describe('a stream mapping', () => {
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
    mapping.wake(WRITE);
    expect(mapping.pending()).toBe(1);
    await eventually(() => expect(seen).toEqual(['1']));
    await mapping.stop();
  });

  it('is not woken by what its filter leaves out', async () => {
    const { mapping } = mappingOf(async () => OK, 'left-out', {
      filtersNewImages: true,
      filter: createFilter({ FilterCriteria: { Filters: [{ Pattern: '{"dynamodb":{"NewImage":{"a":["x"]}}}' }] } }),
    });
    mapping.start();
    await eventually(() => expect(mapping.pending()).toBe(0));
    mapping.wake({ ...WRITE, input: { Item: { a: 'y' } } });
    expect(mapping.pending()).toBe(0);
    mapping.wake({ ...WRITE, input: { Item: { a: 'x' } } });
    expect(mapping.pending()).toBe(1);
    await mapping.stop();
  });
});

it('a stream mapping is not at rest while it reads what was written', async () => {
  let finishRead: () => void = () => undefined;
  const { mapping } = mappingOver(
    () =>
      new Promise((resolve) => {
        finishRead = () => resolve([]);
      }),
    () => Promise.reject(new Error('called')),
    'read',
    { batchSize: 1 },
  );
  mapping.start();
  await eventually(() => expect(mapping.pending()).toBe(1));
  finishRead();
  await eventually(() => expect(mapping.pending()).toBe(0));
  finishRead();
  await mapping.stop();
});
