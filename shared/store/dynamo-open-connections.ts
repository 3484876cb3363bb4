/** Connections as they come and go, each counted under its caller and its address in the same transaction. */
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Connection, OpenLimit, OpenResult } from '../realtime/connection-store.ts';
import { MAY_OPEN_ONE_MORE } from './conditions.ts';
import { StoreUnavailableError } from './errors.ts';
import { keys } from './keys.ts';
import type { Table } from './table.ts';
import { type TransactItem, transact } from './transact.ts';

/** How the subscriptions of a connection are stored: one of another form is found by none of its topics. */
export const SUBSCRIPTION_FORM = 2;

/** The connection is open. */
const IS_OPEN = 'attribute_exists(pk)';

const countOneMore = (
  TableName: string,
  { scope, max }: OpenLimit,
  { expiresAt }: Connection,
): TransactItem & object => ({
  Update: {
    TableName,
    Key: { ...keys.openConnections(scope) },
    // Where a count was ever wrong, it is forgotten once its connections must be gone.
    UpdateExpression: 'ADD #open :one SET #expiresAt = :expiresAt, #entity = :entity',
    ConditionExpression: MAY_OPEN_ONE_MORE,
    ExpressionAttributeNames: { '#open': 'open', '#expiresAt': 'expiresAt', '#entity': 'entity' },
    ExpressionAttributeValues: { ':one': 1, ':max': max, ':expiresAt': expiresAt, ':entity': 'open_connections' },
  },
});

const countOneLess = (TableName: string, scope: string): TransactItem => ({
  Update: {
    TableName,
    Key: { ...keys.openConnections(scope) },
    UpdateExpression: 'ADD #open :less',
    ExpressionAttributeNames: { '#open': 'open' },
    ExpressionAttributeValues: { ':less': -1 },
  },
});

/** Limits guard costs: where hundreds come at one moment and collide on a count, those that lose are not counted. */
export const openConnection = async (
  { client, tableName, backoff }: Table,
  connection: Connection,
  limits: readonly OpenLimit[],
): Promise<OpenResult> => {
  const itemOf = (countedAs: readonly string[]) => ({
    ...connection,
    ...(countedAs.length > 0 && { countedAs }),
    ...keys.connection(connection.connectionId),
    entity: 'connection',
    topics: 0,
    form: SUBSCRIPTION_FORM,
  });
  const outcome = await transact(
    client,
    [
      { Put: { TableName: tableName, Item: itemOf(limits.map(({ scope }) => scope)) } },
      ...limits.map((limit) => countOneMore(tableName, limit, connection)),
    ],
    backoff,
  );
  if (outcome.kind === 'contended') await client.send(new PutCommand({ TableName: tableName, Item: itemOf([]) }));
  if (outcome.kind !== 'condition_failed') return { outcome: 'opened' };
  const [failed] = outcome.failed.flatMap(({ index }) => limits[index - 1] ?? []);
  if (failed === undefined) throw new Error('A connection was refused, and no limit is reached');
  return { outcome: 'too_many', scope: failed.scope };
};

/** Removes the connection, and counts it no longer; does nothing where it is gone. */
export const removeConnection = async (
  { client, tableName, backoff }: Table,
  connectionId: string,
  countedAs: readonly string[],
): Promise<void> => {
  const Key = { ...keys.connection(connectionId) };
  if (countedAs.length === 0) {
    await client.send(new DeleteCommand({ TableName: tableName, Key }));
    return;
  }
  const outcome = await transact(
    client,
    [
      { Delete: { TableName: tableName, Key, ConditionExpression: IS_OPEN } },
      ...countedAs.map((scope) => countOneLess(tableName, scope)),
    ],
    backoff,
  );
  if (outcome.kind !== 'contended') return;
  throw new StoreUnavailableError('The end of a connection collides again and again', { cause: outcome.cause });
};
