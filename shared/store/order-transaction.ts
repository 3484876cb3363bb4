import type { OrderEvent } from '../contract/events.ts';
import type { Order, Scan } from '../orders/model/order.ts';
import { sumOfQuantities } from '../orders/model/quantity.ts';
import type { CommitExtras, IdempotencyCompletion, StockTake } from '../orders/use-cases/order-store.ts';
import type { AuditEntry } from '../security/audit.ts';
import {
  CLAIM_IS_HELD,
  ENOUGH_IN_STOCK,
  IS_AT_EXPECTED_VERSION,
  ITEM_IS_NEW,
  ON_SALE,
  PARCEL_IS_FREE,
  STOCK_IS_COUNTED,
} from './conditions.ts';
import { eventItem } from './event-item.ts';
import { type Item, secondsAfter } from './item.ts';
import { keys } from './keys.ts';
import { orderItem } from './order-item.ts';
import { packed } from './packed-response.ts';
import { putIfAbsent } from './put-if-absent.ts';
import type { TransactItem } from './transact.ts';

/** One item of an order's transaction, with what its failed condition would mean. */
export interface Part {
  readonly role:
    | 'order'
    | 'event'
    | 'number'
    | 'stock_taken'
    | 'stock_returned'
    | 'owner'
    | 'added'
    | 'audit'
    | 'idempotency';
  /** Of the two stock roles. */
  readonly listingId?: string;
  readonly item: TransactItem;
}

type TrackingClaim = NonNullable<CommitExtras['trackingClaims']>[number];
type TrackingRelease = NonNullable<CommitExtras['trackingReleases']>[number];

type Write = (tableName: string) => TransactItem;

const putNew =
  (item: Item): Write =>
  (tableName) => ({ Put: { TableName: tableName, Item: { ...item }, ConditionExpression: ITEM_IS_NEW } });

export const scanUpdate = (tableName: string, orderId: string, scan: Scan) =>
  putIfAbsent(tableName, keys.scan(orderId, scan.occurredAt, scan.scanId), { ...scan, entity: 'scan', orderId });

const ON_SALE_NAMES = { '#available': 'available', '#availableFrom': 'availableFrom' };

const takeStock =
  ({ sellerId, createdAt }: Order, take: StockTake): Write =>
  (tableName) => {
    const onSaleValues = { ':true': true, ':now': createdAt };
    const place = { TableName: tableName, Key: { ...keys.listing(sellerId, take.listingId) } };
    const ReturnValuesOnConditionCheckFailure = 'ALL_OLD' as const;
    if (take.quantity === 0) {
      return {
        ConditionCheck: {
          ...place,
          ConditionExpression: ON_SALE,
          ExpressionAttributeNames: ON_SALE_NAMES,
          ExpressionAttributeValues: onSaleValues,
          ReturnValuesOnConditionCheckFailure,
        },
      };
    }
    return {
      Update: {
        ...place,
        UpdateExpression: 'SET #stock = #stock - :quantity ADD #version :one',
        ConditionExpression: ENOUGH_IN_STOCK,
        ExpressionAttributeNames: { ...ON_SALE_NAMES, '#stock': 'stock', '#version': 'version' },
        ExpressionAttributeValues: { ...onSaleValues, ':quantity': take.quantity, ':one': 1 },
        ReturnValuesOnConditionCheckFailure,
      },
    };
  };

const returnStock =
  (sellerId: string, take: StockTake): Write =>
  (tableName) => ({
    Update: {
      TableName: tableName,
      Key: { ...keys.listing(sellerId, take.listingId) },
      UpdateExpression: 'SET #stock = #stock + :quantity ADD #version :one',
      ConditionExpression: STOCK_IS_COUNTED,
      ExpressionAttributeNames: { '#stock': 'stock', '#version': 'version' },
      ExpressionAttributeValues: { ':quantity': take.quantity, ':one': 1 },
    },
  });

/** The order that is there already stays. */
export const transactionClaimUpdate = (tableName: string, transactionHash: string, orderId: string) =>
  putIfAbsent(tableName, keys.transactionClaim(transactionHash), { entity: 'transaction_claim', orderId });

/** Completes a request's claim with its response; `response` is replayed to whoever asks the same again. */
export const completeClaim = (tableName: string, completion: IdempotencyCompletion) => ({
  TableName: tableName,
  Key: { ...keys.idempotency(completion.scope, completion.key) },
  UpdateExpression: 'SET #state = :completed, #response = :response REMOVE #leaseUntil',
  ConditionExpression: CLAIM_IS_HELD,
  ExpressionAttributeNames: {
    '#state': 'state',
    '#claimId': 'claimId',
    '#response': 'response',
    '#leaseUntil': 'leaseUntil',
  },
  ExpressionAttributeValues: {
    ':completed': 'completed',
    ':inProgress': 'in_progress',
    ':claimId': completion.claimId,
    ':response': packed(completion.response),
  },
});

export const auditItem = (entry: AuditEntry): Item => ({
  ...entry,
  ...keys.audit(entry.at.slice(0, 'YYYY-MM-DD'.length), entry.auditId),
  entity: 'audit',
  ...(entry.retainUntil === undefined ? {} : { expiresAt: secondsAfter(new Date(entry.retainUntil), 0) }),
});

