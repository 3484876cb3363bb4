/** What one record of a queue goes through, as middy middleware: its message, its deferral, its failure. */

import { MetricUnit } from '@aws-lambda-powertools/metrics';
import middy from '@middy/core';
import type { Context, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { asError } from '../../shared/as-error.ts';
import { MAX_RECEIVES, retrySeconds } from '../../shared/contract/receives.ts';
import { once } from '../../shared/made-on-demand.ts';
import { WITHOUT_EARLY_TIMEOUT } from '../composition/lambda-handler.ts';
import { type Logger, logger, type Metrics, metrics } from '../composition/observability.ts';
import { systemClock } from '../composition/system.ts';

/** Retrying cannot help: the message becomes a dead letter at once and does not block its group. */
export class UnprocessableMessageError extends Error {
  override readonly name = 'UnprocessableMessageError';
}

export interface RecordOptions<S extends z.ZodType> {
  /** Names the consumer in logs, metrics and traces. */
  readonly name: string;
  /** Shape of the message's JSON body, made for the first of them. A message that does not fit is unprocessable. */
  readonly message: () => S;
  /** Takes an unprocessable message over, where its queue hands messages out too often to make it a dead letter soon. */
  readonly park?: (body: string) => Promise<void>;
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
  // Most records log nothing, and a logger takes longer to make than a small message to read.
  const child = once(() => {
    const made = logger().createChild();
    made.appendKeys({ messageId: record.messageId, ...attributes });
    return made;
  });
  return {
    messageId: record.messageId,
    receiveCount: Number(record.attributes.ApproximateReceiveCount),
    sentAt: new Date(Number(record.attributes.SentTimestamp)),
    attributes,
    get logger() {
      return child();
    },
    metrics: metrics(),
    defer: (until, reason) => defer({ until, reason }),
  };
};

/** The record is handed out again after so many seconds; what follows in its group may have to wait for it. */
export interface Again {
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
    error: asError(error),
  });
  metrics().addMetric('RecordFailed', MetricUnit.Count, 1);
  return { seconds: retrySeconds(receiveCount), holdsGroup: receiveCount < MAX_RECEIVES };
};

export type RecordOutcome = 'done' | Again;

/** A record on its way through the stack. */
interface Received<M> {
  readonly record: SQSRecord;
  readonly context: RecordContext;
  readonly message?: M;
  readonly deferral: () => Deferral | undefined;
}

type RecordMiddleware<M> = middy.MiddlewareObj<Received<M>, RecordOutcome>;

const parsedMessage = <S extends z.ZodType>(schemaOf: () => S): RecordMiddleware<z.output<S>> => ({
  before: (request) => {
    request.event = { ...request.event, message: readMessage(request.event.record.body, schemaOf()) };
  },
});

const deferrals = <M>(): RecordMiddleware<M> => ({
  after: (request) => {
    const { context, deferral } = request.event;
    const deferredTo = deferral();
    if (deferredTo !== undefined) request.response = deferred(deferredTo, context);
  },
});

/** SQS itself makes a dead letter of what is handed out too often: without a pause that takes a second or two. */
const unprocessableRecords = <M>({
  name,
  park,
}: Pick<RecordOptions<z.ZodType>, 'name' | 'park'>): RecordMiddleware<M> => ({
  onError: async (request) => {
    const { error, event } = request;
    if (!(error instanceof UnprocessableMessageError)) return;
    event.context.logger.error('The record cannot be processed', { consumer: name, reason: error.message });
    metrics().addMetric('RecordUnprocessable', MetricUnit.Count, 1);
    request.response = { seconds: 0, holdsGroup: false };
    if (park === undefined) return;
    try {
      await park(event.record.body);
      request.response = 'done';
    } catch (cause) {
      request.response = failed(cause, event.context, name);
    }
  },
});

const failedRecords = <M>(name: string): RecordMiddleware<M> => ({
  onError: (request) => {
    request.response ??= failed(request.error, request.event.context, name);
  },
});

/** Carries one record out. Never throws: what fails comes again. */
export type ConsumeRecord = (record: SQSRecord, context: Context) => Promise<RecordOutcome>;

/** The stack of a consumer's records. An error of a record is none of its batch. */
export const recordConsumer = <S extends z.ZodType>(
  options: RecordOptions<S>,
  handleRecord: HandleRecord<z.output<S>>,
): ConsumeRecord => {
  type M = z.output<S>;
  const consume = middy<Received<M>, RecordOutcome>(WITHOUT_EARLY_TIMEOUT)
    .use(failedRecords<M>(options.name))
    .use(unprocessableRecords<M>(options))
    .use(deferrals<M>())
    .use(parsedMessage(options.message))
    .handler(async ({ message, context }): Promise<RecordOutcome> => {
      await handleRecord(message as M, context);
      return 'done';
    });
  return (record, lambdaContext) => {
    let deferral: Deferral | undefined;
    const context = contextOf(record, (given) => {
      deferral = given;
    });
    return consume({ record, context, deferral: () => deferral }, lambdaContext);
  };
};
