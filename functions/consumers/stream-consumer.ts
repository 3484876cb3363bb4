import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import {
  type LambdaHandler,
  type Logger,
  logger,
  type Metrics,
  metrics,
  observed,
} from '../composition/observability.ts';

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

/**
 * Handles the batch as a whole, so that it may send onward in few calls. Answers the sequence numbers that failed, in
 * any order; the stream continues from the earliest of them. May see a change twice.
 */
export type HandleChanges = (changes: readonly TableChange[], context: StreamContext) => Promise<readonly string[]>;

type Image = Record<string, AttributeValue>;
const plain = (image: unknown): Record<string, unknown> => unmarshall((image ?? {}) as Image);

const changeOf = (record: DynamoDBRecord): TableChange => {
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

/**
 * A Lambda handler over a table's stream with partial failures. Everything from the earliest failure on is given again.
 * @example export const handler = streamConsumer({ name: 'fan-out' }, async (changes) => { …; return failed; });
 */
export const streamConsumer = (
  options: { readonly name: string },
  handleChanges: HandleChanges,
): LambdaHandler<DynamoDBStreamEvent, DynamoDBBatchResponse> =>
  observed(options.name, async (event) => {
    const changes = event.Records.map(changeOf);
    const failed = new Set(await handleChanges(changes, { logger: logger(), metrics: metrics() }));
    const earliest = changes.find(({ sequenceNumber }) => failed.has(sequenceNumber));
    if (!earliest) return { batchItemFailures: [] };
    metrics().addMetric('RecordFailed', MetricUnit.Count, failed.size);
    return { batchItemFailures: [{ itemIdentifier: earliest.sequenceNumber }] };
  });
