import type { DatabaseSync } from 'node:sqlite';

/** A message as the queue engine holds it. */
export interface QueueMessage {
  readonly messageId: string;
  readonly body: string;
  readonly md5OfBody: string;
  readonly messageAttributes: Readonly<Record<string, unknown>>;
  readonly md5OfMessageAttributes: string;
  readonly sentTimestamp: number;
  approximateReceiveCount: number;
  approximateFirstReceiveTimestamp?: number | undefined;
  delayUntil?: number | undefined;
  messageGroupId?: string | undefined;
  messageDeduplicationId?: string | undefined;
  sequenceNumber?: string | undefined;
}

/** Hooks that the queue engine calls at each change of a message, before it responds. */
export interface QueueJournal {
  insertQueue(queue: { readonly name: string }): void;
  deleteQueue(queueName: string): void;
  updateQueueAttributes(): void;
  updateQueueSequenceCounter(queueName: string, counter: number): void;
  insertMessage(queueName: string, message: QueueMessage): void;
  deleteMessage(messageId: string): void;
  updateMessageInflight(
    messageId: string,
    receiptHandle: string,
    visibilityDeadline: number,
    receiveCount: number,
    firstReceived?: number,
  ): void;
  updateMessageReady(messageId: string): void;
  deleteQueueMessages(queueName: string): void;
  /** Undeleted messages of a queue in the order in which they were sent. */
  load(queueName: string): readonly QueueMessage[];
  counterOf(queueName: string): number;
  /** Resolves when what was noted so far outlives this process. */
  settled(): Promise<void>;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS queue_messages (
    position INTEGER PRIMARY KEY AUTOINCREMENT, message_id TEXT NOT NULL UNIQUE, queue TEXT NOT NULL,
    message TEXT NOT NULL, receive_count INTEGER NOT NULL DEFAULT 0, first_received INTEGER);
  CREATE INDEX IF NOT EXISTS queue_messages_queue ON queue_messages(queue);
  CREATE TABLE IF NOT EXISTS queue_counters (queue TEXT PRIMARY KEY, counter INTEGER NOT NULL);`;

function statementsOf(database: DatabaseSync) {
  database.exec(SCHEMA);
  return {
    insert: database.prepare(
      'INSERT OR REPLACE INTO queue_messages (message_id, queue, message, receive_count, first_received) VALUES (?, ?, ?, ?, ?)',
    ),
    remove: database.prepare('DELETE FROM queue_messages WHERE message_id = ?'),
    received: database.prepare('UPDATE queue_messages SET receive_count = ?, first_received = ? WHERE message_id = ?'),
    removeAll: database.prepare('DELETE FROM queue_messages WHERE queue = ?'),
    count: database.prepare('INSERT OR REPLACE INTO queue_counters (queue, counter) VALUES (?, ?)'),
    counter: database.prepare('SELECT counter FROM queue_counters WHERE queue = ?'),
    select: database.prepare('SELECT * FROM queue_messages WHERE queue = ? ORDER BY position'),
  };
}

/** One transaction for all that a turn of the event loop writes: a commit costs more than ten statements. */
function createTurn(database: DatabaseSync, beforeEnd: () => void): { begin(): void; ended(): Promise<void> } {
  let open: PromiseWithResolvers<void> | undefined;
  const end = (): void => {
    const ending = open;
    open = undefined;
    if (ending === undefined) return;
    if (!database.isOpen) {
      ending.reject(new Error('The state was closed before a message was stored'));
      return;
    }
    try {
      beforeEnd();
      database.exec('COMMIT');
      ending.resolve();
    } catch (error) {
      database.exec('ROLLBACK');
      ending.reject(error);
    }
  };
  return {
    begin: () => {
      if (open !== undefined) return;
      database.exec('BEGIN IMMEDIATE');
      open = Promise.withResolvers();
      setImmediate(end);
    },
    ended: () => open?.promise ?? Promise.resolve(),
  };
}

/**
 * Keeps what the queue engine has accepted and nobody has deleted. The engine's own `dataDir` is not used: it fails on
 * `VisibilityTimeout: 0` and syncs the disk three times for each message. Visibility is not stored: after a restart every
 * message is visible again, which a queue that delivers at least once may do.
 */
export function createQueueJournal(database: DatabaseSync): QueueJournal {
  const { insert, remove, received, removeAll, count, counter, select } = statementsOf(database);

  // The engine moves a message to its dead-letter queue by a deletion followed by an insertion in the same turn: the
  // deletion waits for the end of the turn, so that an end of the process in between cannot lose the message.
  const leaving = new Set<string>();
  const turn = createTurn(database, () => {
    for (const messageId of leaving) remove.run(messageId);
    leaving.clear();
  });

  return {
    insertQueue: () => undefined,
    updateQueueAttributes: () => undefined,
    updateMessageReady: () => undefined,
    deleteQueue: (name) => void removeAll.run(name),
    deleteQueueMessages: (name) => void removeAll.run(name),
    settled: turn.ended,
    updateQueueSequenceCounter: (name, value) => {
      turn.begin();
      count.run(name, value);
    },
    insertMessage: (queueName, message) => {
      turn.begin();
      leaving.delete(message.messageId);
      const first = message.approximateFirstReceiveTimestamp ?? null;
      insert.run(message.messageId, queueName, JSON.stringify(message), message.approximateReceiveCount, first);
    },
    deleteMessage: (messageId) => {
      turn.begin();
      leaving.add(messageId);
    },
    updateMessageInflight: (messageId, _handle, _deadline, receiveCount, firstReceived) => {
      turn.begin();
      received.run(receiveCount, firstReceived ?? null, messageId);
    },
    load: (queueName) =>
      select.all(queueName).map((row) => ({
        ...(JSON.parse(String(row.message)) as QueueMessage),
        approximateReceiveCount: Number(row.receive_count),
        approximateFirstReceiveTimestamp: row.first_received === null ? undefined : Number(row.first_received),
      })),
    counterOf: (queueName) => Number(counter.get(queueName)?.counter ?? 0),
  };
}
