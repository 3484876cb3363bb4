import type { Instant } from '../../calendar/instant.ts';
import type { OrderEvent, ShownEvent } from '../../contract/events.ts';
import type { AuditEntry } from '../../security/audit.ts';
import type { Order, Scan } from '../model/order.ts';

/** What must become true together with an order's change. */
export interface CommitExtras {
  /** Put where absent; a scan that is there already is left as it is. */
  readonly scans?: readonly Scan[];
  /** Parcels that the order now claims. */
  readonly trackingClaims?: readonly {
    readonly trackingNumber: string;
    readonly carrier: string;
    readonly claimedAt: Instant;
    /**
     * The shop that registers a parcel first has it. The claim of one that does is refused (`conflict`) where another
     * shop's is newer than this.
     */
    readonly ownerUnlessSince?: Instant;
  }[];
  /** Parcels that the order claims no longer. */
  readonly trackingReleases?: readonly {
    readonly trackingNumber: string;
    readonly carrier: string;
    /** Nobody else claims it: the shop does not have it any more. */
    readonly isLast: boolean;
  }[];
  /** Stock that is given back. Negative quantities never occur here. */
  readonly stockReturned?: readonly { readonly listingId: string; readonly quantity: number }[];
  /** Hash of a transaction that pays the order: it belongs to the first order that claims it. */
  readonly paidByTransaction?: string;
  readonly audit?: AuditEntry;
  /** Completes the caller's idempotency record in the same transaction. */
  readonly idempotency?: IdempotencyCompletion;
}

export interface IdempotencyCompletion {
  readonly scope: string;
  readonly key: string;
  /** The claim that this request holds; a record that another request took over refuses the transaction. */
  readonly claimId: string;
  readonly response: {
    readonly statusCode: number;
    readonly body: string;
    /** Those that belong to the response itself. */
    readonly headers?: Readonly<Record<string, string>>;
  };
}

/**
 * `conflict`: the order is no longer at the version that was read. Losing the response of a commit that went through is
 * not a conflict: the store looks whether the events at these `seq` are its own, and says `committed`.
 * `idempotency_lost`: the caller's claim was taken over; the request that holds it now will respond.
 */
export type CommitResult = 'committed' | 'conflict' | 'idempotency_lost';

export type CreateResult =
  | { readonly outcome: 'created' }
  /** An order with this id exists already. */
  | { readonly outcome: 'exists'; readonly order: Order }
  /** The order number is taken: reserve another. */
  | { readonly outcome: 'number_taken' }
  | { readonly outcome: 'insufficient_stock'; readonly listingId: string }
  | { readonly outcome: 'listing_unavailable'; readonly listingId: string }
  | { readonly outcome: 'idempotency_lost' };

export interface StockTake {
  readonly listingId: string;
  /** 0: the listing must be on sale, but nobody counts it. */
  readonly quantity: number;
}

export interface EventPage<E = OrderEvent> {
  readonly events: readonly E[];
  /** `seq` to continue after (ascending) or before (descending); absent at the end. */
  readonly next?: number;
}

export interface HistoryOptions {
  /** `seq`, without it. */
  readonly after?: number;
  readonly before?: number;
  readonly limit: number;
  readonly newestFirst?: boolean;
}

/** An order with what its parcels' carriers reported, read in one. */
export interface OrderWithScans {
  readonly order: Order;
  /** Oldest first. */
  readonly scans: readonly Scan[];
  /** There are no others. */
  readonly isComplete: boolean;
}

export interface FeedOwner {
  readonly kind: 'customer' | 'seller';
  readonly id: string;
}

/** The shop that registered a parcel first. */
export interface TrackingOwner {
  readonly sellerId: string;
  readonly carrier: string;
  readonly claimedAt: Instant;
}

/** An event as the index of a feed knows it: enough to determine whether a reader has had it. */
export interface FeedEntry {
  readonly orderId: string;
  readonly seq: number;
  readonly eventId: string;
}

export type OrderSort = 'createdAt' | 'status' | 'totalAmount';

export interface OrderListQuery {
  readonly owner: { readonly kind: 'customer' | 'seller'; readonly id: string };
  /** Any of these. */
  readonly status?: readonly string[];
  readonly paymentMethod?: string;
  readonly phase?: string;
  readonly from?: Instant;
  readonly to?: Instant;
  readonly sortBy: OrderSort;
  readonly sortOrder: 'asc' | 'desc';
  readonly limit: number;
  /** Opaque to callers of the store: the last key that was read. */
  readonly after?: Readonly<Record<string, string>>;
  /** Skips so many: only for small page numbers. */
  readonly offset?: number;
}

