import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { PRESENCE_LAG_SECONDS } from '../realtime/connection-store.ts';
import { batchGet } from './batch-get.ts';
import { isExpired, secondsOf } from './item.ts';
import { keys } from './keys.ts';
import type { Table } from './table.ts';
import { TABLE_SHAPE } from './table-shape.ts';

/** `#until`, `:now`, `:until`: nobody has listened, or somebody does and not as long as is known now. */
const BEGINS_OR_LASTS_LONGER = 'attribute_not_exists(#until) OR (#until > :now AND #until < :until)';
/** `#until`, `:now`: who listened has left long ago. */
const IS_OVER = '#until <= :now';

/** Whether broadcasts know that the audience is followed. */
export type PresenceNoted = 'new' | 'known';

interface Noted {
  readonly until: number;
  readonly now: Date;
}

interface Update {
  readonly expression: string;
  readonly condition: string;
}

const BEGIN_OR_EXTEND: Update = {
  expression: 'SET #until = :until, #since = if_not_exists(#since, :now), #entity = :entity',
  condition: BEGINS_OR_LASTS_LONGER,
};
const BEGIN_ANEW: Update = {
  expression: 'SET #until = :until, #since = :now, #entity = :entity',
  condition: IS_OVER,
};

/** What an item said before: of one that was written by an earlier version, not since when. */
interface Before {
  readonly until?: number;
  readonly since?: number;
}

type Outcome = { readonly isWritten: boolean; readonly before: Before };

const numberIn = (value: unknown): number | undefined => (value === undefined ? undefined : Number(value));

const update = async (
  { client, tableName }: Table,
  audience: string,
  { expression, condition }: Update,
  { until, now }: Noted,
): Promise<Outcome> => {
  const beforeOf = (of: (name: string) => unknown): Before => {
    const [last, since] = [numberIn(of(TABLE_SHAPE.timeToLive)), numberIn(of('since'))];
    return { ...(last !== undefined && { until: last }), ...(since !== undefined && { since }) };
  };
  try {
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: { ...keys.presence(audience) },
        UpdateExpression: expression,
        ConditionExpression: condition,
        ExpressionAttributeNames: { '#until': TABLE_SHAPE.timeToLive, '#since': 'since', '#entity': 'entity' },
        ExpressionAttributeValues: { ':until': until, ':now': secondsOf(now), ':entity': 'presence' },
        ReturnValues: 'ALL_OLD',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return { isWritten: true, before: beforeOf((name) => Attributes?.[name]) };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return { isWritten: false, before: beforeOf((name) => error.Item?.[name]?.N) };
  }
};

/**
 * Says that the audience may have listeners until then. It is only ever moved later, by a write of its own: in the
 * subscription's transaction, a crowd that comes back at once would collide on this one item.
 */
export const notePresence = async (table: Table, audience: string, noted: Noted): Promise<PresenceNoted> => {
  const { isWritten, before } = await update(table, audience, BEGIN_OR_EXTEND, noted);
  const now = secondsOf(noted.now);
  if (before.until === undefined) return 'new';
  if (!isWritten && before.until <= now) {
    await update(table, audience, BEGIN_ANEW, noted);
    return 'new';
  }
  return before.since !== undefined && now - before.since <= PRESENCE_LAG_SECONDS ? 'new' : 'known';
};

/**
 * Of the audiences those that may have listeners. Unless the read is to be strongly consistent, which is twice the price,
 * one that is `new` may be missing.
 */
export const audiencesPresent = async (
  { client, tableName, backoff }: Table,
  audiences: readonly string[],
  now: Date,
  isConsistent = false,
): Promise<readonly string[]> => {
  if (audiences.length === 0) return [];
  const items = await batchGet(client, tableName, audiences.map(keys.presence), backoff, isConsistent);
  const present = new Set(items.filter((item) => !isExpired(item, now)).map(({ pk }) => pk));
  return audiences.filter((audience) => present.has(keys.presence(audience).pk));
};
