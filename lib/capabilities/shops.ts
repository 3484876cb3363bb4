import { Construct } from 'constructs';
import { keys } from '../../shared/store/keys.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import type { ServiceProps } from './service-props.ts';

/** What shops, farms and stores say of themselves. It can read and write nothing of orders. */
export class Shops extends Construct {
  readonly shopsApi: ServiceFunction;

  constructor(scope: Construct, id: string, { context, table }: ServiceProps) {
    super(scope, id);
    this.shopsApi = new ServiceFunction(this, 'ShopsApi', { context, description: 'Names and faces of shops' })
      .readsTable(table, { operations: ['GetItem'], partitions: [keys.shopPartitions, keys.accessPartitions] })
      .writesTable(table, { operations: ['PutItem'], partitions: [keys.shopPartitions] });
  }
}
