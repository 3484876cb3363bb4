import { Construct } from 'constructs';
import { ServiceFunction } from '../constructs/service-function.ts';
import { GIVING_UP_A_CLAIM } from './claims.ts';
import type { ServiceProps } from './service-props.ts';

/** What support and operations do: overviews, forced moves, bulk moves, workflows, listings. */
export class Admin extends Construct {
  readonly adminApi: ServiceFunction;

  constructor(scope: Construct, id: string, { house, table }: ServiceProps) {
    super(scope, id);
    this.adminApi = new ServiceFunction(this, 'AdminApi', {
      house,
      description: 'Support and operations',
    })
      .readsTable(table, { operations: ['GetItem', 'BatchGetItem', 'Query'], indexes: ['byPhase'] })
      .writesTable(table, { operations: ['PutItem', 'UpdateItem'] })
      .writesTable(table, GIVING_UP_A_CLAIM);
  }
}
