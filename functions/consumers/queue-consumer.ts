import type middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import { asError } from '../../shared/as-error.ts';
import { type LambdaHandler, lambdaHandler } from '../composition/lambda-handler.ts';
import { logger } from '../composition/observability.ts';
import { changeVisibility as changeVisibilityInSqs, type VisibilityChange } from './message-visibility.ts';
import {
  type Again,
  type HandleRecord,
  type RecordContext,
  type RecordOptions,
  type RecordOutcome,
  recordConsumer,
  UnprocessableMessageError,
} from './queue-record.ts';

export { type HandleRecord, type RecordContext, UnprocessableMessageError };

export interface QueueConsumerOptions<S extends z.ZodType> extends RecordOptions<S> {
  /** FIFO queue: records of a group go one after the other, and after a failure the rest of the group waits. */
  readonly fifo?: boolean;
  /** Sets when messages are handed out again; absent, through SQS. */
  readonly changeVisibility?: (queueArn: string, changes: readonly VisibilityChange[]) => Promise<void>;
}

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

type Waiting = { readonly record: SQSRecord } & Pick<Again, 'seconds'>;

const runGroup = async (
  group: readonly SQSRecord[],
  consumeOne: (record: SQSRecord) => Promise<RecordOutcome>,
): Promise<readonly Waiting[]> => {
  const waiting: Waiting[] = [];
  let held: number | undefined;
  for (const record of group) {
    const again: RecordOutcome = held === undefined ? await consumeOne(record) : { seconds: held, holdsGroup: true };
    if (again === 'done') continue;
    waiting.push({ record, seconds: again.seconds });
    if (again.holdsGroup) held = again.seconds;
  }
  return waiting;
};

/** Where that call fails, the messages come again after the queue's own visibility timeout. */
const handOutAgain = async <S extends z.ZodType>(
  waiting: readonly Waiting[],
  { name, changeVisibility = changeVisibilityInSqs }: QueueConsumerOptions<S>,
): Promise<void> => {
  for (const [queueArn, group] of Map.groupBy(waiting, ({ record }) => record.eventSourceARN)) {
    try {
      const changes = group.map(({ record, seconds }) => ({ receiptHandle: record.receiptHandle, seconds }));
      await changeVisibility(queueArn, changes);
    } catch (error) {
      logger().warn('Messages come again later than they should', { consumer: name, error: asError(error) });
    }
  }
};

type Response = readonly Waiting[] | SQSBatchResponse;

const isWaiting = (response: Response | null | undefined): response is readonly Waiting[] => Array.isArray(response);

/** Reports what did not go through, and says when it is handed out again. */
const partialFailures = <S extends z.ZodType>(
  options: QueueConsumerOptions<S>,
): middy.MiddlewareObj<SQSEvent, Response> => ({
  after: async (request) => {
    const { response: waiting } = request;
    if (!isWaiting(waiting)) throw new Error(`${options.name} has not said what became of its records`);
    if (waiting.length > 0) await handOutAgain(waiting, options);
    request.response = { batchItemFailures: waiting.map(({ record }) => ({ itemIdentifier: record.messageId })) };
  },
});

/**
 * A Lambda handler over an SQS batch with partial failures (`ReportBatchItemFailures`). Groups run side by side, the
 * records of one group (FIFO) one after the other. What failed is handed out again after seconds, then minutes.
 * @example export const handler = queueConsumer({ name: 'deliver', message: laneMessage }, async (message) => { … });
 */
export const queueConsumer = <S extends z.ZodType>(
  options: QueueConsumerOptions<S>,
  handleRecord: HandleRecord<z.output<S>>,
): LambdaHandler<SQSEvent, SQSBatchResponse> => {
  const consume = recordConsumer(options, handleRecord);
  return lambdaHandler<SQSEvent, Response>(options.name)
    .use(partialFailures(options))
    .handler(async ({ Records }, context) => {
      const groups = groupsOf(Records, options.fifo ?? false);
      const results = await Promise.all(groups.map((group) => runGroup(group, (record) => consume(record, context))));
      return results.flat();
    }) as LambdaHandler<SQSEvent, SQSBatchResponse>;
};
