import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoConnectionStore } from '../../shared/store/dynamo-connection-store.ts';
import { startTestTable, type TestTable } from '../support/dynamodb-engine.ts';
import { at, NOW } from './support/instants.ts';

describe('subscriptions of one connection to parcels', () => {
  let table: TestTable;
  beforeAll(async () => {
    table = await startTestTable();
  });
  afterAll(() => table.stop());

  const store = () => dynamoConnectionStore(table.client, table.tableName, table.backoff);
  const opened = async (connectionId: string) => {
    const connection = {
      connectionId,
      caller: { kind: 'anonymous' } as const,
      connectedAt: at(0),
      address: '203.0.113.9',
      expiresAt: NOW.getTime() / 1000 + 7200,
    };
    await store().open(connection);
    return (topic: string, audience: string, joining = topic) =>
      store().subscribe(connection, { audience, topic, joining }, 50);
  };
  const topicsOf = async (audience: string) =>
    (await store().subscribers([audience], NOW)).listening.map(({ topic }) => topic).toSorted();

  it('of one order are each their own: one goes live, waits and ends without the other', async () => {
    const audience = 'public:ord_1';
    const subscribe = await opened('c1');
    for (const topic of ['track:A', 'track:B']) expect(await subscribe(topic, audience)).toBe('subscribed');
    expect(await topicsOf(audience)).toEqual(['track:A', 'track:B']);
    const live = { joining: 'track:A', heldCount: 0, place: 'p' };
    expect(await store().goLive({ connectionId: 'c1', audience, topic: 'track:A' }, live)).toEqual({ outcome: 'live' });
    const { listening } = await store().subscribers([audience], NOW);
    const joining = listening.filter((one) => one.joining !== undefined);
    expect(joining).toMatchObject([{ topic: 'track:B' }]);
    for (const one of joining)
      expect(await store().hold(one, { orderId: 'ord_1', seq: 1, eventId: 'evt_1' })).toEqual({ outcome: 'held' });
    const followers = [{ audience, topic: 'track:B', connectionIds: ['c1'] }];
    expect((await store().those(followers, [], NOW)).listening).toMatchObject([{ topic: 'track:B' }]);
    await store().unsubscribe('c1', 'track:B');
    expect(await topicsOf(audience)).toEqual(['track:A']);
    await store().close('c1');
    expect(await topicsOf(audience)).toEqual([]);
  });

  it('go where the number leads: to the order that it was given to since', async () => {
    const subscribe = await opened('c2');
    await subscribe('track:C', 'public:ord_2');
    expect(await subscribe('track:C', 'public:ord_3', 'again')).toBe('subscribed');
    expect([await topicsOf('public:ord_2'), await topicsOf('public:ord_3')]).toEqual([[], ['track:C']]);
    const live = { joining: 'again', heldCount: 0, place: 'p' };
    const subscription = { connectionId: 'c2', audience: 'public:ord_3', topic: 'track:C' };
    expect(await store().goLive(subscription, live)).toEqual({ outcome: 'live' });
    await store().close('c2');
    expect(await subscribe('track:C', 'public:ord_3')).toBe('gone');
  });
});
