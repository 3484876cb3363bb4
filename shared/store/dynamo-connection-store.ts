import { DeleteCommand, type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../calendar/instant.ts';
import type { Backoff } from '../clock/backoff.ts';
import { definedFields } from '../defined-fields.ts';
import { callerReader } from '../realtime/caller-text.ts';
import type { Connection, ConnectionStore, FrameResult, Listeners, Listening } from '../realtime/connection-store.ts';
import type { Followers } from '../realtime/follower-list.ts';
import { isOfOneOrder, partiesBeside } from '../realtime/topics.ts';
import { isIssuedBy } from '../security/access-revocations.ts';
import type { Caller } from '../security/caller.ts';
import { batchGet } from './batch-get.ts';
import { dynamoRevocationReader } from './dynamo-access-revocations.ts';
import { openConnection, removeConnection, SUBSCRIPTION_FORM } from './dynamo-open-connections.ts';
import { subscribe, unsubscribe } from './dynamo-subscribe.ts';
import {
  current,
  endTurn,
  goLive,
  hold,
  LISTENING_ATTRIBUTES,
  listeningOf,
  setFocus,
  subscriptionKey,
  takeTurn,
} from './dynamo-subscription.ts';
import { ifConditionHolds } from './errors.ts';
import { contentOf, type Item, isExpired } from './item.ts';
import { type Key, keys } from './keys.ts';
import { liveState } from './presence.ts';
import { childrenOf, type Table } from './table.ts';
import { TABLE_SHAPE } from './table-shape.ts';

/** `#window`, `#frames`, `:window`, `:room`: the window goes on and has room for the frame. */
const WINDOW_GOES_ON = '#window = :window AND #frames <= :room';
/** `#window`, `:window`: open, and its last frame was in another window. */
const WINDOW_BEGINS = 'attribute_exists(pk) AND (attribute_not_exists(#window) OR #window <> :window)';

/** `#next`, `:beat`: open, and no later heartbeat is done. */
const HEARTBEAT_IS_DUE = 'attribute_exists(pk) AND (attribute_not_exists(#next) OR #next <= :beat)';

/** What the store itself adds to a connection. */
const OWN_ATTRIBUTES = ['topics', 'window', 'frames', 'form'];

type User = Extract<Caller, { readonly kind: 'user' }>;

const connectionOf = (item: Item): Connection => {
  const content = Object.entries(contentOf(item)).filter(([name]) => !OWN_ATTRIBUTES.includes(name));
  const connection = { ...Object.fromEntries(content), expiresAt: item[TABLE_SHAPE.timeToLive] };
  return { ...connection, ...(item.form !== SUBSCRIPTION_FORM && { isOutdated: true }) } as unknown as Connection;
};

const updateFrames = async (
  { client, tableName }: Table,
  connectionId: string,
  expression: { readonly update: string; readonly condition: string },
  values: Readonly<Record<string, unknown>>,
): Promise<Item | undefined> => {
  const written = await ifConditionHolds(
    client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: { ...keys.connection(connectionId) },
        UpdateExpression: expression.update,
        ConditionExpression: expression.condition,
        ExpressionAttributeNames: { '#window': 'window', '#frames': 'frames' },
        ExpressionAttributeValues: values,
        ReturnValues: 'ALL_NEW',
      }),
    ),
  );
  return written?.Attributes;
};

const countFrame = async (
  table: Table,
  connectionId: string,
  { window, weight, limit }: Parameters<ConnectionStore['countFrame']>[1],
): Promise<FrameResult> => {
  const goesOn = { update: 'SET #frames = #frames + :weight', condition: WINDOW_GOES_ON };
  const begins = { update: 'SET #window = :window, #frames = :weight', condition: WINDOW_BEGINS };
  const values = { ':window': window, ':weight': weight };
  const goOn = () => updateFrames(table, connectionId, goesOn, { ...values, ':room': limit - weight });
  // Of frames that come at once one begins the minute: the others find then that it goes on.
  const item = (await goOn()) ?? (await updateFrames(table, connectionId, begins, values)) ?? (await goOn());
  if (item) return { outcome: 'accepted', connection: connectionOf(item) };
  const [open] = await childrenOf(table, keys.connection(connectionId).pk, keys.connection(connectionId).sk);
  return { outcome: open ? 'too_fast' : 'gone' };
};

const completeHeartbeat = async ({ client, tableName }: Table, connectionId: string, beat: number): Promise<void> => {
  await ifConditionHolds(
    client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: { ...keys.connection(connectionId) },
        UpdateExpression: 'SET #next = :next',
        ConditionExpression: HEARTBEAT_IS_DUE,
        ExpressionAttributeNames: { '#next': 'nextHeartbeat' },
        ExpressionAttributeValues: { ':beat': beat, ':next': beat + 1 },
      }),
    ),
  );
};

const remove = async ({ client, tableName }: Table, removed: readonly Key[]): Promise<void> => {
  await Promise.all(removed.map((key) => client.send(new DeleteCommand({ TableName: tableName, Key: { ...key } }))));
};

const get = async (table: Table, connectionId: string): Promise<Connection | undefined> => {
  const key = keys.connection(connectionId);
  const [item] = await childrenOf(table, key.pk, key.sk);
  return item && connectionOf(item);
};

