import { indexKeys, type Key, keys } from './keys.ts';
import type { Entity, IndexName } from './table-shape.ts';

/**
 * What lies in the table and how it is asked for, made of the same functions that make the keys: the document that is
 * written from it (docs/access-patterns.md) cannot name a key that nobody uses. An entity that is missing does not compile.
 */
export interface ItemDescription {
  readonly what: string;
  readonly key: Key;
  readonly indexes?: Readonly<Partial<Record<IndexName, Key>>>;
  /** How long it stays; for ever unless said. */
  readonly stored?: string;
}

export interface AccessPattern {
  readonly question: string;
  readonly by: IndexName | 'table';
  readonly range: string;
  /** Every read of the table itself sees every write before it; an index is a moment behind. */
  readonly eventual?: boolean;
}

const at = (pk: string, sk: string): Key => ({ pk, sk });
const CUSTOMER = '<buyerId>';
const SELLER = '<sellerId>';
const ORDER = '<orderId>';
const CREATED = '<createdAt>';

const ownerIndexes = (partition: string) =>
  [
    at(partition, indexKeys.byTime(CREATED, ORDER)),
    at(partition, indexKeys.byStatus('<status>', CREATED, ORDER)),
    at(partition, indexKeys.byAmount('4.2', ORDER)),
  ] as const;

const [byCustomer, , byCustomerAmount] = ownerIndexes(indexKeys.customerOrders(CUSTOMER));
const [bySeller, bySellerStatus, bySellerAmount] = ownerIndexes(indexKeys.sellerOrders(SELLER));

