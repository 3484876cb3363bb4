import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  claimRequest,
  type IdempotencyStore,
  LEASE_SECONDS,
  RETENTION_SECONDS,
} from '../../shared/orders/use-cases/idempotency.ts';
import { dynamoIdempotencyStore } from '../../shared/store/dynamo-idempotency-store.ts';
import { keys } from '../../shared/store/keys.ts';
import { startTestTable } from '../support/dynamodb-engine.ts';
import { memoryState } from '../support/memory/memory-state.ts';
import { memoryIdempotencyStore } from '../support/memory/memory-stores.ts';
import { manualClock, seededIds } from '../support/order-fixtures.ts';

interface Started {
  readonly store: IdempotencyStore;
  stop(): Promise<void>;
}

const ADAPTERS: readonly (readonly [name: string, start: () => Promise<Started>])[] = [
  ['memory', async () => ({ store: memoryIdempotencyStore(memoryState()), stop: async () => undefined })],
  [
    'DynamoDB',
    async () => {
      const { client, tableName, stop } = await startTestTable();
      return { store: dynamoIdempotencyStore(client, tableName), stop };
    },
  ],
];

describe.each(ADAPTERS)('idempotency keys on %s', (_name, start) => {
  const ids = seededIds(5);
  const clock = manualClock();
  let started: Started;
  const claim = (key: string, body = '{"a":1}') =>
    claimRequest({ store: started.store, clock, ids }, { scope: 'POST orders buyer-1', key, body });
  const completion = (key: string, claimId: string) => ({
    scope: 'POST orders buyer-1',
    key,
    claimId,
    response: { statusCode: 201, body: '{"id":"ord_1"}' },
  });
  const claimed = async (key: string): Promise<string> => {
    const result = await claim(key);
    if (result.kind !== 'claimed') throw new Error(`${key} is ${result.kind}`);
    return result.claimId;
  };
  beforeAll(async () => {
    started = await start();
  });
  afterAll(() => started.stop());

  it('lets one of many have the key; the others are asked to wait as long as it may run', async () => {
    const results = await Promise.all(Array.from({ length: 20 }, () => claim('many')));
    expect(results.filter(({ kind }) => kind === 'claimed')).toHaveLength(1);
    expect(results.filter(({ kind }) => kind === 'in_progress')).toHaveLength(19);
    expect(results).toContainEqual({ kind: 'in_progress', retryAfterSeconds: LEASE_SECONDS });
  });

  it('replays the response for a day', async () => {
    const claimId = await claimed('replayed');
    expect(await started.store.complete(completion('replayed', claimId))).toBe(true);
    const { response } = completion('replayed', claimId);
    expect(await claim('replayed')).toEqual({ kind: 'replay', response });
    clock.advance(RETENTION_SECONDS * 1000 - 1000);
    expect(await claim('replayed')).toEqual({ kind: 'replay', response });
    clock.advance(1000);
    expect(await claim('replayed')).toMatchObject({ kind: 'claimed' });
  });

  it('replays a long response as it was, with its headers', async () => {
    const claimId = await claimed('long');
    const body = JSON.stringify({ text: 'Grüße. '.repeat(500) });
    const response = { statusCode: 201, body, headers: { location: '/api/orders/ord_1' } };
    await started.store.complete({ ...completion('long', claimId), response });
    expect(await claim('long')).toEqual({ kind: 'replay', response });
  });

  it('refuses the key for another request, running or completed', async () => {
    const claimId = await claimed('reused');
    expect(await claim('reused', '{"a":2}')).toEqual({ kind: 'mismatch' });
    await started.store.complete(completion('reused', claimId));
    expect(await claim('reused', '{"a":2}')).toEqual({ kind: 'mismatch' });
  });

  it('lets the same request take over from one that died, and the dead one can no longer complete', async () => {
    const dead = await claimed('dies');
    clock.advance(LEASE_SECONDS * 1000 - 1);
    expect(await claim('dies')).toEqual({ kind: 'in_progress', retryAfterSeconds: 1 });
    clock.advance(1);
    expect(await claim('dies', '{"a":2}')).toEqual({ kind: 'mismatch' });
    const heir = await claimed('dies');
    expect(await started.store.complete(completion('dies', dead))).toBe(false);
    await started.store.release('POST orders buyer-1', 'dies', dead);
    expect(await claim('dies')).toMatchObject({ kind: 'in_progress' });
    expect(await started.store.complete(completion('dies', heir))).toBe(true);
    await started.store.release('POST orders buyer-1', 'dies', heir);
    expect(await claim('dies')).toMatchObject({ kind: 'replay' });
  });

  it('may be tried again at once after a failure that changed nothing', async () => {
    const failed = await claimed('fails');
    await started.store.release('POST orders buyer-1', 'fails', failed);
    expect(await claim('fails')).toMatchObject({ kind: 'claimed' });
  });
});

it('a long response takes a fraction of its size in the table, and one of an earlier version is replayed', async () => {
  const { client, tableName, stop } = await startTestTable();
  try {
    const store = dynamoIdempotencyStore(client, tableName);
    const claimOf = { scope: 's', key: 'k', requestDigest: 'd', claimId: 'c', now: new Date('2026-03-01T10:00:00Z') };
    await store.claim(claimOf);
    const response = { statusCode: 201, body: JSON.stringify({ text: 'an order '.repeat(500) }) };
    await store.complete({ ...claimOf, response });
    const Key = { ...keys.idempotency('s', 'k') };
    const { Item } = await client.send(new GetCommand({ TableName: tableName, Key }));
    expect(Item?.response.body).toBeUndefined();
    expect(Item?.response.packed.byteLength).toBeLessThan(response.body.length / 10);
    await client.send(new PutCommand({ TableName: tableName, Item: { ...Item, response } }));
    expect(await store.claim({ ...claimOf, claimId: 'c2' })).toEqual({ kind: 'replay', response });
  } finally {
    await stop();
  }
});
