import type { NotificationStore } from '../../shared/notifications/notification-store.ts';
import type { CommandDependencies } from '../../shared/orders/execute-command.ts';
import type { ListingStore } from '../../shared/orders/listing-store.ts';
import type { Cursors } from '../support/cursors.ts';
import type { IdempotentDependencies } from '../support/idempotent.ts';

/** What the order routes work with. */
export interface OrdersDependencies extends CommandDependencies, IdempotentDependencies {
  readonly listings: ListingStore;
  readonly notifications: Pick<NotificationStore, 'listForOrder'>;
  readonly cursors: Cursors;
}
