import type { InboxStore } from '../../../shared/notifications/inbox/inbox-store.ts';
import type { OrderStore } from '../../../shared/orders/use-cases/order-store.ts';
import type { RevocationReader } from '../../../shared/security/access-revocations.ts';
import type { Cursors } from '../../composition/cursors.ts';
import type { PublishInboxChange } from '../../consumers/inbox-changes.ts';
import type { PreferenceDependencies } from './routes/preferences.ts';
import type { PhoneDependencies } from './routes/verify-phone.ts';

/** What the notification routes work with. */
export interface NotificationsDependencies extends PreferenceDependencies, PhoneDependencies {
  readonly inbox: InboxStore;
  readonly store: Pick<OrderStore, 'get' | 'getMany'>;
  readonly contacts: PreferenceDependencies['contacts'];
  readonly cursors: Cursors;
  readonly revocations: RevocationReader;
  readonly publishInboxChange: PublishInboxChange;
}
