import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * One SQLite file for all that our own servers keep over a restart. Written ahead and not synced at each commit: what
 * was accepted survives the end of this process, however it ends.
 */
export function openState(dataDirectory: string): DatabaseSync {
  mkdirSync(dataDirectory, { recursive: true });
  const database = new DatabaseSync(join(dataDirectory, 'services.db'), { timeout: 5_000 });
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
  return database;
}

/** Runs all writes of `work` or none; within the queues' transaction of this turn, where there is one. */
export function transaction<Result>(database: DatabaseSync, work: () => Result): Result {
  const [begin, commit, rollBack] = database.isTransaction
    ? ['SAVEPOINT work', 'RELEASE work', 'ROLLBACK TO work; RELEASE work']
    : ['BEGIN IMMEDIATE', 'COMMIT', 'ROLLBACK'];
  database.exec(begin);
  try {
    const result = work();
    database.exec(commit);
    return result;
  } catch (error) {
    database.exec(rollBack);
    throw error;
  }
}
