import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Backoff } from '../clock/backoff.ts';
import { definedFields } from '../defined-fields.ts';
import type { InboxOwner } from '../notifications/inbox/inbox-owner.ts';
import type { InboxPage, InboxPageOptions, InboxRow, InboxStore } from '../notifications/inbox/inbox-store.ts';
import type { Notification, NotificationStatus } from '../notifications/notification.ts';
import { batchGet } from './batch-get.ts';
import { conditionHolds } from './errors.ts';
import type { Item } from './item.ts';
import { indexKeys, type Key, keys } from './keys.ts';
import { notificationOf } from './notification-item.ts';
import type { Table } from './table.ts';
import { TABLE_SHAPE } from './table-shape.ts';

const INDEX = TABLE_SHAPE.indexes.byCustomer;

/** Has reached its recipient. An entry that is on its way, or never was, is not in the inbox. */
const IN_INBOX: readonly NotificationStatus[] = ['sent', 'delivered', 'opened', 'clicked'];
const READ: readonly NotificationStatus[] = ['opened', 'clicked'];
/** As the index has it: entries of earlier versions say there what they were planned with, and only the item knows more. */
const UNDECIDED: readonly unknown[] = ['pending', 'sending', 'scheduled'];

/** Rows of the index in one read, where most of them are wanted. */
const ROWS_PER_READ = 100;
/** So many reads for one page: an inbox in which thousands of read entries hide an unread one has a page that is short. */
const MAX_READS = 10;
/** Entries that are marked at the same time. */
const MARKED_AT_ONCE = 50;
/** In one request, far inside its time; whoever has more asks again. */
const MAX_MARKED = 2_500;

/** `#readAt`: it is there, and nobody has read it. */
const IS_UNREAD = 'attribute_exists(pk) AND attribute_not_exists(#readAt)';
const IS_THERE = 'attribute_exists(pk)';

interface Rows {
  readonly rows: readonly Item[];
  readonly next: Item | undefined;
}

const keyOf = ({ pk, sk }: Item): Key => ({ pk: String(pk), sk: String(sk) });

/** What the index names a row by, for whoever continues behind it. */
const positionOf = (row: Item): Readonly<Record<string, string>> =>
  Object.fromEntries(['pk', 'sk', INDEX.partitionKey, INDEX.sortKey].map((name) => [name, String(row[name])]));

const readRows = async (
  { client, tableName }: Table,
  owner: InboxOwner,
  { after, limit }: { readonly after?: Item | undefined; readonly limit?: number },
): Promise<Rows> => {
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName: tableName,
      IndexName: 'byCustomer',
      KeyConditionExpression: '#pk = :pk',
      ExpressionAttributeNames: { '#pk': INDEX.partitionKey },
      ExpressionAttributeValues: { ':pk': indexKeys.inbox(owner) },
      ScanIndexForward: false,
      ExclusiveStartKey: after ? { ...after } : undefined,
      ...definedFields({ Limit: limit }),
    }),
  );
  return { rows: Items, next: LastEvaluatedKey };
};

/** Every row of the inbox, newest first: some hundred bytes each, so that one read has thousands. */
const allRows = async function* (table: Table, owner: InboxOwner): AsyncGenerator<readonly Item[]> {
  let after: Item | undefined;
  do {
    const { rows, next } = await readRows(table, owner, { after });
    yield rows;
    after = next;
  } while (after !== undefined);
};

const isCandidate = ({ status }: Item, isUnread: boolean): boolean =>
  UNDECIDED.includes(status) ||
  (IN_INBOX.some((one) => one === status) && !(isUnread && READ.some((one) => one === status)));

const isEntry = ({ status, archivedAt }: Notification, isUnread: boolean): boolean =>
  IN_INBOX.includes(status) && archivedAt === undefined && !(isUnread && READ.includes(status));

const entriesOf = async (table: Table, rows: readonly Item[]): Promise<readonly Notification[]> => {
  const items = await batchGet(table.client, table.tableName, rows.map(keyOf), table.backoff);
  return items.map(notificationOf);
};

const list =
  (table: Table): InboxStore['list'] =>
  async (owner, { limit, after, isUnread = false }: InboxPageOptions): Promise<InboxPage> => {
    const entries: Notification[] = [];
    let from: Item | undefined = after;
    for (let read = 1; read <= MAX_READS; read += 1) {
      const { rows, next } = await readRows(table, owner, { after: from, limit: Math.max(ROWS_PER_READ, limit) });
      const candidates = rows.filter((row) => isCandidate(row, isUnread));
      const wanted = candidates.slice(0, limit - entries.length);
      entries.push(...(await entriesOf(table, wanted)).filter((one) => isEntry(one, isUnread)));
      const last = wanted.length < candidates.length ? wanted.at(-1) : undefined;
      from = last === undefined ? next : positionOf(last);
      if (from === undefined || entries.length >= limit) break;
    }
    return { entries, ...definedFields({ next: from as InboxPage['next'] }) };
  };