export const ITEMS: Readonly<Record<Entity, ItemDescription>> = {
  order: {
    what: 'An order as it is now: one aggregate, parcels, driver and substitutions included',
    key: keys.order(ORDER),
    indexes: {
      byCustomer,
      byCustomerAmount,
      bySeller,
      bySellerStatus,
      bySellerAmount,
      byPhase: at(indexKeys.phase('<phase>', 0), indexKeys.byTime('<statusSince>', ORDER)),
    },
  },
  event: {
    what: 'A change of an order: history entry and event in one, carried by the stream',
    key: keys.event(ORDER, 1),
    indexes: {
      byCustomer: at(indexKeys.customerEvents(CUSTOMER), indexKeys.byEvent('<eventId>')),
      bySeller: at(indexKeys.sellerEvents(SELLER), indexKeys.byEvent('<eventId>')),
    },
  },
  scan: { what: 'One thing that a carrier saw', key: keys.scan(ORDER, '<occurredAt>', '<scanId>') },
  location: { what: "The driver's newest place", key: keys.location(ORDER), stored: 'a day' },
  number: { what: 'Reservation of an order number; leads to its order', key: keys.orderNumber('ORD-2026-000001') },
  counter: { what: 'The last order number given out in a year', key: keys.orderNumberCounter(2026) },
  tracking_claim: { what: 'An order waits for this parcel', key: keys.trackingClaim('<trackingNumber>', ORDER) },
  tracking_owner: {
    what: 'The shop that registered a parcel first: a claim of another one is in doubt',
    key: keys.trackingOwner('<trackingNumber>', '<carrier>'),
  },
  transaction_claim: {
    what: 'The order that a transaction on a chain pays',
    key: keys.transactionClaim('<transactionHash>'),
  },
  parked_scan: {
    what: 'A valid scan of a parcel that no order has claimed yet',
    key: keys.parkedScan('<trackingNumber>', '<occurredAt>', '<scanId>'),
    stored: 'until claimed, else as the carrier adapter says',
  },
  webhook: {
    what: 'A raw event of a carrier or payment provider (`bodyGzip`), and whether it was carried out',
    key: keys.webhook('<source>', '<eventId>'),
    stored: 'as the receiver says',
  },
  notification: {
    what: 'A notification as earlier versions planned it, for the fan-out to send; else as those of now',
    key: keys.notification(ORDER, '<notificationId>'),
    indexes: { byCustomer: at(indexKeys.inbox(`user:${CUSTOMER}`), indexKeys.byTime(CREATED, '<notificationId>')) },
  },
  planned_notification: {
    what: 'A notification: log, inbox, and the claim of the one who sends it',
    key: keys.notification(ORDER, '<notificationId>'),
    indexes: { byCustomer: at(indexKeys.inbox(`user:${CUSTOMER}`), indexKeys.byTime(CREATED, '<notificationId>')) },
  },
  connection: {
    what: 'An open WebSocket and, as items beside it, the topics it follows',
    key: keys.connection('<connectionId>'),
    stored: 'as long as a connection may last',
  },
  subscription: {
    what: 'A connection that follows a topic',
    key: keys.subscription('<topic>', '<connectionId>'),
    stored: 'as its connection',
  },
  presence: {
    what: 'Until when anybody may follow a topic, so that an event asks only the topics that somebody follows',
    key: keys.presence('<topic>'),
    stored: 'as long as the last of its connections may',
  },
  access_revocation: {
    what: 'Up to when the tokens of a user are revoked',
    key: keys.accessRevocation('<userId>'),
    stored: 'longer than any token is good',
  },
  listing: {
    what: 'Stock and availability of a managed listing',
    key: keys.listing(SELLER, '<listingId>'),
  },
  shop: {
    what: 'Names, face, contacts, time zone and pickup place of a shop',
    key: keys.shop(SELLER),
  },
  idempotency: {
    what: 'An `Idempotency-Key`: claim while it runs, then the response',
    key: keys.idempotency('<scope>', '<key>'),
    stored: '24 hours',
  },
  audit: {
    what: 'Who did what; appended, never changed (four shards a day)',
    key: keys.audit('2026-03-01', '<auditId>'),
  },
  workflow: {
    what: 'A version of a workflow made by an administrator; beside it the active one, and a list of all workflows',
    key: keys.workflowVersion('<workflowId>', 1),
  },
  search_entry: {
    what: 'A word by which an order is found, in one scope; with it the words that the order had when it was written',
    key: keys.searchEntry('<scope>', 'maria', CREATED, ORDER),
  },
  bulk_job: {
    what: 'A change of many orders',
    key: keys.bulkJob('<jobId>'),
    stored: 'a week',
  },
  bulk_results: {
    what: 'What became of the orders of one portion of a job',
    key: keys.bulkJobResults('<jobId>', 0),
    stored: 'a week',
  },
  circuit: {
    what: 'A provider of messages that fails, until when nothing is handed to it, and who tries whether it is back',
    key: keys.circuit('<providerId>'),
    stored: 'until it is back, else a day',
  },
  rate_limit: {
    what: 'Calls of a scope in one window',
    key: keys.rateLimit('<scope>', '<window>'),
    stored: 'an hour past the window',
  },
  link_request: {
    what: 'Somebody asks for the link of an order: written for every number, carried out behind the stream',
    key: keys.linkRequest('<requestId>'),
    stored: 'an hour',
  },
};

const under = (key: Key, prefix: string): string => `\`${key.pk}\`, sort key begins with \`${prefix}\``;
const exactly = (key: Key): string => `\`${key.pk}\` \`${key.sk}\``;
const ofIndex = (partition: string, range: string): string => `\`${partition}\`${range}`;