/** The connection first: a subscription that is under way then finds it gone, or is found by the query. */
const close = async (table: Table, connectionId: string): Promise<void> => {
  const connection = keys.connection(connectionId);
  const { countedAs = [] } = (await get(table, connectionId)) ?? {};
  await removeConnection(table, connectionId, countedAs);
  const topics = await childrenOf(table, connection.pk, keys.connectionTopicPrefix);
  // Topics last: a closing that is cut short finds by them what is left to remove.
  await remove(
    table,
    topics.map(({ audience, topic }) =>
      subscriptionKey({ audience: String(audience), connectionId, topic: String(topic) }),
    ),
  );
  await remove(
    table,
    topics.map((item) => keys.connectionTopic(connectionId, String(item.topic))),
  );
};

/** Those of one order lie together: one query has them all. */
const listenersTo = async (table: Table, audiences: readonly string[], now: Date): Promise<readonly Listening[]> => {
  const callerOf = callerReader();
  const partitions = [...new Set(audiences.map(partiesBeside))];
  const found = await Promise.all(
    partitions.map(async (name) => {
      const { pk } = keys.subscription(name, '');
      const items = await childrenOf(table, pk, keys.subscriptionPrefix, LISTENING_ATTRIBUTES);
      return items.filter((item) => !isExpired(item, now)).map((item) => listeningOf(name, item, callerOf));
    }),
  );
  return found.flat().filter(({ audience }) => audiences.includes(audience));
};

const usersAmong = (listening: readonly Listening[]): readonly User[] =>
  listening.flatMap(({ caller }) => (caller?.kind === 'user' ? [caller] : []));

/** Whose tokens are revoked among them is asked where tokens of anybody were since theirs were issued. */
const revokedAmong = async (
  { client, tableName, backoff }: Table,
  users: readonly User[],
  revokedAt: Instant | undefined,
): Promise<Listeners['revokedUntil']> => {
  const asked = revokedAt === undefined ? [] : users.filter((user) => isIssuedBy(user, revokedAt));
  const userIds = [...new Set(asked.map(({ sub }) => sub))];
  return dynamoRevocationReader(client, tableName, backoff).revokedUntil(userIds);
};

/**
 * Who follows the order is read first. Then one read shows which of the wider audiences may have listeners, and whether
 * tokens of anybody were revoked. Only those audiences are asked for theirs: most events happen to orders that nobody
 * watches.
 */
const subscribers = async (table: Table, audiences: readonly string[], now: Date, max: number): Promise<Listeners> => {
  const wide = audiences.filter((audience) => !isOfOneOrder(audience));
  const ofOrder = await listenersTo(table, audiences.filter(isOfOneOrder), now);
  const isAsked = wide.length > 0 || usersAmong(ofOrder).length > 0;
  const state = isAsked ? await liveState(table, wide, now) : { present: [] };
  const ofOthers = await listenersTo(table, state.present, now);
  const listening = [...ofOrder, ...ofOthers];
  if (listening.length > max) return { listening, revokedUntil: new Map(), isCrowd: true };
  // Of those, too, it is read after it was known who listens.
  const { revokedAt } = usersAmong(ofOthers).length > 0 ? await liveState(table, [], now) : state;
  return { listening, revokedUntil: await revokedAmong(table, usersAmong(listening), revokedAt) };
};

const those = async (
  table: Table,
  followers: Followers,
  known: readonly Listening[],
  now: Date,
): Promise<Listeners> => {
  const { client, tableName, backoff } = table;
  const callerOf = callerReader();
  const find = async ({ audience, topic, connectionIds }: Followers[number]): Promise<readonly Listening[]> => {
    const wanted = connectionIds.map((connectionId) =>
      subscriptionKey({ audience, connectionId, ...definedFields({ topic }) }),
    );
    const items = await batchGet(client, tableName, wanted, backoff);
    return items.filter((item) => !isExpired(item, now)).map((item) => listeningOf(audience, item, callerOf));
  };
  const listening = [...known, ...(await Promise.all(followers.map(find))).flat()];
  const users = usersAmong(listening);
  const { revokedAt } = users.length > 0 ? await liveState(table, [], now) : {};
  return { listening, revokedUntil: await revokedAmong(table, users, revokedAt) };
};

/** Connections, and their subscriptions from both ends: by topic to notify, by connection to tidy up. */
export const dynamoConnectionStore = (
  client: DynamoDBDocumentClient,
  tableName: string,
  backoff: Backoff,
): ConnectionStore => {
  const table: Table = { client, tableName, backoff };
  return {
    open: (connection, limits = []) => openConnection(table, connection, limits),
    get: (connectionId) => get(table, connectionId),
    countFrame: (connectionId, frame) => countFrame(table, connectionId, frame),
    completeHeartbeat: (connectionId, beat) => completeHeartbeat(table, connectionId, beat),
    subscribe: (connection, subscription, max) => subscribe(table, connection, subscription, max),
    current: (listening) => current(table, listening),
    hold: (listening, entry) => hold(table, listening, entry),
    goLive: (subscription, state) => goLive(table, subscription, state),
    takeTurn: (listening, turn) => takeTurn(table, listening, turn),
    endTurn: (listening, turn, place) => endTurn(table, listening, turn, place),
    setFocus: (subscription, until) => setFocus(table, subscription, until),
    unsubscribe: (connectionId, topic) => unsubscribe(table, connectionId, topic),
    subscribers: (audiences, now, max = Number.POSITIVE_INFINITY) => subscribers(table, audiences, now, max),
    those: (followers, known, now) => those(table, followers, known, now),
    close: (connectionId) => close(table, connectionId),
  };
};
