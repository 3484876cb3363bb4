import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Shop } from '../shops/shop.ts';
import type { ShopChange, ShopPut, ShopStore } from '../shops/shop-store.ts';
import { IS_AT_EXPECTED_VERSION, ITEM_IS_NEW } from './conditions.ts';
import { isConditionFailed } from './errors.ts';
import { contentOf, type Item } from './item.ts';
import { keys } from './keys.ts';

const unchangedSince = (before: Shop | undefined) =>
  before === undefined
    ? { ConditionExpression: ITEM_IS_NEW }
    : {
        ConditionExpression: IS_AT_EXPECTED_VERSION,
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':expectedVersion': before.version },
      };

const put =
  (client: DynamoDBDocumentClient, tableName: string) =>
  async ({ shopId, profile, at }: ShopChange, before: Shop | undefined): Promise<ShopPut> => {
    const version = (before?.version ?? 0) + 1;
    const shop: Shop = { ...profile, shopId, version, createdAt: before?.createdAt ?? at, updatedAt: at };
    const item = { ...shop, ...keys.shop(shopId), entity: 'shop' };
    try {
      await client.send(new PutCommand({ TableName: tableName, Item: item, ...unchangedSince(before) }));
      return { outcome: 'stored', shop };
    } catch (error) {
      if (isConditionFailed(error)) return { outcome: 'conflict' };
      throw error;
    }
  };

export const shopOf = (item: Item): Shop => contentOf(item) as unknown as Shop;

export const dynamoShopStore = (client: DynamoDBDocumentClient, tableName: string): ShopStore => ({
  get: async (shopId) => {
    const { Item: found } = await client.send(
      new GetCommand({ TableName: tableName, Key: { ...keys.shop(shopId) }, ConsistentRead: true }),
    );
    return found && shopOf(found);
  },
  put: put(client, tableName),
});
