import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoAccessRevocations } from '../../shared/store/dynamo-access-revocations.ts';
import { dynamoConnectionStore } from '../../shared/store/dynamo-connection-store.ts';
import { keys } from '../../shared/store/keys.ts';
import { startTestTable, type TestTable } from '../support/dynamodb-engine.ts';
import { at, NOW } from './support/instants.ts';

describe('stores of what reaches people', () => {
  let table: TestTable;
  beforeAll(async () => {
    table = await startTestTable();
  });
  afterAll(() => table.stop());

  describe('connections', () => {
    const store = () => dynamoConnectionStore(table.client, table.tableName, table.backoff);
    const connection = (connectionId: string, expiresAt = NOW.getTime() / 1000 + 7200) => ({
      connectionId,
      caller: { kind: 'user', sub: 'u', roles: [], sellerIds: [] } as const,
      connectedAt: at(0),
      address: '203.0.113.9',
      expiresAt,
    });
    const listeners = async (audience: string): Promise<readonly string[]> =>
      (await store().subscribers([audience, 'order:nobody'], NOW)).listening.map(({ connectionId }) => connectionId);

    it('subscribe once, are found, and are gone with their subscriptions when they close', async () => {
      const one = connection('c1');
      await store().open(one);
      for (const audience of ['order:1', 'order:2', 'order:1']) {
        expect(await store().subscribe(one, { audience, topic: audience }, 2)).toBe('subscribed');
      }
      expect(await store().subscribe(one, { audience: 'order:3', topic: 'order:3' }, 2)).toBe('too_many');
      expect(await listeners('order:1')).toEqual(['c1']);
      await store().unsubscribe('c1', 'order:2');
      await store().unsubscribe('c1', 'order:2');
      expect(await store().subscribe(one, { audience: 'order:3', topic: 'order:3' }, 2)).toBe('subscribed');
      await store().close('c1');
      await store().close('c1');
      expect([...(await listeners('order:1')), ...(await listeners('order:3'))]).toEqual([]);
      expect(await store().subscribe(one, { audience: 'order:1', topic: 'order:1' }, 2)).toBe('gone');
      const key = keys.connectionTopic('c1', 'order:1');
      const { Item } = await table.client.send(new GetCommand({ TableName: table.tableName, Key: { ...key } }));
      expect(Item).toBeUndefined();
    });

    it('come with up to when their tokens are revoked, whatever they listen to', async () => {
      const calls: string[] = [];
      const send = (command: { readonly constructor: { readonly name: string } }) => {
        calls.push(command.constructor.name);
        return table.client.send(command as never);
      };
      const watched = dynamoConnectionStore({ send } as never, table.tableName, table.backoff);
      const revocations = dynamoAccessRevocations(table.client, table.tableName, table.backoff);
      const listen = async (sub: string, audience: string, issuedAt?: string) => {
        const caller = { kind: 'user', sub, roles: [], sellerIds: [], ...(issuedAt && { issuedAt }) } as const;
        const one = { ...connection(`c-${sub}`), caller };
        await store().open(one);
        await store().subscribe(one, { audience, topic: audience }, 9);
        if (sub.startsWith('left')) await revocations.revoke(sub, at(1));
      };
      await listen('left-1', 'order:8');
      await listen('here-1', 'order:8');
      const ofOrder = await watched.subscribers(['order:8', 'seller:8'], NOW);
      expect(calls).toEqual(['QueryCommand', 'BatchGetCommand', 'BatchGetCommand']);
      expect([ofOrder.listening.length, [...ofOrder.revokedUntil]]).toEqual([2, [['left-1', at(1)]]]);
      await listen('left-2', 'seller:8');
      const all = await watched.subscribers(['order:8', 'seller:8'], NOW);
      expect(all.listening.map(({ connectionId }) => connectionId).toSorted()).toEqual([
        'c-here-1',
        'c-left-1',
        'c-left-2',
      ]);
      expect([...all.revokedUntil.keys()].toSorted()).toEqual(['left-1', 'left-2']);
      calls.length = 0;
      await listen('young', 'order:10', at(2));
      const young = await watched.subscribers(['order:10', 'seller:10'], NOW);
      expect([calls, young.listening.length, [...young.revokedUntil]]).toEqual([
        ['QueryCommand', 'BatchGetCommand'],
        1,
        [],
      ]);
      await revocations.revoke('young', at(3));
      const { revokedUntil } = await watched.subscribers(['order:10'], NOW);
      expect([...revokedUntil]).toEqual([['young', at(3)]]);
      const followers = [{ audience: 'order:10', connectionIds: ['c-young'] }];
      expect([...(await watched.those(followers, [], NOW)).revokedUntil]).toEqual([['young', at(3)]]);
    });

    it('of operations are found by the item that every event reads, and by no other', async () => {
      const one = connection('c-ops');
      await store().open(one);
      await store().subscribe(one, { audience: 'ops', topic: 'ops' }, 9);
      expect(await listeners('ops')).toEqual(['c-ops']);
      const later = new Date((one.expiresAt + 1) * 1000);
      expect((await store().subscribers(['ops'], later)).listening).toEqual([]);
    });

    it('are each of their own audience, where parties and strangers follow one order', async () => {
      for (const [connectionId, audience, topic] of [
        ['c-party', 'order:11', 'order:11'],
        ['c-stranger', 'public:11', 'track:P'],
      ] as const) {
        await store().open(connection(connectionId));
        await store().subscribe(connection(connectionId), { audience, topic }, 9);
      }
      const found = async (...audiences: string[]) =>
        (await store().subscribers(audiences, NOW)).listening.map((one) => [one.audience, one.connectionId]);
      const party = ['order:11', 'c-party'];
      const stranger = ['public:11', 'c-stranger'];
      expect(await found('order:11', 'public:11')).toEqual([party, stranger]);
      expect([await found('order:11'), await found('public:11')]).toEqual([[party], [stranger]]);
      await store().close('c-stranger');
      expect(await found('order:11', 'public:11')).toEqual([party]);
    });

    it('of a version that stored what they follow elsewhere say so', async () => {
      await store().open(connection('c-old'));
      expect((await store().get('c-old'))?.isOutdated).toBeUndefined();
      await table.client.send(
        new UpdateCommand({
          TableName: table.tableName,
          Key: { ...keys.connection('c-old') },
          UpdateExpression: 'REMOVE #form',
          ExpressionAttributeNames: { '#form': 'form' },
        }),
      );
      expect(await store().get('c-old')).toEqual({ ...connection('c-old'), isOutdated: true });
    });

    it('are looked for as they are at this moment, those of wider topics in one call', async () => {
      const asked: object[] = [];
      const client = {
        send: async ({ input }: { input: object }) => {
          asked.push(input);
          return {};
        },
      };
      const watched = dynamoConnectionStore(client as never, 'orders', table.backoff);
      await watched.subscribers(['order:1', 'public:1', 'customer:1', 'seller:1', 'ops'], NOW);
      const Keys = [...['customer:1', 'seller:1'].map(keys.presence), keys.liveState()];
      expect(asked).toHaveLength(2);
      expect(asked).toContainEqual(expect.objectContaining({ ConsistentRead: true, TableName: 'orders' }));
      expect(asked).toContainEqual({ RequestItems: { orders: { Keys, ConsistentRead: true } } });
    });

    it('that are past their time hear nothing', async () => {
      const old = connection('c2', NOW.getTime() / 1000 - 1);
      await store().open(old);
      await store().subscribe(old, { audience: 'order:9', topic: 'order:9' }, 50);
      expect(await listeners('order:9')).toEqual([]);
    });

    it('say so much in a minute and no more', async () => {
      await store().open(connection('c3'));
      const outcomes: string[] = [];
      const frame = (weight: number, window = '10:00') => ({ window, weight, limit: 3 });
      for (const weight of [1, 1, 2, 1, 1]) outcomes.push((await store().countFrame('c3', frame(weight))).outcome);
      expect(outcomes).toEqual(['accepted', 'accepted', 'too_fast', 'accepted', 'too_fast']);
      expect(await store().countFrame('c3', frame(3, '10:01'))).toEqual({
        outcome: 'accepted',
        connection: connection('c3'),
      });
      expect(await store().countFrame('c9', frame(1))).toEqual({ outcome: 'gone' });
    });

    it('may say several things at once, in the first moment of a minute too', async () => {
      await store().open(connection('c6'));
      const frame = (window: string) => store().countFrame('c6', { window, weight: 4, limit: 240 });
      for (const window of ['10:00', '10:01', '10:02']) {
        const counted = await Promise.all(Array.from({ length: 8 }, () => frame(window)));
        expect(counted.map(({ outcome }) => outcome)).toEqual(Array(8).fill('accepted'));
      }
    });

    it('say until when and as whom they listen, without the address of anybody’s mailbox', async () => {
      const caller = {
        kind: 'user',
        sub: 'u',
        email: 'ana@example.com',
        roles: ['customer'],
        sellerIds: ['s-1'],
        validUntil: at(60),
      } as const;
      const one = { ...connection('c5'), caller };
      await store().open(one);
      await store().subscribe(one, { audience: 'order:5', topic: 'order:5' }, 5);
      const { email: _email, ...holder } = caller;
      expect((await store().subscribers(['order:5'], NOW)).listening).toEqual([
        { audience: 'order:5', connectionId: 'c5', topic: 'order:5', caller: holder },
      ]);
      expect(await store().get('c5')).toEqual(one);
      expect(await store().get('c-none')).toBeUndefined();
    });

    it('count their heartbeats, each once', async () => {
      await store().open({ ...connection('c6'), isRefused: true });
      for (const beat of [0, 0, 1, 0]) await store().completeHeartbeat('c6', beat);
      expect(await store().get('c6')).toEqual({ ...connection('c6'), isRefused: true, nextHeartbeat: 2 });
      await store().completeHeartbeat('c-none', 0);
      expect(await store().get('c-none')).toBeUndefined();
    });

    it('are as many as a limit allows, and make room when they close, once each', async () => {
      const limits = [
        { scope: 'user:many', max: 2 },
        { scope: 'address:203.0.113.9', max: 3 },
      ];
      const open = (connectionId: string, given = limits) => store().open(connection(connectionId), given);
      const opened = { outcome: 'opened' };
      const both = await Promise.all([open('m1'), open('m2')]);
      expect(both).toEqual([opened, opened]);
      expect(await open('m3')).toEqual({ outcome: 'too_many', scope: 'user:many' });
      expect(await store().get('m3')).toBeUndefined();
      expect(await open('m3', limits.slice(1))).toEqual(opened);
      expect(await open('m4', limits.slice(1))).toEqual({ outcome: 'too_many', scope: 'address:203.0.113.9' });
      for (const connectionId of ['m1', 'm1', 'm4']) await store().close(connectionId);
      expect(await open('m5')).toEqual(opened);
      expect(await open('m6')).toEqual({ outcome: 'too_many', scope: 'user:many' });
    });

    it('of a crowd are all found', async () => {
      await Promise.all(
        Array.from({ length: 60 }, async (_, n) => {
          const one = connection(`crowd-${n}`);
          await store().open(one);
          await store().subscribe(one, { audience: 'public:1', topic: 'track:1' }, 50);
        }),
      );
      expect(await listeners('public:1')).toHaveLength(60);
      const crowd = await store().subscribers(['public:1'], NOW, 50);
      expect([crowd.listening.length, crowd.isCrowd]).toEqual([60, true]);
      const wanted = [{ audience: 'public:1', topic: 'track:1', connectionIds: ['crowd-3', 'crowd-none', 'crowd-59'] }];
      const [known] = crowd.listening.filter(({ connectionId }) => connectionId === 'crowd-7');
      const those = await store().those(wanted, known ? [known] : [], NOW);
      expect(those.listening.map(({ connectionId }) => connectionId)).toEqual(['crowd-7', 'crowd-3', 'crowd-59']);
    });
  });

  it('the tokens of a user are revoked up to the latest instant', async () => {
    const store = dynamoAccessRevocations(table.client, table.tableName, table.backoff);
    for (const [userId, minute] of [
      ['u-1', 5],
      ['u-1', 3],
      ['u-2', 4],
    ] as const) {
      await store.revoke(userId, at(minute));
    }
    expect(await store.revokedUntil(['u-1'])).toEqual(new Map([['u-1', at(5)]]));
    expect(await store.revokedUntil(['u-1', 'u-2', 'u-3'])).toEqual(
      new Map([
        ['u-1', at(5)],
        ['u-2', at(4)],
      ]),
    );
    expect([await store.revokedUntil([]), await store.revokedUntil(['u-3'])]).toEqual([new Map(), new Map()]);
  });
});
