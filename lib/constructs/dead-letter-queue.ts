import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { definedFields } from '../../shared/defined-fields.ts';
import { acknowledge } from './acknowledge.ts';
import type { Runbook } from './monitoring.ts';
import type { ServiceContext } from './service-context.ts';

export interface DeadLetterQueueProps {
  readonly context: ServiceContext;
  /** What ends up here, for its alarm: `notify`. */
  readonly of: string;
  readonly fifo?: boolean;
  /** `dead-letters` where there is nothing more to say. */
  readonly runbook?: Runbook;
  /** Up to 1 MiB; SQS's own default where absent. */
  readonly maxMessageBytes?: number;
}

/** Where abandoned messages go: retained as long as SQS can, and always with an alarm. */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: DeadLetterQueueProps) {
    super(scope, id);
    const { context, of, fifo = false, runbook = 'dead-letters', maxMessageBytes } = props;
    this.queue = new Queue(this, 'Queue', {
      ...(fifo ? { fifo: true } : {}),
      encryption: QueueEncryption.SQS_MANAGED,
      retentionPeriod: Duration.days(14),
      ...definedFields({ maxMessageSizeBytes: maxMessageBytes }),
    });
    acknowledge(this.queue, 'AwsSolutions-SQS3', 'It is itself the queue for abandoned messages.');
    context.monitoring.watchDeadLetters(this, of, this.queue, runbook);
  }
}
