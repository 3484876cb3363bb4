import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { IndexedTokens, IndexedTokensStore } from '../search/indexed-tokens-store.ts';
import { isConditionFailed } from './errors.ts';
import { contentOf } from './item.ts';
import { keys } from './keys.ts';

/** `#version`, `:version`: what is kept is not of a newer order. */
const IS_NOT_OLDER = 'attribute_not_exists(pk) OR #version <= :version';

/** What the search index holds of each order. */
export const dynamoIndexedTokensStore = (client: DynamoDBDocumentClient, tableName: string): IndexedTokensStore => ({
  get: async (orderId) => {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: { ...keys.indexedTokens(orderId) }, ConsistentRead: true }),
    );
    return Item && (contentOf(Item) as unknown as IndexedTokens);
  },
  put: async (indexed) => {
    try {
      await client.send(
        new PutCommand({
          TableName: tableName,
          Item: { ...indexed, ...keys.indexedTokens(indexed.orderId), entity: 'search_entry' },
          ConditionExpression: IS_NOT_OLDER,
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':version': indexed.version },
        }),
      );
      return true;
    } catch (error) {
      if (isConditionFailed(error)) return false;
      throw error;
    }
  },
});
