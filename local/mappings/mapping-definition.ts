import { availableParallelism } from 'node:os';
import type { RunnableModel } from '../assembly/cloud-model.ts';
import { booleanAt, type JsonRecord, numberAt, recordAt, stringAt, stringsAt } from '../assembly/json.ts';
import type { Resource } from '../ports.ts';
import { createFilter, looksAtNewImagesOnly, type RecordFilter } from './filter.ts';

/** An event source mapping of the template, with AWS's defaults filled in. */
export interface MappingDefinition {
  readonly id: string;
  readonly constructPath: string;
  readonly sourceArn: string;
  readonly functionId: string;
  readonly functionArn: string;
  readonly batchSize: number;
  readonly batchingWindowMilliseconds: number;
  readonly reportsItemFailures: boolean;
  readonly filter: RecordFilter;
  /** The filter can be asked of an item that was written, before its record is read. */
  readonly filtersNewImages: boolean;
  readonly region: string;
}

export interface StreamMappingDefinition extends MappingDefinition {
  readonly kind: 'stream';
  readonly startsAt: 'TRIM_HORIZON' | 'LATEST';
  /** Retries after the first try; `undefined` until the record is too old. */
  readonly maxRetries: number | undefined;
  readonly oldestRecordMilliseconds: number;
  readonly bisects: boolean;
  readonly parallelization: number;
  /** URL of the queue that is notified of what was abandoned. */
  readonly onFailureQueueUrl: string | undefined;
}

export interface QueueMappingDefinition extends MappingDefinition {
  readonly kind: 'queue';
  readonly queueUrl: string;
  readonly maxConcurrency: number;
}

const STREAM_BATCH_SIZE = 100;
const QUEUE_BATCH_SIZE = 10;
/**
 * AWS begins with five pollers a queue. Here that many batches at a time only make each smaller and warm up a worker for
 * each: what a busy core cannot take yet goes in the next batch.
 */
const QUEUE_CONCURRENCY = Math.max(2, availableParallelism());
const STREAM_RETENTION_SECONDS = 24 * 60 * 60;

/** @throws when a mapping uses a source or a setting that does not run here. */
export function mappingDefinitions(
  model: RunnableModel,
): readonly (StreamMappingDefinition | QueueMappingDefinition)[] {
  return model
    .ofType('AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => booleanAt(properties, 'Enabled') !== false)
    .map((mapping) => definitionOf(mapping, model));
}

function definitionOf(mapping: Resource, model: RunnableModel): StreamMappingDefinition | QueueMappingDefinition {
  const { properties, constructPath, logicalId } = mapping;
  if (numberAt(properties, 'TumblingWindowInSeconds') !== undefined) {
    throw new Error(`${constructPath} (${logicalId}): tumbling windows do not run here`);
  }
  const sourceArn = stringAt(properties, 'EventSourceArn') ?? '';
  const target = functionOf(stringAt(properties, 'FunctionName') ?? '', model);
  const common = {
    id: logicalId,
    constructPath,
    sourceArn,
    functionId: target.logicalId,
    functionArn: model.arnOf(target.logicalId),
    batchingWindowMilliseconds: (numberAt(properties, 'MaximumBatchingWindowInSeconds') ?? 0) * 1000,
    reportsItemFailures: stringsAt(properties, 'FunctionResponseTypes').includes('ReportBatchItemFailures'),
    filter: createFilter(properties),
    filtersNewImages: looksAtNewImagesOnly(properties),
    region: model.region,
  };
  if (/^arn:aws:dynamodb:.*\/stream\//.test(sourceArn)) return { ...common, ...streamSettings(properties, model) };
  if (sourceArn.startsWith('arn:aws:sqs:')) return { ...common, ...queueSettings(properties, sourceArn, model) };
  throw new Error(`${constructPath} (${logicalId}): the source ${sourceArn} does not run here`);
}

function streamSettings(
  properties: JsonRecord,
  model: RunnableModel,
): Omit<StreamMappingDefinition, keyof Omit<MappingDefinition, 'batchSize'>> {
  const retries = numberAt(properties, 'MaximumRetryAttempts') ?? -1;
  const age = numberAt(properties, 'MaximumRecordAgeInSeconds') ?? -1;
  const destination = stringAt(recordAt(recordAt(properties, 'DestinationConfig'), 'OnFailure'), 'Destination');
  return {
    kind: 'stream',
    batchSize: numberAt(properties, 'BatchSize') ?? STREAM_BATCH_SIZE,
    startsAt: stringAt(properties, 'StartingPosition') === 'LATEST' ? 'LATEST' : 'TRIM_HORIZON',
    maxRetries: retries < 0 ? undefined : retries,
    oldestRecordMilliseconds: (age < 0 ? STREAM_RETENTION_SECONDS : age) * 1000,
    bisects: booleanAt(properties, 'BisectBatchOnFunctionError') === true,
    parallelization: numberAt(properties, 'ParallelizationFactor') ?? 1,
    onFailureQueueUrl: destination === undefined ? undefined : queueUrlOf(destination, model),
  };
}

function queueSettings(
  properties: JsonRecord,
  sourceArn: string,
  model: RunnableModel,
): Pick<QueueMappingDefinition, 'kind' | 'queueUrl' | 'batchSize' | 'maxConcurrency'> {
  return {
    kind: 'queue',
    queueUrl: queueUrlOf(sourceArn, model),
    batchSize: numberAt(properties, 'BatchSize') ?? QUEUE_BATCH_SIZE,
    maxConcurrency: numberAt(recordAt(properties, 'ScalingConfig'), 'MaximumConcurrency') ?? QUEUE_CONCURRENCY,
  };
}

function queueUrlOf(arn: string, model: RunnableModel): string {
  const queue = model.byArn(arn);
  if (queue?.type !== 'AWS::SQS::Queue') throw new Error(`${arn} is not a queue of the assembly`);
  return model.refOf(queue.logicalId);
}

function functionOf(nameOrArn: string, model: RunnableModel): Resource {
  const found = model
    .ofType('AWS::Lambda::Function')
    .find(({ logicalId }) => model.refOf(logicalId) === nameOrArn || model.arnOf(logicalId) === nameOrArn);
  if (found === undefined) throw new Error(`The function ${nameOrArn} is not in the assembly`);
  return found;
}
