import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlannedNotification } from '../../shared/notifications/notification.ts';
import { dynamoNotificationStore } from '../../shared/store/dynamo-notification-store.ts';
import { dynamoScheduledNotifications } from '../../shared/store/dynamo-scheduled-notifications.ts';
import { startTestTable, type TestTable } from '../support/dynamodb-engine.ts';
import { at } from './support/instants.ts';

let table: TestTable;
beforeAll(async () => {
  table = await startTestTable();
});
afterAll(() => table.stop());

const backoff = { pause: async () => {} };
const scheduled = () => dynamoScheduledNotifications({ ...table, backoff });

const plan = async (orderId: string, notificationId: string, ownerId: string): Promise<void> => {
  const notification: PlannedNotification['notification'] = {
    notificationId,
    orderId,
    eventId: 'evt_1',
    ownerId,
    type: 'shipped',
    channel: 'email',
    audience: 'customer',
    priority: 'normal',
    status: 'scheduled',
    scheduledAt: at(9),
    locale: 'en',
    templateId: 'shipped',
    templateVersion: 1,
    facts: { orderNumber: 'ORD-1', status: 'shipped', phase: 'in_transit', occurredAt: at(1) },
    createdAt: at(1),
    attempts: [],
  };
  await dynamoNotificationStore(table.client, table.tableName, backoff).create({ notification, link: '' });
};

describe('notifications that wait for their time', () => {
  it('are listed by whose they are, while they wait', async () => {
    const owner = 'user:ana';
    for (const id of ['ntf_1', 'ntf_2', 'ntf_3']) await plan('shop/order 1', id, owner);
    await plan('ord_2', 'ntf_4', 'user:eva');
    const ids = async () => (await scheduled().waitingOf(owner)).map(({ notificationId }) => notificationId).toSorted();
    expect(await scheduled().waitingOf(owner)).toContainEqual({ orderId: 'shop/order 1', notificationId: 'ntf_1' });
    expect(await ids()).toEqual(['ntf_1', 'ntf_2', 'ntf_3']);
    expect(await scheduled().release('shop/order 1', 'ntf_1')).toBe(true);
    expect(await scheduled().withdraw('shop/order 1', 'ntf_2', 'turned_off')).toBe(true);
    expect(await scheduled().postpone({ orderId: 'shop/order 1', notificationId: 'ntf_3', at: at(20) })).toBe(true);
    expect(await ids()).toEqual(['ntf_3']);
  });

  it('go as one, once, whoever asks first', async () => {
    const owner = 'seller:shop';
    const ids = ['ntf_11', 'ntf_12', 'ntf_13'];
    for (const id of ids) await plan('ord_9', id, owner);
    const read = async (id: string) => (await scheduled().get('ord_9', id))?.notification;
    const all = (await Promise.all(ids.map(read))).filter((one) => one !== undefined);
    const facts = { ...all[0]?.facts, variant: 'digest' } as NonNullable<(typeof all)[number]>['facts'];
    // Each of them comes to its time, and would speak for the others.
    const results = await Promise.all(
      all.map((leader) =>
        scheduled().releaseTogether(
          { ...leader, facts },
          all.filter((one) => one !== leader),
        ),
      ),
    );
    expect(results.filter(Boolean)).toHaveLength(1);
    const after = (await Promise.all(ids.map(read))).map((one) => [one?.status, one?.error, one?.facts.variant]);
    expect(after.toSorted()).toEqual([
      ['pending', undefined, 'digest'],
      ['withdrawn', 'in_digest', undefined],
      ['withdrawn', 'in_digest', undefined],
    ]);
    expect(await scheduled().waitingOf(owner)).toEqual([]);
  });
});
