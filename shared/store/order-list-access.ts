import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { definedFields } from '../defined-fields.ts';
import type { Order } from '../orders/model/order.ts';
import type { OrderListQuery } from '../orders/use-cases/order-store.ts';
import { AFTER_ALL, indexKeys } from './keys.ts';
import { type IndexName, type IndexShape, TABLE_SHAPE } from './table-shape.ts';

/** How a list is read: one range of one index, and whether something is still filtered out of it. */
export interface ListAccessPath {
  readonly indexName: IndexName;
  readonly index: IndexShape;
  readonly query: Omit<QueryCommandInput, 'TableName'>;
  /** Not every entry of the range belongs into the list. */
  readonly filters: boolean;
}

type ListFilter = Omit<OrderListQuery, 'limit' | 'after' | 'offset'>;

interface Range {
  readonly first?: string;
  readonly last?: string;
}

/** Times sort as text; whatever follows the time in a key sorts before `AFTER_ALL`. */
const timeRange = ({ from, to }: ListFilter, prefix = ''): Range => ({
  ...(from === undefined && prefix === '' ? {} : { first: `${prefix}${from ?? ''}` }),
  ...(to === undefined && prefix === '' ? {} : { last: `${prefix}${to ?? ''}${AFTER_ALL}` }),
});

const membership = ([name, values]: readonly [string, readonly string[]]): string =>
  `#${name} IN (${values.map((_, i) => `:${name}${i}`).join(', ')})`;

const pathOver = (
  filter: ListFilter,
  indexName: IndexName,
  range: Range,
  projected: Readonly<Record<string, readonly string[] | undefined>>,
  filtersLater: boolean,
): ListAccessPath => {
  const index = TABLE_SHAPE.indexes[indexName];
  const { owner } = filter;
  const partition = owner.kind === 'customer' ? indexKeys.customerOrders(owner.id) : indexKeys.sellerOrders(owner.id);
  const anyOf = Object.entries(projected).filter(
    (entry): entry is [string, readonly string[]] => entry[1] !== undefined,
  );
  const conditions = ['#pk = :pk'];
  if (range.first !== undefined)
    conditions.push(range.last === undefined ? '#sk >= :first' : '#sk BETWEEN :first AND :last');
  else if (range.last !== undefined) conditions.push('#sk <= :last');
  const ranged = conditions.length > 1;
  return {
    indexName,
    index,
    filters: filtersLater || filter.paymentMethod !== undefined || anyOf.length > 0,
    query: {
      IndexName: indexName,
      KeyConditionExpression: conditions.join(' AND '),
      ScanIndexForward: filter.sortOrder === 'asc',
      ExpressionAttributeNames: {
        '#pk': index.partitionKey,
        ...(ranged ? { '#sk': index.sortKey } : {}),
        ...Object.fromEntries(anyOf.map(([name]) => [`#${name}`, name])),
      },
      ExpressionAttributeValues: {
        ':pk': partition,
        ...definedFields({ ':first': range.first, ':last': range.last }),
        ...Object.fromEntries(anyOf.flatMap(([name, values]) => values.map((value, i) => [`:${name}${i}`, value]))),
      },
      ...(anyOf.length === 0 ? {} : { FilterExpression: anyOf.map(membership).join(' AND ') }),
    },
  };
};

const indexOf = (filter: ListFilter, suffix: '' | 'Amount'): IndexName =>
  filter.owner.kind === 'customer' ? `byCustomer${suffix}` : `bySeller${suffix}`;

/** Orders of one status of a shop by time: the status is in the key, so nothing is read in vain. */
const oneStatus = (filter: ListFilter, status: string): ListAccessPath =>
  pathOver(filter, 'bySellerStatus', timeRange(filter, indexKeys.statusPrefix(status)), {}, filter.phase !== undefined);

/** All orders of the owner in a period, with their phase and statuses. */
export const byTime = (filter: ListFilter): ListAccessPath =>
  pathOver(
    filter,
    indexOf(filter, ''),
    timeRange(filter),
    { phase: filter.phase === undefined ? undefined : [filter.phase], status: filter.status },
    false,
  );

/** The only status that is asked for, which an index has in its key. */
const onlyStatus = ({ status = [] }: ListFilter): string | undefined => (status.length === 1 ? status[0] : undefined);

const hasFilter = ({ status, phase, from, to }: ListFilter): boolean =>
  [status, phase, from, to].some((f) => f !== undefined);

/** A customer's orders are few: by status they are sorted when they are asked for, and no index is written for it. */
export const isSortedOnRead = (filter: ListFilter): boolean =>
  filter.owner.kind === 'customer' && filter.sortBy === 'status' && onlyStatus(filter) === undefined;

/** The index whose sequence is the asked one; of several, the one that reads least in vain. */
export const accessPathOf = (query: ListFilter): ListAccessPath => {
  const { owner, phase, sortBy } = query;
  const status = onlyStatus(query);
  if (sortBy === 'totalAmount') return pathOver(query, indexOf(query, 'Amount'), {}, {}, hasFilter(query));
  if (owner.kind === 'customer') return byTime(query);
  if (status !== undefined && phase === undefined) return oneStatus(query, status);
  if (sortBy === 'createdAt') return byTime(query);
  if (status !== undefined) return oneStatus(query, status);
  return pathOver(query, 'bySellerStatus', {}, {}, hasFilter(query));
};

/** A count needs no sequence, so the index serves every filter by itself. */
export const pathForCounting = (query: ListFilter): ListAccessPath => {
  const status = onlyStatus(query);
  return query.owner.kind === 'seller' && status !== undefined && query.phase === undefined
    ? oneStatus(query, status)
    : byTime(query);
};

/** A period that ends before it begins holds nothing, and the table would refuse such a range. */
export const isEmptyPeriod = ({ from, to }: ListFilter): boolean => from !== undefined && to !== undefined && from > to;

/** What the list asks for, of an order as it is now. */
export const matches = (order: Order, query: ListFilter): boolean =>
  (query.status === undefined || query.status.includes(order.status)) &&
  (query.paymentMethod === undefined || order.payment.method === query.paymentMethod) &&
  (query.phase === undefined || order.phase === query.phase) &&
  (query.from === undefined || order.createdAt >= query.from) &&
  (query.to === undefined || order.createdAt <= query.to);

/** A page's cursor names the index that it goes on in; those of earlier versions may name one that is retired. */
export const placeOf = (after: OrderListQuery['after']): OrderListQuery['after'] => {
  const { byCustomerStatusPk, byCustomerStatusSk, ...rest } = after ?? {};
  return byCustomerStatusPk === undefined || byCustomerStatusSk === undefined
    ? after
    : { ...rest, byCustomerPk: byCustomerStatusPk, byCustomerSk: indexKeys.withoutStatus(byCustomerStatusSk) };
};
