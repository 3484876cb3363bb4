import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Backoff } from '../clock/backoff.ts';
import type { OrderStore } from '../orders/use-cases/order-store.ts';
import { orderFeeds } from './order-feeds.ts';
import { orderLists } from './order-lists.ts';
import { orderReads } from './order-reads.ts';
import { orderWrites } from './order-writes.ts';

/**
 * Orders and their histories in the one table.
 *
 * @param backoff How long to wait between collisions of transactions and for keys left unread.
 */
export const dynamoOrderStore = (client: DynamoDBDocumentClient, tableName: string, backoff: Backoff): OrderStore => {
  const table = { client, tableName, backoff };
  return { ...orderReads(table), ...orderLists(table), ...orderFeeds(table), ...orderWrites(table) };
};
