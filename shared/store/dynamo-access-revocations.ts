import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { SECONDS_A_DAY } from '../calendar/durations.ts';
import type { Instant } from '../calendar/instant.ts';
import type { Backoff } from '../clock/backoff.ts';
import type { AccessRevocations, RevocationReader } from '../security/access-revocations.ts';
import { batchGet } from './batch-get.ts';
import { ifConditionHolds } from './errors.ts';
import { type Item, secondsAfter } from './item.ts';
import { keys } from './keys.ts';
import { noteRevocation } from './presence.ts';
import { TABLE_SHAPE } from './table-shape.ts';

/** No token is good for longer: the record outlives every token that it revokes. */
const RETENTION_SECONDS = 400 * SECONDS_A_DAY;

/** `#revokedAt`, `:revokedAt`: not revoked before, or less. */
const REVOKES_MORE = 'attribute_not_exists(#revokedAt) OR #revokedAt < :revokedAt';

/** What of these items says up to when tokens of users are revoked. */
const revocationsIn = (items: readonly Item[]): ReadonlyMap<string, Instant> =>
  new Map(
    items
      .filter(({ entity }) => entity === 'access_revocation')
      .map(({ userId, revokedAt }) => [String(userId), String(revokedAt)]),
  );

const getOne = async (client: DynamoDBDocumentClient, tableName: string, userId: string): Promise<readonly Item[]> => {
  const { Item: found } = await client.send(
    new GetCommand({ TableName: tableName, Key: { ...keys.accessRevocation(userId) }, ConsistentRead: true }),
  );
  return found ? [found] : [];
};

/** Whose tokens are revoked, for whoever revokes none. */
export const dynamoRevocationReader = (
  client: DynamoDBDocumentClient,
  tableName: string,
  backoff: Backoff,
): RevocationReader => ({
  revokedUntil: async (userIds) => {
    const [only, ...others] = userIds;
    if (only === undefined) return new Map();
    const items =
      others.length > 0
        ? await batchGet(client, tableName, userIds.map(keys.accessRevocation), backoff)
        : await getOne(client, tableName, only);
    return revocationsIn(items);
  },
});

export const dynamoAccessRevocations = (
  client: DynamoDBDocumentClient,
  tableName: string,
  backoff: Backoff,
): AccessRevocations => ({
  ...dynamoRevocationReader(client, tableName, backoff),
  revoke: async (userId, revokedAt) => {
    await noteRevocation({ client, tableName }, revokedAt);
    await ifConditionHolds(
      client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { ...keys.accessRevocation(userId) },
          UpdateExpression:
            'SET #revokedAt = :revokedAt, #userId = :userId, #entity = :entity, #expiresAt = :expiresAt',
          ConditionExpression: REVOKES_MORE,
          ExpressionAttributeNames: {
            '#revokedAt': 'revokedAt',
            '#userId': 'userId',
            '#entity': 'entity',
            '#expiresAt': TABLE_SHAPE.timeToLive,
          },
          ExpressionAttributeValues: {
            ':revokedAt': revokedAt,
            ':userId': userId,
            ':entity': 'access_revocation',
            ':expiresAt': secondsAfter(new Date(revokedAt), RETENTION_SECONDS),
          },
        }),
      ),
    );
  },
});
