import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ServiceFunction } from '../constructs/service-function.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import { GIVING_UP_A_CLAIM } from './release-claim.ts';
import type { ServiceProps } from './service-props.ts';

const BULK_TIMEOUT = Duration.seconds(30);

/** What support and operations do: overviews, forced moves, bulk moves, workflows, listings. */
export class Admin extends Construct {
  readonly adminApi: ServiceFunction;
  readonly bulkMovesQueue: WorkQueue;

  constructor(scope: Construct, id: string, { house, table }: ServiceProps) {
    super(scope, id);
    this.adminApi = new ServiceFunction(this, 'AdminApi', {
      house,
      description: 'Support and operations',
    })
      .readsTable(table, { operations: ['GetItem', 'BatchGetItem', 'Query'], indexes: ['byPhase'] })
      .writesTable(table, { operations: ['PutItem', 'UpdateItem'] })
      .writesTable(table, GIVING_UP_A_CLAIM);
    this.bulkMovesQueue = this.makeBulkMoves({ house, table });
  }

  /** Large jobs, a message for each portion. Few at a time: nobody's own order waits behind somebody's thousand. */
  private makeBulkMoves({ house, table }: Pick<ServiceProps, 'house' | 'table'>): WorkQueue {
    const bulkMove = new ServiceFunction(this, 'BulkMove', {
      house,
      description: 'Moves the orders of a large job, portion by portion',
      timeout: BULK_TIMEOUT,
      memoryMegabytes: 512,
    })
      .readsTable(table, { operations: ['GetItem', 'Query'] })
      .writesTable(table, { operations: ['PutItem', 'UpdateItem'] });
    return new WorkQueue(this, 'BulkMoves', {
      house,
      consumerTimeout: BULK_TIMEOUT,
      oldestAge: Duration.minutes(15),
    }).feeds(bulkMove, { batchSize: 1, consumersAtMost: 4 });
  }
}
