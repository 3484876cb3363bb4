import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { RateLimitStore } from '../security/rate-limit-store.ts';
import { WINDOW_HAS_ROOM } from './conditions.ts';
import { conditionHolds } from './errors.ts';
import { secondsOf } from './item.ts';
import { keys } from './keys.ts';

/** Long after the window's end: a record that lives on does no harm, for the next window has a key of its own. */
const RETENTION_SECONDS = 60 * 60;

/** Counts calls in fixed windows, over all instances: one conditional update each. */
export const dynamoRateLimitStore = (client: DynamoDBDocumentClient, tableName: string): RateLimitStore => ({
  take: async (scope, { limit, windowSeconds }, now, amount = 1) => {
    const window = Math.floor(secondsOf(now) / windowSeconds);
    const endsAt = (window + 1) * windowSeconds;
    const isWritten = await conditionHolds(
      client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { ...keys.rateLimit(scope, `${windowSeconds}x${window}`) },
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
