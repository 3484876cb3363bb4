import { type JsonRecord, listAt, recordsAt, stringAt } from '../assembly/json.ts';
import { AwsCallError, type AwsJsonClient } from './aws-json.ts';
import type { Positions } from './positions.ts';

export interface StreamPage {
  readonly shardId: string;
  readonly records: readonly JsonRecord[];
}

/** Reads all shards of one stream, each from where `Positions` says, parents before children. */
export interface StreamReader {
  /** What has come since the last time; pages without records are left out. */
  read(): Promise<readonly StreamPage[]>;
}

export interface StreamReaderOptions {
  readonly client: AwsJsonClient;
  readonly streamArn: string;
  readonly startsAt: 'TRIM_HORIZON' | 'LATEST';
  readonly positions: Positions;
}

interface Shard {
  readonly id: string;
  readonly parentId: string | undefined;
  iterator: string | undefined;
  isEnded: boolean;
}

/** The most that the stream's own API gives. */
export const RECORDS_AT_ONCE = 1000;
const LOOK_FOR_SHARDS_EVERY_MILLISECONDS = 30_000;

/** Iterators that are too old, or a position that the stream no longer has: the shard is opened anew. */
const REOPEN = new Set(['ExpiredIteratorException', 'TrimmedDataAccessException']);

export function createStreamReader(options: StreamReaderOptions): StreamReader {
  const { client, streamArn, positions } = options;
  const shards = new Map<string, Shard>();
  let lookedAt = Number.NEGATIVE_INFINITY;

  const look = async (): Promise<void> => {
    const response = await client.call('DescribeStream', { StreamArn: streamArn });
    const description = response.StreamDescription;
    for (const shard of recordsAt((description ?? {}) as JsonRecord, 'Shards')) {
      const id = stringAt(shard, 'ShardId') ?? '';
      if (shards.has(id)) continue;
      shards.set(id, { id, parentId: stringAt(shard, 'ParentShardId'), iterator: undefined, isEnded: false });
    }
    lookedAt = performance.now();
  };
  const iteratorOf = async (shard: Shard): Promise<string | undefined> => {
    const position = positions.get(shard.id);
    const from =
      position === undefined
        ? { ShardIteratorType: shard.parentId === undefined ? options.startsAt : 'TRIM_HORIZON' }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: position };
    const response = await client.call('GetShardIterator', { StreamArn: streamArn, ShardId: shard.id, ...from });
    return stringAt(response, 'ShardIterator');
  };
  const readShard = async (shard: Shard): Promise<StreamPage> => {
    try {
      shard.iterator ??= await iteratorOf(shard);
      const response = await client.call('GetRecords', { ShardIterator: shard.iterator, Limit: RECORDS_AT_ONCE });
      shard.iterator = stringAt(response, 'NextShardIterator');
      if (shard.iterator === undefined) {
        shard.isEnded = true;
        lookedAt = Number.NEGATIVE_INFINITY;
      }
      return { shardId: shard.id, records: listAt(response, 'Records') as readonly JsonRecord[] };
    } catch (error) {
      if (!(error instanceof AwsCallError) || !REOPEN.has(error.code)) throw error;
      if (error.code === 'TrimmedDataAccessException') positions.forget(shard.id);
      shard.iterator = undefined;
      return { shardId: shard.id, records: [] };
    }
  };
  const isReadable = (shard: Shard): boolean =>
    !shard.isEnded && (shard.parentId === undefined || shards.get(shard.parentId)?.isEnded !== false);
  return {
    read: async () => {
      if (performance.now() - lookedAt > LOOK_FOR_SHARDS_EVERY_MILLISECONDS) await look();
      const pages = await Promise.all([...shards.values()].filter(isReadable).map(readShard));
      return pages.filter(({ records }) => records.length > 0);
    },
  };
}
