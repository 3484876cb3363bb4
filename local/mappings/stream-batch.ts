import { randomUUID } from 'node:crypto';
import { type JsonRecord, numberAt, recordAt, stringAt } from '../assembly/json.ts';
import type { FunctionHost, InvocationResult } from '../ports.ts';
import { batchFailuresOf } from './batch-failures.ts';
import type { StreamMappingDefinition } from './mapping-definition.ts';

/** A record as Lambda gives it to a function. */
export type StreamRecord = JsonRecord;

export interface StreamBatchOptions {
  readonly definition: StreamMappingDefinition;
  readonly shardId: string;
  readonly host: Pick<FunctionHost, 'invoke'>;
  /** Sends an abandoned batch to the on-failure destination. */
  readonly abandon: (message: object) => Promise<void>;
  readonly now: () => Date;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly isStopping: () => boolean;
}

const PAUSE_MILLISECONDS = 100;
const MAX_PAUSE_MILLISECONDS = 5_000;

type AbandonCondition = 'RetryAttemptsExhausted' | 'RecordAgeExceeded';

/**
 * Gives a batch to the function until each record is taken or abandoned. A partial failure continues at the first
 * failed record; a whole failure is halved where the mapping bisects, which costs no retry.
 * @returns false when the runtime stopped before the end: the rest must be read again.
 */
export async function processStreamBatch(
  batch: readonly StreamRecord[],
  options: StreamBatchOptions,
  retries = 0,
): Promise<boolean> {
  const { definition } = options;
  let tries = retries;
  for (;;) {
    const young = batch.filter((record) => !isTooOld(record, options));
    const old = batch.filter((record) => !young.includes(record));
    if (old.length > 0) await abandon(old, 'RecordAgeExceeded', tries, undefined, options);
    if (young.length === 0) return true;
    const result = await options.host.invoke(definition.functionArn, { Records: young });
    const failures = batchFailuresOf(result, definition.reportsItemFailures, new Set(young.map(sequenceOf)));
    if (failures.kind === 'none') return true;
    if (options.isStopping()) return false;
    const firstFailed = failures.kind === 'all' ? 0 : young.findIndex((record) => failures.ids.has(sequenceOf(record)));
    const isThrottled = !result.ok && result.kind === 'Throttled';
    if (firstFailed > 0) {
      await options.pause(pauseOf(tries));
      return processStreamBatch(young.slice(firstFailed), options, tries + 1);
    }
    if (definition.bisects && young.length > 1 && !isThrottled) {
      const middle = failures.kind === 'some' ? 1 : Math.ceil(young.length / 2);
      const isFirstDone = await processStreamBatch(young.slice(0, middle), options, tries);
      return isFirstDone && processStreamBatch(young.slice(middle), options, tries);
    }
    if (!isThrottled) {
      if (definition.maxRetries !== undefined && tries >= definition.maxRetries) {
        await abandon(young, 'RetryAttemptsExhausted', tries + 1, result, options);
        return true;
      }
      tries += 1;
    }
    await options.pause(pauseOf(tries));
    if (options.isStopping()) return false;
  }
}

const pauseOf = (tries: number): number => Math.min(PAUSE_MILLISECONDS * 2 ** tries, MAX_PAUSE_MILLISECONDS);

export const sequenceOf = (record: StreamRecord): string =>
  stringAt(recordAt(record, 'dynamodb'), 'SequenceNumber') ?? '';

const createdAt = (record: StreamRecord): number =>
  (numberAt(recordAt(record, 'dynamodb'), 'ApproximateCreationDateTime') ?? 0) * 1000;

const isTooOld = (record: StreamRecord, { definition, now }: StreamBatchOptions): boolean =>
  createdAt(record) > 0 && now().getTime() - createdAt(record) > definition.oldestRecordMilliseconds;

/** https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html */
async function abandon(
  records: readonly StreamRecord[],
  condition: AbandonCondition,
  invokeCount: number,
  result: InvocationResult | undefined,
  { definition, shardId, abandon: send, now }: StreamBatchOptions,
): Promise<void> {
  const [first, last] = [records[0] ?? {}, records.at(-1) ?? {}];
  await send({
    requestContext: {
      requestId: randomUUID(),
      functionArn: definition.functionArn,
      condition,
      approximateInvokeCount: invokeCount,
    },
    ...(result === undefined
      ? {}
      : {
          responseContext: {
            statusCode: 200,
            executedVersion: '$LATEST',
            functionError: result.ok ? null : 'Unhandled',
          },
        }),
    version: '1.0',
    timestamp: now().toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: sequenceOf(first),
      endSequenceNumber: sequenceOf(last),
      approximateArrivalOfFirstRecord: new Date(createdAt(first)).toISOString(),
      approximateArrivalOfLastRecord: new Date(createdAt(last)).toISOString(),
      batchSize: records.length,
      streamArn: stringAt(first, 'eventSourceARN') ?? definition.sourceArn,
    },
  });
}
