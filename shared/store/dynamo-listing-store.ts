import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { definedFields } from '../defined-fields.ts';
import type { ListingChange, ListingPut, ListingStore, ManagedListing } from '../orders/use-cases/listing-store.ts';
import { IS_AT_EXPECTED_VERSION, ITEM_IS_NEW } from './conditions.ts';
import { ifConditionHolds } from './errors.ts';
import { contentOf } from './item.ts';
import { keys } from './keys.ts';

const conditionOf = (expectedVersion: number | undefined): string | undefined => {
  if (expectedVersion === undefined) return undefined;
  return expectedVersion === 0 ? ITEM_IS_NEW : IS_AT_EXPECTED_VERSION;
};

const ATTRIBUTES = ['available', 'sellerId', 'listingId', 'updatedAt', 'entity', 'version'] as const;

/** A name that no expression uses is refused. */
const namesOf = (attributes: readonly string[]): Record<string, string> =>
  Object.fromEntries(attributes.map((name) => [`#${name}`, name]));

/** What is not said stays as it is: to take a listing off sale must not lose its stock. */
const expressionOf = ({ available, availableFrom, stock }: ListingChange): string => {
  const removed = [...(stock === null ? ['#stock'] : []), ...(availableFrom === null ? ['#availableFrom'] : [])];
  const set = [
    available === undefined
      ? 'SET #available = if_not_exists(#available, :isNewOnSale)'
      : 'SET #available = :available',
    '#sellerId = :sellerId, #listingId = :listingId, #updatedAt = :updatedAt',
    '#entity = :entity, #version = if_not_exists(#version, :zero) + :one',
    typeof stock === 'number' ? '#stock = :stock' : undefined,
    typeof availableFrom === 'string' ? '#availableFrom = :availableFrom' : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(', ');
  return removed.length > 0 ? `${set} REMOVE ${removed.join(', ')}` : set;
};

const put =
  (client: DynamoDBDocumentClient, tableName: string) =>
  async (listing: ListingChange, expectedVersion?: number): Promise<ListingPut> => {
    const condition = conditionOf(expectedVersion);
    const { available, availableFrom, stock, ...content } = listing;
    const update = new UpdateCommand({
      TableName: tableName,
      Key: { ...keys.listing(listing.sellerId, listing.listingId) },
      UpdateExpression: expressionOf(listing),
      ...definedFields({ ConditionExpression: condition }),
      ExpressionAttributeNames: namesOf([
        ...ATTRIBUTES,
        ...(stock === undefined ? [] : ['stock']),
        ...(availableFrom === undefined ? [] : ['availableFrom']),
      ]),
      ExpressionAttributeValues: {
        ...Object.fromEntries(Object.entries(content).map(([name, value]) => [`:${name}`, value])),
        ...(available === undefined ? { ':isNewOnSale': true } : { ':available': available }),
        ':entity': 'listing',
        ':zero': 0,
        ':one': 1,
        ...(typeof stock === 'number' ? { ':stock': stock } : {}),
        ...(typeof availableFrom === 'string' ? { ':availableFrom': availableFrom } : {}),
        ...(condition === IS_AT_EXPECTED_VERSION ? { ':expectedVersion': expectedVersion } : {}),
      },
      ReturnValues: 'ALL_NEW',
    });
    const written = await ifConditionHolds(client.send(update));
    if (written === undefined) return { outcome: 'conflict' };
    const { Attributes = {} } = written;
    return { outcome: 'stored', listing: contentOf(Attributes) as unknown as ManagedListing };
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
