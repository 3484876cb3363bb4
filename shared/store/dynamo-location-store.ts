import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { SECONDS_A_DAY } from '../calendar/durations.ts';
import type { DriverLocation } from '../orders/model/driver-location.ts';
import type { LocationStore } from '../orders/use-cases/location-store.ts';
import { IS_FROM_AN_EARLIER_SECOND } from './conditions.ts';
import { conditionHolds } from './errors.ts';
import { contentOf, isExpired, secondsAfter } from './item.ts';
import { keys } from './keys.ts';

/** Where a driver was yesterday is nobody's business. */
const RETENTION_SECONDS = SECONDS_A_DAY;

const beginOfSecond = (at: Date): string => new Date(Math.floor(at.getTime() / 1000) * 1000).toISOString();

/** Places of drivers: items beside the order's, so that a driver on the road never contends with a change of the order. */
export const dynamoLocationStore = (client: DynamoDBDocumentClient, tableName: string): LocationStore => ({
  put: async (location) => {
    const at = new Date(location.at);
    const isWritten = await conditionHolds(
      client.send(
        new PutCommand({
          TableName: tableName,
          Item: {
            ...location,
            at: at.toISOString(),
            ...keys.location(location.orderId),
            entity: 'location',
            expiresAt: secondsAfter(at, RETENTION_SECONDS),
          },
          ConditionExpression: IS_FROM_AN_EARLIER_SECOND,
          ExpressionAttributeNames: { '#at': 'at' },
          ExpressionAttributeValues: { ':secondBegin': beginOfSecond(at) },
        }),
      ),
    );
    return isWritten ? 'stored' : 'dropped';
  },
  get: async (orderId, now) => {
    const { Item } = await client.send(new GetCommand({ TableName: tableName, Key: { ...keys.location(orderId) } }));
    return Item === undefined || isExpired(Item, now) ? undefined : (contentOf(Item) as unknown as DriverLocation);
  },
});
