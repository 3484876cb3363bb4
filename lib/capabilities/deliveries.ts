import { Construct } from 'constructs';
import { COURIERS } from '../../shared/contract/carrier-apis.ts';
import { carrierApiVariables } from '../../shared/contract/carrier-registry.ts';
import { watchCourier } from '../constructs/courier-watch.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import type { ServiceProps } from './service-props.ts';

/** Couriers over HTTP. The only function besides polling that holds credentials of couriers. */
export class Deliveries extends Construct {
  readonly deliveriesApi: ServiceFunction;

  constructor(scope: Construct, id: string, { context, table, secrets }: ServiceProps) {
    super(scope, id);
    const { carrierAccounts } = context.stage;
    this.deliveriesApi = new ServiceFunction(this, 'DeliveriesApi', {
      context,
      description: 'Couriers: quotes, deliveries, cancellations',
    })
      .readsTable(table, { operations: ['GetItem', 'BatchGetItem', 'Query'] })
      .writesTable(table, { operations: ['PutItem', 'UpdateItem'] })
      .knows('POLLED_CARRIERS', carrierAccounts.join(','));
    for (const { id: carrier, api } of COURIERS.filter((courier) => carrierAccounts.includes(courier.id))) {
      const { secretId, urlOf } = carrierApiVariables(carrier);
      const credentials = secrets.carrierApis.get(carrier);
      if (credentials === undefined) throw new Error(`The stage has an account with ${carrier}, and no secret for it.`);
      this.deliveriesApi.readsSecret(credentials, secretId);
      for (const [name, url] of Object.entries(api.urls)) this.deliveriesApi.knows(urlOf(name), url);
      watchCourier(this, context, carrier);
    }
  }
}
