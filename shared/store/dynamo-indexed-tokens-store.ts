import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { OrderAndTokens } from '../search/index-order.ts';
import type { IndexedTokens, IndexedTokensStore } from '../search/indexed-tokens-store.ts';
import { batchGet } from './batch-get.ts';
import { ITEM_IS_NEW } from './conditions.ts';
import { conditionHolds } from './errors.ts';
import { contentOf, type Item } from './item.ts';
import { keys } from './keys.ts';
import { orderOf } from './order-item.ts';
import type { Table } from './table.ts';

/** `#version`, `:before`: nobody has written since it was read. */
const IS_AS_READ = '#version = :before';

const tokensIn = (item: Item): IndexedTokens => contentOf(item) as unknown as IndexedTokens;

/**
 * An order and what the search index holds of it in one call: strongly consistent, unless an order of a version that is
 * named, or a newer one, is found at half the price.
 */
export const orderAndTokens =
  ({ client, tableName, backoff }: Table) =>
  async (orderId: string, atLeast?: number): Promise<OrderAndTokens> => {
    const [ofOrder, ofTokens] = [keys.order(orderId), keys.indexedTokens(orderId)];
    const read = async (isConsistent: boolean): Promise<OrderAndTokens> => {
      const items = await batchGet(client, tableName, [ofOrder, ofTokens], backoff, isConsistent);
      const order = items.find(({ sk }) => sk === ofOrder.sk);
      const tokens = items.find(({ sk }) => sk === ofTokens.sk);
      return [order && orderOf(order), tokens && tokensIn(tokens)];
    };
    if (atLeast === undefined) return read(true);
    const recent = await read(false);
    return (recent[0]?.version ?? 0) < atLeast ? read(true) : recent;
  };

/** What the search index holds of each order. */
export const dynamoIndexedTokensStore = (client: DynamoDBDocumentClient, tableName: string): IndexedTokensStore => ({
  get: async (orderId) => {
    const { Item: found } = await client.send(
      new GetCommand({ TableName: tableName, Key: { ...keys.indexedTokens(orderId) }, ConsistentRead: true }),
    );
    return found && tokensIn(found);
  },
  replace: async (before, indexed) => {
    const condition =
      before === undefined
        ? { ConditionExpression: ITEM_IS_NEW }
        : {
            ConditionExpression: IS_AS_READ,
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':before': before },
          };
    return conditionHolds(
      client.send(
        new PutCommand({
          TableName: tableName,
          Item: { ...indexed, ...keys.indexedTokens(indexed.orderId), entity: 'search_entry' },
          ...condition,
        }),
      ),
    );
  },
});
