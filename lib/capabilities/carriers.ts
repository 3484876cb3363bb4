import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { keys } from '../../shared/store/keys.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import type { House } from '../service-context.ts';
import type { ServiceProps } from './service-props.ts';

/** What carriers and payment services tell, and the scans that came before their parcel was known. */
export class Carriers extends Construct {
  readonly carrierWebhook: ServiceFunction;
  readonly paymentWebhook: ServiceFunction;
  readonly parkedQueue: WorkQueue;

  constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id);
    const { house, table, secrets } = props;
    this.carrierWebhook = new ServiceFunction(this, 'CarrierWebhook', {
      house,
      description: 'Takes the webhooks of carriers',
      timeout: Duration.seconds(20),
      environment: { FEDEX_SOURCE_RANGES: house.stage.webhookSources.fedex.join(',') },
    })
      .readsTable(table, { operations: ['GetItem', 'BatchGetItem', 'Query'] })
      .writesTable(table, { operations: ['PutItem', 'UpdateItem'] })
      .readsSecret(secrets.fedex, 'FEDEX_SECRET_ID')
      .readsSecret(secrets.origin, 'ORIGIN_SECRET_ID');
    this.paymentWebhook = new ServiceFunction(this, 'PaymentWebhook', {
      house,
      description: 'Takes the webhooks of the payment service',
      timeout: Duration.seconds(20),
      environment: { PAYMENTS_SOURCE_RANGES: house.stage.webhookSources.payments.join(',') },
    })
      .readsTable(table, { operations: ['GetItem'] })
      .writesTable(table, { operations: ['PutItem', 'UpdateItem'] })
      .readsSecret(secrets.payments, 'PAYMENTS_SECRET_ID')
      .readsSecret(secrets.origin, 'ORIGIN_SECRET_ID');
    this.parkedQueue = this.makeParked(props);
    this.watch(house);
  }

  private watch({ monitoring }: House): void {
    const senders = [
      { by: 'CarrierWebhook', source: 'fedex' },
      { by: 'PaymentWebhook', source: 'payments' },
    ] as const;
    for (const { by, source } of senders) {
      const refused = monitoring.counted(by, 'WebhookRefused', { source });
      monitoring.alarm(this, `Refused-${source}`, {
        metric: refused,
        above: 20,
        severity: 'ticket',
        runbook: 'webhook-refusals',
        meaning: `Webhooks of ${source} are refused: their signature, source or rate is not right.`,
      });
      monitoring.chart(`Webhooks of ${source}`, [monitoring.counted(by, 'WebhookReceived', { source }), refused]);
    }
  }

  private makeParked({ house, table }: ServiceProps): WorkQueue {
    const timeout = Duration.seconds(30);
    const applyParked = new ServiceFunction(this, 'ApplyParked', {
      house,
      description: 'Applies the scans that came before their parcel was registered',
      timeout,
      memoryMegabytes: 512,
    })
      .readsTable(table, { operations: ['GetItem', 'BatchGetItem', 'Query'] })
      .writesTable(table, { operations: ['PutItem', 'UpdateItem'] })
      .writesTable(table, { operations: ['BatchWriteItem'], partitions: [keys.trackingPartitions] });
    return new WorkQueue(this, 'Parked', {
      house,
      consumerTimeout: timeout,
      oldestAge: Duration.minutes(15),
    }).feeds(applyParked, { batchSize: 10 });
  }
}
