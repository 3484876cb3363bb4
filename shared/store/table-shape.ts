/**
 * The one table's shape, declared once: the CDK table, the stores and docs/access-patterns.md are made from it.
 */
export interface IndexShape {
  readonly partitionKey: string;
  readonly sortKey: string;
  /** Attributes projected besides the keys. */
  readonly include: readonly string[];
  readonly purpose: string;
}

const index = (name: string, purpose: string, include: readonly string[] = []): IndexShape => ({
  partitionKey: `${name}Pk`,
  sortKey: `${name}Sk`,
  include,
  purpose,
});

export const TABLE_SHAPE = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** Seconds since the epoch. Never relied on for correctness: readers compare it themselves. */
  timeToLive: 'expiresAt',
  indexes: {
    byCustomer: index('byCustomer', "a customer's orders, events and notifications, newest first", ['phase', 'status']),
    byCustomerStatus: index('byCustomerStatus', "a customer's orders by status, then time"),
    byCustomerAmount: index('byCustomerAmount', "a customer's orders by total amount"),
    bySeller: index('bySeller', "a shop's orders and events, newest first", ['phase', 'status']),
    bySellerStatus: index('bySellerStatus', "a shop's orders by status, then time"),
    bySellerAmount: index('bySellerAmount', "a shop's orders by total amount"),
    byPhase: index('byPhase', 'orders of a phase over all shops (sharded), longest in their status first'),
  },
} as const;

export type IndexName = keyof typeof TABLE_SHAPE.indexes;

/** What an item is. Every item carries it as `entity`: the stream's filters and a reader of the table go by it. */
export const ENTITIES = [
  'order',
  'event',
  'scan',
  'location',
  'number',
  'tracking_claim',
  'tracking_owner',
  'transaction_claim',
  'parked_scan',
  'webhook',
  'notification',
  'connection',
  'subscription',
  'presence',
  'listing',
  'idempotency',
  'audit',
  'workflow',
  'search_entry',
  'counter',
  'bulk_job',
  'bulk_results',
  'rate_limit',
  'link_request',
  'access_revocation',
] as const;
export type Entity = (typeof ENTITIES)[number];

/** Only these wake the fan-out. */
export const STREAMED_ENTITIES = [
  'event',
  'notification',
  'location',
  'link_request',
  'bulk_job',
] as const satisfies readonly Entity[];
