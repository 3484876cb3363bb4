import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { DeliveryBook, DeliveryBookStore } from '../deliveries/delivery-book.ts';
import { contentOf } from './item.ts';
import { keys } from './keys.ts';
import { putVersioned } from './put-versioned.ts';

/** What was asked of couriers, one item for an order. */
export const dynamoDeliveryBookStore = (client: DynamoDBDocumentClient, tableName: string): DeliveryBookStore => ({
  get: async (orderId) => {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: { ...keys.deliveryBook(orderId) }, ConsistentRead: true }),
    );
    return Item && (contentOf(Item) as unknown as DeliveryBook);
  },
  put: (book, before) =>
    putVersioned(
      { client, tableName },
      { ...book, ...keys.deliveryBook(book.orderId), entity: 'delivery_book' },
      before,
    ),
});
