import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Shop } from '../shops/shop.ts';
import type { ShopChange, ShopPut, ShopStore } from '../shops/shop-store.ts';
import { contentOf, type Item } from './item.ts';
import { keys } from './keys.ts';
import { putVersioned } from './put-versioned.ts';

const put =
  (client: DynamoDBDocumentClient, tableName: string) =>
  async ({ shopId, profile, at }: ShopChange, before: Shop | undefined): Promise<ShopPut> => {
    const version = (before?.version ?? 0) + 1;
    const shop: Shop = { ...profile, shopId, version, createdAt: before?.createdAt ?? at, updatedAt: at };
    const item = { ...shop, ...keys.shop(shopId), entity: 'shop' };
    const isStored = await putVersioned({ client, tableName }, item, before);
    return isStored ? { outcome: 'stored', shop } : { outcome: 'conflict' };
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
