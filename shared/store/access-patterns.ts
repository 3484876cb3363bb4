import { at, CUSTOMER, DIGEST, ORDER, PERSON, SELLER } from './described-owners.ts';
import { indexKeys, type Key, keys } from './keys.ts';
import type { IndexName } from './table-shape.ts';

/** How the table is asked for what lies in it. */
export interface AccessPattern {
  readonly question: string;
  readonly by: IndexName | 'table';
  readonly range: string;
  /** Every read of the table itself sees every write before it; an index is a moment behind. */
  readonly eventual?: boolean;
}

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
    question: 'How long parcels like one took in the last six months',
    by: 'table',
    range: `\`${keys.transitTimes({ carrier: '<carrier>', service: '<service>', countries: '<from>><to>' }, '').pk}\`, from a month on`,
    eventual: true,
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
    question: "What somebody has read of their inbox, newest first; a shop's likewise",
    by: 'byCustomer',
    range: ofIndex(indexKeys.inbox(`user:${CUSTOMER}`), ''),
    eventual: true,
  },
  {
    question: 'What of it nobody has read, and how much',
    by: 'byCustomer',
    range: ofIndex(indexKeys.unread(`user:${CUSTOMER}`), ''),
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
  {
    question: 'What somebody chose about their notifications, and their devices',
    by: 'table',
    range: `\`${keys.personSettings(PERSON).pk}\``,
  },
  { question: 'Whose a device is', by: 'table', range: exactly(keys.deviceOwner(DIGEST)) },
  { question: 'Whether anybody is reached at an address', by: 'table', range: exactly(keys.disabledContact(DIGEST)) },
  {
    question: 'Notifications that wait for their time, the soonest first',
    by: 'byPhase',
    range: `\`${indexKeys.scheduledNotifications(0)}\`, each shard`,
    eventual: true,
  },
  {
    question: 'Which notification a provider means by its own id of the message',
    by: 'byCustomer',
    range: ofIndex(indexKeys.sentMessage('<provider>', '<messageId>'), ''),
    eventual: true,
  },
  {
    question: 'Notifications of a person or shop that wait for their time',
    by: 'byCustomer',
    range: ofIndex(indexKeys.waiting(`user:${CUSTOMER}`), ''),
    eventual: true,
  },
  {
    question: 'Parcels of a carrier that are due, the longest first',
    by: 'byPhase',
    range: `\`${indexKeys.parcelPolls('<carrier>')}\`, up to now`,
    eventual: true,
  },
  {
    question: 'How a parcel is followed',
    by: 'table',
    range: exactly(keys.parcelPoll('<trackingNumber>', '<carrier>')),
    eventual: true,
  },
  { question: 'What was asked of couriers for an order', by: 'table', range: exactly(keys.deliveryBook(ORDER)) },
  { question: "How a carrier's API does", by: 'table', range: exactly(keys.carrierState('<carrier>')) },
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
    question: 'Whether operations may follow all orders, and tokens of anybody were revoked',
    by: 'table',
    range: exactly(keys.liveState()),
  },
  {
    question: 'Whether somebody looks at a client that follows a topic',
    by: 'table',
    range: `\`${keys.focus('<topic>').pk}\`, \`${keys.subscriptionPrefix}…\` to \`${keys.focus('').sk}\``,
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
    question: 'What is indexed of an order, for a search among what its customer bought',
    by: 'table',
    range: exactly(keys.indexedTokens(ORDER)),
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
  {
    question: 'The versions of a template',
    by: 'table',
    range: under(keys.templateActive('<templateId>'), keys.templateVersionPrefix),
  },
  { question: 'All templates in the table', by: 'table', range: `\`${keys.templateCatalogPartition}\`` },
  { question: 'Which templates messages are made with', by: 'table', range: `\`${keys.templateDefaultPartition}\`` },
];
