import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, assert, beforeAll, describe, expect, it } from 'vitest';
import type { Notification, PlannedNotification } from '../../shared/notifications/notification.ts';
import type { NotificationPage } from '../../shared/notifications/notification-store.ts';
import { planNotifications } from '../../shared/notifications/plan.ts';
import { dynamoAccessRevocations } from '../../shared/store/dynamo-access-revocations.ts';
import { dynamoConnectionStore } from '../../shared/store/dynamo-connection-store.ts';
import { dynamoIndexedTokensStore } from '../../shared/store/dynamo-indexed-tokens-store.ts';
import { dynamoNotificationStore } from '../../shared/store/dynamo-notification-store.ts';
import { keys } from '../../shared/store/keys.ts';
import { startTestTable, type TestTable } from '../support/dynamodb-engine.ts';
import { anOrder } from '../support/order-fixtures.ts';
import { anEvent } from '../unit/support/an-event.ts';

const NOW = new Date('2026-03-01T10:00:00.000Z');
const at = (seconds: number): string => new Date(NOW.getTime() + seconds * 1000).toISOString();

describe('stores of what reaches people', () => {
  let table: TestTable;
  beforeAll(async () => {
    table = await startTestTable();
  });
  afterAll(() => table.stop());

  describe('notifications', () => {
    const store = () => dynamoNotificationStore(table.client, table.tableName, table.backoff);
    const planned = (orderId: string, seq = 2): PlannedNotification => {
      const [one] = planNotifications({
        event: anEvent({
          orderId,
          seq,
          effects: [{ kind: 'notify', type: 'shipped', channels: ['email'], priority: 'normal', audience: 'customer' }],
        }),
        order: anOrder({ orderId, buyerId: `buyer-of-${orderId}` }),
        link: 'https://w.example/track/1?token=secret',
        now: at(seq),
      });
      if (!one) throw new Error('nothing was planned');
      return one;
    };
    const claimAt = (seconds: number, attemptId: string) => ({
      attemptId,
      at: at(seconds),
      leaseUntil: at(seconds + 90),
    });

    it('are created once, and listed without their link', async () => {
      const one = planned('ord_a');
      expect([await store().create(one), await store().create(one)]).toEqual([true, false]);
      const [listed, ...others] = await store().listForOrder('ord_a');
      expect(others).toEqual([]);
      expect(listed).toEqual(one.notification);
      expect(JSON.stringify(listed)).not.toContain('secret');
    });

    it('are claimed by one of many', async () => {
      const one = planned('ord_b');
      await store().create(one);
      const { notificationId } = one.notification;
      const claims = await Promise.all(
        Array.from({ length: 20 }, (_, n) => store().claim('ord_b', notificationId, claimAt(1, `att_${n}`))),
      );
      expect(claims.filter(({ outcome }) => outcome === 'claimed')).toHaveLength(1);
      const busy = claims.filter(({ outcome }) => outcome === 'busy');
      expect(busy).toHaveLength(19);
      // Whoever comes too late knows when it is worth coming again.
      for (const one of busy) expect(one).toHaveProperty('leaseUntil');
    });

    it('once sent are settled for good', async () => {
      const one = planned('ord_c');
      await store().create(one);
      const { notificationId } = one.notification;
      const claim = await store().claim('ord_c', notificationId, claimAt(1, 'att_1'));
      assert(claim.outcome === 'claimed');
      expect(claim.planned.link).toBe(one.link);
      const accepted = { outcome: 'accepted', at: at(2), providerMessageId: 'ses-1' } as const;
      await store().settle(claim.planned.notification, 'att_1', accepted);
      expect(await store().claim('ord_c', notificationId, claimAt(500, 'att_2'))).toEqual({ outcome: 'settled' });
      expect((await store().listForOrder('ord_c'))[0]).toMatchObject({
        status: 'sent',
        sentAt: at(2),
        providerMessageId: 'ses-1',
        attempts: [{ attemptId: 'att_1', at: at(1), outcome: 'accepted' }],
      });
    });

    it('that could not be sent wait again; one whose response was lost waits out its lease', async () => {
      const one = planned('ord_d');
      await store().create(one);
      const { notificationId } = one.notification;
      const claim = (seconds: number, attemptId: string) =>
        store().claim('ord_d', notificationId, claimAt(seconds, attemptId));
      const outcomeOf = async (seconds: number, attemptId: string) => (await claim(seconds, attemptId)).outcome;
      const first = await claim(1, 'att_1');
      assert(first.outcome === 'claimed');
      await store().settle(first.planned.notification, 'att_1', { outcome: 'unavailable', error: 'Throttled' });
      const second = await claim(2, 'att_2');
      assert(second.outcome === 'claimed');
      await store().settle(second.planned.notification, 'att_2', { outcome: 'unknown', error: 'TimeoutError' });
      expect(await outcomeOf(60, 'att_3')).toBe('busy');
      expect(await outcomeOf(93, 'att_4')).toBe('claimed');
      // The abandoned attempt comes back to life: it no longer has a say.
      await store().settle(second.planned.notification, 'att_2', { outcome: 'refused', error: 'late' });
      const [listed] = await store().listForOrder('ord_d');
      expect(listed?.status).toBe('sending');
      expect(listed?.attempts.map(({ outcome }) => outcome)).toEqual(['unavailable', 'unknown', undefined]);
    });

    /** As an earlier version stored them: what became of one was its status, and the fan-out had it sent. */
    const ofEarlierVersion = async (orderId: string, fields: Readonly<Record<string, unknown>>): Promise<string> => {
      const { notification, link } = planned(orderId);
      const key = keys.notification(orderId, notification.notificationId);
      const Item = { ...notification, link, ...key, entity: 'notification', ...fields };
      await table.client.send(new PutCommand({ TableName: table.tableName, Item }));
      return notification.notificationId;
    };

    it('of an earlier version are listed, claimed and settled', async () => {
      const waiting = await ofEarlierVersion('ord_f', {});
      const first = await store().claim('ord_f', waiting, claimAt(1, 'att_1'));
      assert(first.outcome === 'claimed');
      await store().settle(first.planned.notification, 'att_1', { outcome: 'unavailable', error: 'Throttled' });
      expect((await store().listForOrder('ord_f'))[0]).toMatchObject({ status: 'pending', error: 'Throttled' });
      const attempts = [{ attemptId: 'att_0', at: at(0) }];
      const sending = await ofEarlierVersion('ord_g', {
        status: 'sending',
        claimedBy: 'att_0',
        leaseUntil: at(9),
        attempts,
      });
      expect(await store().claim('ord_g', sending, claimAt(1, 'att_1'))).toEqual({
        outcome: 'busy',
        leaseUntil: at(9),
      });
      expect((await store().claim('ord_g', sending, claimAt(10, 'att_1'))).outcome).toBe('claimed');
      const sent = await ofEarlierVersion('ord_h', { status: 'sent', sentAt: at(5), attempts });
      expect(await store().claim('ord_h', sent, claimAt(10, 'att_1'))).toEqual({ outcome: 'settled' });
      expect((await store().listForOrder('ord_h'))[0]).toMatchObject({ status: 'sent', sentAt: at(5) });
    });

    it('that are not there are absent', async () => {
      expect(await store().claim('ord_x', 'ntf_x', claimAt(1, 'att_1'))).toEqual({ outcome: 'absent' });
    });
  });

  describe('inboxes', () => {
    const store = () => dynamoNotificationStore(table.client, table.tableName, table.backoff);
    const entries = async (orderId: string, seq: number, channels: readonly string[] = ['in_app', 'email']) => {
      const all = planNotifications({
        event: anEvent({
          orderId,
          seq,
          effects: [{ kind: 'notify', type: 'shipped', channels, priority: 'normal', audience: 'customer' }],
        }),
        order: anOrder({ orderId, buyerId: `buyer-of-${orderId}` }),
        link: 'https://w.example/track/1',
        now: at(seq),
      });
      for (const one of all) await store().create(one);
      return all.map(({ notification }) => notification);
    };
    const deliver = async (one: Notification) => {
      const claim = await store().claim(one.orderId, one.notificationId, {
        attemptId: 'att_1',
        at: at(50),
        leaseUntil: at(90),
      });
      assert(claim.outcome === 'claimed');
      await store().settle(claim.planned.notification, 'att_1', {
        outcome: 'accepted',
        at: at(51),
        providerMessageId: 'm-1',
        isDelivered: true,
        message: { title: 'T', body: 'B' },
      });
    };
    const idsOf = (page: NotificationPage) => page.notifications.map(({ notificationId }) => notificationId);

    it('hold what has arrived there, with its message, and nothing of other channels', async () => {
      const [mail, entry] = await entries('ord_i', 2);
      assert(mail && entry);
      const inbox = () => store().listInbox('buyer-of-ord_i', { limit: 20 });
      expect((await inbox()).notifications).toEqual([]);
      await deliver(entry);
      await deliver(mail);
      expect((await inbox()).notifications).toEqual([
        expect.objectContaining({
          notificationId: entry.notificationId,
          channel: 'in_app',
          status: 'delivered',
          sentAt: at(51),
          deliveredAt: at(51),
          message: { title: 'T', body: 'B' },
        }),
      ]);
      const ofOrder = await store().listForOrder('ord_i');
      expect(ofOrder.map(({ notificationId }) => notificationId).toSorted()).toEqual(
        [mail, entry].map(({ notificationId }) => notificationId).toSorted(),
      );
    });

    it('come newest first, page by page, past what is read or on its way', async () => {
      const made: Notification[] = [];
      for (const seq of [2, 3, 4, 5, 6]) made.push(...(await entries('ord_j', seq, ['in_app'])));
      const [oldest, second, pending, read, newest] = made;
      assert(oldest && second && pending && read && newest);
      for (const one of [oldest, second, read, newest]) await deliver(one);
      await table.client.send(
        new UpdateCommand({
          TableName: table.tableName,
          Key: { ...keys.notification('ord_j', read.notificationId) },
          UpdateExpression: 'SET readAt = :at',
          ExpressionAttributeValues: { ':at': at(60) },
        }),
      );
      const all = await store().listInbox('buyer-of-ord_j', { limit: 20 });
      expect(idsOf(all)).toEqual([newest, read, second, oldest].map(({ notificationId }) => notificationId));
      const unread: string[] = [];
      let next: NotificationPage['next'];
      do {
        const options = { limit: 2, isUnread: true, ...(next && { after: next }) };
        const page = await store().listInbox('buyer-of-ord_j', options);
        expect(page.notifications.length).toBeLessThanOrEqual(2);
        unread.push(...idsOf(page));
        next = page.next;
      } while (next);
      expect(unread).toEqual([newest, second, oldest].map(({ notificationId }) => notificationId));
    });
  });

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
      (await store().subscribers([audience, 'order:nobody'], NOW)).map(({ connectionId }) => connectionId);

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
      expect(await store().subscribers(['order:5'], NOW)).toEqual([
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

    it('of a crowd are all found', async () => {
      await Promise.all(
        Array.from({ length: 60 }, async (_, n) => {
          const one = connection(`crowd-${n}`);
          await store().open(one);
          await store().subscribe(one, { audience: 'public:1', topic: 'track:1' }, 50);
        }),
      );
      expect(await listeners('public:1')).toHaveLength(60);
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

  it('what an order is found by is replaced only by who has read it', async () => {
    const store = dynamoIndexedTokensStore(table.client, table.tableName);
    expect(await store.get('ord_1')).toBeUndefined();
    expect(await store.replace(undefined, { orderId: 'ord_1', version: 2, tokens: ['b'] })).toBe(true);
    expect(await store.replace(undefined, { orderId: 'ord_1', version: 3, tokens: ['a'] })).toBe(false);
    expect(await store.replace(1, { orderId: 'ord_1', version: 3, tokens: ['a'] })).toBe(false);
    expect(await store.get('ord_1')).toEqual({ orderId: 'ord_1', version: 2, tokens: ['b'] });
    expect(await store.replace(2, { orderId: 'ord_1', version: 3, tokens: ['a'], removed: ['b'] })).toBe(true);
    expect(await store.get('ord_1')).toEqual({ orderId: 'ord_1', version: 3, tokens: ['a'], removed: ['b'] });
  });
});
