/** What happens to messages when queues hand them out again, in another order, to several workers, and one of them dies. */
import { ListQueuesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import type { OrderEvent } from '../../shared/contract/events.ts';
import { bodyOfMessage } from '../../shared/events/messages.ts';
import { orderEventFromImage } from '../../shared/store/event-item.ts';
import { connectionTo } from '../faults/stage.ts';
import type { Health } from '../support/cloud-process.ts';
import { call, drain, local, outbox } from './support/api.ts';
import { deadLetters } from './support/dead-letters.ts';
import { createOrder, newParties, type Parties, putStatus, unique } from './support/orders.ts';
import { allItems } from './support/table.ts';

/** The next noon: nobody's night, wherever the tests run. */
const noon = (): string => new Date(Math.ceil(Date.now() / 86_400_000) * 86_400_000 + 11 * 3_600_000).toISOString();

let parties: Parties;
let queues: SQSClient;
let urls: readonly string[];

beforeAll(async () => {
  await local('POST', 'clock', { set: noon() });
  parties = await newParties();
  const { region } = await local<Health>('GET', 'health');
  queues = new SQSClient(connectionTo({ edge: inject('edgeUrl'), region }));
  urls = (await queues.send(new ListQueuesCommand({}))).QueueUrls ?? [];
  await call('POST', '/api/notifications/push/register-token', {
    token: parties.buyer,
    body: { token: `${unique('fcm')}:${'t'.repeat(40)}`, platform: 'android' },
  });
  await call('POST', '/api/notifications/whatsapp/opt-in', {
    token: parties.buyer,
    body: { phoneNumber: '+34600111222' },
  });
});
afterEach(() => local('DELETE', 'faults'));
afterAll(async () => {
  queues.destroy();
  await local('POST', 'clock', { reset: true });
});

const urlOf = (part: string): string => {
  const [url] = urls.filter((one) => one.includes(part) && !one.includes('DeadLetter'));
  if (url === undefined) throw new Error(`no queue ${part}`);
  return url;
};

/** In a group of its own, so that nothing keeps the order or holds back the double. */
const handOut = (event: OrderEvent): Promise<unknown> =>
  queues.send(
    new SendMessageCommand({
      QueueUrl: urlOf('NotificationsNotifyQueue'),
      MessageBody: bodyOfMessage({ kind: 'event', event }),
      MessageGroupId: unique('group'),
      MessageDeduplicationId: unique('copy'),
    }),
  );

const shipped = async () => {
  const customer = { name: 'Ana', email: `${parties.buyerId}@example.com`, phone: '+34600111222' };
  const order = await createOrder(parties, { customer });
  await putStatus(order.id, parties.seller, 'confirmed');
  await putStatus(order.id, parties.seller, 'processing');
  await putStatus(order.id, parties.seller, 'shipped', { trackingNumber: '122816215025810', carrier: 'fedex' });
  return order;
};

const eventsOf = async (orderId: string): Promise<readonly OrderEvent[]> =>
  (await allItems())
    .filter((item) => item.entity === 'event' && item.orderId === orderId)
    .map(orderEventFromImage)
    .toSorted((a, b) => a.seq - b.seq);

const copies = async (orderId: string) =>
  Object.entries(
    Object.groupBy(await outbox(orderId), ({ channel, notificationId }) => `${channel} ${notificationId}`),
  ).map(([name, sent = []]) => [name.split(' ')[0], sent.length]);

describe('events that are handed out five times', () => {
  it.each([
    ['in their order', (events: readonly OrderEvent[]) => [...events]],
    ['the newest first', (events: readonly OrderEvent[]) => events.toReversed()],
    ['from the middle', (events: readonly OrderEvent[]) => [...events.slice(2), ...events.slice(0, 2)]],
  ])('%s, to several workers at once: one message over each channel', async (_how, ordered) => {
    const { id } = await shipped();
    const events = ordered(await eventsOf(id));
    for (const _time of [1, 2, 3, 4]) await Promise.all(events.map(handOut));
    await drain();
    const sent = await copies(id);
    expect(sent.filter(([, times]) => times !== 1)).toEqual([]);
    expect([...new Set(sent.map(([channel]) => channel))].toSorted()).toEqual(['email', 'push', 'whatsapp']);
    const { body } = await call<{ notifications: { type: string; channel: string; status: string }[] }>(
      'GET',
      `/api/orders/${id}/timeline`,
      { token: parties.buyer },
    );
    const names = body.notifications.map(({ type, channel }) => `${type} ${channel}`);
    expect(names.length).toBe(new Set(names).size);
    expect(await deadLetters()).toEqual([]);
  });

  it('while every sender dies once before its mark: a message whose provider knows no key may come twice, and none is lost', async () => {
    await local('POST', 'faults', {
      service: 'dynamodb',
      operation: 'UpdateItem',
      function: 'Deliver',
      after: 1,
      kind: 'kill',
      times: 1,
    });
    const { id } = await shipped();
    const events = await eventsOf(id);
    await Promise.all([...events, ...events].map(handOut));
    await drain();
    // Lambda hides the batch of a function that died for six times its timeout; the claim is over long before.
    await local('POST', 'clock', { advance: 'PT2M5S' });
    await drain();
    const sent = await copies(id);
    // The one that died may have been sent, and is sent once more: the window of decision 0012.
    expect(sent.filter(([, times]) => Number(times) > 2)).toEqual([]);
    expect(sent.filter(([, times]) => Number(times) > 1).length).toBeLessThanOrEqual(10);
    const { body } = await call<{ notifications: { status: string }[] }>('GET', `/api/orders/${id}/timeline`, {
      token: parties.buyer,
    });
    expect(body.notifications.filter(({ status }) => ['pending', 'failed'].includes(status))).toEqual([]);
  });
});
