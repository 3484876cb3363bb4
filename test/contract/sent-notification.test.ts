import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, assert, beforeAll, describe, expect, it } from 'vitest';
import type { Notification, PlannedNotification } from '../../shared/notifications/notification.ts';
import { dynamoNotificationStore } from '../../shared/store/dynamo-notification-store.ts';
import { orderAndRecords } from '../../shared/store/dynamo-order-and-records.ts';
import { dynamoOrderStore } from '../../shared/store/dynamo-order-store.ts';
import { keys } from '../../shared/store/keys.ts';
import { startTestTable, type TestTable } from '../support/dynamodb-engine.ts';
import { anOrder, created, seededIds } from '../support/order-fixtures.ts';
import { at } from './support/instants.ts';
import { plannedOn } from './support/planned-on.ts';

const LINK = `https://track.wismo.example/track/ord_1?token=${'t'.repeat(120)}`;
const ACCEPTED = {
  outcome: 'accepted',
  at: at(4),
  provider: 'ses',
  providerMessageId: '010079fcc04ca2b8-29726a08-9630-4fe9-a708-b3649f71991e-000000',
  message: { subject: 'Tu pedido ORD-2027-000013 está en camino' },
  preview: 'Tu pedido está en camino Hola, Ana: El repartidor ya lo lleva y llegará pronto. Pedido ORD-2027-000013',
  template: { templateId: 'shipped', version: 8 },
} as const;

describe('the record of a message that was sent', () => {
  let table: TestTable;
  beforeAll(async () => {
    table = await startTestTable();
  });
  afterAll(() => table.stop());

  const store = () => dynamoNotificationStore(table.client, table.tableName, table.backoff);

  const planned = (orderId: string, channel = 'email'): PlannedNotification => {
    const [one] = plannedOn([channel], orderId, 2, LINK);
    assert(one !== undefined);
    return one;
  };

  const claimed = async ({ orderId, notificationId }: Notification, attemptId: string, seconds: number) => {
    const claim = { attemptId, at: at(seconds), leaseUntil: at(seconds + 90) };
    const result = await store().claim(orderId, notificationId, claim);
    assert(result.outcome === 'claimed');
    return result.planned.notification;
  };

  const stored = async ({ orderId, notificationId }: Notification) => {
    const Key = { ...keys.notification(orderId, notificationId) };
    return (await table.client.send(new GetCommand({ TableName: table.tableName, Key }))).Item ?? {};
  };

  /** All that is known of it, as the log shows it. */
  const whole = ({ notification }: PlannedNotification): Notification => ({
    ...notification,
    status: 'sent',
    sentAt: ACCEPTED.at,
    provider: ACCEPTED.provider,
    providerMessageId: ACCEPTED.providerMessageId,
    message: ACCEPTED.message,
    preview: ACCEPTED.preview,
    templateVersion: ACCEPTED.template.version,
    attempts: [{ attemptId: 'att_1', at: at(3), outcome: 'accepted', provider: 'ses' }],
  });

  const sent = async (orderId: string): Promise<PlannedNotification> => {
    const one = planned(orderId);
    await store().create(one);
    await store().settle(await claimed(one.notification, 'att_1', 3), 'att_1', ACCEPTED);
    return one;
  };

  it('says each thing once, and is read as a whole', async () => {
    const one = await sent('ord_sent');
    const names = Object.keys(await stored(one.notification));
    const repeated = ['orderId', 'notificationId', 'templateId', 'buyerId', 'provider', 'preview', 'message'];
    expect(names.filter((name) => repeated.includes(name))).toEqual([]);
    expect(await store().getPlanned(one.notification)).toEqual({ notification: whole(one), link: LINK });
    expect(await store().listForOrder('ord_sent')).toEqual([whole(one)]);
  });

  it('is read as the version before wrote it', async () => {
    const one = planned('ord_before');
    const { status: _, ...content } = whole(one);
    const Item = {
      ...content,
      ...keys.notification('ord_before', one.notification.notificationId),
      entity: 'planned_notification',
      status: 'pending',
      state: 'sent',
      link: LINK,
    };
    await table.client.send(new PutCommand({ TableName: table.tableName, Item }));
    expect(await store().getPlanned(one.notification)).toEqual({ notification: whole(one), link: LINK });
    const [summary] = await store().summariesForOrder('ord_before');
    expect(summary?.notificationId).toBe(one.notification.notificationId);
  });

  it('stores what differs from what its other attributes say', async () => {
    const one = planned('ord_other');
    await store().create(one);
    const template = { templateId: 'shipped-in-winter', version: 2 };
    const { preview: _, ...short } = { ...ACCEPTED, message: { text: 'On its way' }, template };
    await store().settle(await claimed(one.notification, 'att_1', 3), 'att_1', short);
    const { preview: __, ...known } = whole(one);
    expect(await store().get('ord_other', one.notification.notificationId)).toEqual({
      ...known,
      message: short.message,
      templateId: template.templateId,
      templateVersion: template.version,
    });
  });

  it('that came back can be sent again', async () => {
    const one = await sent('ord_again');
    const { notification } = one;
    await store().report(notification, 'email', { fact: 'bounced', at: at(5) });
    expect(await store().reopen(notification, at(6))).toBe(true);
    const again = await claimed(notification, 'att_2', 7);
    expect(again).toMatchObject({ orderId: 'ord_again', buyerId: notification.buyerId, templateId: 'shipped' });
    const second = { ...ACCEPTED, at: at(8), provider: 'resend', providerMessageId: 're-1', preview: 'Short' } as const;
    await store().settle(again, 'att_2', second);
    const { providerMessageId, preview, provider, attempts } =
      (await store().get('ord_again', notification.notificationId)) ?? {};
    expect({ providerMessageId, preview, provider }).toEqual({
      providerMessageId: 're-1',
      preview: 'Short',
      provider: 'resend',
    });
    expect(attempts?.map((attempt) => attempt.provider)).toEqual(['ses', 'resend']);
  });

  it('is known to a plan without its texts', async () => {
    const { order, events } = created(anOrder({ orderId: 'ord_plan' }), seededIds());
    await dynamoOrderStore(table.client, table.tableName, table.backoff).create(order, events, { stockTaken: [] });
    const one = await sent('ord_plan');
    const found = await orderAndRecords(table)({ orderId: 'ord_plan', eventId: 'evt_now', seq: 1 });
    const { message: _, preview: __, providerMessageId: ___, ...known } = whole(one);
    expect(found?.records).toEqual([known]);
  });

  it('in an inbox says each thing once from the start', async () => {
    const one = planned('ord_inbox', 'in_app');
    await store().create(one);
    const item = await stored(one.notification);
    expect([item.buyerId, item.templateId]).toEqual([undefined, undefined]);
    expect(await store().get('ord_inbox', one.notification.notificationId)).toEqual(one.notification);
  });
});
