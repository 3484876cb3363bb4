import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ListingPut, ListingStore, ManagedListing } from '../orders/listing-store.ts';
import { IS_AT_EXPECTED_VERSION, ITEM_IS_NEW } from './conditions.ts';
import { isConditionFailed } from './errors.ts';
import { contentOf } from './item.ts';
import { keys } from './keys.ts';

const conditionOf = (expectedVersion: number | undefined): string | undefined => {
  if (expectedVersion === undefined) return undefined;
  return expectedVersion === 0 ? ITEM_IS_NEW : IS_AT_EXPECTED_VERSION;
};

const ATTRIBUTES = ['available', 'sellerId', 'listingId', 'updatedAt', 'entity', 'stock', 'version'] as const;

const put =
  (client: DynamoDBDocumentClient, tableName: string) =>
  async (listing: Omit<ManagedListing, 'version'>, expectedVersion?: number): Promise<ListingPut> => {
    const condition = conditionOf(expectedVersion);
    const { stock, ...content } = listing;
    const update = new UpdateCommand({
      TableName: tableName,
      Key: { ...keys.listing(listing.sellerId, listing.listingId) },
      UpdateExpression: [
        'SET #available = :available, #sellerId = :sellerId, #listingId = :listingId, #updatedAt = :updatedAt',
        '#entity = :entity, #version = if_not_exists(#version, :zero) + :one',
        stock === undefined ? undefined : '#stock = :stock',
      ]
        .filter((part) => part !== undefined)
        .join(', ')
        .concat(stock === undefined ? ' REMOVE #stock' : ''),
      ...(condition === undefined ? {} : { ConditionExpression: condition }),
      ExpressionAttributeNames: Object.fromEntries(ATTRIBUTES.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: {
        ...Object.fromEntries(Object.entries(content).map(([name, value]) => [`:${name}`, value])),
        ':entity': 'listing',
        ':zero': 0,
        ':one': 1,
        ...(stock === undefined ? {} : { ':stock': stock }),
        ...(condition === IS_AT_EXPECTED_VERSION ? { ':expectedVersion': expectedVersion } : {}),
      },
      ReturnValues: 'ALL_NEW',
    });
    try {
      const { Attributes = {} } = await client.send(update);
      return { outcome: 'stored', listing: contentOf(Attributes) as unknown as ManagedListing };
    } catch (error) {
      if (isConditionFailed(error)) return { outcome: 'conflict' };
      throw error;
    }
  };

export const dynamoListingStore = (client: DynamoDBDocumentClient, tableName: string): ListingStore => ({
  get: async (sellerId, listingId) => {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: { ...keys.listing(sellerId, listingId) }, ConsistentRead: true }),
    );
    return Item === undefined ? undefined : (contentOf(Item) as unknown as ManagedListing);
  },
  put: put(client, tableName),
});
