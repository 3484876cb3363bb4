import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { keys } from '../../shared/store/keys.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import { RELEASE_CLAIM } from './release-claim.ts';
import type { ServiceProps } from './service-props.ts';

/** Orders over HTTP, the public tracking page's data, the store's own paths, and the search index. */
export class Orders extends Construct {
  readonly ordersApi: ServiceFunction;
  readonly trackingApi: ServiceFunction;
  readonly storeApi: ServiceFunction;

  constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id);
    const { context, table, secrets, publicUrl } = props;
    this.ordersApi = new ServiceFunction(this, 'OrdersApi', {
      context,
      description: 'Orders: create, read, list, search, change',
      environment: { PUBLIC_URL: publicUrl },
    })
      .readsTable(table, {
        operations: ['GetItem', 'BatchGetItem', 'Query'],
        indexes: ['byCustomer', 'byCustomerAmount', 'bySeller', 'bySellerStatus', 'bySellerAmount'],
      })
      .writesTable(table, { operations: ['PutItem', 'UpdateItem', 'ConditionCheckItem'] })
      .writesTable(table, RELEASE_CLAIM)
      // A wrong tracking number is taken off: the order claims it no longer.
      .writesTable(table, { operations: ['DeleteItem'], partitions: [keys.trackingPartitions] })
      .readsSecret(secrets.links, 'LINK_SECRET_ID')
      .knows('POLLED_CARRIERS', context.stage.carrierAccounts.join(','));
    this.trackingApi = new ServiceFunction(this, 'TrackingApi', {
      context,
      description: 'What anybody may see who knows a tracking number or a shop, or ask for who knows an order',
    })
      .readsTable(table, { operations: ['BatchGetItem', 'Query'] })
      .readsTable(table, { operations: ['GetItem'], partitions: [keys.shopPartitions, keys.accessPartitions] })
      .writesTable(table, { operations: ['PutItem'], partitions: [keys.shopPartitions] })
      .writesTable(table, { operations: ['UpdateItem'], partitions: [keys.ratePartitions] })
      .writesTable(table, { operations: ['PutItem'], partitions: [keys.linkRequestPartitions] })
      .readsSecret(secrets.links, 'LINK_SECRET_ID')
      .readsSecret(secrets.origin, 'ORIGIN_SECRET_ID')
      .knows('POLLED_CARRIERS', context.stage.carrierAccounts.join(','));
    this.storeApi = new ServiceFunction(this, 'StoreApi', {
      context,
      description: 'The same orders under the names that stores and drivers use',
    })
      .readsTable(table, { operations: ['GetItem', 'Query'] })
      .writesTable(table, { operations: ['PutItem', 'UpdateItem'] })
      .writesTable(table, RELEASE_CLAIM);
    props.photos.grantSigning(this.storeApi);
    this.makeSearch(props);
  }

  private makeSearch({ context, table }: ServiceProps): void {
    const timeout = Duration.seconds(30);
    const searchIndex = new ServiceFunction(this, 'SearchIndex', {
      context,
      description: 'Maintains the search index of the orders',
      timeout,
      memoryMegabytes: 512,
      feedsItself: true,
    })
      .readsTable(table, { operations: ['GetItem', 'BatchGetItem'], indexes: ['byPhase'] })
      .writesTable(table, { operations: ['PutItem', 'BatchWriteItem'], partitions: [keys.searchPartitions] });
    const search = new WorkQueue(this, 'search', { context, consumerTimeout: timeout });
    search.feeds(searchIndex, { batchSize: 10 });
    // A rebuild of the index is portions on this queue.
    searchIndex.sendsTo(search);
  }
}
