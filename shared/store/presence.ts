import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { batchGet } from './batch-get.ts';
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

/** Of the audiences those that may have listeners at this moment: one call. */
export const audiencesPresent = async (
  { client, tableName, backoff }: Table,
  audiences: readonly string[],
  now: Date,
): Promise<readonly string[]> => {
  if (audiences.length === 0) return [];
  const items = await batchGet(client, tableName, audiences.map(keys.presence), backoff);
  const present = new Set(items.filter((item) => !isExpired(item, now)).map(({ pk }) => pk));
  return audiences.filter((audience) => present.has(keys.presence(audience).pk));
};
