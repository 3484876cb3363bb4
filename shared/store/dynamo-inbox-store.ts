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

const { partitionKey: PARTITION, sortKey: POSITION } = TABLE_SHAPE.indexes.byCustomer;

/**
 * What nobody has read is a partition of its own, which is counted and listed: reading an entry moves it to the other one.
 * Read in this sequence, no entry is missed that moves meanwhile.
 */
const partitionsOf = (owner: InboxOwner): readonly string[] => [indexKeys.unread(owner), indexKeys.inbox(owner)];

/** Has reached its recipient. An entry that is on its way, or never was, is not in the inbox. */
const IN_INBOX: readonly NotificationStatus[] = ['sent', 'delivered', 'opened', 'clicked'];
const READ: readonly NotificationStatus[] = ['opened', 'clicked'];
/** As the index has it: entries of earlier versions say there what they were planned with, and only the item knows more. */
const UNDECIDED: readonly unknown[] = ['pending', 'sending', 'scheduled'];

/** Rows of the index in one read, where most of them are wanted. */
const ROWS_PER_READ = 100;
/** So many reads for one page: entries of earlier versions that are on their way may make it short. */
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
  readonly count: number;
  readonly next: Item | undefined;
}

interface ReadOptions {
  readonly after?: Item | undefined;
  /** Only rows with an earlier position. */
  readonly before?: string | undefined;
  readonly limit?: number;
  readonly counts?: true;
}

const keyOf = ({ pk, sk }: Item): Key => ({ pk: String(pk), sk: String(sk) });
const positionOf = (row: Item): string => String(row[POSITION]);

/** Newest first. */
const readRows = async (
  { client, tableName }: Table,
  partition: string,
  { after, before, limit, counts }: ReadOptions,
): Promise<Rows> => {
  const isBefore = before === undefined ? undefined : { '#sk': POSITION };
  const { Items, Count, LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName: tableName,
      IndexName: 'byCustomer',
      KeyConditionExpression: isBefore ? '#pk = :pk AND #sk < :before' : '#pk = :pk',
      ExpressionAttributeNames: { '#pk': PARTITION, ...isBefore },
      ExpressionAttributeValues: { ':pk': partition, ...definedFields({ ':before': before }) },
      ScanIndexForward: false,
      ExclusiveStartKey: after ? { ...after } : undefined,
      ...(counts && { Select: 'COUNT' }),
      ...definedFields({ Limit: limit }),
    }),
  );
  return { rows: Items ?? [], count: Count ?? 0, next: LastEvaluatedKey };
};

/** The newest rows of the partitions together, and whether there are more. */
const newestRows = async (
  table: Table,
  partitions: readonly string[],
  { before, limit }: { readonly before: string | undefined; readonly limit: number },
): Promise<{ readonly rows: readonly Item[]; readonly hasMore: boolean }> => {
  const byPosition = new Map<string, Item>();
  let isCut = false;
  for (const partition of partitions) {
    const { rows, next } = await readRows(table, partition, { before, limit });
    for (const row of rows) byPosition.set(positionOf(row), row);
    isCut ||= next !== undefined;
  }
  const all = [...byPosition].toSorted(([a], [b]) => (a < b ? 1 : -1)).map(([, row]) => row);
  return { rows: all.slice(0, limit), hasMore: isCut || all.length > limit };
};

/** Every row, newest first: some hundred bytes each, so that one read has thousands. */
const allRows = async function* (table: Table, partition: string): AsyncGenerator<readonly Item[]> {
  let after: Item | undefined;
  do {
    const { rows, next } = await readRows(table, partition, { after });
    yield rows;
    after = next;
  } while (after !== undefined);
};

const isCandidate = ({ status }: Item): boolean => UNDECIDED.includes(status) || IN_INBOX.some((one) => one === status);

const entriesOf = async (table: Table, owner: InboxOwner, rows: readonly Item[]): Promise<readonly Notification[]> => {
  const items = await batchGet(table.client, table.tableName, rows.map(keyOf), table.backoff);
  return items
    .map((item) => ({ entry: notificationOf(item), isUnread: item[PARTITION] === indexKeys.unread(owner) }))
    .filter(({ entry: { status, archivedAt } }) => IN_INBOX.includes(status) && archivedAt === undefined)
    .map(({ entry, isUnread }) => (isUnread || READ.includes(entry.status) ? entry : asRead(entry)));
};

