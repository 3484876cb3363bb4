import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { keys } from '../../shared/store/keys.ts';
import type { ServiceContext } from '../constructs/service-context.ts';
import { type NamedQueue, ServiceFunction } from '../constructs/service-function.ts';
import type { Table } from '../constructs/table.ts';

export interface PlatformProps {
  readonly context: ServiceContext;
  readonly table: Table;
  /** Whether they can be reached is part of the service's health. */
  readonly queues: readonly NamedQueue[];
}

/** Health, the API's description, and the pages. It can read no item that there is. */
export class Platform extends Construct {
  readonly platformApi: ServiceFunction;

  constructor(scope: Construct, id: string, { context, table, queues }: PlatformProps) {
    super(scope, id);
    this.platformApi = new ServiceFunction(this, 'PlatformApi', {
      context,
      description: 'Health, documentation and pages',
      timeout: Duration.seconds(10),
    }).readsTable(table, { operations: ['GetItem'], partitions: [keys.healthPartitions] });
    for (const queue of queues) this.platformApi.asksAbout(queue);
  }
}
