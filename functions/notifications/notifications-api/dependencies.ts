import type { Clock } from '../../../shared/clock/clock.ts';
import type { InboxStore } from '../../../shared/notifications/inbox/inbox-store.ts';
import type { OrderStore } from '../../../shared/orders/use-cases/order-store.ts';
import type { RevocationReader } from '../../../shared/security/access-revocations.ts';
import type { Cursors } from '../../composition/cursors.ts';
import type { PublishInboxChange } from '../../consumers/inbox-changes.ts';

/** What the notification routes work with. */
export interface NotificationsDependencies {
  readonly inbox: InboxStore;
  readonly store: Pick<OrderStore, 'getMany'>;
  readonly cursors: Cursors;
  readonly revocations: RevocationReader;
  readonly publishInboxChange: PublishInboxChange;
  readonly clock: Clock;
}
