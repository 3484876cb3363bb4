import { describe, expect, it } from 'vitest';
import { type ReadStream, trimRead } from '../../../local/mappings/stream-trimming.ts';

/** A reader of the table with what it is done with in each shard. */
const reader = (tableName: string, places: Readonly<Record<string, string>>): ReadStream => ({
  tableName,
  positions: { get: (shardId) => places[shardId], shards: () => Object.keys(places) },
});

const trimmed = (...streams: readonly ReadStream[]): readonly string[] => {
  const found: string[] = [];
  trimRead(streams, (tableName, shardId, before) => found.push(`${tableName} ${shardId} ${before}`));
  return found;
};

describe('of a stream', () => {
  it('goes what its reader is done with, in each shard', () => {
    expect(trimmed(reader('orders', { a: '7', b: '12' }))).toEqual(['orders a 7', 'orders b 12']);
  });

  it('goes only what all of its readers are done with, by number and not by text', () => {
    expect(trimmed(reader('orders', { a: '100' }), reader('orders', { a: '99' }))).toEqual(['orders a 99']);
  });

  it('goes nothing while one of them has not begun', () => {
    expect(trimmed(reader('orders', { a: '7' }), reader('orders', {}), reader('shops', { s: '3' }))).toEqual([
      'shops s 3',
    ]);
  });
});
