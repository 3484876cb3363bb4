/**
 * The one table's shape, declared once: the CDK table, the stores and docs/access-patterns.md are made from it.
 */
export interface IndexShape {
  readonly partitionKey: string;
  readonly sortKey: string;
  /** Attributes projected besides the keys. */
  readonly include: readonly string[];
  readonly purpose: string;
  /**
   * Neither written nor read any more: it goes with a later release, once nothing that runs asks for it. Orders leave it
   * when they are written next.
   */
  readonly isRetired?: true;
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
    byCustomerStatus: { ...index('byCustomerStatus', 'retired: goes with a later release'), isRetired: true },
    byCustomerAmount: index('byCustomerAmount', "a customer's orders by total amount"),
    bySeller: index('bySeller', "a shop's orders and events, newest first", ['phase', 'status']),
    bySellerStatus: index('bySellerStatus', "a shop's orders by status, then time"),
    bySellerAmount: index('bySellerAmount', "a shop's orders by total amount"),
    byPhase: index(
      'byPhase',
      'orders of a phase over all shops (sharded), longest in their status first; what waits for its time',
    ),
  },
} as const;

export type IndexName = keyof typeof TABLE_SHAPE.indexes;

/** When a write of an item wakes the fan-out. */
export type StreamUse = 'never' | 'when_created' | 'at_every_write';

/**
 * What items there are, and which of them wake the fan-out. Every item carries its `entity`: the stream's filters and a
 * reader of the table go by it. A new entity decides here; a streamed one does not compile without a reader in
 * `shared/events/route-changes.ts`.
 */
export const STREAM_USE = {
  order: 'never',
  event: 'when_created',
  scan: 'never',
  // One item that is written over and over.
  location: 'at_every_write',
  delivery_book: 'never',
  number: 'never',
  tracking_claim: 'never',
  tracking_owner: 'never',
  transaction_claim: 'never',
  parked_scan: 'never',
  transit_times: 'never',
  learnt_parcel: 'never',
  parcel_poll: 'never',
  carrier_state: 'never',
  webhook: 'never',
  // Of an earlier version, which left the sending to the fan-out; a parked record may be one for weeks.
  notification: 'when_created',
  // Sent to its lane by who plans it.
  planned_notification: 'never',
  connection: 'never',
  subscription: 'never',
  presence: 'never',
  focus: 'never',
  open_connections: 'never',
  live_state: 'never',
  listing: 'never',
  shop: 'never',
  idempotency: 'never',
  audit: 'never',
  workflow: 'never',
  template: 'never',
  search_entry: 'never',
  counter: 'never',
  bulk_job: 'when_created',
  bulk_results: 'never',
  rate_limit: 'never',
  circuit: 'never',
  link_request: 'when_created',
  written_message: 'when_created',
  bulk_send: 'when_created',
  bulk_send_person: 'never',
  bulk_send_latest: 'never',
  access_revocation: 'never',
  person_settings: 'never',
  device: 'never',
  device_owner: 'never',
  disabled_contact: 'never',
  phone_code: 'never',
} as const satisfies Readonly<Record<string, StreamUse>>;

export type Entity = keyof typeof STREAM_USE;
export const ENTITIES = Object.keys(STREAM_USE) as readonly Entity[];

export type StreamedEntity = {
  [E in Entity]: (typeof STREAM_USE)[E] extends 'never' ? never : E;
}[Entity];

export const isEntity = (entity: unknown): entity is Entity =>
  typeof entity === 'string' && Object.hasOwn(STREAM_USE, entity);
export const isStreamed = (entity: Entity): entity is StreamedEntity => STREAM_USE[entity] !== 'never';

/** Only these wake the fan-out. */
export const STREAMED_ENTITIES: readonly StreamedEntity[] = ENTITIES.filter(isStreamed);
