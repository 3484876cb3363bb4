import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ServiceFunction } from '../constructs/service-function.ts';
import { watchWebhook } from '../constructs/webhook-watch.ts';
import type { ServiceProps } from './service-props.ts';

/** What the payment service reports. */
export class Payments extends Construct {
  readonly paymentWebhook: ServiceFunction;

  constructor(scope: Construct, id: string, { context, table, secrets }: ServiceProps) {
    super(scope, id);
    this.paymentWebhook = new ServiceFunction(this, 'PaymentWebhook', {
      context,
      description: 'Takes the webhooks of the payment service',
      timeout: Duration.seconds(20),
      environment: { PAYMENTS_SOURCE_RANGES: context.stage.webhookSources.payments.join(',') },
    })
      .readsTable(table, { operations: ['GetItem'] })
      .writesTable(table, { operations: ['PutItem', 'UpdateItem'] })
      .readsSecret(secrets.payments, 'PAYMENTS_SECRET_ID')
      .readsSecret(secrets.origin, 'ORIGIN_SECRET_ID');
    watchWebhook(this, context, { by: 'PaymentWebhook', source: 'payments' });
  }
}
