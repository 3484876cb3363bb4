import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { MAX_RECEIVES } from '../../shared/contract/receives.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { Runbook, Severity } from './monitoring.ts';
import type { ServiceContext } from './service-context.ts';
import type { ServiceFunction } from './service-function.ts';

export interface WorkQueueProps {
  readonly context: ServiceContext;
  /** Messages of one group in order, one at a time; groups run side by side. */
  readonly fifo?: boolean;
  /** The consumer's own timeout: a message stays hidden six times as long, as SQS mappings need. */
  readonly consumerTimeout: Duration;
  /** Tries before a message is abandoned. */
  readonly tries?: number;
  /** The age of the oldest message at which somebody should look. */
  readonly oldestAge: Duration;
  readonly severity?: Severity;
  /** What to do about its dead letters. */
  readonly runbook?: Runbook;
  /** Up to 1 MiB; SQS's own default where absent. */
  readonly maxMessageBytes?: number;
}

export interface Consumption {
  readonly batchSize: number;
  /** Consumers at a time; absent, as many as there is work. At least 2. */
  readonly maxConsumers?: number;
}

const VISIBILITY_PER_TIMEOUT = 6;

/** A queue, with its dead-letter queue and its alarms, always. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetterQueue;
  private readonly visibilityTimeout: Duration;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const { context, fifo = false, tries = MAX_RECEIVES, severity = 'ticket', runbook, maxMessageBytes } = props;
    this.visibilityTimeout = Duration.seconds(props.consumerTimeout.toSeconds() * VISIBILITY_PER_TIMEOUT);
    const size = maxMessageBytes === undefined ? {} : { maxMessageBytes };
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', {
      context,
      of: id,
      fifo,
      ...size,
      ...(runbook === undefined ? {} : { runbook }),
    });
    this.queue = new Queue(this, 'Queue', {
      ...(fifo
        ? {
            fifo: true,
            deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
            fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
          }
        : {}),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: this.visibilityTimeout,
      retentionPeriod: Duration.days(4),
      ...(maxMessageBytes === undefined ? {} : { maxMessageSizeBytes: maxMessageBytes }),
      deadLetterQueue: { queue: this.deadLetters.queue, maxReceiveCount: tries },
    });
    context.monitoring.watchQueueAge(this, id, this.queue, props.oldestAge, severity);
  }

  /**
   * Gives the messages to the function, in batches of which it reports the failed ones.
   *
   * @throws Error when the function may run longer than a message stays hidden for it.
   */
  feeds(consumer: ServiceFunction, { batchSize, maxConsumers }: Consumption): this {
    const needed = consumer.timeout.toSeconds() * VISIBILITY_PER_TIMEOUT;
    if (needed > this.visibilityTimeout.toSeconds()) {
      throw new Error(`${this.node.path} hides messages for less than ${needed} s, which ${consumer.node.id} needs.`);
    }
    consumer.handler.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize,
        reportBatchItemFailures: true,
        ...(maxConsumers === undefined ? {} : { maxConcurrency: maxConsumers }),
      }),
    );
    return this;
  }
}
