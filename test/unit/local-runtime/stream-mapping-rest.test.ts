import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openPositions } from '../../../local/mappings/positions.ts';
import { StreamMapping } from '../../../local/mappings/stream-mapping.ts';
import { eventually } from '../../support/eventually.ts';

const directory = mkdtempSync(join(tmpdir(), 'wismo-stream-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

it('a stream mapping is not at rest while it reads what was written', async () => {
  let finishRead: () => void = () => undefined;
  const mapping = new StreamMapping({
    definition: {
      constructPath: 'stream',
      functionArn: 'arn:fn',
      batchSize: 1,
      batchingWindowMilliseconds: 0,
      parallelization: 1,
      filter: () => true,
    } as never,
    positions: openPositions(join(directory, 'positions.json'), 'arn:stream'),
    streamArn: 'arn:stream',
    partitionKey: 'pk',
    reader: {
      read: () =>
        new Promise((resolve) => {
          finishRead = () => resolve([]);
        }),
    },
    host: { invoke: () => Promise.reject(new Error('called')) },
    abandon: () => Promise.resolve(),
    onError: (error) => {
      throw error;
    },
  });
  mapping.start();
  await eventually(() => expect(mapping.pending()).toBe(1));
  finishRead();
  await eventually(() => expect(mapping.pending()).toBe(0));
  finishRead();
  await mapping.stop();
});
