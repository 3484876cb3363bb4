/**
 * Every function of the service: the id of its construct and its source file, relative to the project's root. One file
 * is one Lambda is one exported `handler`.
 */
export const FUNCTION_ENTRIES = {
  OrdersApi: 'functions/orders/api.ts',
  TrackingApi: 'functions/orders/tracking-api.ts',
  StoreApi: 'functions/orders/store-api.ts',
  SearchIndex: 'functions/orders/search-index.ts',
  AdminApi: 'functions/admin/api.ts',
  BulkMove: 'functions/admin/bulk-move.ts',
  PlatformApi: 'functions/platform/api.ts',
  Authorizer: 'functions/security/authorizer.ts',
  CarrierWebhook: 'functions/carriers/webhook.ts',
  ApplyParked: 'functions/carriers/apply-parked.ts',
  PaymentWebhook: 'functions/payments/webhook.ts',
  FanOut: 'functions/events/fan-out.ts',
  Notify: 'functions/notifications/notify.ts',
  Deliver: 'functions/notifications/deliver.ts',
  Socket: 'functions/realtime/socket.ts',
  OrderEvents: 'functions/realtime/order-events.ts',
  Broadcast: 'functions/realtime/broadcast.ts',
  Schedule: 'functions/schedules/schedule.ts',
  FireDeadline: 'functions/schedules/fire-deadline.ts',
  Sweep: 'functions/schedules/sweep.ts',
} as const;

export type FunctionId = keyof typeof FUNCTION_ENTRIES;

export const FUNCTION_IDS = Object.keys(FUNCTION_ENTRIES) as readonly FunctionId[];

/** Where the deployable code of each function lies: a folder that holds `index.mjs` and nothing else. */
export type Bundles = Readonly<Record<FunctionId, string>>;
