import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import {
  type LambdaHandler,
  type Logger,
  logger,
  type Metrics,
  metrics,
  observed,
} from '../composition/observability.ts';

export interface QueueConsumerOptions<S extends z.ZodType> {
  /** Names the consumer in logs, metrics and traces. */
  readonly name: string;
  /** Shape of the message's JSON body. A message that does not fit fails, and ends in the dead-letter queue. */
  readonly message: S;
  /** FIFO queue: records of a group go one after the other, and after a failure the rest of the group waits. */
  readonly fifo?: boolean;
}

export interface RecordContext {
  readonly messageId: string;
  /** 1 the first time. */
  readonly receiveCount: number;
  readonly sentAt: Date;
  /** String attributes of the message, correlation ids among them. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** May run twice for the same message: whatever it does is the same the second time. Throws to have it again. */
export type HandleRecord<M> = (message: M, context: RecordContext) => Promise<void>;

const attributesOf = (record: SQSRecord): Record<string, string> =>
  Object.fromEntries(
    Object.entries(record.messageAttributes ?? {}).flatMap(([name, { stringValue }]) =>
      stringValue === undefined ? [] : [[name, stringValue]],
    ),
  );

const contextOf = (record: SQSRecord): RecordContext => {
  const attributes = attributesOf(record);
  const child = logger().createChild();
  child.appendKeys({ messageId: record.messageId, ...attributes });
  return {
    messageId: record.messageId,
    receiveCount: Number(record.attributes.ApproximateReceiveCount),
    sentAt: new Date(Number(record.attributes.SentTimestamp)),
    attributes,
    logger: child,
    metrics: metrics(),
  };
};

/** True when the record is done; a failure is logged and counted, and the queue gives the record again. */
const consume = async <S extends z.ZodType>(
  record: SQSRecord,
  options: QueueConsumerOptions<S>,
  handleRecord: HandleRecord<z.output<S>>,
): Promise<boolean> => {
  const context = contextOf(record);
  try {
    await handleRecord(options.message.parse(JSON.parse(record.body)), context);
    return true;
  } catch (error) {
    context.logger.error('The record failed and will come again', {
      consumer: options.name,
      receiveCount: context.receiveCount,
      error: error instanceof Error ? error : new Error(String(error)),
    });
    metrics().addMetric('RecordFailed', MetricUnit.Count, 1);
    return false;
  }
};

const groupsOf = (records: readonly SQSRecord[], fifo: boolean): readonly (readonly SQSRecord[])[] => {
  if (!fifo) return records.map((record) => [record]);
  const groups = new Map<string, SQSRecord[]>();
  for (const record of records) {
    const group = record.attributes.MessageGroupId ?? record.messageId;
    const known = groups.get(group);
    if (known) known.push(record);
    else groups.set(group, [record]);
  }
  return [...groups.values()];
};

/**
 * A Lambda handler over an SQS batch with partial failures (`ReportBatchItemFailures`). Groups run side by side, the
 * records of one group (FIFO) one after the other.
 * @example export const handler = queueConsumer({ name: 'deliver', message: laneMessage }, async (message) => { … });
 */
export const queueConsumer = <S extends z.ZodType>(
  options: QueueConsumerOptions<S>,
  handleRecord: HandleRecord<z.output<S>>,
): LambdaHandler<SQSEvent, SQSBatchResponse> =>
  observed(options.name, async (event) => {
    const failed: string[] = [];
    const runGroup = async (group: readonly SQSRecord[]): Promise<void> => {
      for (const [index, record] of group.entries()) {
        if (await consume(record, options, handleRecord)) continue;
        failed.push(...group.slice(index).map(({ messageId }) => messageId));
        return;
      }
    };
    await Promise.all(groupsOf(event.Records, options.fifo ?? false).map(runGroup));
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  });
