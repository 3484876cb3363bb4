import type { TrimStream } from '../engines/stream-file.ts';
import type { Positions } from './positions.ts';

/** A mapping's place in the stream of a table. */
export interface ReadStream {
  readonly tableName: string;
  readonly positions: Pick<Positions, 'get' | 'shards'>;
}

/** With each trim's limit, what some 150 changes a second leave. */
const EVERY_MILLISECONDS = 500;

/** Removes, of each stream, the records that every mapping of it is done with. */
export function trimRead(streams: readonly ReadStream[], trim: TrimStream): void {
  for (const [tableName, readers = []] of Object.entries(Object.groupBy(streams, (stream) => stream.tableName))) {
    for (const shardId of new Set(readers.flatMap(({ positions }) => positions.shards()))) {
      const places = readers.map(({ positions }) => positions.get(shardId)).filter((place) => place !== undefined);
      const [first] = places.toSorted((a, b) => Number(a) - Number(b));
      // A mapping without a position has not begun: it is to find everything.
      if (first !== undefined && places.length === readers.length) trim(tableName, shardId, first);
    }
  }
}

/** Trims now and then, until the result is called. */
export function startTrimming(
  streams: readonly ReadStream[],
  trim: TrimStream | undefined,
  onError: (error: unknown) => void,
): () => void {
  if (trim === undefined) return () => undefined;
  const run = (): void => {
    try {
      trimRead(streams, trim);
    } catch (error) {
      onError(error);
    }
  };
  const timer = setInterval(run, EVERY_MILLISECONDS).unref();
  return () => clearInterval(timer);
}
