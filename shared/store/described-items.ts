import {
  at,
  byCustomer,
  byCustomerAmount,
  bySeller,
  bySellerAmount,
  bySellerStatus,
  CREATED,
  CUSTOMER,
  DIGEST,
  ORDER,
  PERSON,
  SELLER,
} from './described-owners.ts';
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
  transit_times: {
    what: 'How long parcels of a carrier took in a month, by service and countries: counts, of no order',
    key: keys.transitTimes({ carrier: '<carrier>', service: '<service>', countries: '<from>><to>' }, '<month>'),
    stored: '240 days',
  },
  learnt_parcel: {
    what: 'A delivered parcel whose times are among these counts',
    key: keys.learntParcel(ORDER, '<trackingNumber>'),
    stored: '60 days',
  },
  webhook: {
    what: 'A raw event of a carrier or payment provider (`bodyBrotli`), and whether it was carried out',
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
    indexes: { byCustomer: at(indexKeys.unread(`user:${CUSTOMER}`), indexKeys.byTime(CREATED, '<notificationId>')) },
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
  open_connections: {
    what: 'How many connections a person, a link or an address has open',
    key: keys.openConnections('<caller or address>'),
    stored: 'as long as the last of them may',
  },
  presence: {
    what: 'Until when anybody may follow a topic, so that an event asks only the topics that somebody follows',
    key: keys.presence('<topic>'),
    stored: 'as long as the last of its connections may',
  },
  live_state: {
    what: 'What every event asks: until when operations may follow all orders, and up to when tokens of anybody were revoked',
    key: keys.liveState(),
  },
  focus: {
    what: 'Until when somebody looks at a client that follows a topic over event streams or pages',
    key: keys.focus('<topic>'),
    stored: 'as long as it holds',
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
  template: {
    what: 'A version of a template of messages; beside it the active one, its last failure, a list of all, and for each type, channel and language the default',
    key: keys.templateVersion('<templateId>', 1),
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
  parcel_poll: {
    what: 'How a parcel is followed at its carrier, and when it is looked at next',
    key: keys.parcelPoll('<trackingNumber>', '<carrier>'),
    indexes: {
      byPhase: at(indexKeys.parcelPolls('<carrier>'), indexKeys.byTime('<dueAt>', '<trackingNumber>')),
    },
    stored: '120 days from the registration',
  },
  delivery_book: {
    what: 'What couriers asked for bringing an order, and which of them were booked',
    key: keys.deliveryBook(ORDER),
  },
  carrier_state: {
    what: "How a carrier's API does, whether it may be asked, and who asks it now",
    key: keys.carrierState('<carrier>'),
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
  bulk_send: {
    what: 'A message to many people: its segment, progress and state',
    key: keys.bulkSend('<jobId>'),
    stored: 'a week',
  },
  bulk_send_person: {
    what: 'Somebody who has had it',
    key: keys.bulkSendPerson('<jobId>', '<person>'),
    stored: 'a week',
  },
  bulk_send_latest: {
    what: 'The last of the messages to many that say the same to the same people, for whoever sends it twice',
    key: keys.bulkSendLatest('<digest>'),
    stored: 'a day',
  },
  written_message: {
    what: 'A message that somebody wrote about an order, or a test',
    key: keys.writtenMessage('<messageId>'),
    stored: 'a day',
  },
  link_request: {
    what: 'Somebody asks for the link of an order: written for every number, carried out behind the stream',
    key: keys.linkRequest('<requestId>'),
    stored: 'an hour',
  },
  person_settings: {
    what: 'What somebody (`user:<sub>`, `guest:<order>`, `seller:<shop>`) chose about their notifications',
    key: keys.personSettings(PERSON),
  },
  device: {
    what: 'Where an application shows their messages',
    key: keys.device(PERSON, DIGEST),
  },
  device_owner: {
    what: 'Whose a device is, by the keyed digest of its token',
    key: keys.deviceOwner(DIGEST),
  },
  disabled_contact: {
    what: 'Nobody is reached at the address, by its keyed digest, any more',
    key: keys.disabledContact(DIGEST),
  },
  phone_code: {
    what: 'A code that was sent to a telephone, without its digits; and how often it was tried',
    key: keys.phoneCode(PERSON),
    stored: 'until it expires, 10 minutes',
  },
};
