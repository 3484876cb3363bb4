import type { OrderEvent } from '../../../shared/contract/events.ts';
import type { Order, Scan } from '../../../shared/orders/model/order.ts';
import { sumOfQuantities } from '../../../shared/orders/model/quantity.ts';
import { assertGapless } from '../../../shared/orders/use-cases/change.ts';
import { isOnSale } from '../../../shared/orders/use-cases/listing-store.ts';
import type {
  CommitExtras,
  CreateResult,
  EventPage,
  HistoryOptions,
  OrderReads,
  OrderStore,
  StockTake,
} from '../../../shared/orders/use-cases/order-store.ts';
import { memoryOrderLists } from './memory-order-lists.ts';
import { type MemoryState, memoryKey, memoryState } from './memory-state.ts';

/** Nobody who holds what was read or written can change what is kept. */
const copy = <T>(value: T): T => structuredClone(value);

const scanKey = (scan: Scan): string => `${scan.occurredAt}#${scan.scanId}`;

const addScans = (state: MemoryState, orderId: string, scans: readonly Scan[]): void => {
  const stored = new Map(state.scans.get(orderId));
  for (const scan of scans) if (!stored.has(scanKey(scan))) stored.set(scanKey(scan), copy(scan));
  state.scans.set(orderId, stored);
};

const holdsClaim = (state: MemoryState, { idempotency }: CommitExtras): boolean => {
  if (idempotency === undefined) return true;
  const record = state.idempotency.get(memoryKey(idempotency.scope, idempotency.key));
  return record?.claimId === idempotency.claimId && record.response === undefined;
};

const moveStock = (state: MemoryState, sellerId: string, listingId: string, by: number): void => {
  const key = memoryKey(sellerId, listingId);
  const listing = state.listings.get(key);
  if (listing?.stock === undefined || by === 0) return;
  state.listings.set(key, { ...listing, stock: sumOfQuantities(listing.stock, by), version: listing.version + 1 });
};

const claimTransaction = (state: MemoryState, transactionHash: string, orderId: string): string => {
  const owner = state.transactions.get(transactionHash) ?? orderId;
  state.transactions.set(transactionHash, owner);
  return owner;
};

const mayOwnParcels = (state: MemoryState, { sellerId }: Order, { trackingClaims = [] }: CommitExtras): boolean =>
  trackingClaims.every(({ trackingNumber, carrier, ownerUnlessSince }) => {
    const owner = state.owners.get(trackingNumber)?.get(carrier);
    return (
      ownerUnlessSince === undefined ||
      owner === undefined ||
      owner.sellerId === sellerId ||
      owner.claimedAt < ownerUnlessSince
    );
  });

const claimParcels = (state: MemoryState, order: Order, { trackingClaims = [] }: CommitExtras): void => {
  for (const { trackingNumber, carrier, claimedAt, ownerUnlessSince } of trackingClaims) {
    const claims = new Map(state.claims.get(trackingNumber));
    if (!claims.has(order.orderId)) claims.set(order.orderId, claimedAt);
    state.claims.set(trackingNumber, claims);
    if (ownerUnlessSince === undefined) continue;
    const owner = { sellerId: order.sellerId, carrier, claimedAt };
    state.owners.set(trackingNumber, new Map(state.owners.get(trackingNumber)).set(carrier, owner));
  }
};

const releaseParcels = (state: MemoryState, order: Order, { trackingReleases = [] }: CommitExtras): void => {
  for (const { trackingNumber, carrier, isLast } of trackingReleases) {
    const claims = new Map(state.claims.get(trackingNumber));
    claims.delete(order.orderId);
    state.claims.set(trackingNumber, claims);
    const owners = new Map(state.owners.get(trackingNumber));
    if (isLast) owners.delete(carrier);
    state.owners.set(trackingNumber, owners);
  }
};

/** Everything that is written beside the order; its conditions have been looked at. */
const writeExtras = (state: MemoryState, order: Order, extras: CommitExtras): void => {
  addScans(state, order.orderId, extras.scans ?? []);
  claimParcels(state, order, extras);
  releaseParcels(state, order, extras);
  if (extras.paidByTransaction !== undefined) claimTransaction(state, extras.paidByTransaction, order.orderId);
  for (const { listingId, quantity } of extras.stockReturned ?? []) {
    moveStock(state, order.sellerId, listingId, quantity);
  }
  if (extras.paidByTransaction !== undefined) claimTransaction(state, extras.paidByTransaction, order.orderId);
  if (extras.audit) state.audit.push(copy(extras.audit));
  if (extras.idempotency) {
    const key = memoryKey(extras.idempotency.scope, extras.idempotency.key);
    const record = state.idempotency.get(key);
    if (record) state.idempotency.set(key, { ...record, response: copy(extras.idempotency.response) });
  }
};

const writeOrder = (state: MemoryState, order: Order, events: readonly OrderEvent[]): void => {
  state.orders.set(order.orderId, copy(order));
  state.events.set(order.orderId, [...(state.events.get(order.orderId) ?? []), ...copy(events)]);
};

