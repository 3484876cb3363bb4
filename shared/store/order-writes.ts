import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { OrderEvent } from '../contract/events.ts';
import { definedFields } from '../defined-fields.ts';
import type { Order } from '../orders/model/order.ts';
import { assertGapless } from '../orders/use-cases/change.ts';
import { isOnSale } from '../orders/use-cases/listing-store.ts';
import type {
  CommitExtras,
  CommitResult,
  CreateResult,
  OrderStore,
  StockTake,
} from '../orders/use-cases/order-store.ts';
import { StoreUnavailableError } from './errors.ts';
import { keys } from './keys.ts';
import { orderOf } from './order-item.ts';
import { type Part, partsOfChange, partsOfCreation } from './order-transaction.ts';
import type { Table } from './table.ts';
import { type FailedCondition, FEW_COLLISIONS, transact } from './transact.ts';

type FailedPart = Part & { readonly stored?: FailedCondition['stored'] };

const partsThatFailed = (parts: readonly Part[], failed: readonly FailedCondition[]): readonly FailedPart[] =>
  failed.flatMap(({ index, stored }) => {
    const part = parts[index];
    return part === undefined ? [] : [{ ...part, ...definedFields({ stored }) }];
  });

/**
 * Whether this very change went through and only its response was lost. Event ids are never reused, so the event at the
 * first `seq` shows it.
 */
const wentThrough = async ({ client, tableName }: Table, events: readonly OrderEvent[]): Promise<boolean> => {
  const first = events[0];
  if (first === undefined) return false;
  const { Item } = await client.send(
    new GetCommand({
      TableName: tableName,
      Key: { ...keys.event(first.orderId, first.seq) },
      ConsistentRead: true,
      ProjectionExpression: 'eventId',
    }),
  );
  return Item?.eventId === first.eventId;
};

const readOrder = async ({ client, tableName }: Table, orderId: string): Promise<Order | undefined> => {
  const { Item } = await client.send(
    new GetCommand({ TableName: tableName, Key: { ...keys.order(orderId) }, ConsistentRead: true }),
  );
  return Item === undefined ? undefined : orderOf(Item);
};

const stockRefusal = ({ listingId = '', stored }: FailedPart, { createdAt }: Order): CreateResult =>
  isOnSale(
    {
      available: stored?.available?.BOOL === true,
      ...definedFields({ availableFrom: stored?.availableFrom?.S }),
    },
    createdAt,
  )
    ? { outcome: 'insufficient_stock', listingId }
    : { outcome: 'listing_unavailable', listingId };

/** What is final comes before what can be tried otherwise: another number would not help an empty shelf. */
const creationRefusal = async (
  table: Table,
  order: Order,
  events: readonly OrderEvent[],
  failed: readonly FailedPart[],
): Promise<CreateResult> => {
  if (failed.some(({ role }) => role === 'order' || role === 'event')) {
    if (await wentThrough(table, events)) return { outcome: 'created' };
    const existing = await readOrder(table, order.orderId);
    if (existing !== undefined) return { outcome: 'exists', order: existing };
  }
  if (failed.some(({ role }) => role === 'idempotency')) return { outcome: 'idempotency_lost' };
  const stock = failed.find(({ role }) => role === 'stock_taken');
  if (stock !== undefined) return stockRefusal(stock, order);
  if (failed.some(({ role }) => role === 'number')) return { outcome: 'number_taken' };
  throw new Error(`Creating ${order.orderId} was refused by: ${failed.map(({ role }) => role).join(', ')}`);
};

const create = async (
  table: Table,
  order: Order,
  events: readonly OrderEvent[],
  extras: CommitExtras & { readonly stockTaken: readonly StockTake[] },
): Promise<CreateResult> => {
  const parts = partsOfCreation(table.tableName, order, events, extras);
  const outcome = await transact(
    table.client,
    parts.map(({ item }) => item),
    table.backoff,
  );
  switch (outcome.kind) {
    case 'done':
      return { outcome: 'created' };
    case 'contended':
      throw new StoreUnavailableError('Too many orders take the same stock at once', { cause: outcome.cause });
    case 'condition_failed':
      return creationRefusal(table, order, events, partsThatFailed(parts, outcome.failed));
  }
};

const commit = async (
  table: Table,
  expectedVersion: number,
  order: Order,
  events: readonly OrderEvent[],
  extras: CommitExtras,
): Promise<CommitResult> => {
  const parts = partsOfChange(table.tableName, expectedVersion, order, events, extras);
  const outcome = await transact(
    table.client,
    parts.map(({ item }) => item),
    table.backoff,
    FEW_COLLISIONS,
  );
  if (outcome.kind === 'done') return 'committed';
  if (outcome.kind === 'contended') return 'conflict';
  const failed = partsThatFailed(parts, outcome.failed);
  const roles = new Set(failed.map(({ role }) => role));
  if (roles.has('order') || roles.has('event') || roles.has('audit')) {
    return (await wentThrough(table, events)) ? 'committed' : 'conflict';
  }
  // Another shop has registered the parcel meanwhile: the next decision knows it.
  if (roles.has('owner')) return 'conflict';
  if (roles.has('idempotency')) return 'idempotency_lost';
  // A listing that is managed no longer has nothing to be given back to: that must not keep an order from being cancelled.
  const gone = new Set(failed.map(({ listingId }) => listingId));
  const stockReturned = (extras.stockReturned ?? []).filter(({ listingId }) => !gone.has(listingId));
  if (stockReturned.length === extras.stockReturned?.length || extras.stockReturned === undefined) {
    throw new Error(`Changing ${order.orderId} was refused by: ${[...roles].join(', ')}`);
  }
  return commit(table, expectedVersion, order, events, { ...extras, stockReturned });
};

export const orderWrites = (table: Table): Pick<OrderStore, 'create' | 'commit'> => ({
  create: async (order, events, extras) => {
    assertGapless(0, order, events);
    return create(table, order, events, extras);
  },
  commit: async (expectedVersion, order, events, extras) => {
    assertGapless(expectedVersion, order, events);
    return commit(table, expectedVersion, order, events, extras);
  },
});
