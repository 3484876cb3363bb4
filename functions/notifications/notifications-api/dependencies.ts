import type { NotificationStore } from '../../../shared/notifications/notification-store.ts';
import type { OrderStore } from '../../../shared/orders/use-cases/order-store.ts';
import type { RevocationReader } from '../../../shared/security/access-revocations.ts';
import type { Cursors } from '../../composition/cursors.ts';

/** What the notification routes work with. */
export interface NotificationsDependencies {
  readonly notifications: Pick<NotificationStore, 'listInbox'>;
  readonly store: Pick<OrderStore, 'getMany'>;
  readonly cursors: Cursors;
  readonly revocations: RevocationReader;
}
