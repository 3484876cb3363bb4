import type { StreamFile } from '../engines/stream-file.ts';
import type { Positions } from './positions.ts';
import { RECORDS_AT_ONCE, type StreamReader, type StreamReaderOptions } from './stream-reader.ts';

export interface StreamFileReaderOptions extends Pick<StreamReaderOptions, 'startsAt' | 'positions'> {
  readonly file: Pick<StreamFile, 'read' | 'last'>;
  readonly tableName: string;
}

/** The place behind which nothing is done in some shard. Numbers go on from one shard of a table to the next. */
const firstPlace = ({ file, tableName, startsAt, positions }: StreamFileReaderOptions): number => {
  const known = positions.shards().map((shardId) => Number(positions.get(shardId)));
  if (known.length > 0) return Math.min(...known);
  return startsAt === 'LATEST' ? file.last(tableName) : 0;
};

/** Reads a stream where the engine stores it. */
export function createStreamFileReader(options: StreamFileReaderOptions): StreamReader {
  const { file, tableName, positions } = options;
  let place: number | undefined;
  return {
    read: async () => {
      place ??= firstPlace(options);
      const found = file.read(tableName, place, RECORDS_AT_ONCE);
      place = Number(found.at(-1)?.sequenceNumber ?? place);
      const open = found.filter(({ shardId, sequenceNumber }) => sequenceNumber > doneIn(shardId, positions));
      return [...Map.groupBy(open, ({ shardId }) => shardId)].map(([shardId, records]) => ({
        shardId,
        records: records.map(({ record }) => record),
      }));
    },
  };
}

const doneIn = (shardId: string, positions: Pick<Positions, 'get'>): number => Number(positions.get(shardId) ?? 0);
