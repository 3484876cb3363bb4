import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { House } from '../service-context.ts';

export interface DeadLetterQueueProps {
  readonly house: House;
  /** What ends up here, for its alarm: `notify`. */
  readonly of: string;
  readonly fifo?: boolean;
}

/** Where something goes that was given up: kept as long as SQS can, never in silence. */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { house, of, fifo = false }: DeadLetterQueueProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      ...(fifo ? { fifo: true } : {}),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(this.queue, 'AwsSolutions-SQS3', 'It is itself where messages go that were given up.');
    house.monitoring.watchDeadLetters(this, of, this.queue);
  }
}
