import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../calendar/instant.ts';
import { batchGet } from './batch-get.ts';
import { revocationsIn } from './dynamo-access-revocations.ts';
import { ifConditionHolds } from './errors.ts';
import { isExpired } from './item.ts';
import { keys } from './keys.ts';
import type { Table } from './table.ts';
import { TABLE_SHAPE } from './table-shape.ts';

/** `#until`, `:until`: somebody may listen longer than was known. */
const LISTENS_LONGER = 'attribute_not_exists(#until) OR #until < :until';

/**
 * Says that the audience may have listeners until then, in seconds since the epoch. It is only ever moved later, by a
 * write of its own: in the subscription's transaction, a crowd that comes back at once would collide on this one item.
 */
export const notePresence = async ({ client, tableName }: Table, audience: string, until: number): Promise<void> => {
  await ifConditionHolds(
    client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: { ...keys.presence(audience) },
        UpdateExpression: 'SET #until = :until, #entity = :entity',
        ConditionExpression: LISTENS_LONGER,
        ExpressionAttributeNames: { '#until': TABLE_SHAPE.timeToLive, '#entity': 'entity' },
        ExpressionAttributeValues: { ':until': until, ':entity': 'presence' },
      }),
    ),
  );
};

/**
 * Of the audiences those that may have listeners at this moment, and up to when the tokens of these users are revoked: one
 * call.
 */
export const presentAndRevoked = async (
  { client, tableName, backoff }: Table,
  { audiences, userIds = [] }: { readonly audiences: readonly string[]; readonly userIds?: readonly string[] },
  now: Date,
): Promise<{ readonly present: readonly string[]; readonly revokedUntil: ReadonlyMap<string, Instant> }> => {
  const wanted = [...audiences.map(keys.presence), ...userIds.map(keys.accessRevocation)];
  const items = wanted.length === 0 ? [] : await batchGet(client, tableName, wanted, backoff);
  const present = new Set(items.filter((item) => !isExpired(item, now)).map(({ pk }) => pk));
  return {
    present: audiences.filter((audience) => present.has(keys.presence(audience).pk)),
    revokedUntil: revocationsIn(items),
  };
};

/** Of the audiences those that may have listeners at this moment: one call. */
export const audiencesPresent = async (
  table: Table,
  audiences: readonly string[],
  now: Date,
): Promise<readonly string[]> => (await presentAndRevoked(table, { audiences }, now)).present;
