import { DatabaseSync } from 'node:sqlite';
import type { JsonRecord } from '../assembly/json.ts';

/** @param before The number that readers continue behind. Its own record stays, for the engine counts on from it. */
export type TrimStream = (tableName: string, shardId: string, before: string) => void;

/** A record as the stream's API has it, and the shard that it lies in. */
export interface StoredRecord {
  readonly shardId: string;
  readonly sequenceNumber: number;
  readonly record: JsonRecord;
}

/** The streams of the engine's tables, in its file. */
export interface StreamFile {
  /** At most so many records behind that number, in order. */
  read(tableName: string, after: number, limit: number): readonly StoredRecord[];
  /** The number of the newest record, 0 where there is none. */
  last(tableName: string): number;
  /** Removes records that every reader is done with. */
  readonly trim: TrimStream;
  close(): void;
}

/** Takes some two milliseconds, for which a writer waits. */
const TRIMMED_AT_ONCE = 1_000;
const SQLITE_BUSY = 5;
/** Of an error's code, the part that all of one kind share. */
const KIND = 0xff;

/** The engine has an index of this very expression (`dynoxide.ts`). */
const NUMBER = 'CAST(sequence_number AS INTEGER)';
const READ = `SELECT * FROM _stream_records WHERE table_name = ? AND ${NUMBER} > ? ORDER BY ${NUMBER} LIMIT ?`;
const LAST = `SELECT COALESCE(MAX(${NUMBER}), 0) AS last FROM _stream_records WHERE table_name = ?`;
const TRIM = `DELETE FROM _stream_records WHERE id IN (
  SELECT id FROM _stream_records WHERE table_name = ? AND shard_id = ? AND ${NUMBER} < ?
  ORDER BY ${NUMBER} LIMIT ${TRIMMED_AT_ONCE})`;

interface Row {
  readonly event_name: string;
  readonly keys_json: string;
  readonly new_image: string | null;
  readonly old_image: string | null;
  readonly sequence_number: string;
  readonly shard_id: string;
  readonly created_at: number;
  readonly user_identity: string | null;
}

const image = (name: 'NewImage' | 'OldImage', text: string | null): JsonRecord =>
  text === null ? {} : { [name]: JSON.parse(text) as JsonRecord };

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Record.html */
const recordOf = (row: Row, region: string): JsonRecord => ({
  eventID: row.sequence_number,
  eventName: row.event_name,
  eventVersion: '1.1',
  eventSource: 'aws:dynamodb',
  awsRegion: region,
  dynamodb: {
    Keys: JSON.parse(row.keys_json) as JsonRecord,
    ...image('NewImage', row.new_image),
    ...image('OldImage', row.old_image),
    SequenceNumber: row.sequence_number,
    SizeBytes: row.keys_json.length + (row.new_image?.length ?? 0) + (row.old_image?.length ?? 0),
    StreamViewType: 'NEW_AND_OLD_IMAGES',
    ApproximateCreationDateTime: row.created_at,
  },
  // Of what expired; nobody else's removals name anybody.
  ...(row.user_identity !== null && { userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } }),
});

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && (Number(error.errcode) & KIND) === SQLITE_BUSY;

/**
 * The engine parses each image that `GetRecords` gives: 0.3 ms a record, for which every other call waits. The same rows
 * from its file take a tenth, and nobody waits. It keeps every record for ever, some 20 KB for each change of an order,
 * and has no setting for it. On AWS they are gone after a day; here once they are read, for nobody else reads a stream.
 */
export function openStreamFile(file: string, region: string): StreamFile {
  const database = new DatabaseSync(file, { timeout: 0 });
  // What is written ahead is brought into the file by the engine, whose thread nobody waits for.
  database.exec('PRAGMA wal_autocheckpoint = 0; PRAGMA synchronous = NORMAL;');
  const read = database.prepare(READ);
  const last = database.prepare(LAST);
  const trim = database.prepare(TRIM);
  return {
    read: (tableName, after, limit) =>
      (read.all(tableName, after, limit) as unknown as readonly Row[]).map((row) => ({
        shardId: row.shard_id,
        sequenceNumber: Number(row.sequence_number),
        record: recordOf(row, region),
      })),
    last: (tableName) => Number(last.get(tableName)?.last ?? 0),
    trim: (tableName, shardId, before) => {
      try {
        trim.run(tableName, shardId, Number(before));
      } catch (error) {
        // The engine writes just now, and is not held up: the next time takes these too.
        if (!isBusy(error)) throw error;
      }
    },
    close: () => database.close(),
  };
}
