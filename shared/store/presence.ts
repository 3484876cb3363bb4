import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../calendar/instant.ts';
import { batchGet } from './batch-get.ts';
import { ifConditionHolds } from './errors.ts';
import { type Item, secondsOf } from './item.ts';
import { type Key, keys } from './keys.ts';
import type { Table } from './table.ts';
import { TABLE_SHAPE } from './table-shape.ts';

/** `#name`, `:value`: what is stored is less. */
const RAISES_IT = 'attribute_not_exists(#name) OR #name < :value';

/** Where it is written until when an audience may have listeners, in seconds since the epoch. */
interface Place {
  readonly key: Key;
  readonly entity: string;
  readonly attribute: string;
}

/** Operations may listen to every event, so theirs lies in the item that every event reads. */
const OPERATIONS = 'ops';
const OF_OPERATIONS: Place = { key: keys.liveState(), entity: 'live_state', attribute: 'opsUntil' };
const LAST_REVOCATION: Place = { ...OF_OPERATIONS, attribute: 'revokedAt' };

const placeOf = (audience: string): Place =>
  audience === OPERATIONS
    ? OF_OPERATIONS
    : { key: keys.presence(audience), entity: 'presence', attribute: TABLE_SHAPE.timeToLive };

const raise = async (
  { client, tableName }: Pick<Table, 'client' | 'tableName'>,
  { key, entity, attribute }: Place,
  value: number | string,
): Promise<void> => {
  await ifConditionHolds(
    client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: { ...key },
        UpdateExpression: 'SET #name = :value, #entity = :entity',
        ConditionExpression: RAISES_IT,
        ExpressionAttributeNames: { '#name': attribute, '#entity': 'entity' },
        ExpressionAttributeValues: { ':value': value, ':entity': entity },
      }),
    ),
  );
};

/**
 * Says that the audience may have listeners until then, in seconds since the epoch. It is only ever moved later, by a
 * write of its own: in the subscription's transaction, a crowd that comes back at once would collide on this one item.
 */
export const notePresence = (table: Table, audience: string, until: number): Promise<void> =>
  raise(table, placeOf(audience), until);

/** Says that tokens of somebody were revoked, before they are: whoever finds none so late need not ask whose. */
export const noteRevocation = (table: Pick<Table, 'client' | 'tableName'>, revokedAt: Instant): Promise<void> =>
  raise(table, LAST_REVOCATION, revokedAt);

const sameKey = ({ pk, sk }: Key, item: Item): boolean => item.pk === pk && item.sk === sk;

const presentIn = (items: readonly Item[], audiences: readonly string[], now: Date): readonly string[] =>
  audiences.filter((audience) => {
    const { key, attribute } = placeOf(audience);
    const until = items.find((item) => sameKey(key, item))?.[attribute];
    return typeof until === 'number' && until > secondsOf(now);
  });

/** Of the audiences those that may have listeners at this moment: one call. */
export const audiencesPresent = async (
  { client, tableName, backoff }: Table,
  audiences: readonly string[],
  now: Date,
): Promise<readonly string[]> => {
  const wanted = audiences.map((audience) => placeOf(audience).key);
  return wanted.length === 0 ? [] : presentIn(await batchGet(client, tableName, wanted, backoff), audiences, now);
};

/**
 * Of the audiences those that may have listeners at this moment, and up to when tokens of anybody were revoked: one call,
 * and for operations and the revocations one item.
 */
export const liveState = async (
  { client, tableName, backoff }: Table,
  audiences: readonly string[],
  now: Date,
): Promise<{ readonly present: readonly string[]; readonly revokedAt?: Instant }> => {
  const wanted = [...audiences.map((audience) => placeOf(audience).key), LAST_REVOCATION.key];
  const items = await batchGet(client, tableName, wanted, backoff);
  const revokedAt = items.find((item) => sameKey(LAST_REVOCATION.key, item))?.[LAST_REVOCATION.attribute];
  return {
    present: presentIn(items, audiences, now),
    ...(typeof revokedAt === 'string' && { revokedAt }),
  };
};
