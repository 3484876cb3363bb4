import type { BulkJobStore } from '../../../shared/orders/use-cases/bulk-job-store.ts';
import type { CommandDependencies } from '../../../shared/orders/use-cases/execute-command.ts';
import type { ListingStore } from '../../../shared/orders/use-cases/listing-store.ts';
import type { FindBuiltIn } from '../../../shared/orders/use-cases/workflow-catalog.ts';
import type { WorkflowStore } from '../../../shared/orders/use-cases/workflow-store.ts';
import type { WorkflowDefinition } from '../../../shared/workflows/workflow.ts';
import type { IdempotentDependencies } from '../../http/idempotency.ts';

/** What the admin routes work with. */
export interface AdminDependencies extends CommandDependencies, IdempotentDependencies {
  readonly listings: ListingStore;
  readonly bulkJobs: BulkJobStore;
  readonly workflowStore: WorkflowStore;
  readonly builtIn: { readonly find: FindBuiltIn; readonly all: readonly WorkflowDefinition[] };
}
