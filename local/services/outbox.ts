import type { DatabaseSync } from 'node:sqlite';

/** What a provider accepted. */
export interface OutboxEntry {
  /** The provider's message id. */
  readonly messageId: string;
  readonly channel: string;
  /** The simulator that took it; absent, an AWS service. */
  readonly provider?: string | undefined;
  readonly to: string;
  readonly from?: string | undefined;
  readonly subject?: string | undefined;
  readonly text: string;
  readonly html?: string | undefined;
  /** ISO 8601, by the local clock. */
  readonly at: string;
  readonly notificationId?: string | undefined;
  readonly orderId?: string | undefined;
  readonly configurationSet?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

export interface OutboxFilter {
  readonly channel?: string | undefined;
  readonly to?: string | undefined;
  readonly orderId?: string | undefined;
  /** So many at most, those that came last. */
  readonly newest?: number | undefined;
}

/** Everything that left the system towards a person, oldest first; stored over a restart. */
export interface Outbox {
  record(entry: OutboxEntry): void;
  list(filter?: OutboxFilter): readonly OutboxEntry[];
  byMessageId(messageId: string): OutboxEntry | undefined;
  byNotificationId(notificationId: string): OutboxEntry | undefined;
  clear(): void;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS outbox (
    position INTEGER PRIMARY KEY AUTOINCREMENT, message_id TEXT NOT NULL, channel TEXT NOT NULL, recipient TEXT NOT NULL,
    order_id TEXT, notification_id TEXT, entry TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS outbox_message ON outbox(message_id);
  CREATE INDEX IF NOT EXISTS outbox_order ON outbox(order_id);
  CREATE INDEX IF NOT EXISTS outbox_notification ON outbox(notification_id);`;

/** SQLite's limit that is none. */
const ALL = -1;

export function createOutbox(database: DatabaseSync): Outbox {
  database.exec(SCHEMA);
  const insert = database.prepare(
    'INSERT INTO outbox (message_id, channel, recipient, order_id, notification_id, entry) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const select = database.prepare(
    `SELECT entry FROM (
       SELECT position, entry FROM outbox WHERE (:channel IS NULL OR channel = :channel)
         AND (:to IS NULL OR recipient = :to) AND (:orderId IS NULL OR order_id = :orderId)
       ORDER BY position DESC LIMIT :newest) ORDER BY position`,
  );
  const selectMessage = database.prepare('SELECT entry FROM outbox WHERE message_id = ? ORDER BY position DESC');
  const selectNotification = database.prepare(
    'SELECT entry FROM outbox WHERE notification_id = ? ORDER BY position DESC',
  );
  const parsed = (row: Readonly<Record<string, unknown>> | undefined): OutboxEntry | undefined =>
    row === undefined ? undefined : (JSON.parse(String(row.entry)) as OutboxEntry);
  return {
    record: (entry) => {
      const { messageId, channel, to, orderId = null, notificationId = null } = entry;
      insert.run(messageId, channel, to, orderId, notificationId, JSON.stringify(entry));
    },
    list: ({ channel, to, orderId, newest = ALL } = {}) =>
      select
        .all({ channel: channel ?? null, to: to ?? null, orderId: orderId ?? null, newest })
        .map((row) => JSON.parse(String(row.entry)) as OutboxEntry),
    byMessageId: (messageId) => parsed(selectMessage.get(messageId)),
    byNotificationId: (notificationId) => parsed(selectNotification.get(notificationId)),
    clear: () => database.exec('DELETE FROM outbox'),
  };
}
