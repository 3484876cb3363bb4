import { describe, expect, it } from 'vitest';
import type { JsonRecord } from '../../../local/assembly/json.ts';
import type { AwsJsonClient } from '../../../local/mappings/aws-json.ts';
import { createFilter } from '../../../local/mappings/filter.ts';
import type { QueueMappingDefinition } from '../../../local/mappings/mapping-definition.ts';
import { QueueMapping } from '../../../local/mappings/queue-mapping.ts';
import type { InvocationResult } from '../../../local/ports.ts';
import { eventually } from '../../support/eventually.ts';
import { common, failing, OK, THROWN } from './support/mappings.ts';

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
