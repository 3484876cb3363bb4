import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TransitHistoryStore } from '../../shared/delays/transit-history.ts';
import type { TransitGroup } from '../../shared/delays/transit-route.ts';
import { NO_TIMES, type TransitTimes } from '../../shared/delays/transit-times.ts';
import { dynamoTransitHistory } from '../../shared/store/dynamo-transit-history.ts';
import { keys } from '../../shared/store/keys.ts';
import { startTestTable, type TestTable } from '../support/dynamodb-engine.ts';
import { memoryTransitHistory } from '../support/memory/memory-transit-history.ts';

const NOW = new Date('2026-11-27T10:00:00.000Z');

const timesOf = (silence: readonly [number, number][], remaining: readonly [number, number][] = []): TransitTimes => ({
  silence: { in_transit: new Map(silence) },
  remaining: { picked_up: new Map(remaining) },
});

const groupsOf = (carrier: string): readonly TransitGroup[] => [
  { scope: 'route', carrier, service: 'EXPRESS 24', countries: 'ES>FR' },
  { scope: 'service', carrier, service: 'EXPRESS 24' },
  { scope: 'carrier', carrier },
];

const contract = (name: string, storeOf: () => TransitHistoryStore): void => {
  describe(name, () => {
    it('knows nothing of what nobody has added', async () => {
      expect(await storeOf().find({ scope: 'carrier', carrier: 'nobody' })).toEqual(NO_TIMES);
    });

    it('adds up what was added to each group, and to no other', async () => {
      const store = storeOf();
      const groups = groupsOf('adds');
      await store.add(groups, timesOf([[12, 1]], [[20, 1]]), NOW);
      await store.add(groups.slice(1), timesOf([[12, 2]], [[21, 1]]), NOW);
      const [route, service] = await Promise.all(groups.map((group) => store.find(group)));
      expect(route).toEqual(timesOf([[12, 1]], [[20, 1]]));
      expect(service?.silence.in_transit?.get(12)).toBe(3);
      expect([...(service?.remaining.picked_up ?? [])].toSorted()).toEqual([
        [20, 1],
        [21, 1],
      ]);
      expect(await store.find({ scope: 'carrier', carrier: 'adds', countries: 'ES>FR' })).toEqual(NO_TIMES);
    });

    it('loses nothing of what many add at once', async () => {
      const store = storeOf();
      await Promise.all(
        Array.from({ length: 40 }, () => store.add(groupsOf('busy'), timesOf([[7, 1]], [[9, 2]]), NOW)),
      );
      expect(await store.find({ scope: 'carrier', carrier: 'busy' })).toEqual(timesOf([[7, 40]], [[9, 80]]));
    });

    it('lets each parcel of an order be claimed once', async () => {
      const store = storeOf();
      const claims = await Promise.all(Array.from({ length: 5 }, () => store.claim('ord_1', 'T1', NOW)));
      expect(claims.filter(Boolean)).toHaveLength(1);
      expect(await store.claim('ord_1', 'T2', NOW)).toBe(true);
      expect(await store.claim('ord_2', 'T1', NOW)).toBe(true);
    });
  });
};

describe('what is usual of carriers', () => {
  let table: TestTable;
  let now = NOW;
  const dynamo = () => dynamoTransitHistory(table.client, table.tableName, { now: () => now });
  beforeAll(async () => {
    table = await startTestTable();
  });
  afterAll(() => table.stop());

  const memory = memoryTransitHistory();
  contract('in memory', () => memory);
  contract('in the table', dynamo);

  it('is what was usual in the last six months', async () => {
    const group: TransitGroup = { scope: 'carrier', carrier: 'months' };
    await dynamo().add([group], timesOf([[1, 1]]), new Date('2026-06-30T23:00:00.000Z'));
    await dynamo().add([group], timesOf([[2, 1]]), NOW);
    now = new Date('2026-11-30T23:00:00.000Z');
    expect([...((await dynamo().find(group)).silence.in_transit ?? [])].toSorted()).toEqual([
      [1, 1],
      [2, 1],
    ]);
    now = new Date('2026-12-01T00:00:00.000Z');
    expect([...((await dynamo().find(group)).silence.in_transit ?? [])]).toEqual([[2, 1]]);
    now = NOW;
  });

  it('goes by itself, and says nothing of any order', async () => {
    const group: TransitGroup = { scope: 'carrier', carrier: 'forgetful' };
    await dynamo().add([group], timesOf([[1, 1]]), NOW);
    const { Items = [] } = await table.client.send(
      new QueryCommand({
        TableName: table.tableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': keys.transitTimes(group, '').pk },
      }),
    );
    expect(Items).toEqual([
      {
        ...keys.transitTimes(group, '2026-11'),
        entity: 'transit_times',
        expiresAt: NOW.getTime() / 1000 + 240 * 86_400,
        st1: 1,
      },
    ]);
  });
});
