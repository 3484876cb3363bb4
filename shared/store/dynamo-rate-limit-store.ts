import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { RateCounts, RateLimitStore } from '../security/rate-limit-store.ts';
import { WINDOW_HAS_ROOM } from './conditions.ts';
import { conditionHolds } from './errors.ts';
import { secondsOf } from './item.ts';
import { type Key, keys } from './keys.ts';

/** Long after the window's end: a record that lives on does no harm, for the next window has a key of its own. */
const RETENTION_SECONDS = 60 * 60;

const windowOf = (windowSeconds: number, now: Date): number => Math.floor(secondsOf(now) / windowSeconds);

const keyOf = (scope: string, windowSeconds: number, now: Date): Key =>
  keys.rateLimit(scope, `${windowSeconds}x${windowOf(windowSeconds, now)}`);

/** Counts calls in fixed windows, over all instances: one conditional update each. */
export const dynamoRateLimitStore = (
  client: DynamoDBDocumentClient,
  tableName: string,
): RateLimitStore & RateCounts => ({
  count: async (scope, { windowSeconds }, now) => {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: { ...keyOf(scope, windowSeconds, now) } }),
    );
    return typeof Item?.count === 'number' ? Item.count : 0;
  },
  take: async (scope, { limit, windowSeconds }, now, amount = 1) => {
    const window = windowOf(windowSeconds, now);
    const endsAt = (window + 1) * windowSeconds;
    const isWritten = await conditionHolds(
      client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { ...keyOf(scope, windowSeconds, now) },
          UpdateExpression: 'ADD #count :amount SET #expiresAt = :expiresAt, #entity = :entity',
          ConditionExpression: WINDOW_HAS_ROOM,
          ExpressionAttributeNames: { '#count': 'count', '#expiresAt': 'expiresAt', '#entity': 'entity' },
          ExpressionAttributeValues: {
            ':amount': amount,
            ':room': limit - amount,
            ':expiresAt': endsAt + RETENTION_SECONDS,
            ':entity': 'rate_limit',
          },
        }),
      ),
    );
    return isWritten
      ? { allowed: true }
      : { allowed: false, retryAfterSeconds: Math.max(1, Math.ceil(endsAt - now.getTime() / 1000)) };
  },
});
