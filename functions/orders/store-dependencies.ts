import type { CreationDependencies } from '../../shared/orders/create-order.ts';
import type { CommandDependencies } from '../../shared/orders/execute-command.ts';
import type { LocationStore } from '../../shared/orders/location-store.ts';
import type { IdempotentDependencies } from '../support/idempotent.ts';

/** What the store's routes work with. */
export interface StoreDependencies extends CommandDependencies, CreationDependencies, IdempotentDependencies {
  readonly locations: LocationStore;
}
