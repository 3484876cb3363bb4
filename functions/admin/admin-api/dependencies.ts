import type { BulkJobStore } from '../../../shared/orders/use-cases/bulk-job-store.ts';
import type { CommandDependencies } from '../../../shared/orders/use-cases/execute-command.ts';
import type { ListingStore } from '../../../shared/orders/use-cases/listing-store.ts';
import type { BuiltInWorkflows } from '../../../shared/orders/use-cases/workflow-catalog.ts';
import type { WorkflowStore } from '../../../shared/orders/use-cases/workflow-store.ts';
import type { CarrierStateStore } from '../../../shared/polling/carrier-state.ts';
import type { ParcelPollStore } from '../../../shared/polling/parcel-poll-store.ts';
import type { AccessRevocations, RevocationReader } from '../../../shared/security/access-revocations.ts';
import type { AuditStore } from '../../../shared/security/audit-store.ts';
import type { RateCounts } from '../../../shared/security/rate-limit-store.ts';
import type { Cursors } from '../../composition/cursors.ts';
import type { IdempotentDependencies } from '../../http/idempotency.ts';

/** What the admin routes work with. */
export interface AdminDependencies extends CommandDependencies, IdempotentDependencies {
  readonly revocations: RevocationReader;
  readonly accessRevocations: AccessRevocations;
  readonly audit: Pick<AuditStore, 'append'>;
  readonly listings: ListingStore;
  readonly bulkJobs: BulkJobStore;
  readonly workflowStore: WorkflowStore;
  readonly builtIn: BuiltInWorkflows;
  readonly cursors: Cursors;
  readonly carriers: Pick<CarrierStateStore, 'get' | 'enable' | 'disable'>;
  readonly polls: Pick<ParcelPollStore, 'due'>;
  /** Calls of carriers' APIs. */
  readonly carrierCalls: RateCounts;
  /** Ids of the carriers that the stage has an account with. */
  readonly polledCarriers: readonly string[];
}
