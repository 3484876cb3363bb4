import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { IndexedTokens, IndexedTokensStore } from '../search/indexed-tokens-store.ts';
import { ITEM_IS_NEW } from './conditions.ts';
import { conditionHolds } from './errors.ts';
import { contentOf } from './item.ts';
import { keys } from './keys.ts';

/** `#version`, `:before`: nobody has written since it was read. */
const IS_AS_READ = '#version = :before';

/** What the search index holds of each order. */
export const dynamoIndexedTokensStore = (client: DynamoDBDocumentClient, tableName: string): IndexedTokensStore => ({
  get: async (orderId) => {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: { ...keys.indexedTokens(orderId) }, ConsistentRead: true }),
    );
    return Item && (contentOf(Item) as unknown as IndexedTokens);
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