const stockRefusal = (
  state: MemoryState,
  { sellerId, createdAt }: Order,
  takes: readonly StockTake[],
): CreateResult | undefined => {
  for (const { listingId } of takes) {
    const wanted = sumOfQuantities(
      ...takes.filter((take) => take.listingId === listingId).map(({ quantity }) => quantity),
    );
    const listing = state.listings.get(memoryKey(sellerId, listingId));
    if (!listing || !isOnSale(listing, createdAt)) return { outcome: 'listing_unavailable', listingId };
    if (wanted > (listing.stock ?? 0)) return { outcome: 'insufficient_stock', listingId };
  }
  return undefined;
};

const memoryWrites = (state: MemoryState): Pick<OrderStore, 'create' | 'commit'> => ({
  create: async (order, events, extras) => {
    assertGapless(0, order, events);
    const existing = state.orders.get(order.orderId);
    if (existing) return { outcome: 'exists', order: copy(existing) };
    if (!holdsClaim(state, extras)) return { outcome: 'idempotency_lost' };
    const refusal = stockRefusal(state, order, extras.stockTaken);
    if (refusal) return refusal;
    if (state.orderIdByNumber.has(order.orderNumber)) return { outcome: 'number_taken' };
    state.orderIdByNumber.set(order.orderNumber, order.orderId);
    for (const { listingId, quantity } of extras.stockTaken) moveStock(state, order.sellerId, listingId, -quantity);
    writeOrder(state, order, events);
    writeExtras(state, order, extras);
    return { outcome: 'created' };
  },
  commit: async (expectedVersion, order, events, extras) => {
    assertGapless(expectedVersion, order, events);
    if (state.orders.get(order.orderId)?.version !== expectedVersion) return 'conflict';
    if (!mayOwnParcels(state, order, extras)) return 'conflict';
    if (!holdsClaim(state, extras)) return 'idempotency_lost';
    writeOrder(state, order, events);
    writeExtras(state, order, extras);
    return 'committed';
  },
});

const historyIn = (
  state: MemoryState,
  orderId: string,
  { after = 0, before = Number.POSITIVE_INFINITY, limit, newestFirst = false }: HistoryOptions,
): EventPage => {
  const range = (state.events.get(orderId) ?? []).filter(({ seq }) => seq > after && seq < before);
  const ordered = newestFirst ? range.toReversed() : range;
  const events = copy(ordered.slice(0, limit));
  const next = ordered.length > limit ? events.at(-1)?.seq : undefined;
  return next === undefined ? { events } : { events, next };
};

const memoryReads = (state: MemoryState): OrderReads & Pick<OrderStore, 'getMany'> => ({
  get: async (orderId) => copy(state.orders.get(orderId)),
  getWithScans: async (orderId) => {
    const order = copy(state.orders.get(orderId));
    const recorded = [...(state.scans.get(orderId) ?? [])].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return order && { order, scans: recorded.map(([, scan]) => copy(scan)), isComplete: true };
  },
  getMany: async (orderIds) => [...new Set(orderIds)].flatMap((orderId) => copy(state.orders.get(orderId)) ?? []),
  findIdByNumber: async (orderNumber) => state.orderIdByNumber.get(orderNumber),
  findIdsByTrackingNumber: async (trackingNumber) =>
    [...(state.claims.get(trackingNumber) ?? [])]
      .sort(([, a], [, b]) => b.localeCompare(a))
      .map(([orderId]) => orderId),
  trackingOwners: async (trackingNumber) => [...copy(state.owners.get(trackingNumber) ?? new Map()).values()],
  findIdByTransaction: async (transactionHash) => state.transactions.get(transactionHash),
  claimTransaction: async (transactionHash, orderId) => claimTransaction(state, transactionHash, orderId),
  shownHistory: async (orderId, options) => {
    const { events, ...rest } = historyIn(state, orderId, options);
    return { events: events.map(({ effects: _, ...shown }) => shown), ...rest };
  },
  history: async (orderId, options) => historyIn(state, orderId, options),
  scans: async (orderId, { limit, after = '' }) => {
    const keys = [...(state.scans.get(orderId)?.keys() ?? [])].filter((key) => key > after).sort();
    const page = keys.slice(0, limit);
    const scans = page.flatMap((key) => copy(state.scans.get(orderId)?.get(key)) ?? []);
    const next = keys.length > limit ? page.at(-1) : undefined;
    return next === undefined ? { scans } : { scans, next };
  },
  unknownScans: async (orderId, scans) => {
    const distinct = new Map(scans.map((scan) => [scanKey(scan), scan]));
    return [...distinct].filter(([key]) => !state.scans.get(orderId)?.has(key)).map(([, scan]) => scan);
  },
  addScans: async (orderId, scans) => addScans(state, orderId, scans),
});

/** The order store without a table, for unit tests: the same contract, held by the same suite. */
export const memoryOrderStore = (state: MemoryState = memoryState()): OrderStore => ({
  ...memoryReads(state),
  ...memoryOrderLists(state),
  ...memoryWrites(state),
});