/** One of an earlier version is in no list of what is unread: so it is not shown as such either. */
const asRead = (entry: Notification): Notification => ({
  ...entry,
  status: 'opened',
  readAt: entry.readAt ?? entry.deliveredAt ?? entry.createdAt,
});

const list =
  (table: Table): InboxStore['list'] =>
  async (owner, { limit, after, isUnread = false }: InboxPageOptions): Promise<InboxPage> => {
    const partitions = isUnread ? [indexKeys.unread(owner)] : partitionsOf(owner);
    const entries: Notification[] = [];
    let before = after?.[POSITION];
    for (let read = 1; read <= MAX_READS; read += 1) {
      const { rows, hasMore } = await newestRows(table, partitions, { before, limit: Math.max(ROWS_PER_READ, limit) });
      const candidates = rows.filter(isCandidate);
      const wanted = candidates.slice(0, limit - entries.length);
      const found = await entriesOf(table, owner, wanted);
      entries.push(...found.filter(({ status }) => !isUnread || !READ.includes(status)));
      const last = wanted.length < candidates.length ? wanted.at(-1) : hasMore ? rows.at(-1) : undefined;
      before = last && positionOf(last);
      if (before === undefined || entries.length >= limit) break;
    }
    return { entries, ...definedFields({ next: before === undefined ? undefined : { [POSITION]: before } }) };
  };

const newest = async (table: Table, owner: InboxOwner, limit: number): Promise<readonly InboxRow[]> => {
  const { rows } = await newestRows(table, partitionsOf(owner), { before: undefined, limit });
  return rows
    .filter(({ status }) => IN_INBOX.some((one) => one === status))
    .map((row) => ({
      orderId: keys.orderIdOf(keyOf(row)),
      notificationId: keys.notificationIdOf(keyOf(row)),
      position: positionOf(row),
      isUnread: row[PARTITION] === indexKeys.unread(owner),
    }));
};

const countUnread = async (table: Table, owner: InboxOwner): Promise<number> => {
  let count = 0;
  let after: Item | undefined;
  do {
    const read = await readRows(table, indexKeys.unread(owner), { after, counts: true });
    count += read.count;
    after = read.next;
  } while (after !== undefined);
  return count;
};

/** Found among the owner's rows, the unread first: an id of somebody else's is not there. */
const findRow = async (table: Table, owner: InboxOwner, notificationId: string): Promise<Key | undefined> => {
  for (const partition of partitionsOf(owner))
    for await (const rows of allRows(table, partition)) {
      const found = rows.map(keyOf).find((key) => keys.notificationIdOf(key) === notificationId);
      if (found) return found;
    }
  return undefined;
};

/** The index has the status of an entry: there it says that somebody has read it. */
const markOne = ({ client, tableName }: Table, owner: InboxOwner, key: Key, at: string): Promise<boolean> =>
  conditionHolds(
    client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: { ...key },
        UpdateExpression: 'SET #readAt = :at, #status = :opened, #partition = :inbox',
        ConditionExpression: IS_UNREAD,
        ExpressionAttributeNames: { '#readAt': 'readAt', '#status': 'status', '#partition': PARTITION },
        ExpressionAttributeValues: { ':at': at, ':opened': 'opened', ':inbox': indexKeys.inbox(owner) },
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
  return (await markOne(table, owner, key, at)) ? 'read' : 'was_read';
};

const markAllRead = async (
  table: Table,
  owner: InboxOwner,
  at: string,
  maxMarked: number,
): Promise<readonly string[]> => {
  const marked: string[] = [];
  for await (const rows of allRows(table, indexKeys.unread(owner))) {
    const unread = rows.filter((row) => indexKeys.instantOf(positionOf(row)) <= at).map(keyOf);
    for (let from = 0; from < unread.length && marked.length < maxMarked; from += MARKED_AT_ONCE) {
      const group = unread.slice(from, from + MARKED_AT_ONCE);
      const changed = await Promise.all(group.map((key) => markOne(table, owner, key, at)));
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
        '#indexPk': PARTITION,
        '#indexSk': POSITION,
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
