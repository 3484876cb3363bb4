/**
 * Every key string of the table lives here; nobody else writes `#`. A function makes the key of one thing from its
 * parts, or the prefix by which its siblings are read.
 */

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** Ten digits hold a history of ten thousand million events and sort as text. */
export const LAST_SEQ = 9_999_999_999;
const padded = (n: number, digits = 10): string => String(n).padStart(digits, '0');

/** Fixed width so that amounts sort as text: 18 whole digits, 8 fractional. Amounts are never negative. */
export const sortableAmount = (amount: string): string => {
  const [whole = '0', fraction = ''] = amount.split('.');
  return `${whole.padStart(18, '0')}.${fraction.padEnd(8, '0')}`;
};

export const PHASE_SHARDS = 8;
export const SCHEDULED_SHARDS = 4;
export const AUDIT_SHARDS = 4;

/** A stable small number from an id, to spread one hot partition over several. */
export const shardOf = (id: string, shards: number): number => {
  let hash = 0;
  for (let i = 0; i < id.length; i += 1) hash = (hash * 31 + id.charCodeAt(i)) >>> 0;
  return hash % shards;
};

export const keys = {
  order: (orderId: string): Key => ({ pk: `ORDER#${orderId}`, sk: 'ORDER' }),
  event: (orderId: string, seq: number): Key => ({ pk: `ORDER#${orderId}`, sk: `EVENT#${padded(seq)}` }),
  eventPrefix: 'EVENT#',
  scan: (orderId: string, occurredAt: string, scanId: string): Key => ({
    pk: `ORDER#${orderId}`,
    sk: `SCAN#${occurredAt}#${scanId}`,
  }),
  scanPrefix: 'SCAN#',
  location: (orderId: string): Key => ({ pk: `ORDER#${orderId}`, sk: 'LOCATION' }),
  /** What was asked of couriers for the order. */
  deliveryBook: (orderId: string): Key => ({ pk: `ORDER#${orderId}`, sk: 'DELIVERIES' }),
  notification: (orderId: string, notificationId: string): Key => ({
    pk: `ORDER#${orderId}`,
    sk: `NOTIFICATION#${notificationId}`,
  }),
  notificationPrefix: 'NOTIFICATION#',
  /** The order in the key of whatever lies with it. */
  orderIdOf: ({ pk }: Pick<Key, 'pk'>): string => pk.slice(keys.orderPartitions.length),
  /** The id in the key of a notification. */
  notificationIdOf: ({ sk }: Pick<Key, 'sk'>): string => sk.slice(keys.notificationPrefix.length),

  /** Reserved in the transaction that creates the order; also finds an order by its number. */
  orderNumber: (orderNumber: string): Key => ({ pk: `NUMBER#${orderNumber}`, sk: 'NUMBER' }),
  /** Blocks of order numbers are taken from here, one per year. */
  orderNumberCounter: (year: number): Key => ({ pk: `COUNTER#ORDER_NUMBER#${year}`, sk: 'COUNTER' }),

  /** A parcel belongs to an order: one tracking number may serve several orders. */
  trackingClaim: (trackingNumber: string, orderId: string): Key => ({
    pk: `TRACKING#${trackingNumber}`,
    sk: `CLAIM#${orderId}`,
  }),
  trackingClaimPrefix: 'CLAIM#',
  /** The shop that registered the number first, with this carrier. */
  trackingOwner: (trackingNumber: string, carrier: string): Key => ({
    pk: `TRACKING#${trackingNumber}`,
    sk: `OWNER#${carrier}`,
  }),
  trackingOwnerPrefix: 'OWNER#',
  /** A transaction on a chain pays one order. */
  transactionClaim: (transactionHash: string): Key => ({ pk: `TRANSACTION#${transactionHash}`, sk: 'CLAIM' }),
  /** A valid scan of a parcel that nobody has registered yet. */
  parkedScan: (trackingNumber: string, occurredAt: string, scanId: string): Key => ({
    pk: `TRACKING#${trackingNumber}`,
    sk: `PARKED#${occurredAt}#${scanId}`,
  }),
  parkedScanPrefix: 'PARKED#',
  /** How a parcel is followed at its carrier. */
  parcelPoll: (trackingNumber: string, carrier: string): Key => ({
    pk: `TRACKING#${trackingNumber}`,
    sk: `POLL#${carrier}`,
  }),
  tracking: (trackingNumber: string): string => `TRACKING#${trackingNumber}`,

  /** How long parcels of a group took, by month. */
  transitTimes: (
    { carrier, service = '', countries = '' }: { carrier: string; service?: string; countries?: string },
    month: string,
  ): Key => ({ pk: `TRANSIT#${carrier}#${service}#${countries}`, sk: `MONTH#${month}` }),
  transitPartitions: 'TRANSIT#',
  /** Its way is in these already. */
  learntParcel: (orderId: string, trackingNumber: string): Key => ({
    pk: `ORDER#${orderId}`,
    sk: `LEARNT#${trackingNumber}`,
  }),

  webhook: (source: string, eventId: string): Key => ({ pk: `WEBHOOK#${source}#${eventId}`, sk: 'WEBHOOK' }),
  idempotency: (scope: string, key: string): Key => ({ pk: `IDEMPOTENCY#${scope}#${key}`, sk: 'IDEMPOTENCY' }),
  listing: (sellerId: string, listingId: string): Key => ({ pk: `LISTING#${sellerId}#${listingId}`, sk: 'LISTING' }),
  shop: (shopId: string): Key => ({ pk: `SHOP#${shopId}`, sk: 'SHOP' }),
  audit: (day: string, id: string): Key => ({ pk: `AUDIT#${day}#${shardOf(id, AUDIT_SHARDS)}`, sk: id }),
  auditShard: (day: string, shard: number): string => `AUDIT#${day}#${shard}`,
  /** All audit partitions: no function may change or remove what lies there. */
  auditPartitions: 'AUDIT#',

  workflowVersion: (id: string, version: number): Key => ({
    pk: `WORKFLOW#${id}`,
    sk: `VERSION#${padded(version, 6)}`,
  }),
  workflowActive: (id: string): Key => ({ pk: `WORKFLOW#${id}`, sk: 'ACTIVE' }),
  workflowVersionPrefix: 'VERSION#',
  /** The list of custom workflows is one small partition. */
  workflowCatalog: (id: string): Key => ({ pk: 'WORKFLOWS', sk: id }),
  workflowCatalogPartition: 'WORKFLOWS',

  templateVersion: (templateId: string, version: number): Key => ({
    pk: `TEMPLATE#${templateId}`,
    sk: `VERSION#${padded(version, 6)}`,
  }),
  templateVersionPrefix: 'VERSION#',
  /** Which version is used, and everything else that changes about a template. */
  templateActive: (templateId: string): Key => ({ pk: `TEMPLATE#${templateId}`, sk: 'ACTIVE' }),
  templateFailure: (templateId: string): Key => ({ pk: `TEMPLATE#${templateId}`, sk: 'FAILURE' }),
  /** The list of templates is one small partition. */
  templateCatalog: (templateId: string): Key => ({ pk: 'TEMPLATES', sk: templateId }),
  templateCatalogPartition: 'TEMPLATES',
  /** One item for each type, channel and language: so there is never a second default. */
  templateDefault: (type: string, channel: string, language: string): Key => ({
    pk: 'TEMPLATE_DEFAULTS',
    sk: `${type}#${channel}#${language}`,
  }),
  templateDefaultPartition: 'TEMPLATE_DEFAULTS',
  templatePartitions: 'TEMPLATE#',

  connection: (connectionId: string): Key => ({ pk: `CONNECTION#${connectionId}`, sk: 'CONNECTION' }),
  /** What a connection listens to, so that closing it can remove its subscriptions. */
  connectionTopic: (connectionId: string, topic: string): Key => ({
    pk: `CONNECTION#${connectionId}`,
    sk: `TOPIC#${topic}`,
  }),
  connectionTopicPrefix: 'TOPIC#',
  /** How many connections a person, a link or an address has open. */
  openConnections: (scope: string): Key => ({ pk: `CONNECTION#OF#${scope}`, sk: 'OPEN' }),
  subscription: (topic: string, connectionId: string): Key => ({
    pk: `TOPIC#${topic}`,
    sk: `CONNECTION#${connectionId}`,
  }),
  subscriptionPrefix: 'CONNECTION#',
  /** Until when anybody may listen to the topic: a topic without it need not be asked for its connections. */
  presence: (topic: string): Key => ({ pk: `TOPIC#${topic}`, sk: 'PRESENCE' }),
  /** What every event asks: until when operations may listen, and up to when tokens of anybody were revoked. */
  liveState: (): Key => ({ pk: 'TOPIC#ops', sk: 'STATE' }),
  /** Until when somebody looks at a client of the topic's that has no connection. */
  focus: (topic: string): Key => ({ pk: `TOPIC#${topic}`, sk: 'FOCUS' }),
  /** Up to when the tokens of a user are revoked. */
  accessRevocation: (userId: string): Key => ({ pk: `ACCESS#${userId}`, sk: 'REVOCATION' }),
  /** Beginnings of whole families of partitions, for permissions that end there. */
  orderPartitions: 'ORDER#',
  connectionPartitions: 'CONNECTION#',
  topicPartitions: 'TOPIC#',
  idempotencyPartitions: 'IDEMPOTENCY#',
  trackingPartitions: 'TRACKING#',
  searchPartitions: 'SEARCH#',
  shopPartitions: 'SHOP#',
  accessPartitions: 'ACCESS#',
  ratePartitions: 'RATE#',
  bulkSend: (jobId: string): Key => ({ pk: `BULK_SEND#${jobId}`, sk: 'BULK_SEND' }),
  bulkSendPerson: (jobId: string, person: string): Key => ({ pk: `BULK_SEND#${jobId}`, sk: `PERSON#${person}` }),
  bulkSendLatest: (likeness: string): Key => ({ pk: `BULK_SEND#${likeness}`, sk: 'LATEST' }),
  bulkSendPartitions: 'BULK_SEND#',
  writtenMessage: (messageId: string): Key => ({ pk: `MESSAGE#${messageId}`, sk: 'MESSAGE' }),
  messagePartitions: 'MESSAGE#',
  providerPartitions: 'PROVIDER#',
  linkRequestPartitions: 'LINK_REQUEST#',

  /** What a person chose, and beside it their devices and the code that was sent to their telephone. */
  personSettings: (ownerId: string): Key => ({ pk: `PERSON#${ownerId}`, sk: 'SETTINGS' }),
  device: (ownerId: string, digest: string): Key => ({ pk: `PERSON#${ownerId}`, sk: `DEVICE#${digest}` }),
  phoneCode: (ownerId: string): Key => ({ pk: `PERSON#${ownerId}`, sk: 'PHONE_CODE' }),
  /** The low-priority messages of a channel that are being collected for a person. */
  deviceOwner: (digest: string): Key => ({ pk: `CONTACT#${digest}`, sk: 'DEVICE' }),
  disabledContact: (digest: string): Key => ({ pk: `CONTACT#${digest}`, sk: 'DISABLED' }),
  personPartitions: 'PERSON#',
  contactPartitions: 'CONTACT#',

  /** No item lies there: reading it shows that the table and its key can be used. */
  health: (): Key => ({ pk: 'HEALTH#table', sk: 'HEALTH' }),
  healthPartitions: 'HEALTH#',

  /** `scope` is `all`, `seller:<id>` or `customer:<id>`; partitions are spread by the token's first two characters. */
  searchEntry: (scope: string, token: string, createdAt: string, orderId: string): Key => ({
    pk: keys.searchPartition(scope, token),
    sk: `${token}#${createdAt}#${orderId}`,
  }),
  /** Where an entry of the index's first form lies, which knows no time. */
  timelessSearchEntry: (scope: string, token: string, orderId: string): Key => ({
    pk: keys.searchPartition(scope, token),
    sk: `${token}#${orderId}`,
  }),
  searchPartition: (scope: string, query: string): string => `SEARCH#${scope}#${[...query].slice(0, 2).join('')}`,
  /** Begins the sort keys of a word, and of no longer one. */
  searchWord: (token: string): string => `${token}#`,
  /** What is written in the index for an order. */
  indexedTokens: (orderId: string): Key => ({ pk: `SEARCH#${orderId}`, sk: 'TOKENS' }),
  bulkJob: (jobId: string): Key => ({ pk: `BULK_JOB#${jobId}`, sk: 'BULK_JOB' }),
  /** Results of one portion of a job. */
  bulkJobResults: (jobId: string, portion: number): Key => ({
    pk: `BULK_JOB#${jobId}`,
    sk: `RESULTS#${padded(portion, 6)}`,
  }),
  linkRequest: (requestId: string): Key => ({ pk: `LINK_REQUEST#${requestId}`, sk: 'LINK_REQUEST' }),
  /** The state of a provider of messages that fails. */
  circuit: (providerId: string): Key => ({ pk: `PROVIDER#${providerId}`, sk: 'CIRCUIT' }),
  /** How the API of a carrier does. */
  carrierState: (carrier: string): Key => ({ pk: `CARRIER#${carrier}`, sk: 'STATE' }),
  carrierPartitions: 'CARRIER#',
  rateLimit: (scope: string, window: string): Key => ({ pk: `RATE#${scope}#${window}`, sk: 'RATE' }),
} as const;