/** A transaction may name an item once: the same listing twice is one take of both. */
const mergedByListing = (takes: readonly StockTake[]): readonly StockTake[] => {
  const quantities = new Map<string, number>();
  for (const { listingId, quantity } of takes) {
    quantities.set(listingId, sumOfQuantities(quantities.get(listingId) ?? 0, quantity));
  }
  return [...quantities].map(([listingId, quantity]) => ({ listingId, quantity }));
};

const distinctBy = <T>(values: readonly T[], identity: (value: T) => string): readonly T[] => [
  ...new Map(values.map((value) => [identity(value), value])).values(),
];

const ownParcel = (
  tableName: string,
  order: Order,
  { trackingNumber, carrier, claimedAt }: TrackingClaim,
  ownerUnlessSince: string,
): Part => ({
  role: 'owner',
  item: {
    Update: {
      TableName: tableName,
      Key: { ...keys.trackingOwner(trackingNumber, carrier) },
      UpdateExpression: 'SET #entity = :entity, #sellerId = :sellerId, #carrier = :carrier, #claimedAt = :claimedAt',
      ConditionExpression: PARCEL_IS_FREE,
      ExpressionAttributeNames: {
        '#entity': 'entity',
        '#sellerId': 'sellerId',
        '#carrier': 'carrier',
        '#claimedAt': 'claimedAt',
      },
      ExpressionAttributeValues: {
        ':entity': 'tracking_owner',
        ':sellerId': order.sellerId,
        ':carrier': carrier,
        ':claimedAt': claimedAt,
        ':since': ownerUnlessSince,
      },
    },
  },
});

const partsOfClaim = (tableName: string, order: Order, claim: TrackingClaim): readonly Part[] => {
  const { ownerUnlessSince, ...claimed } = claim;
  const content = { ...claimed, entity: 'tracking_claim', orderId: order.orderId };
  return [
    {
      role: 'added',
      item: { Update: putIfAbsent(tableName, keys.trackingClaim(claim.trackingNumber, order.orderId), content) },
    },
    ...(ownerUnlessSince === undefined ? [] : [ownParcel(tableName, order, claim, ownerUnlessSince)]),
  ];
};

const partsOfRelease = (tableName: string, order: Order, release: TrackingRelease): readonly Part[] => {
  const { trackingNumber, carrier, isLast } = release;
  const released = [
    keys.trackingClaim(trackingNumber, order.orderId),
    ...(isLast ? [keys.trackingOwner(trackingNumber, carrier)] : []),
  ];
  return released.map((key) => ({ role: 'added', item: { Delete: { TableName: tableName, Key: { ...key } } } }));
};

const partsOfExtras = (tableName: string, order: Order, extras: CommitExtras): readonly Part[] => [
  ...distinctBy(extras.trackingClaims ?? [], (claim) => claim.trackingNumber).flatMap((claim) =>
    partsOfClaim(tableName, order, claim),
  ),
  ...(extras.trackingReleases ?? []).flatMap((release) => partsOfRelease(tableName, order, release)),
  ...(extras.paidByTransaction === undefined
    ? []
    : [
        {
          role: 'added' as const,
          item: { Update: transactionClaimUpdate(tableName, extras.paidByTransaction, order.orderId) },
        },
      ]),
  ...distinctBy(extras.scans ?? [], (scan) => `${scan.occurredAt} ${scan.scanId}`).map(
    (scan): Part => ({ role: 'added', item: { Update: scanUpdate(tableName, order.orderId, scan) } }),
  ),
  ...mergedByListing(extras.stockReturned ?? []).map(
    (take): Part => ({
      role: 'stock_returned',
      listingId: take.listingId,
      item: returnStock(order.sellerId, take)(tableName),
    }),
  ),
  ...(extras.audit === undefined ? [] : [{ role: 'audit' as const, item: putNew(auditItem(extras.audit))(tableName) }]),
  ...(extras.idempotency === undefined
    ? []
    : [{ role: 'idempotency' as const, item: { Update: completeClaim(tableName, extras.idempotency) } }]),
];

const partsOfEvents = (tableName: string, events: readonly OrderEvent[]): readonly Part[] =>
  events.map((event) => ({ role: 'event', item: putNew(eventItem(event))(tableName) }));

export const partsOfCreation = (
  tableName: string,
  order: Order,
  events: readonly OrderEvent[],
  extras: CommitExtras & { readonly stockTaken: readonly StockTake[] },
): readonly Part[] => [
  { role: 'order', item: putNew(orderItem(order))(tableName) },
  ...partsOfEvents(tableName, events),
  {
    role: 'number',
    item: putNew({ ...keys.orderNumber(order.orderNumber), entity: 'number', orderId: order.orderId })(tableName),
  },
  ...mergedByListing(extras.stockTaken).map(
    (take): Part => ({
      role: 'stock_taken',
      listingId: take.listingId,
      item: takeStock(order, take)(tableName),
    }),
  ),
  ...partsOfExtras(tableName, order, extras),
];

export const partsOfChange = (
  tableName: string,
  expectedVersion: number,
  order: Order,
  events: readonly OrderEvent[],
  extras: CommitExtras,
): readonly Part[] => [
  {
    role: 'order',
    item: {
      Put: {
        TableName: tableName,
        Item: { ...orderItem(order) },
        ConditionExpression: IS_AT_EXPECTED_VERSION,
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':expectedVersion': expectedVersion },
      },
    },
  },
  ...partsOfEvents(tableName, events),
  ...partsOfExtras(tableName, order, extras),
];
