import type { IdSource } from '../../../shared/clock/clock.ts';
import type { InboxStore } from '../../../shared/notifications/inbox/inbox-store.ts';
import type { Notification } from '../../../shared/notifications/notification.ts';
import type { NotificationStore } from '../../../shared/notifications/notification-store.ts';
import type { OrderStore } from '../../../shared/orders/use-cases/order-store.ts';
import type { RevocationReader } from '../../../shared/security/access-revocations.ts';
import type { AuditStore } from '../../../shared/security/audit-store.ts';
import type { Cursors } from '../../composition/cursors.ts';
import type { PublishInboxChange } from '../../consumers/inbox-changes.ts';
import type { PreferenceDependencies } from './routes/preferences.ts';
import type { PhoneDependencies } from './routes/verify-phone.ts';

/** What the notification routes work with. */
export interface NotificationsDependencies extends PreferenceDependencies, PhoneDependencies {
  readonly inbox: InboxStore;
  readonly store: Pick<OrderStore, 'get' | 'getMany' | 'list'>;
  readonly notifications: Pick<NotificationStore, 'listForOrder' | 'reopen' | 'getPlanned' | 'report'>;
  /** Those that sign links, the present one first. */
  readonly linkSecrets: () => Promise<readonly string[]>;
  /** Where the stage is reached, without a slash at the end. */
  readonly publicUrl: string;
  /** What browsers subscribe with; absent where the stage has nobody to reach them by. */
  readonly subscriptionKey: string | undefined;
  readonly audit: Pick<AuditStore, 'append'>;
  /** Has those that wait sent. */
  readonly sendToLanes: (notifications: readonly Notification[]) => Promise<void>;
  readonly ids: IdSource;
  readonly contacts: PreferenceDependencies['contacts'];
  readonly cursors: Cursors;
  readonly revocations: RevocationReader;
  readonly publishInboxChange: PublishInboxChange;
}
