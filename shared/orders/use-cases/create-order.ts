import type { Clock, IdSource } from '../../clock/clock.ts';
import { definedFields } from '../../defined-fields.ts';
import { type Shop, withShop } from '../../shops/shop.ts';
import { workflowIdForOrderType } from '../../workflows/catalog.ts';
import type { WorkflowDefinition } from '../../workflows/workflow.ts';
import type { decideCreation } from '../commands/decide-creation.ts';
import { canonicalHash } from '../commands/payment-state.ts';
import type { NewOrderFacts } from '../model/new-order.ts';
import type { Actor, Order, OrderItem } from '../model/order.ts';
import { sumOfQuantities } from '../model/quantity.ts';
import { numbered, parcelsClaimed } from './change.ts';
import type { CommandOutcome } from './execute-command.ts';
import { isOnSale, type ListingStore, type ManagedListing } from './listing-store.ts';
import type { OrderNumberSource } from './order-numbers.ts';
import type { CommitExtras, CreateResult, IdempotencyCompletion, OrderStore, StockTake } from './order-store.ts';
import { oldestClaim } from './prepare-command.ts';
import type { WorkflowCatalog } from './workflow-catalog.ts';

/** The shop of an order, where it is known and can be read: a paid order is never refused for it. */
export type FindShop = (shopId: string) => Promise<Shop | undefined>;

export interface CreationDependencies {
  readonly store: OrderStore;
  readonly listings: ListingStore;
  readonly findShop: FindShop;
  readonly workflows: WorkflowCatalog;
  readonly numbers: OrderNumberSource;
  readonly decideCreation: typeof decideCreation;
  readonly clock: Clock;
  readonly ids: IdSource;
}

export interface CreationRequest {
  /** The order's number and the stock that it holds are found here. */
  readonly facts: Omit<NewOrderFacts, 'orderNumber' | 'reservedStock'>;
  readonly actor: Actor;
  /** The response to store for the caller's idempotency key, made from what is about to be committed. */
  readonly idempotency?: (outcome: CommandOutcome) => IdempotencyCompletion;
}

export type CreationResult =
  | ({ readonly ok: true } & CommandOutcome)
  | { readonly ok: false; readonly code: 'INSUFFICIENT_INVENTORY' | 'LISTING_UNAVAILABLE'; readonly listingId: string }
  /** An order with this id already exists: a caller's own id, sent before. */
  | { readonly ok: false; readonly code: 'ORDER_EXISTS'; readonly order: Order }
  | { readonly ok: false; readonly code: 'UNKNOWN_ORDER_TYPE' | 'DUPLICATE_REQUEST_IN_PROGRESS' };

/** A taken number means that somebody numbered orders past the counter: a handful of them are stepped over. */
const MAX_NUMBERS_TRIED = 25;

const quantities = (items: readonly OrderItem[]): ReadonlyMap<string, number> => {
  const wanted = new Map<string, number>();
  for (const { listingId, quantity } of items) {
    if (listingId !== undefined) wanted.set(listingId, sumOfQuantities(wanted.get(listingId) ?? 0, quantity));
  }
  return wanted;
};

type Stock =
  | { readonly ok: true; readonly taken: readonly StockTake[] }
  | Extract<CreationResult, { readonly listingId: string }>;

const refusedBy = (listing: ManagedListing, quantity: number, now: Date): Stock | undefined => {
  const { listingId } = listing;
  if (!isOnSale(listing, now.toISOString())) return { ok: false, code: 'LISTING_UNAVAILABLE', listingId };
  return listing.stock !== undefined && listing.stock < quantity
    ? { ok: false, code: 'INSUFFICIENT_INVENTORY', listingId }
    : undefined;
};

/**
 * What the transaction has to take from managed listings. What is seen here may be gone a moment later: the transaction
 * looks again, and this look only spares it.
 */
const stockFor = async (listings: ListingStore, facts: CreationRequest['facts'], now: Date): Promise<Stock> => {
  const wanted = [...quantities(facts.items)];
  const found = await Promise.all(wanted.map(([listingId]) => listings.get(facts.sellerId, listingId)));
  const taken: StockTake[] = [];
  for (const [i, [listingId, quantity]] of wanted.entries()) {
    const listing = found[i];
    if (listing === undefined) continue;
    const refusal = refusedBy(listing, quantity, now);
    if (refusal !== undefined) return refusal;
    taken.push({ listingId, quantity: listing.stock === undefined ? 0 : quantity });
  }
  return { ok: true, taken };
};