export const ACCESS_PATTERNS: readonly AccessPattern[] = [
  { question: 'An order as it is now', by: 'table', range: exactly(keys.order(ORDER)) },
  {
    question: 'The history of an order, in either direction',
    by: 'table',
    range: under(keys.order(ORDER), keys.eventPrefix),
  },
  {
    question: 'The scans of an order, by their own time',
    by: 'table',
    range: under(keys.order(ORDER), keys.scanPrefix),
  },
  {
    question: 'The notifications of an order',
    by: 'table',
    range: under(keys.order(ORDER), keys.notificationPrefix),
  },
  { question: 'An order by its number', by: 'table', range: exactly(keys.orderNumber('ORD-2026-000001')) },
  {
    question: 'The orders that wait for a parcel',
    by: 'table',
    range: under(keys.trackingClaim('<trackingNumber>', ''), keys.trackingClaimPrefix),
  },
  {
    question: 'The order that a transaction pays',
    by: 'table',
    range: exactly(keys.transactionClaim('<transactionHash>')),
  },
  {
    question: 'Scans that came before their parcel was registered',
    by: 'table',
    range: under(keys.parkedScan('<trackingNumber>', '', ''), keys.parkedScanPrefix),
  },
  {
    question: "A customer's orders by time, of a phase or a period",
    by: 'byCustomer',
    range: ofIndex(indexKeys.customerOrders(CUSTOMER), ', from..to; phase and status are filtered in the index'),
    eventual: true,
  },
  {
    question: "A customer's orders of a status, or by status",
    by: 'byCustomer',
    range: ofIndex(indexKeys.customerOrders(CUSTOMER), '; status is filtered in the index, or sorted by once read'),
    eventual: true,
  },
  {
    question: "A customer's orders by amount",
    by: 'byCustomerAmount',
    range: ofIndex(indexKeys.customerOrders(CUSTOMER), ''),
    eventual: true,
  },
  {
    question: "A customer's events after a cursor",
    by: 'byCustomer',
    range: ofIndex(indexKeys.customerEvents(CUSTOMER), ', after `<eventId>`'),
    eventual: true,
  },
  {
    question: "A person's inbox, newest first, and how much of it is unread; a shop's likewise",
    by: 'byCustomer',
    range: ofIndex(indexKeys.inbox(`user:${CUSTOMER}`), ''),
    eventual: true,
  },
  {
    question: "A shop's orders by time, of a phase or a period",
    by: 'bySeller',
    range: ofIndex(indexKeys.sellerOrders(SELLER), ', from..to; phase and status are filtered in the index'),
    eventual: true,
  },
  {
    question: "A shop's orders of a status, or by status",
    by: 'bySellerStatus',
    range: ofIndex(indexKeys.sellerOrders(SELLER), `, sort key begins with \`${indexKeys.statusPrefix('<status>')}\``),
    eventual: true,
  },
  {
    question: "A shop's orders by amount",
    by: 'bySellerAmount',
    range: ofIndex(indexKeys.sellerOrders(SELLER), ''),
    eventual: true,
  },
  {
    question: "A shop's events after a cursor",
    by: 'bySeller',
    range: ofIndex(indexKeys.sellerEvents(SELLER), ', after `<eventId>`'),
    eventual: true,
  },
  {
    question: 'Orders of a phase over all shops, longest in their status first',
    by: 'byPhase',
    range: 'each shard of the phase, merged by time',
    eventual: true,
  },
  { question: 'What a shop says of itself', by: 'table', range: exactly(keys.shop(SELLER)) },
  {
    question: 'Whether the tokens of a user are revoked',
    by: 'table',
    range: exactly(keys.accessRevocation('<userId>')),
  },
  {
    question: 'Which of some topics anybody may follow',
    by: 'table',
    range: exactly(keys.presence('<topic>')),
  },
  {
    question: 'Connections that follow a topic',
    by: 'table',
    range: under(keys.subscription('<topic>', ''), keys.subscriptionPrefix),
  },
  {
    question: 'Topics that a connection follows',
    by: 'table',
    range: under(keys.connection('<connectionId>'), keys.connectionTopicPrefix),
  },
  {
    question: 'Orders with a word that begins so, the newest first within each word',
    by: 'table',
    range: under(at(keys.searchPartition('<scope>', 'maria'), ''), 'mari'),
    eventual: true,
  },
  {
    question: 'The audit entries of a day, newest first',
    by: 'table',
    range: 'each shard of the day, merged by id',
    eventual: true,
  },
  {
    question: 'The versions of a workflow',
    by: 'table',
    range: under(keys.workflowActive('<workflowId>'), keys.workflowVersionPrefix),
  },
  { question: 'Which version new orders start with', by: 'table', range: exactly(keys.workflowActive('<workflowId>')) },
  { question: 'All workflows in the table', by: 'table', range: `\`${keys.workflowCatalogPartition}\`` },
];
