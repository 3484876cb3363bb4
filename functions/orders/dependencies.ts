import type { NotificationStore } from '../../shared/notifications/notification-store.ts';
import type { CreationDependencies } from '../../shared/orders/create-order.ts';
import type { CommandDependencies } from '../../shared/orders/execute-command.ts';
import type { SearchStore } from '../../shared/orders/search-store.ts';
import type { Cursors } from '../support/cursors.ts';
import type { GuestLinks } from '../support/guest-links.ts';
import type { IdempotentDependencies } from '../support/idempotent.ts';

/** What the order routes work with. */
export interface OrdersDependencies extends CommandDependencies, CreationDependencies, IdempotentDependencies {
  readonly notifications: Pick<NotificationStore, 'listForOrder'>;
  readonly search: SearchStore;
  readonly cursors: Cursors;
  readonly links: GuestLinks;
}