const newest = async (table: Table, owner: InboxOwner, limit: number): Promise<readonly InboxRow[]> => {
  const { rows } = await readRows(table, owner, { limit });
  return rows
    .filter(({ status }) => IN_INBOX.some((one) => one === status))
    .map((row) => ({
      orderId: keys.orderIdOf(keyOf(row)),
      notificationId: keys.notificationIdOf(keyOf(row)),
      position: String(row[INDEX.sortKey]),
      isUnread: !READ.some((one) => one === row.status),
    }));
};

/** By the index alone, but for entries of earlier versions. */
const unreadRows = async (table: Table, rows: readonly Item[]): Promise<readonly Key[]> => {
  const candidates = rows.filter((row) => isCandidate(row, true));
  const undecided = candidates.filter(({ status }) => UNDECIDED.includes(status));
  const found = undecided.length === 0 ? [] : await entriesOf(table, undecided);
  const unread = new Set(found.filter((one) => isEntry(one, true)).map(({ notificationId }) => notificationId));
  return candidates
    .filter((row) => !UNDECIDED.includes(row.status) || unread.has(keys.notificationIdOf(keyOf(row))))
    .map(keyOf);
};

const countUnread = async (table: Table, owner: InboxOwner): Promise<number> => {
  let count = 0;
  for await (const rows of allRows(table, owner)) count += (await unreadRows(table, rows)).length;
  return count;
};

/** Found among the owner's rows: an id of somebody else's is not there. */
const findRow = async (table: Table, owner: InboxOwner, notificationId: string): Promise<Key | undefined> => {
  for await (const rows of allRows(table, owner)) {
    const found = rows.map(keyOf).find((key) => keys.notificationIdOf(key) === notificationId);
    if (found) return found;
  }
  return undefined;
};

/** The index has the status of an entry: there it says that somebody has read it. */
const markOne = ({ client, tableName }: Table, key: Key, at: string): Promise<boolean> =>
  conditionHolds(
    client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: { ...key },
        UpdateExpression: 'SET #readAt = :at, #status = :opened',
        ConditionExpression: IS_UNREAD,
        ExpressionAttributeNames: { '#readAt': 'readAt', '#status': 'status' },
        ExpressionAttributeValues: { ':at': at, ':opened': 'opened' },
      }),
    ),
  );

const markRead = async (
  table: Table,
  owner: InboxOwner,
  notificationId: string,
  at: string,
): ReturnType<InboxStore['markRead']> => {
  const key = await findRow(table, owner, notificationId);
  if (key === undefined) return 'absent';
  return (await markOne(table, key, at)) ? 'read' : 'was_read';
};

const markAllRead = async (
  table: Table,
  owner: InboxOwner,
  at: string,
  maxMarked: number,
): Promise<readonly string[]> => {
  const marked: string[] = [];
  for await (const rows of allRows(table, owner)) {
    const before = rows.filter((row) => indexKeys.instantOf(String(row[INDEX.sortKey])) <= at);
    const unread = await unreadRows(table, before);
    for (let from = 0; from < unread.length && marked.length < maxMarked; from += MARKED_AT_ONCE) {
      const group = unread.slice(from, from + MARKED_AT_ONCE);
      const changed = await Promise.all(group.map((key) => markOne(table, key, at)));
      marked.push(...group.filter((_, index) => changed[index]).map(keys.notificationIdOf));
    }
    if (marked.length >= maxMarked) break;
  }
  return marked;
};

const archive = async (
  table: Table,
  owner: InboxOwner,
  notificationId: string,
  at: string,
): ReturnType<InboxStore['archive']> => {
  const key = await findRow(table, owner, notificationId);
  if (key === undefined) return 'absent';
  await table.client.send(
    new UpdateCommand({
      TableName: table.tableName,
      Key: { ...key },
      UpdateExpression: 'SET #archivedAt = :at REMOVE #indexPk, #indexSk',
      ConditionExpression: IS_THERE,
      ExpressionAttributeNames: {
        '#archivedAt': 'archivedAt',
        '#indexPk': INDEX.partitionKey,
        '#indexSk': INDEX.sortKey,
      },
      ExpressionAttributeValues: { ':at': at },
    }),
  );
  return 'archived';
};

/** Inboxes over the index by customer: entries are notifications, in the partitions of their orders. */
export const dynamoInboxStore = (
  client: DynamoDBDocumentClient,
  tableName: string,
  backoff: Backoff,
  maxMarked = MAX_MARKED,
): InboxStore => {
  const table: Table = { client, tableName, backoff };
  return {
    list: list(table),
    newest: (owner, limit) => newest(table, owner, limit),
    countUnread: (owner) => countUnread(table, owner),
    markRead: (owner, notificationId, at) => markRead(table, owner, notificationId, at),
    markAllRead: (owner, at) => markAllRead(table, owner, at, maxMarked),
    archive: (owner, notificationId, at) => archive(table, owner, notificationId, at),
  };
};
