import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { type LambdaHandler, lambdaHandler } from '../composition/lambda-handler.ts';
import { type Logger, logger, type Metrics, metrics } from '../composition/observability.ts';

/** One change of one item, as plain values. */
export interface TableChange {
  readonly kind: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly sequenceNumber: string;
  readonly keys: Readonly<Record<string, unknown>>;
  readonly newItem?: Readonly<Record<string, unknown>>;
  readonly oldItem?: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

export interface StreamContext {
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** A change that no further try will carry on. */
export interface Poison {
  readonly sequenceNumber: string;
  /** For people; never personal data. */
  readonly reason: string;
  /** Who did not get it; absent, nobody did. */
  readonly destinations?: readonly string[];
}

export interface HandledChanges {
  /** Sequence numbers, in any order: the stream continues from the earliest of them. */
  readonly failed: readonly string[];
  /** Each is parked by itself, and the others go on. */
  readonly poison: readonly Poison[];
}

/** Handles the batch as a whole, so that it may send onward in few calls. May see a change twice. */
export type HandleChanges = (changes: readonly TableChange[], context: StreamContext) => Promise<HandledChanges>;

/** A record that goes out of the way of the others, as the stream gave it. */
export interface RecordToPark extends Omit<Poison, 'sequenceNumber'> {
  readonly record: DynamoDBRecord;
}

export interface StreamConsumerOptions {
  readonly name: string;
  /** Puts records where a person finds them with their content. Returns those that could not be parked. */
  readonly park: (records: readonly RecordToPark[]) => Promise<readonly RecordToPark[]>;
}

type Image = Record<string, AttributeValue>;
const plain = (image: unknown): Record<string, unknown> => unmarshall((image ?? {}) as Image);

/**
 * The change in a record of the stream.
 *
 * @throws Error where it cannot be read.
 */
export const changeOf = (record: DynamoDBRecord): TableChange => {
  const { dynamodb, eventName } = record;
  if (dynamodb?.SequenceNumber === undefined || eventName === undefined) {
    throw new Error('A stream record came without its sequence number or kind');
  }
  return {
    kind: eventName,
    sequenceNumber: dynamodb.SequenceNumber,
    keys: plain(dynamodb.Keys),
    ...(dynamodb.NewImage && { newItem: plain(dynamodb.NewImage) }),
    ...(dynamodb.OldImage && { oldItem: plain(dynamodb.OldImage) }),
    at: new Date((dynamodb.ApproximateCreationDateTime ?? 0) * 1000),
  };
};

/** The stream's event, and what could be read of it. */
interface Batch extends DynamoDBStreamEvent {
  readonly changes: readonly TableChange[];
  readonly unreadable: readonly RecordToPark[];
}

const readBatch = ({ Records }: DynamoDBStreamEvent): Batch => {
  const changes: TableChange[] = [];
  const unreadable: RecordToPark[] = [];
  for (const record of Records) {
    try {
      changes.push(changeOf(record));
    } catch (error) {
      // Its text may quote what is in the item.
      unreadable.push({ record, reason: `Unreadable: ${error instanceof Error ? error.name : 'no record'}` });
    }
  }
  return { Records, changes, unreadable };
};

const sequenceOf = (record: DynamoDBRecord): string | undefined => record.dynamodb?.SequenceNumber;

/** What comes before the stream's next start: all from there on is given, and parked, again. */
const beforeRetry = (
  toPark: readonly RecordToPark[],
  records: readonly DynamoDBRecord[],
  failed: ReadonlySet<string>,
): readonly RecordToPark[] => {
  const from = records.findIndex((record) => failed.has(sequenceOf(record) ?? ''));
  return from < 0 ? toPark : toPark.filter(({ record }) => records.indexOf(record) < from);
};

const parkAll = async (
  toPark: readonly RecordToPark[],
  { park }: StreamConsumerOptions,
): Promise<readonly string[]> => {
  if (toPark.length === 0) return [];
  const notParked = await park(toPark);
  const parked = toPark.length - notParked.length;
  for (const each of toPark.filter((one) => !notParked.includes(one))) {
    const { record, ...why } = each;
    logger().error('A record of the stream is parked', { sequenceNumber: sequenceOf(record), ...why });
  }
  if (parked > 0) metrics().addMetric('RecordParked', MetricUnit.Count, parked);
  return notParked.map(({ record }) => {
    const sequenceNumber = sequenceOf(record);
    if (sequenceNumber === undefined) throw new Error('A record without a sequence number could not be parked');
    return sequenceNumber;
  });
};

type Response = HandledChanges | DynamoDBBatchResponse;

const isHandled = (response: Response | null | undefined): response is HandledChanges =>
  response !== null && response !== undefined && 'failed' in response;

/** The changes of the records; one that cannot be read keeps none of the others from being handled. */
const readChanges = (): middy.MiddlewareObj<Batch, Response> => ({
  before: (request) => {
    request.event = readBatch(request.event);
  },
});

/** Parks what will fail for good, and reports the earliest failure: the stream continues from there. */
const partialFailures = (options: StreamConsumerOptions): middy.MiddlewareObj<Batch, Response> => ({
  after: async (request) => {
    const { event, response: handled } = request;
    if (!isHandled(handled)) throw new Error(`${options.name} has not said what became of its records`);
    const { Records, unreadable } = event;
    const failed = new Set(handled.failed);
    const bySequence = new Map(Records.map((record) => [sequenceOf(record), record]));
    const poison = handled.poison.flatMap(({ sequenceNumber, ...why }): readonly RecordToPark[] => {
      const record = bySequence.get(sequenceNumber);
      return record === undefined ? [] : [{ record, ...why }];
    });
    const toPark = beforeRetry([...unreadable, ...poison], Records, failed);
    for (const sequenceNumber of await parkAll(toPark, options)) failed.add(sequenceNumber);
    const earliest = Records.map(sequenceOf).find((sequenceNumber) => failed.has(sequenceNumber ?? ''));
    if (earliest !== undefined) metrics().addMetric('RecordFailed', MetricUnit.Count, failed.size);
    request.response = { batchItemFailures: earliest === undefined ? [] : [{ itemIdentifier: earliest }] };
  },
});

/**
 * A Lambda handler over a table's stream with partial failures. Everything from the earliest failure on is given again; a
 * record that will fail for good is parked with its content, and holds nobody up.
 * @example export const handler = streamConsumer({ name: 'fan-out', park }, async (changes) => { …; return handled; });
 */
export const streamConsumer = (
  options: StreamConsumerOptions,
  handleChanges: HandleChanges,
): LambdaHandler<DynamoDBStreamEvent, DynamoDBBatchResponse> =>
  lambdaHandler<Batch, Response>(options.name)
    .use(readChanges())
    .use(partialFailures(options))
    .handler(({ changes }) => handleChanges(changes, { logger: logger(), metrics: metrics() })) as LambdaHandler<
    DynamoDBStreamEvent,
    DynamoDBBatchResponse
  >;
