/** The module of each operation's route, loaded when it is first asked for. */
export const adminImplementations = {
  getStatusOverview: () => import('./routes/status-overview.ts'),
  listOrdersInPhase: () => import('./routes/orders-in-phase.ts'),
  moveOrder: () => import('./routes/move-order.ts'),
  revokeAccess: () => import('./routes/revoke-access.ts'),
  startBulkStatus: () => import('./routes/bulk-status.ts'),
  getBulkStatus: () => import('./routes/bulk-status.ts'),
  listWorkflows: () => import('./routes/workflows.ts'),
  createWorkflow: () => import('./routes/workflows.ts'),
  getWorkflow: () => import('./routes/workflows.ts'),
  replaceWorkflow: () => import('./routes/workflows.ts'),
  getListing: () => import('./routes/listings.ts'),
  putListing: () => import('./routes/listings.ts'),
  listCarriers: () => import('./routes/carriers.ts'),
  putCarrier: () => import('./routes/carriers.ts'),
};
