import { describe, expect, it } from 'vitest';
import { shopInbox, userInbox } from '../../../shared/notifications/inbox/inbox-owner.ts';
import type { Notification } from '../../../shared/notifications/notification.ts';
import { INBOX_POLL_MILLISECONDS, WATCHED_ENTRIES, watchInbox } from '../../../shared/realtime/inbox-watch.ts';
import { manualClock } from '../../support/order-fixtures.ts';
import { memoryInbox } from '../http/support/memory.ts';

const OWNER = userInbox('u1');

const stage = (before = 0) => {
  const clock = manualClock('2026-03-01T10:00:00.000Z');
  const all: Notification[] = [];
  const inbox = memoryInbox(all);
  let reads = 0;
  const add = (): string => {
    const notificationId = `ntf_${String(all.length).padStart(3, '0')}`;
    clock.advance(1);
    all.push({
      notificationId,
      orderId: 'ord_1',
      ownerId: OWNER,
      type: 'shipped',
      channel: 'in_app',
      status: 'delivered',
      message: { title: 'T', body: 'B' },
      createdAt: clock.now().toISOString(),
    } as unknown as Notification);
    return notificationId;
  };
  for (let n = 0; n < before; n += 1) add();
  const counted: typeof inbox = {
    ...inbox,
    newest: (...of) => {
      reads += 1;
      return inbox.newest(...of);
    },
  };
  const notifications = { get: async (_: string, id: string) => all.find((one) => one.notificationId === id) };
  const watch = watchInbox(OWNER, { inbox: counted, notifications, clock });
  const next = async () => {
    clock.advance(INBOX_POLL_MILLISECONDS);
    return watch.changes();
  };
  return { clock, all, inbox, add, watch, next, reads: () => reads };
};

describe('an inbox that is watched', () => {
  it('begins with the number of what is unread, and is looked at every two seconds', async () => {
    const { watch, clock, next, reads } = stage(3);
    expect(await watch.changes()).toEqual([{ type: 'inbox_changed', unread: 3, read: [], archived: [] }]);
    clock.advance(INBOX_POLL_MILLISECONDS - 1);
    expect([await watch.changes(), reads()]).toEqual([[], 1]);
    expect([await next(), reads()]).toEqual([[], 2]);
  });

  it('sends what comes once, the older first, with the number of what is unread', async () => {
    const { watch, add, next } = stage(1);
    await watch.changes();
    const [first, second] = [add(), add()];
    expect(await next()).toMatchObject([
      { type: 'notification', unread: 3, notification: { id: first, orderId: 'ord_1', title: 'T', body: 'B' } },
      { type: 'notification', unread: 3, notification: { id: second } },
    ]);
    expect(await next()).toEqual([]);
  });

  it('sends what was read, and archived, on another device', async () => {
    const { watch, inbox, add, next, clock } = stage();
    await watch.changes();
    const [first, second] = [add(), add()];
    await next();
    await inbox.markRead(OWNER, first, clock.now().toISOString());
    expect(await next()).toEqual([{ type: 'inbox_changed', unread: 1, read: [first], archived: [] }]);
    await inbox.archive(OWNER, second, clock.now().toISOString());
    expect(await next()).toEqual([{ type: 'inbox_changed', unread: 0, read: [], archived: [second] }]);
    expect(await next()).toEqual([]);
  });

  it('an old entry that takes the place of an archived one is not new, and one that made room is not archived', async () => {
    const { watch, all, inbox, add, next, clock } = stage(WATCHED_ENTRIES + 5);
    await watch.changes();
    const archived = all.at(-1)?.notificationId ?? '';
    await inbox.archive(OWNER, archived, clock.now().toISOString());
    expect(await next()).toMatchObject([{ type: 'inbox_changed', archived: [archived] }]);
    for (let n = 0; n < 3; n += 1) add();
    expect((await next()).map(({ type }) => type)).toEqual(['notification', 'notification', 'notification']);
    expect(await next()).toEqual([]);
  });

  it('is one’s own', async () => {
    const { all, inbox, clock, add } = stage();
    const notifications = { get: async () => all[0] };
    const watch = watchInbox(shopInbox('u1'), { inbox, notifications, clock });
    await watch.changes();
    add();
    clock.advance(INBOX_POLL_MILLISECONDS);
    expect(await watch.changes()).toEqual([]);
  });
});
