import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ServiceFunction } from '../constructs/service-function.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import { RELEASE_CLAIM } from './release-claim.ts';
import type { ServiceProps } from './service-props.ts';

const BULK_TIMEOUT = Duration.seconds(30);

/** What support and operations do: overviews, forced moves, bulk moves, workflows, listings. */
export class Admin extends Construct {
  readonly adminApi: ServiceFunction;

  constructor(scope: Construct, id: string, { context, table, secrets }: ServiceProps) {
    super(scope, id);
    this.adminApi = new ServiceFunction(this, 'AdminApi', {
      context,
      description: 'Support and operations',
    })
      .readsTable(table, { operations: ['GetItem', 'BatchGetItem', 'Query'], indexes: ['byPhase'] })
      .writesTable(table, { operations: ['PutItem', 'UpdateItem'] })
      .writesTable(table, RELEASE_CLAIM)
      // Signs the cursors of lists.
      .readsSecret(secrets.links, 'LINK_SECRET_ID')
      .knows('POLLED_CARRIERS', context.stage.carrierAccounts.join(','));
    this.makeBulkMoves({ context, table });
  }

  /** Large jobs, a message for each portion. Few at a time: nobody's own order waits behind somebody's thousand. */
  private makeBulkMoves({ context, table }: Pick<ServiceProps, 'context' | 'table'>): void {
    const bulkMove = new ServiceFunction(this, 'BulkMove', {
      context,
      description: 'Moves the orders of a large job, portion by portion',
      timeout: BULK_TIMEOUT,
      memoryMegabytes: 512,
    })
      .readsTable(table, { operations: ['GetItem', 'Query'] })
      .writesTable(table, { operations: ['PutItem', 'UpdateItem'] });
    new WorkQueue(this, 'bulkMoves', { context, consumerTimeout: BULK_TIMEOUT }).feeds(bulkMove, {
      batchSize: 1,
      maxConsumers: 4,
    });
  }
}
