/**
 * Every function of the service: the id of its construct and its source file, relative to the project's root. One file
 * is one Lambda is one exported `handler`.
 */
export const FUNCTION_ENTRIES = {
  OrdersApi: 'functions/orders/orders-api/handler.ts',
  TrackingApi: 'functions/orders/tracking-api/handler.ts',
  StoreApi: 'functions/orders/store-api/handler.ts',
  SearchIndex: 'functions/orders/search-index/handler.ts',
  AdminApi: 'functions/admin/admin-api/handler.ts',
  BulkMove: 'functions/admin/bulk-move/handler.ts',
  PlatformApi: 'functions/platform/platform-api/handler.ts',
  Authorizer: 'functions/security/authorizer/handler.ts',
  CarrierWebhook: 'functions/carriers/carrier-webhook/handler.ts',
  ApplyParked: 'functions/carriers/apply-parked/handler.ts',
  PaymentWebhook: 'functions/payments/payment-webhook/handler.ts',
  FanOut: 'functions/events/fan-out/handler.ts',
  Notify: 'functions/notifications/notify/handler.ts',
  Deliver: 'functions/notifications/deliver/handler.ts',
  Socket: 'functions/realtime/socket/handler.ts',
  OrderEvents: 'functions/realtime/order-events/handler.ts',
  Heartbeat: 'functions/realtime/heartbeat.ts',
  Broadcast: 'functions/realtime/broadcast/handler.ts',
  Schedule: 'functions/schedules/schedule/handler.ts',
  FireDeadline: 'functions/schedules/fire-deadline/handler.ts',
  Sweep: 'functions/schedules/sweep/handler.ts',
} as const;

export type FunctionId = keyof typeof FUNCTION_ENTRIES;

export const FUNCTION_IDS = Object.keys(FUNCTION_ENTRIES) as readonly FunctionId[];

/** Where the deployable code of each function lies: a folder that holds `index.mjs` and nothing else. */
export type Bundles = Readonly<Record<FunctionId, string>>;
