import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Backoff } from '../clock/backoff.ts';
import type { Order } from '../orders/model/order.ts';
import type { Shop } from '../shops/shop.ts';
import type { ShopReader } from '../shops/shop-store.ts';
import { batchGet } from './batch-get.ts';
import { dynamoShopStore, shopOf } from './dynamo-shop-store.ts';
import { keys } from './keys.ts';
import { orderOf } from './order-item.ts';
import { orderReads } from './order-reads.ts';

/** What is known of an order before it is read. */
export interface KnownOfOrder {
  readonly sellerId: string;
  /** It has come so far, at least. */
  readonly version: number;
}

interface OrderAndShop {
  readonly order?: Order;
  readonly shop?: Shop;
}

interface Readers {
  readonly orders: { get(orderId: string): Promise<Order | undefined> };
  readonly shops: ShopReader;
}

/**
 * Readers of an order and its shop for the time of one message. What is known of the order lets both come in one call, at
 * half the price: an order that is older than it must be is read again, strongly consistent. With nothing known each is
 * read by itself.
 */
export const orderAndShopReaders = (
  client: DynamoDBDocumentClient,
  tableName: string,
  backoff: Backoff,
): ((known: KnownOfOrder | undefined) => Readers) => {
  const orders = orderReads({ client, tableName, backoff });
  const shops = dynamoShopStore(client, tableName);
  const readBoth = async (orderId: string, shopId: string, isConsistent: boolean): Promise<OrderAndShop> => {
    const wanted = [keys.order(orderId), keys.shop(shopId)];
    const items = await batchGet(client, tableName, wanted, backoff, isConsistent);
    const [order, shop] = ['order', 'shop'].map((entity) => items.find((item) => item.entity === entity));
    return { ...(order && { order: orderOf(order) }), ...(shop && { shop: shopOf(shop) }) };
  };
  return (known) => {
    if (known === undefined) return { orders, shops };
    let found: OrderAndShop | undefined;
    return {
      orders: {
        get: async (orderId) => {
          found = await readBoth(orderId, known.sellerId, false);
          if ((found.order?.version ?? 0) < known.version) found = await readBoth(orderId, known.sellerId, true);
          return found.order;
        },
      },
      shops: { get: async (shopId) => (found && shopId === known.sellerId ? found.shop : shops.get(shopId)) },
    };
  };
};
