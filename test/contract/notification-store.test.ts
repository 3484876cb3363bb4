import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, assert, beforeAll, describe, expect, it } from 'vitest';
import type { PlannedNotification, ReceiptFact } from '../../shared/notifications/notification.ts';
import type { ScheduledReference } from '../../shared/notifications/scheduled-notifications.ts';
import { dynamoNotificationStore } from '../../shared/store/dynamo-notification-store.ts';
import { dynamoScheduledNotifications } from '../../shared/store/dynamo-scheduled-notifications.ts';
import { keys } from '../../shared/store/keys.ts';
import { startTestTable, type TestTable } from '../support/dynamodb-engine.ts';
import { summaryOfNotification } from '../support/memory/notification-summary.ts';
import { at } from './support/instants.ts';
import { plannedOn } from './support/planned-on.ts';

describe('the log of notifications', () => {
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

    it('are summed up as the list has them, in whatever state they are', async () => {
      const facts: readonly ReceiptFact[] = ['delivered', 'opened', 'clicked', 'bounced'];
      for (const [seq, fact] of [undefined, ...facts].entries()) {
        const one = planned('ord_sums', seq + 2);
        const withVariant = {
          ...one.notification,
          facts: { ...one.notification.facts, variant: 'held_at_counter' } as const,
        };
        await store().create(seq === 1 ? { ...one, notification: withVariant } : one);
        const { notificationId } = one.notification;
        const claim = await store().claim('ord_sums', notificationId, claimAt(seq, `att_${seq}`));
        assert(claim.outcome === 'claimed');
        if (fact === undefined) continue;
        const accepted = { outcome: 'accepted', at: at(seq + 1), providerMessageId: `ses-${seq}` } as const;
        await store().settle(claim.planned.notification, `att_${seq}`, accepted);
        await store().report({ orderId: 'ord_sums', notificationId }, 'email', { fact, at: at(9) });
      }
      const listed = await store().listForOrder('ord_sums');
      expect(await store().summariesForOrder('ord_sums')).toEqual(listed.map(summaryOfNotification));
      expect(listed.map(({ status }) => status)).toEqual(
        expect.arrayContaining(['sending', 'delivered', 'opened', 'clicked', 'failed']),
      );
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

    it('that meet the night in their lane wait for the morning, and are then sent like any other', async () => {
      const one = planned('ord_i');
      await store().create(one);
      const { notificationId } = one.notification;
      const scheduled = dynamoScheduledNotifications(table);
      const waiting = async () => {
        const found: ScheduledReference[] = [];
        for await (const page of scheduled.list()) found.push(...page);
        return found;
      };
      const first = await store().claim('ord_i', notificationId, claimAt(1, 'att_1'));
      assert(first.outcome === 'claimed');
      await store().settle(first.planned.notification, 'att_1', { outcome: 'unavailable', error: 'Http503' });
      const second = await store().claim('ord_i', notificationId, claimAt(60, 'att_2'));
      assert(second.outcome === 'claimed');
      const { notification: claimed } = second.planned;
      await store().postpone(claimed, 'att_of_another', at(400));
      expect(await waiting()).toEqual([]);
      await store().postpone(claimed, 'att_2', at(500));
      expect(await waiting()).toEqual([{ orderId: 'ord_i', notificationId, at: at(500) }]);
      expect(await store().get('ord_i', notificationId)).toMatchObject({
        status: 'scheduled',
        scheduledAt: at(500),
        error: 'Http503',
        attempts: [{ attemptId: 'att_1', outcome: 'unavailable' }],
      });
      expect(await store().claim('ord_i', notificationId, claimAt(200, 'att_3'))).toEqual({ outcome: 'settled' });
      expect([await scheduled.release('ord_i', notificationId), await waiting()]).toEqual([true, []]);
      expect((await store().claim('ord_i', notificationId, claimAt(501, 'att_3'))).outcome).toBe('claimed');
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

    describe('of which receipts come', () => {
      const of = ({ notification: { orderId, notificationId } }: PlannedNotification) => ({ orderId, notificationId });
      const sent = async (orderId: string) => {
        const one = planned(orderId);
        await store().create(one);
        const claim = await store().claim(orderId, one.notification.notificationId, claimAt(1, 'att_1'));
        assert(claim.outcome === 'claimed');
        const accepted = { outcome: 'accepted', at: at(2), providerMessageId: 'ses-1' } as const;
        await store().settle(claim.planned.notification, 'att_1', accepted);
        return one;
      };
      const report = (one: PlannedNotification, fact: ReceiptFact, seconds: number, channel = 'email') =>
        store().report(of(one), channel, { fact, at: at(seconds) });
      const listed = async (orderId: string) => (await store().listForOrder(orderId))[0];

      it('keep the earliest time of each fact, and never go back', async () => {
        const one = await sent('ord_r');
        expect([await report(one, 'opened', 9), await report(one, 'delivered', 5)]).toEqual(['reported', 'reported']);
        expect([await report(one, 'opened', 12), await report(one, 'opened', 8)]).toEqual(['known', 'reported']);
        expect(await listed('ord_r')).toMatchObject({ status: 'opened', deliveredAt: at(5), openedAt: at(8) });
      });

      it('are of a notification that is there, on its own channel', async () => {
        const one = await sent('ord_s');
        expect(await report(one, 'delivered', 5, 'sms')).toBe('absent');
        expect(
          await store().report({ orderId: 'ord_s', notificationId: 'x' }, 'email', { fact: 'opened', at: at(1) }),
        ).toBe('absent');
        expect((await listed('ord_s'))?.status).toBe('sent');
      });

      it('show that the provider has it, where nobody lived to record that: it is not sent again', async () => {
        const one = planned('ord_t');
        await store().create(one);
        await store().claim('ord_t', one.notification.notificationId, claimAt(1, 'att_1'));
        await report(one, 'delivered', 5);
        expect(await store().claim('ord_t', one.notification.notificationId, claimAt(500, 'att_2'))).toEqual({
          outcome: 'settled',
        });
      });

      it('one that bounced says why, can be sent once more, and forgets receipts of before', async () => {
        const one = await sent('ord_u');
        await store().report(of(one), 'email', { fact: 'bounced', at: at(5), error: 'bounced:General' });
        expect(await listed('ord_u')).toMatchObject({ status: 'failed', error: 'bounced:General', bouncedAt: at(5) });
        expect([await store().reopen(of(one), at(20)), await store().reopen(of(one), at(21))]).toEqual([true, false]);
        expect((await listed('ord_u'))?.status).toBe('pending');
        expect(await report(one, 'bounced', 5)).toBe('known');
        const again = await store().claim('ord_u', one.notification.notificationId, claimAt(22, 'att_2'));
        expect(again.outcome).toBe('claimed');
      });

      it('one that has arrived is not sent once more', async () => {
        const one = await sent('ord_v');
        expect(await store().reopen(of(one), at(20))).toBe(false);
        await report(one, 'opened', 6);
        await report(one, 'bounced', 7);
        expect((await listed('ord_v'))?.status).toBe('opened');
        expect(await store().reopen(of(one), at(20))).toBe(false);
      });
    });

    it('that are not there are absent', async () => {
      expect(await store().claim('ord_x', 'ntf_x', claimAt(1, 'att_1'))).toEqual({ outcome: 'absent' });
    });
  });
});
