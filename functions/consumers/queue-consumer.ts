import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { MAX_RECEIVES, retrySeconds } from '../../shared/contract/receives.ts';
import {
  type LambdaHandler,
  type Logger,
  logger,
  type Metrics,
  metrics,
  observed,
} from '../composition/observability.ts';
import { systemClock } from '../composition/system.ts';
import type { VisibilityChange } from './message-visibility.ts';

/** No further try will carry the message out: it goes to the dead letters at once, and holds nobody up. */
export class UnprocessableMessageError extends Error {
  override readonly name = 'UnprocessableMessageError';
}

export interface QueueConsumerOptions<S extends z.ZodType> {
  /** Names the consumer in logs, metrics and traces. */
  readonly name: string;
  /** Shape of the message's JSON body. A message that does not fit is unprocessable. */
  readonly message: S;
  /** FIFO queue: records of a group go one after the other, and after a failure the rest of the group waits. */
  readonly fifo?: boolean;
  /** Takes an unprocessable message over, where its queue hands messages out too often to make it a dead letter soon. */
  readonly park?: (body: string) => Promise<void>;
  /** Sets when messages are handed out again; absent, through SQS. */
  readonly changeVisibility?: (queueArn: string, changes: readonly VisibilityChange[]) => Promise<void>;
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
  /** The message cannot be carried out before then, and nothing has failed: it is handed out again at that time. */
  defer(until: Date, reason: string): void;
}

/** May run twice for the same message: whatever it does is the same the second time. Throws to have it again. */
export type HandleRecord<M> = (message: M, context: RecordContext) => Promise<void>;

const attributesOf = (record: SQSRecord): Record<string, string> =>
  Object.fromEntries(
    Object.entries(record.messageAttributes ?? {}).flatMap(([name, { stringValue }]) =>
      stringValue === undefined ? [] : [[name, stringValue]],
    ),
  );

interface Deferral {
  readonly until: Date;
  readonly reason: string;
}

const contextOf = (record: SQSRecord, defer: (deferral: Deferral) => void): RecordContext => {
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
    defer: (until, reason) => defer({ until, reason }),
  };
};

/** The record is handed out again after so many seconds; what follows in its group may have to wait for it. */
interface Again {
  readonly seconds: number;
  readonly holdsGroup: boolean;
}

/** Names what does not fit by path; the text of a parser's error would quote the message. */
const readMessage = <S extends z.ZodType>(body: string, schema: S): z.output<S> => {
  try {
    return schema.parse(JSON.parse(body));
  } catch (error) {
    if (error instanceof z.ZodError) {
      const issues = error.issues.map(({ path, code }) => `${path.join('.')} (${code})`);
      throw new UnprocessableMessageError(`The message does not fit: ${issues.join(', ')}`);
    }
    throw new UnprocessableMessageError('The message is not JSON');
  }
};

const deferred = ({ until, reason }: Deferral, context: RecordContext): Again => {
  context.logger.info('The record waits', { until: until.toISOString(), reason });
  return { seconds: Math.ceil((until.getTime() - systemClock.now().getTime()) / 1000), holdsGroup: true };
};

/** On its last receive a record holds nobody back: it becomes a dead letter, and its group would with it. */
const failed = (error: unknown, { logger: log, receiveCount }: RecordContext, name: string): Again => {
  log.error('The record failed and will come again', {
    consumer: name,
    receiveCount,
    error: error instanceof Error ? error : new Error(String(error)),
  });
  metrics().addMetric('RecordFailed', MetricUnit.Count, 1);
  return { seconds: retrySeconds(receiveCount), holdsGroup: receiveCount < MAX_RECEIVES };
};

/** SQS itself makes a dead letter of what is handed out too often: without a pause that takes a second or two. */
const unprocessable = async <S extends z.ZodType>(
  error: UnprocessableMessageError,
  { body }: SQSRecord,
  context: RecordContext,
  { name, park }: QueueConsumerOptions<S>,
): Promise<Again | undefined> => {
  context.logger.error('The record cannot be processed', { consumer: name, reason: error.message });
  metrics().addMetric('RecordUnprocessable', MetricUnit.Count, 1);
  if (park === undefined) return { seconds: 0, holdsGroup: false };
  try {
    await park(body);
    return undefined;
  } catch (cause) {
    return failed(cause, context, name);
  }
};

/** `undefined` when the record is done. */
const consume = async <S extends z.ZodType>(
  record: SQSRecord,
  options: QueueConsumerOptions<S>,
  handleRecord: HandleRecord<z.output<S>>,
): Promise<Again | undefined> => {
  let deferral: Deferral | undefined;
  const context = contextOf(record, (given) => {
    deferral = given;
  });
  try {
    await handleRecord(readMessage(record.body, options.message), context);
    return deferral && deferred(deferral, context);
  } catch (error) {
    if (error instanceof UnprocessableMessageError) return unprocessable(error, record, context, options);
    return failed(error, context, options.name);
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

type Waiting = { readonly record: SQSRecord } & Pick<Again, 'seconds'>;

const runGroup = async (
  group: readonly SQSRecord[],
  consumeOne: (record: SQSRecord) => Promise<Again | undefined>,
): Promise<readonly Waiting[]> => {
  const waiting: Waiting[] = [];
  let held: number | undefined;
  for (const record of group) {
    const again = held === undefined ? await consumeOne(record) : { seconds: held, holdsGroup: true };
    if (again === undefined) continue;
    waiting.push({ record, seconds: again.seconds });
    if (again.holdsGroup) held = again.seconds;
  }
  return waiting;
};

/** Loaded when something fails: most consumers send nothing, and start sooner without the client. */
const askSqs = async (queueArn: string, changes: readonly VisibilityChange[]): Promise<void> =>
  (await import('./message-visibility.ts')).changeVisibility(queueArn, changes);

/** Where that call fails, the messages come again after the queue's own visibility timeout. */
const handOutAgain = async <S extends z.ZodType>(
  waiting: readonly Waiting[],
  { name, changeVisibility = askSqs }: QueueConsumerOptions<S>,
): Promise<void> => {
  for (const [queueArn, group] of Map.groupBy(waiting, ({ record }) => record.eventSourceARN)) {
    try {
      const changes = group.map(({ record, seconds }) => ({ receiptHandle: record.receiptHandle, seconds }));
      await changeVisibility(queueArn, changes);
    } catch (error) {
      logger().warn('Messages come again later than they should', { consumer: name, error: error as Error });
    }
  }
};

/**
 * A Lambda handler over an SQS batch with partial failures (`ReportBatchItemFailures`). Groups run side by side, the
 * records of one group (FIFO) one after the other. What failed is handed out again after seconds, then minutes.
 * @example export const handler = queueConsumer({ name: 'deliver', message: laneMessage }, async (message) => { … });
 */
export const queueConsumer = <S extends z.ZodType>(
  options: QueueConsumerOptions<S>,
  handleRecord: HandleRecord<z.output<S>>,
): LambdaHandler<SQSEvent, SQSBatchResponse> =>
  observed(options.name, async (event) => {
    const groups = groupsOf(event.Records, options.fifo ?? false);
    const results = await Promise.all(
      groups.map((group) => runGroup(group, (record) => consume(record, options, handleRecord))),
    );
    const waiting = results.flat();
    if (waiting.length > 0) await handOutAgain(waiting, options);
    return { batchItemFailures: waiting.map(({ record }) => ({ itemIdentifier: record.messageId })) };
  });
