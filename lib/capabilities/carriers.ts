import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import {
  CARRIERS,
  carrierApiVariables,
  carrierVariables,
  carrierWebhookPath,
  HANDSHAKE_CARRIERS,
  WEBHOOK_CARRIERS,
} from '../../shared/contract/carrier-registry.ts';
import { ROUTES } from '../../shared/contract/routes.ts';
import { keys } from '../../shared/store/keys.ts';
import type { GatewayRoute } from '../constructs/http-routes.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { watchWebhook } from '../constructs/webhook-watch.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import { pascalCase } from '../pascal-case.ts';
import type { ServiceProps } from './service-props.ts';

/**
 * One route for each carrier beside the contract's own for any: each has a throttle and metrics of its own, so that a
 * flood of one carrier leaves the others alone.
 */
export const carrierRoutes = (): readonly GatewayRoute[] =>
  ROUTES.filter(({ operationId }) => operationId === 'receiveCarrierWebhook').flatMap((route) =>
    CARRIERS.map(({ id }) => ({
      ...route,
      operationId: `${route.operationId}Of${pascalCase(id)}`,
      path: carrierWebhookPath(id),
    })),
  );

/** What carriers report, and the scans that came before their parcel was known. */
export class Carriers extends Construct {
  readonly carrierWebhook: ServiceFunction;

  constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id);
    this.carrierWebhook = this.makeCarrierWebhook(props);
    this.makeParked(props);
    for (const { id } of WEBHOOK_CARRIERS) watchWebhook(this, props.context, { by: 'CarrierWebhook', source: id });
  }

  /** Each carrier whose events are taken: its secret, and the addresses that may send. */
  private makeCarrierWebhook({ context, table, secrets }: ServiceProps): ServiceFunction {
    const webhook = new ServiceFunction(this, 'CarrierWebhook', {
      context,
      description: 'Takes the webhooks of carriers',
      timeout: Duration.seconds(20),
    })
      .readsTable(table, { operations: ['GetItem', 'BatchGetItem', 'Query'] })
      .writesTable(table, { operations: ['PutItem', 'UpdateItem'] })
      .readsSecret(secrets.origin, 'ORIGIN_SECRET_ID');
    for (const { id } of WEBHOOK_CARRIERS) {
      const { secretId, sourceRanges } = carrierVariables(id);
      const secret = secrets.carriers.get(id);
      if (secret === undefined) throw new Error(`Webhooks of ${id} are taken, and it has no secret.`);
      webhook
        .readsSecret(secret, secretId)
        .knows(sourceRanges, (context.stage.webhookSources.carriers[id] ?? []).join(','));
    }
    for (const { id, api } of HANDSHAKE_CARRIERS) {
      const { secretId, urlOf } = carrierApiVariables(id);
      const secret = secrets.carrierApis.get(id);
      if (secret === undefined || api?.urls.api === undefined)
        throw new Error(`Webhooks of ${id} begin with a handshake, and it has no key or address for it.`);
      webhook.readsSecret(secret, secretId).knows(urlOf(), api.urls.api);
    }
    return webhook;
  }

  private makeParked({ context, table }: ServiceProps): void {
    const timeout = Duration.seconds(30);
    const applyParked = new ServiceFunction(this, 'ApplyParked', {
      context,
      description: 'Applies the scans that came before their parcel was registered',
      timeout,
      memoryMegabytes: 512,
    })
      .readsTable(table, { operations: ['GetItem', 'BatchGetItem', 'Query'] })
      .writesTable(table, { operations: ['PutItem', 'UpdateItem'] })
      .writesTable(table, { operations: ['BatchWriteItem'], partitions: [keys.trackingPartitions] })
      .knows('POLLED_CARRIERS', context.stage.carrierAccounts.join(','));
    new WorkQueue(this, 'parked', { context, consumerTimeout: timeout }).feeds(applyParked, { batchSize: 10 });
  }
}
