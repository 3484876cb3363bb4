import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isRecord, stringAt } from '../assembly/json.ts';

/** How far a mapping has come in each shard of one stream: the last sequence number behind which nothing is open. */
export interface Positions {
  get(shardId: string): string | undefined;
  set(shardId: string, sequenceNumber: string): void;
  forget(shardId: string): void;
  /** Shards of which anything is done. */
  shards(): readonly string[];
  /** Writes what is not yet on disk. */
  flush(): void;
}

const WRITE_AFTER_MILLISECONDS = 1_000;

/**
 * Positions in a file. Those of another stream count for nothing: a table made anew begins at its beginning. A crash
 * between a checkpoint and its writing replays a second, which consumers take (at least once).
 */
export function openPositions(path: string, streamArn: string): Positions {
  const known = readPositions(path, streamArn);
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, JSON.stringify({ streamArn, shards: Object.fromEntries(known) }));
    renameSync(`${path}.new`, path);
  };
  const changed = (): void => {
    timer ??= setTimeout(flush, WRITE_AFTER_MILLISECONDS);
  };
  return {
    get: (shardId) => known.get(shardId),
    set: (shardId, sequenceNumber) => {
      known.set(shardId, sequenceNumber);
      changed();
    },
    forget: (shardId) => {
      if (known.delete(shardId)) changed();
    },
    shards: () => [...known.keys()],
    flush,
  };
}

function readPositions(path: string, streamArn: string): Map<string, string> {
  try {
    const stored: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (!isRecord(stored) || stringAt(stored, 'streamArn') !== streamArn || !isRecord(stored.shards)) return new Map();
    return new Map(Object.entries(stored.shards).map(([shardId, sequence]) => [shardId, String(sequence)]));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Map();
    throw error;
  }
}
