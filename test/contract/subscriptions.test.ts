import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Listening } from '../../shared/realtime/connection-store.ts';
import { dynamoConnectionStore } from '../../shared/store/dynamo-connection-store.ts';
import { dynamoFocusReader, dynamoFocusWriter } from '../../shared/store/dynamo-focus.ts';
import { startTestTable, type TestTable } from '../support/dynamodb-engine.ts';
import { at, NOW } from './support/instants.ts';

describe('a subscription that is sent what it missed', () => {
  let table: TestTable;
  beforeAll(async () => {
    table = await startTestTable();
  });
  afterAll(() => table.stop());

  const AUDIENCE = 'customer:u';
  const store = () => dynamoConnectionStore(table.client, table.tableName, table.backoff);
  const entry = (seq: number) => ({ orderId: 'ord_1', seq, eventId: `evt_${seq}` });
  const find = async (connectionId: string): Promise<Listening> => {
    const found = (await store().subscribers([AUDIENCE], NOW)).listening;
    const one = found.find((listening) => listening.connectionId === connectionId);
    if (one === undefined) throw new Error(`${connectionId} does not listen`);
    return one;
  };
  const joined = async (connectionId: string, joining = 'first') => {
    const connection = {
      connectionId,
      caller: { kind: 'user', sub: 'u', roles: [], sellerIds: [] } as const,
      connectedAt: at(0),
      address: '203.0.113.9',
      expiresAt: NOW.getTime() / 1000 + 7200,
    };
    await store().open(connection);
    const again = (attempt: string) =>
      store().subscribe(connection, { audience: AUDIENCE, topic: 'me', joining: attempt }, 50);
    expect(await again(joining)).toBe('subscribed');
    return {
      again,
      live: (state: object) =>
        store().goLive({ connectionId, audience: AUDIENCE }, { joining, heldCount: 0, place: 'p', ...state }),
    };
  };

  it('has live events held for it, and is live once it has been sent them', async () => {
    const { live } = await joined('c1');
    const listening = await find('c1');
    expect(listening).toMatchObject({ joining: 'first', topic: 'me' });
    for (const seq of [1, 2]) expect(await store().hold(listening, entry(seq))).toEqual({ outcome: 'held' });
    const entries = [entry(1), entry(2)];
    for (const heldCount of [0, 1]) expect(await live({ heldCount })).toEqual({ outcome: 'held', entries });
    expect(await live({ heldCount: 2 })).toEqual({ outcome: 'live' });
    expect(await find('c1')).toMatchObject({ place: 'p' });
    const { joining: _joining, ...now } = { ...listening, place: 'p' };
    expect(await store().hold(listening, entry(3))).toEqual({ outcome: 'live', listening: now });
    expect(await live({})).toEqual({ outcome: 'over' });
  });

  it('begins anew when it is asked for once more, whatever the attempt before still does', async () => {
    const { again, live } = await joined('c2');
    const before = await find('c2');
    await store().hold(before, entry(1));
    expect(await again('second')).toBe('subscribed');
    expect(await live({ heldCount: 1 })).toEqual({ outcome: 'over' });
    expect(await store().hold(before, entry(2))).toEqual({ outcome: 'held' });
    expect(await live({ joining: 'second', heldCount: 0 })).toEqual({ outcome: 'held', entries: [entry(2)] });
    expect(await live({ joining: 'second', heldCount: 1, place: 'q' })).toEqual({ outcome: 'live' });
    expect(await again('third')).toBe('subscribed');
    const { joining, place } = await find('c2');
    expect([joining, place]).toEqual(['third', undefined]);
  });

  it('is sent to by one at a time, from the place that it had on', async () => {
    const { live } = await joined('c3');
    await live({});
    const listening = await find('c3');
    const [mine, other] = ['mine', 'other'].map((id) => ({ since: NOW.toISOString(), id }));
    if (!mine || !other) throw new Error('there are two');
    expect(await store().takeTurn(listening, mine)).toBe(true);
    expect(await store().takeTurn(listening, other)).toBe(false);
    expect(await store().current(listening)).toEqual({ ...listening, turn: mine });
    await store().endTurn(listening, other, 'x');
    await store().endTurn(listening, mine, 'q');
    const moved = { ...listening, place: 'q' };
    expect(await store().current(listening)).toEqual(moved);
    expect(await store().takeTurn(listening, other)).toBe(false);
    expect(await store().takeTurn(moved, other)).toBe(true);
    await store().endTurn(moved, other);
    expect(await store().current(listening)).toEqual(moved);
  });

  it('takes the turn away from who was sending, where it begins anew', async () => {
    const { again, live } = await joined('c7');
    await live({});
    const listening = await find('c7');
    const turn = { since: NOW.toISOString(), id: 'before' };
    expect(await store().takeTurn(listening, turn)).toBe(true);
    await again('second');
    expect(await store().takeTurn(await find('c7'), turn)).toBe(false);
    await live({ joining: 'second', place: 'r' });
    await store().endTurn(listening, turn, 'q');
    expect(await store().current(listening)).toMatchObject({ place: 'r' });
  });

  it('that is gone is not made again', async () => {
    const { live } = await joined('c4');
    const listening = await find('c4');
    await store().close('c4');
    expect(await store().hold(listening, entry(1))).toEqual({ outcome: 'gone' });
    expect(await live({})).toEqual({ outcome: 'over' });
    const turn = { since: NOW.toISOString(), id: 't' };
    expect(await store().takeTurn({ ...listening, place: 'p' }, turn)).toBe(false);
    await store().endTurn(listening, turn, 'q');
    expect(await store().current(listening)).toBeUndefined();
    expect(
      (await store().subscribers([AUDIENCE], NOW)).listening.map(({ connectionId }) => connectionId),
    ).not.toContain('c4');
  });

  it('says until when somebody looks at its client, as long as it is there', async () => {
    const reader = dynamoFocusReader(table.client, table.tableName);
    const isSeen = (time = NOW) => reader.isInFocus(AUDIENCE, time);
    const until = new Date(NOW.getTime() + 1_000);
    const subscription = { connectionId: 'c6', audience: AUDIENCE };
    await store().setFocus(subscription, until);
    expect(await isSeen()).toBe(false);
    const { live } = await joined('c6');
    await store().setFocus(subscription, until);
    expect([await isSeen(), await isSeen(until)]).toEqual([true, false]);
    await live({});
    expect([await isSeen(), (await find('c6')).place]).toEqual([true, 'p']);
    await store().setFocus(subscription, undefined);
    expect(await isSeen()).toBe(false);
    await store().setFocus(subscription, until);
    await store().close('c6');
    expect(await isSeen()).toBe(false);
  });

  it('is not needed for that: a client without a connection says it of its user', async () => {
    const reader = dynamoFocusReader(table.client, table.tableName);
    const writer = dynamoFocusWriter(table.client, table.tableName);
    const until = new Date(NOW.getTime() + 1_000);
    const isSeen = (time = NOW) => reader.isInFocus('customer:w', time);
    expect(await isSeen()).toBe(false);
    await writer.setFocus('customer:w', until);
    expect([await isSeen(), await isSeen(until), await reader.isInFocus('customer:', NOW)]).toEqual([
      true,
      false,
      false,
    ]);
    expect((await store().subscribers(['customer:w'], NOW)).listening).toEqual([]);
    await writer.setFocus('customer:w', NOW);
    expect(await isSeen()).toBe(false);
  });

  it('and is not sent it to its end is given up when too much has come meanwhile', async () => {
    await joined('c5');
    const listening = await find('c5');
    let outcome: string = 'held';
    let held = 0;
    for (; outcome === 'held' && held < 300; held += 1) ({ outcome } = await store().hold(listening, entry(held)));
    expect([outcome, held]).toEqual(['full', 201]);
  });
});