/** The transaction that has paid the order, where one has. */
const payingTransaction = ({ payment }: CreationRequest['facts']): string | undefined =>
  payment.status === 'pending' || payment.transactionHash === undefined
    ? undefined
    : canonicalHash(payment.transactionHash);

/** A transaction that paid another order before: the order is made, for its caller knows, and somebody must look. */
const alertsOf = async (store: OrderStore, facts: CreationRequest['facts']): Promise<readonly string[]> => {
  const transaction = payingTransaction(facts);
  const paid = transaction === undefined ? undefined : await store.findIdByTransaction(transaction);
  return paid === undefined || paid === facts.orderId ? [] : ['payment_doubtful'];
};

const extrasOf = (
  request: CreationRequest,
  outcome: CommandOutcome,
  stockTaken: readonly StockTake[],
  now: Date,
): CommitExtras & { readonly stockTaken: readonly StockTake[] } => {
  const idempotency = request.idempotency?.(outcome);
  const transaction = payingTransaction(request.facts);
  return {
    stockTaken,
    ...definedFields({ paidByTransaction: transaction }),
    trackingClaims: parcelsClaimed({ shipments: [] }, outcome.order, now.toISOString(), oldestClaim(now)),
    ...definedFields({ idempotency }),
  };
};

const resultOf = (
  created: Exclude<CreateResult, { readonly outcome: 'number_taken' }>,
  outcome: CommandOutcome,
): CreationResult => {
  switch (created.outcome) {
    case 'created':
      return { ok: true, ...outcome };
    case 'exists':
      return { ok: false, code: 'ORDER_EXISTS', order: created.order };
    case 'insufficient_stock':
      return { ok: false, code: 'INSUFFICIENT_INVENTORY', listingId: created.listingId };
    case 'listing_unavailable':
      return { ok: false, code: 'LISTING_UNAVAILABLE', listingId: created.listingId };
    case 'idempotency_lost':
      return { ok: false, code: 'DUPLICATE_REQUEST_IN_PROGRESS' };
  }
};

const createWith = async (
  dependencies: CreationDependencies,
  request: CreationRequest,
  workflow: WorkflowDefinition,
  stockTaken: readonly StockTake[],
): Promise<CreationResult> => {
  const { store, numbers, clock, ids } = dependencies;
  const reservedStock = stockTaken.filter(({ quantity }) => quantity > 0);
  const alerts = await alertsOf(store, request.facts);
  for (let tried = 0; tried < MAX_NUMBERS_TRIED; tried += 1) {
    const facts = { ...request.facts, orderNumber: await numbers.next(), reservedStock };
    const now = clock.now();
    const decision = dependencies.decideCreation({ workflow, facts, actor: request.actor, now, alerts });
    const outcome = numbered(decision.order, decision.events, 0, now, ids);
    const created = await store.create(outcome.order, outcome.events, extrasOf(request, outcome, stockTaken, now));
    if (created.outcome !== 'number_taken') return resultOf(created, outcome);
  }
  throw new Error(`${MAX_NUMBERS_TRIED} order numbers in a row are taken: the year's counter is behind`);
};

/**
 * Makes an order: its first event, its number and the stock of managed listings are one transaction. An item of a
 * listing that nobody manages is sold without looking at stock.
 */
export const createOrder = async (
  dependencies: CreationDependencies,
  request: CreationRequest,
): Promise<CreationResult> => {
  const [workflow, stock, shop] = await Promise.all([
    dependencies.workflows.findActive(workflowIdForOrderType(request.facts.orderType)),
    stockFor(dependencies.listings, request.facts, dependencies.clock.now()),
    dependencies.findShop(request.facts.sellerId),
  ]);
  if (workflow === undefined) return { ok: false, code: 'UNKNOWN_ORDER_TYPE' };
  const sold = { ...request, facts: withShop(request.facts, shop) };
  return stock.ok ? createWith(dependencies, sold, workflow, stock.taken) : stock;
};
