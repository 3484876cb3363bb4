import type { JsonRecord } from '../../../../local/assembly/json.ts';
import type { StreamMappingDefinition } from '../../../../local/mappings/mapping-definition.ts';
import type { InvocationResult } from '../../../../local/ports.ts';

export const OK: InvocationResult = { ok: true, payload: { batchItemFailures: [] } };
export const THROWN: InvocationResult = { ok: false, kind: 'Unhandled', errorType: 'Error', message: 'x' };
export const THROTTLED: InvocationResult = { ok: false, kind: 'Throttled', errorType: 'T', message: 'x' };
export const failing = (...ids: string[]): InvocationResult => ({
  ok: true,
  payload: { batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) },
});

export const common = {
  id: 'Mapping',
  constructPath: 'shop/Mapping',
  functionId: 'Fn',
  functionArn: 'arn:fn',
  batchingWindowMilliseconds: 0,
  reportsItemFailures: true,
  filter: () => true,
  filtersNewImages: false,
  region: 'eu-west-1',
};

export const NOW = new Date('2026-01-01T12:00:00Z');
export const record = (sequence: string, key = 'k', ageSeconds = 0): JsonRecord => ({
  eventName: 'INSERT',
  dynamodb: {
    SequenceNumber: sequence,
    ApproximateCreationDateTime: NOW.getTime() / 1000 - ageSeconds,
    Keys: { pk: { S: key }, sk: { S: sequence } },
    NewImage: {},
  },
});
export const sequencesOf = (event: unknown): string[] =>
  (event as { Records: { dynamodb: { SequenceNumber: string } }[] }).Records.map((one) => one.dynamodb.SequenceNumber);

export const streamDefinition = (more: Partial<StreamMappingDefinition> = {}): StreamMappingDefinition => ({
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
