import { afterAll, assert, beforeAll, describe, expect, it } from 'vitest';
import { userInbox } from '../../shared/notifications/inbox/inbox-owner.ts';
import type { InboxPage } from '../../shared/notifications/inbox/inbox-store.ts';
import type { Notification } from '../../shared/notifications/notification.ts';
import { dynamoInboxStore } from '../../shared/store/dynamo-inbox-store.ts';
import { dynamoNotificationStore } from '../../shared/store/dynamo-notification-store.ts';
import { startTestTable, type TestTable } from '../support/dynamodb-engine.ts';
import { at } from './support/instants.ts';
import { plannedOn } from './support/planned-on.ts';

describe('inboxes', () => {
  let table: TestTable;
  beforeAll(async () => {
    table = await startTestTable();
  });
  afterAll(() => table.stop());

  const store = () => dynamoNotificationStore(table.client, table.tableName, table.backoff);
  const inbox = () => dynamoInboxStore(table.client, table.tableName, table.backoff);
  const ownerOf = (orderId: string) => userInbox(`buyer-of-${orderId}`);

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
  /** As they are written now: with the message. */
  const arrived = async (orderId: string, seqs: readonly number[]): Promise<readonly Notification[]> => {
    const all: Notification[] = [];
    for (const seq of seqs) {
      for (const { notification, link } of plannedOn(['in_app'], orderId, seq, '')) {
        const message = { title: 'T', body: 'B' };
        const delivered = { ...notification, status: 'delivered', message, deliveredAt: at(seq) } as const;
        await store().create({ notification: delivered, link });
        all.push(delivered);
      }
    }
    return all;
  };
  const idsOf = (page: InboxPage) => page.entries.map(({ notificationId }) => notificationId);
  const unreadIdsOf = async (orderId: string, limit: number): Promise<readonly string[]> => {
    const ids: string[] = [];
    let after: InboxPage['next'];
    do {
      const page = await inbox().list(ownerOf(orderId), { limit, isUnread: true, ...(after && { after }) });
      expect(page.entries.length).toBeLessThanOrEqual(limit);
      ids.push(...idsOf(page));
      after = page.next;
    } while (after);
    return ids;
  };

  it('hold what an earlier version delivered there, as read, and nothing of other channels', async () => {
    const [mail, entry] = await entries('ord_i', 2);
    assert(mail && entry);
    const list = () => inbox().list(ownerOf('ord_i'), { limit: 20 });
    expect((await list()).entries).toEqual([]);
    await deliver(entry);
    await deliver(mail);
    expect((await list()).entries).toEqual([
      expect.objectContaining({
        notificationId: entry.notificationId,
        channel: 'in_app',
        status: 'opened',
        readAt: at(51),
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

  it('show their newest rows by the index alone, read or not, and none that is archived', async () => {
    const [first, second, third] = await arrived('ord_n', [1, 2, 3]);
    assert(first && second && third);
    const owner = ownerOf('ord_n');
    await inbox().markRead(owner, second.notificationId, at(60));
    const rows = await inbox().newest(owner, 2);
    expect(rows.map(({ position, ...row }) => row)).toEqual([
      { orderId: 'ord_n', notificationId: third.notificationId, isUnread: true },
      { orderId: 'ord_n', notificationId: second.notificationId, isUnread: false },
    ]);
    expect(
      rows
        .map(({ position }) => position)
        .toSorted()
        .toReversed(),
    ).toEqual(rows.map(({ position }) => position));
    await inbox().archive(owner, third.notificationId, at(61));
    const after = await inbox().newest(owner, 20);
    expect(after.map(({ notificationId }) => notificationId)).toEqual([second.notificationId, first.notificationId]);
  });

  it('come newest first, page by page, past what is read or on its way', async () => {
    const [oldest, second, read, newest] = await arrived('ord_j', [2, 3, 5, 6]);
    const [pending] = await entries('ord_j', 4, ['in_app']);
    assert(oldest && second && pending && read && newest);
    await inbox().markRead(ownerOf('ord_j'), read.notificationId, at(60));
    const all = await inbox().list(ownerOf('ord_j'), { limit: 20 });
    expect(idsOf(all)).toEqual([newest, read, second, oldest].map(({ notificationId }) => notificationId));
    const unread = [newest, second, oldest].map(({ notificationId }) => notificationId);
    expect(await unreadIdsOf('ord_j', 2)).toEqual(unread);
    expect(await inbox().countUnread(ownerOf('ord_j'))).toBe(3);
  });

  it('an entry is read by its owner, once; nobody else has it', async () => {
    const [one, two] = await arrived('ord_k', [2, 3]);
    assert(one && two);
    const read = (seconds: number, owner = ownerOf('ord_k')) =>
      inbox().markRead(owner, one.notificationId, at(seconds));
    expect(await read(1, userInbox('stranger'))).toBe('absent');
    expect([await read(2), await read(3)]).toEqual(['read', 'was_read']);
    expect(await unreadIdsOf('ord_k', 20)).toEqual([two.notificationId]);
    expect(await inbox().countUnread(ownerOf('ord_k'))).toBe(1);
    const [, stored] = (await inbox().list(ownerOf('ord_k'), { limit: 20 })).entries;
    expect(stored).toMatchObject({ notificationId: one.notificationId, readAt: at(2), status: 'opened' });
  });

  it('all are read that were there, and not those that come meanwhile', async () => {
    const [one, two, late] = await arrived('ord_l', [2, 3, 40]);
    assert(one && two && late);
    const marked = await inbox().markAllRead(ownerOf('ord_l'), at(30));
    expect(marked.toSorted()).toEqual([one.notificationId, two.notificationId].toSorted());
    expect(await unreadIdsOf('ord_l', 20)).toEqual([late.notificationId]);
    expect(await inbox().markAllRead(ownerOf('ord_l'), at(30))).toEqual([]);
  });

  it('of very many some are read at a time, the newest first, and the count says how many are left', async () => {
    const orderId = 'ord_inbox_many';
    const owner = ownerOf(orderId);
    await arrived(
      orderId,
      Array.from({ length: 60 }, (_, seq) => seq),
    );
    const little = dynamoInboxStore(table.client, table.tableName, table.backoff, 40);
    const read = await little.markAllRead(owner, at(100));
    expect([read.length, await little.countUnread(owner)]).toEqual([50, 10]);
    expect(await little.markAllRead(owner, at(100))).toHaveLength(10);
    expect(await little.countUnread(owner)).toBe(0);
  });

  it('an archived entry is neither listed nor counted, and stays with its order', async () => {
    const [one, two] = await arrived('ord_m', [2, 3]);
    assert(one && two);
    expect(await inbox().archive(userInbox('stranger'), one.notificationId, at(9))).toBe('absent');
    expect(await inbox().archive(ownerOf('ord_m'), one.notificationId, at(9))).toBe('archived');
    expect(idsOf(await inbox().list(ownerOf('ord_m'), { limit: 20 }))).toEqual([two.notificationId]);
    expect(await inbox().countUnread(ownerOf('ord_m'))).toBe(1);
    expect(await inbox().markRead(ownerOf('ord_m'), one.notificationId, at(10))).toBe('absent');
    expect(await store().listForOrder('ord_m')).toHaveLength(2);
  });

  it('the count equals the list whatever happens at the same time', async () => {
    const all = await arrived(
      'ord_n',
      Array.from({ length: 40 }, (_, n) => n + 2),
    );
    const owner = ownerOf('ord_n');
    await Promise.all([
      ...all.slice(0, 15).map(({ notificationId }) => inbox().markRead(owner, notificationId, at(60))),
      // Twice, and by two devices.
      ...all.slice(5, 20).map(({ notificationId }) => inbox().markRead(owner, notificationId, at(61))),
      ...all.slice(18, 25).map(({ notificationId }) => inbox().archive(owner, notificationId, at(62))),
      inbox().markAllRead(owner, at(10)),
      arrived('ord_n', [70, 71, 72]),
    ]);
    const unread = await unreadIdsOf('ord_n', 7);
    expect(unread).toHaveLength(all.length - 25 + 3);
    expect(await inbox().countUnread(owner)).toBe(unread.length);
  });
});
