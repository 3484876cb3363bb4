import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { ServiceContext } from './service-context.ts';

export interface DeadLetterQueueProps {
  readonly context: ServiceContext;
  /** What ends up here, for its alarm: `notify`. */
  readonly of: string;
  readonly fifo?: boolean;
}

/** Where something goes that was given up: kept as long as SQS can, never in silence. */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { context, of, fifo = false }: DeadLetterQueueProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      ...(fifo ? { fifo: true } : {}),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(this.queue, 'AwsSolutions-SQS3', 'It is itself where messages go that were given up.');
    context.monitoring.watchDeadLetters(this, of, this.queue);
  }
}