export interface OrderList {
  readonly orders: readonly Order[];
  readonly next?: Readonly<Record<string, string>>;
}

/** The only door to orders and their histories. */
export interface OrderStore {
  get(orderId: string): Promise<Order | undefined>;
  /** The order as it is at this moment, with its first scans. */
  getWithScans(orderId: string): Promise<OrderWithScans | undefined>;
  getMany(orderIds: readonly string[]): Promise<readonly Order[]>;
  findIdByNumber(orderNumber: string): Promise<string | undefined>;
  /** Orders that claim the parcel, newest claim first. */
  findIdsByTrackingNumber(trackingNumber: string): Promise<readonly string[]>;
  /** The shops that have a number, one for each carrier. Strongly consistent. */
  trackingOwners(trackingNumber: string): Promise<readonly TrackingOwner[]>;
  /** The order that a transaction pays. */
  findIdByTransaction(transactionHash: string): Promise<string | undefined>;
  /** Claims a transaction for an order, where no order has; returns the order that it pays, which may be another. */
  claimTransaction(transactionHash: string, orderId: string): Promise<string>;
  /**
   * Order, events, number reservation, stock and tracking claims, in one transaction. A `StockTake` names a managed
   * listing; a listing that is not managed is never passed here.
   */
  create(
    order: Order,
    events: readonly OrderEvent[],
    extras: CommitExtras & { readonly stockTaken: readonly StockTake[] },
  ): Promise<CreateResult>;
  /** Moves the order from `expectedVersion` to `order.version` with exactly the events in between, in one transaction. */
  commit(
    expectedVersion: number,
    order: Order,
    events: readonly OrderEvent[],
    extras: CommitExtras,
  ): Promise<CommitResult>;
  history(orderId: string, options: HistoryOptions): Promise<EventPage>;
  /** The same for people to see: half of what is stored of an event is for its followers and for indexes. */
  shownHistory(orderId: string, options: HistoryOptions): Promise<EventPage<ShownEvent>>;
  scans(
    orderId: string,
    options: { readonly limit: number; readonly after?: string },
  ): Promise<{ readonly scans: readonly Scan[]; readonly next?: string }>;
  /** Of these scans, the ones that the order does not have yet, in the order given. */
  unknownScans(orderId: string, scans: readonly Scan[]): Promise<readonly Scan[]>;
  /** Records scans that changed nothing else; one that is there already is left as it is. */
  addScans(orderId: string, scans: readonly Scan[]): Promise<void>;
  list(query: OrderListQuery): Promise<OrderList>;
  /** Counts up to `max`; `undefined` when there are more. */
  count(query: Omit<OrderListQuery, 'limit' | 'after' | 'offset'>, max: number): Promise<number | undefined>;
  /** Orders of a phase over all shops, longest in their status first: for the sweep and the overview. */
  idsInPhase(
    phase: string,
    options: { readonly limit: number; readonly after?: string },
  ): Promise<{ readonly orderIds: readonly string[]; readonly next?: string }>;
  /** What the index of a person's or a shop's events names after a cursor, oldest first unless said otherwise. */
  feed(
    owner: FeedOwner,
    options: { readonly afterEventId?: string; readonly limit: number; readonly newestFirst?: boolean },
  ): Promise<readonly FeedEntry[]>;
  /** The events that a feed names, in the order given. */
  eventsOf(entries: readonly FeedEntry[]): Promise<readonly OrderEvent[]>;
  /** Takes the next block of order numbers of a year: returns the first. */
  takeNumberBlock(year: number, size: number): Promise<number>;
}

/** What is read and claimed of single orders and their parcels, without lists and feeds. */
export type OrderReads = Pick<
  OrderStore,
  | 'get'
  | 'getWithScans'
  | 'findIdByNumber'
  | 'findIdsByTrackingNumber'
  | 'trackingOwners'
  | 'findIdByTransaction'
  | 'claimTransaction'
  | 'history'
  | 'shownHistory'
  | 'scans'
  | 'unknownScans'
  | 'addScans'
>;