/** Sorts after whatever may follow a prefix in a key. */
export const AFTER_ALL = '\uffff';

/** The order's id at the end of an index key made by `indexKeys.byTime`. */
export const orderIdOf = (byTime: string): string => byTime.slice(byTime.indexOf('#') + 1);

/** The order and the number in the key of an event. */
export const eventKeyParts = ({ pk, sk }: Key): { readonly orderId: string; readonly seq: number } => ({
  orderId: pk.slice(pk.indexOf('#') + 1),
  seq: Number(sk.slice(keys.eventPrefix.length)),
});

const ownerKey = (owner: string): string => {
  const id = owner.slice(owner.indexOf(':') + 1);
  return owner.startsWith('seller:') ? `SELLER#${id}` : `CUSTOMER#${id}`;
};

/** Keys of the indexes. Absent where the order or event does not belong there. */
export const indexKeys = {
  customerOrders: (customerId: string): string => `CUSTOMER#${customerId}#ORDERS`,
  sellerOrders: (sellerId: string): string => `SELLER#${sellerId}#ORDERS`,
  customerEvents: (customerId: string): string => `CUSTOMER#${customerId}#EVENTS`,
  sellerEvents: (sellerId: string): string => `SELLER#${sellerId}#EVENTS`,
  /** What was read, of `user:<sub>` or `seller:<shop>`. */
  inbox: (owner: string): string => `${ownerKey(owner)}#INBOX`,
  /** What nobody has read, of the same. */
  unread: (owner: string): string => `${ownerKey(owner)}#UNREAD`,
  /** A notification by its provider's id of the message. */
  sentMessage: (providerId: string, messageId: string): string => `SENT#${providerId}#${messageId}`,
  /** Notifications of a person or shop that wait for their time. */
  waiting: (ownerId: string): string => `WAITING#${ownerId}`,
  byTime: (instant: string, orderId: string): string => `${instant}#${orderId}`,
  /** The instant that begins an index key made by `byTime`. */
  instantOf: (byTime: string): string => byTime.slice(0, byTime.indexOf('#')),
  byStatus: (status: string, instant: string, orderId: string): string => `${status}#${instant}#${orderId}`,
  withoutStatus: (byStatus: string): string => byStatus.slice(byStatus.indexOf('#') + 1),
  statusPrefix: (status: string): string => `${status}#`,
  byAmount: (amount: string, orderId: string): string => `${sortableAmount(amount)}#${orderId}`,
  /** The time part of an event's ULID orders a feed; readers re-read a short overlap behind their cursor. */
  byEvent: (eventId: string): string => eventId,
  phase: (phase: string, shard: number): string => `PHASE#${phase}#${shard}`,
  /** Notifications that wait for their time. */
  scheduledNotifications: (shard: number): string => `SCHEDULED#${shard}`,
  /** Parcels of a carrier that are asked for, by when they are due. */
  parcelPolls: (carrier: string): string => `POLL#${carrier}`,
} as const;
