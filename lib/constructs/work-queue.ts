import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct, type IConstruct } from 'constructs';
import { descriptorOf, isFifo, QUEUE_IDS, type QueueId, queueVariable } from '../../shared/contract/destinations.ts';
import { MAX_LANE_RECEIVES, MAX_RECEIVES } from '../../shared/contract/receives.ts';
import { definedFields } from '../../shared/defined-fields.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { ServiceContext } from './service-context.ts';
import type { NamedQueue, ServiceFunction } from './service-function.ts';

export interface WorkQueueProps {
  readonly context: ServiceContext;
  /** The consumer's own timeout: a message stays hidden six times as long, as SQS mappings need. */
  readonly consumerTimeout: Duration;
}

export interface Consumption {
  readonly batchSize: number;
  /** Consumers at a time; absent, as many as there is work. At least 2. */
  readonly maxConsumers?: number;
}

const VISIBILITY_PER_TIMEOUT = 6;

const RECEIVES = { work: MAX_RECEIVES, lane: MAX_LANE_RECEIVES } as const;

/** A queue of the registry, with its dead-letter queue and its alarms, always. */
export class WorkQueue extends Construct implements NamedQueue {
  readonly queue: Queue;
  readonly queueId: QueueId;
  /** By which functions find it. */
  readonly variable: string;
  readonly deadLetters: DeadLetterQueue;
  private readonly visibilityTimeout: Duration;

  constructor(scope: Construct, queueId: QueueId, { context, consumerTimeout }: WorkQueueProps) {
    const { construct, severity = 'ticket', receives = 'work', runbook, ...rest } = descriptorOf(queueId);
    super(scope, construct);
    const fifo = isFifo(queueId);
    const { maxMessageBytes } = rest;
    this.queueId = queueId;
    this.variable = queueVariable(queueId);
    this.visibilityTimeout = Duration.seconds(consumerTimeout.toSeconds() * VISIBILITY_PER_TIMEOUT);
    const size = maxMessageBytes === undefined ? {} : { maxMessageBytes };
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', {
      context,
      of: construct,
      fifo,
      ...size,
      ...definedFields({ runbook }),
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
      visibilityTimeout: this.visibilityTimeout,
      retentionPeriod: Duration.days(4),
      ...definedFields({ maxMessageSizeBytes: maxMessageBytes }),
      deadLetterQueue: { queue: this.deadLetters.queue, maxReceiveCount: RECEIVES[receives] },
    });
    context.monitoring.watchQueueAge(this, construct, this.queue, Duration.minutes(rest.oldestAgeMinutes), severity);
  }

  /**
   * Its dead letters, for a function that parks there what waits for a person.
   *
   * @throws Error when the registry has no variable for them.
   */
  get parking(): NamedQueue {
    const variable = descriptorOf(this.queueId).parkingVariable;
    if (variable === undefined) throw new Error(`Nobody parks in the dead letters of ${this.queueId}.`);
    return { queue: this.deadLetters.queue, variable };
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
        ...definedFields({ maxConcurrency: maxConsumers }),
      }),
    );
    return this;
  }
}

/**
 * The queues of the registry that are made below a construct: all, or those only.
 *
 * @throws Error when one is missing, or made twice.
 */
export const workQueuesIn = (scope: IConstruct, wanted: readonly QueueId[] = QUEUE_IDS): readonly WorkQueue[] => {
  const made = scope.node.findAll().filter((each): each is WorkQueue => each instanceof WorkQueue);
  return wanted.map((id) => {
    const [queue, ...others] = made.filter(({ queueId }) => queueId === id);
    if (queue === undefined || others.length > 0)
      throw new Error(`Queue ${id} is made ${others.length + (queue ? 1 : 0)} times.`);
    return queue;
  });
};
