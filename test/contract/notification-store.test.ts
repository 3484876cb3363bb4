import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, assert, beforeAll, describe, expect, it } from 'vitest';
import type { Notification, PlannedNotification } from '../../shared/notifications/notification.ts';
import type { NotificationPage } from '../../shared/notifications/notification-store.ts';
import { planNotifications } from '../../shared/notifications/plan.ts';
import { dynamoNotificationStore } from '../../shared/store/dynamo-notification-store.ts';
import { keys } from '../../shared/store/keys.ts';
import { startTestTable, type TestTable } from '../support/dynamodb-engine.ts';
import { anOrder } from '../support/order-fixtures.ts';
import { anEvent } from '../unit/support/an-event.ts';
import { at } from './support/instants.ts';

/** What is planned when an order is shipped, one for each channel. */
const plannedOn = (
  channels: readonly string[],
  orderId: string,
  seq: number,
  link: string,
): readonly PlannedNotification[] =>
  planNotifications({
    event: anEvent({
      orderId,
      seq,
      effects: [{ kind: 'notify', type: 'shipped', channels, priority: 'normal', audience: 'customer' }],
    }),
    order: anOrder({ orderId, buyerId: `buyer-of-${orderId}` }),
    link,
    now: at(seq),
  });

describe('stores of what reaches people', () => {
  let table: TestTable;
  beforeAll(async () => {
    table = await startTestTable();
  });
  afterAll(() => table.stop());

  const store = () => dynamoNotificationStore(table.client, table.tableName, table.backoff);

  describe('notifications', () => {
    const planned = (orderId: string, seq = 2): PlannedNotification => {
      const [one] = plannedOn(['email'], orderId, seq, 'https://w.example/track/1?token=secret');
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
    const entries = async (orderId: string, seq: number, channels: readonly string[] = ['in_app', 'email']) => {
      const all = plannedOn(channels, orderId, seq, 'https://w.example/track/1');
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
});
