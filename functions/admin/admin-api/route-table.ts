import { getBulkStatus, startBulkStatus } from './routes/bulk-status.ts';
import { listCarriers, putCarrier } from './routes/carriers.ts';
import { getListing, putListing } from './routes/listings.ts';
import { moveOrder } from './routes/move-order.ts';
import { revokeAccess } from './routes/revoke-access.ts';
import { getStatusOverview } from './routes/status-overview.ts';
import { createWorkflow, getWorkflow, listWorkflows, replaceWorkflow } from './routes/workflows.ts';

/** One route for each operation of the table. */
export const adminImplementations = {
  getStatusOverview,
  moveOrder,
  revokeAccess,
  startBulkStatus,
  getBulkStatus,
  listWorkflows,
  createWorkflow,
  getWorkflow,
  replaceWorkflow,
  getListing,
  putListing,
  listCarriers,
  putCarrier,
};
