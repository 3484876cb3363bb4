import { DatabaseSync } from 'node:sqlite';

/** @param before The number that readers continue behind. Its own record stays, for the engine counts on from it. */
export type TrimStream = (tableName: string, shardId: string, before: string) => void;

/** Removes records of a stream that every reader is done with. */
export interface StreamTrimmer {
  readonly trim: TrimStream;
  stop(): void;
}

/** Takes some two milliseconds, for which a writer waits. */
const TRIMMED_AT_ONCE = 1_000;
const SQLITE_BUSY = 5;
/** Of an error's code, the part that all of one kind share. */
const KIND = 0xff;

const TRIM = `DELETE FROM _stream_records WHERE id IN (
  SELECT id FROM _stream_records WHERE table_name = ? AND shard_id = ? AND CAST(sequence_number AS INTEGER) < ?
  ORDER BY CAST(sequence_number AS INTEGER) LIMIT ${TRIMMED_AT_ONCE})`;

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && (Number(error.errcode) & KIND) === SQLITE_BUSY;

/**
 * The engine keeps every record of a stream for ever, some 20 KB for each change of an order, and has no setting for it.
 * On AWS they are gone after a day; here once they are read, for nobody else reads a stream.
 */
export function openStreamTrimmer(file: string): StreamTrimmer {
  const database = new DatabaseSync(file, { timeout: 0 });
  // What is written ahead is brought into the file by the engine, whose thread nobody waits for.
  database.exec('PRAGMA wal_autocheckpoint = 0; PRAGMA synchronous = NORMAL;');
  const statement = database.prepare(TRIM);
  return {
    trim: (tableName, shardId, before) => {
      try {
        statement.run(tableName, shardId, Number(before));
      } catch (error) {
        // The engine writes just now, and is not held up: the next time takes these too.
        if (!isBusy(error)) throw error;
      }
    },
    stop: () => database.close(),
  };
}
