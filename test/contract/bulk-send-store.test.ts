import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BulkSend, type BulkSendStore, likenessOf } from '../../shared/notifications/bulk-send.ts';
import { dynamoBulkSendStore } from '../../shared/store/dynamo-bulk-send-store.ts';
import { startTestTable, type TestTable } from '../support/dynamodb-engine.ts';
import { memoryBulkSendStore } from '../support/memory/memory-bulk-send-store.ts';

const AT = '2026-03-01T10:00:00.000Z';
const jobOf = (jobId: string): BulkSend => ({
  jobId,
  segment: { phases: ['in_transit'] },
  message: { text: 'T' },
  channels: ['email'],
  startedBy: { role: 'admin', id: 'adm-1' },
  startedAt: AT,
  state: 'running',
  step: 0,
  place: { phase: 'in_transit' },
  counts: { read: 0, people: 0, messages: 0 },
});

describe('messages to many', () => {
  let table: TestTable;
  beforeAll(async () => {
    table = await startTestTable();
  });
  afterAll(() => table.stop());

  const stores: readonly (readonly [string, () => BulkSendStore])[] = [
    ['memory', () => memoryBulkSendStore()],
    ['DynamoDB', () => dynamoBulkSendStore(table.client, table.tableName, table.backoff)],
  ];

  it.each(stores)('in %s record each page once, while they run', async (name, storeOf) => {
    const store = storeOf();
    const job = jobOf(`bulk_${name}`);
    const { jobId } = job;
    expect(await store.get(jobId)).toBeUndefined();
    expect([await store.create(job), await store.create({ ...job, channels: [] })]).toEqual([
      { outcome: 'created' },
      { outcome: 'exists' },
    ]);
    const counts = { read: 25, people: 20, messages: 30 };
    const place = { phase: 'in_transit', after: 'x' } as const;
    expect(await store.advance(jobId, 1, { counts, place, at: AT })).toBe(false);
    expect(await store.advance(jobId, 0, { counts, place, at: AT })).toBe(true);
    expect(await store.advance(jobId, 0, { counts, place, at: AT })).toBe(false);
    expect(await store.get(jobId)).toEqual({ ...job, step: 1, counts, place });
    expect(await store.setState(jobId, ['paused'], 'running', AT)).toBe(false);
    expect(await store.setState(jobId, ['running'], 'paused', AT)).toBe(true);
    expect(await store.advance(jobId, 1, { counts, at: AT })).toBe(false);
    expect(await store.setState(jobId, ['paused'], 'running', AT)).toBe(true);
    expect(await store.advance(jobId, 1, { counts, at: AT })).toBe(true);
    expect(await store.get(jobId)).toMatchObject({ state: 'done', step: 2, finishedAt: AT });
    expect(await store.setState(jobId, ['running', 'paused'], 'cancelled', AT)).toBe(false);
    expect(await store.setState(jobId, ['running', 'paused', 'done'], 'cancelled', AT)).toBe(true);
  });

  it.each(stores)('in %s are begun once by a person within ten minutes, unless it is meant', async (name, storeOf) => {
    const store = storeOf();
    const begin = (number: number, startedAt: string, isRepeat = false, given: Partial<BulkSend> = {}) => {
      const job = { ...jobOf(`bulk_${name}_like_${number}`), startedAt, ...given };
      return store.create(job, likenessOf(job, isRepeat));
    };
    const repeated = (number: number) => ({ outcome: 'repeated', jobId: `bulk_${name}_like_${number}` });
    const created = { outcome: 'created' };
    const again = { channels: ['sms', 'email'] };
    expect(await begin(1, AT, false, { channels: ['email', 'sms'] })).toEqual(created);
    expect(await begin(2, '2026-03-01T10:09:59.999Z', false, again)).toEqual(repeated(1));
    expect(await store.get(`bulk_${name}_like_2`)).toBeUndefined();
    for (const [number, other] of [
      [3, { message: { text: 'U' } }],
      [4, { segment: { phases: ['ready'] } }],
      [5, { startedBy: { role: 'admin', id: 'adm-2' } }],
    ] as const)
      expect(await begin(number, AT, false, { ...again, ...other })).toEqual(created);
    expect(await begin(6, '2026-03-01T10:05:00.000Z', true, again)).toEqual(created);
    expect(await begin(7, '2026-03-01T10:10:00.000Z', false, again)).toEqual(repeated(6));
    expect(await begin(8, '2026-03-01T10:15:00.000Z', false, again)).toEqual(created);
  });

  it.each(stores)('in %s reach a person by one order, however often that asks', async (name, storeOf) => {
    const store = storeOf();
    const claim = (orderId: string, person = 'p1') => store.claimPerson(jobOf(`bulk_${name}_p`), person, orderId);
    expect([await claim('ord_1'), await claim('ord_2'), await claim('ord_1'), await claim('ord_2', 'p2')]).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });
});
