import type { NotificationStore } from '../../../shared/notifications/notification-store.ts';
import type { OrderStore } from '../../../shared/orders/use-cases/order-store.ts';
import type { RevocationReader } from '../../../shared/security/access-revocations.ts';
import type { Cursors } from '../../composition/cursors.ts';
import type { PreferenceDependencies } from './routes/preferences.ts';
import type { PhoneDependencies } from './routes/verify-phone.ts';

/** What listing the inbox works with. */
export interface InboxDependencies {
  readonly notifications: Pick<NotificationStore, 'listInbox'>;
  readonly store: Pick<OrderStore, 'getMany'>;
  readonly cursors: Cursors;
}

/** What the notification routes work with. */
export interface NotificationsDependencies extends InboxDependencies, PreferenceDependencies, PhoneDependencies {
  readonly store: Pick<OrderStore, 'get' | 'getMany'>;
  readonly contacts: PreferenceDependencies['contacts'];
  readonly revocations: RevocationReader;
}
