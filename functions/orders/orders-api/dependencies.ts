import type { TransitHistory } from '../../../shared/delays/transit-history.ts';
import type { NotificationStore } from '../../../shared/notifications/notification-store.ts';
import type { CreationDependencies } from '../../../shared/orders/use-cases/create-order.ts';
import type { CommandDependencies } from '../../../shared/orders/use-cases/execute-command.ts';
import type { SearchReader } from '../../../shared/orders/use-cases/search-store.ts';
import type { WorkflowDirectory } from '../../../shared/orders/use-cases/workflow-catalog.ts';
import type { RevocationReader } from '../../../shared/security/access-revocations.ts';
import type { Cursors } from '../../composition/cursors.ts';
import type { GuestLinks } from '../../composition/guest-links.ts';
import type { IdempotentDependencies } from '../../http/idempotency.ts';
import type { ParcelPollReads } from '../parcel-polls.ts';

/** What the order routes work with. */
export interface OrdersDependencies
  extends CommandDependencies,
    CreationDependencies,
    IdempotentDependencies,
    ParcelPollReads {
  readonly workflows: WorkflowDirectory;
  readonly revocations: RevocationReader;
  readonly notifications: Pick<NotificationStore, 'summariesForOrder'>;
  readonly history: TransitHistory;
  readonly search: SearchReader;
  readonly cursors: Cursors;
  readonly links: GuestLinks;
}
