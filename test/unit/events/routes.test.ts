import { describe, expect, it } from 'vitest';
import type { OrderEvent } from '../../../shared/contract/events.ts';
import { inBatches } from '../../../shared/events/batches.ts';
import { fromQueue } from '../../../shared/events/messages.ts';
import { type RoutedMessage, routeChanges } from '../../../shared/events/route-changes.ts';
import { MAX_BODY_BYTES, messagesOfEvent, messagesOfNotification } from '../../../shared/events/routes.ts';
import { linkRequest } from '../../../shared/notifications/link-request.ts';
import { eventItem } from '../../../shared/store/event-item.ts';
import { keys } from '../../../shared/store/keys.ts';
import { anEvent } from '../support/an-event.ts';

const destinations = (event: OrderEvent): readonly string[] =>
  messagesOfEvent(event)
    .map(({ destination }) => destination)
    .toSorted();

describe('where an event goes', () => {
  it('every event is broadcast', () => {
    expect(destinations(anEvent())).toEqual(['broadcast']);
  });

  it('effects lead to their consumers', () => {
    const effects: OrderEvent['effects'] = [
      { kind: 'notify', type: 'shipped', channels: ['email'], priority: 'normal', audience: 'customer' },
      { kind: 'reconcile_deadlines', rules: ['stuck'] },
    ];
    expect(destinations(anEvent({ effects }))).toEqual(['broadcast', 'notify', 'schedule']);
  });

  it('what an order is found by goes to the index, and a parcel to the scans that wait for it', () => {
    expect(destinations(anEvent({ type: 'order_created' }))).toEqual(['broadcast', 'search']);
    expect(destinations(anEvent({ type: 'shipment_registered', trackingNumber: '122816215025810' }))).toEqual([
      'broadcast',
      'parked',
      'search',
    ]);
    // Its number came with its registration.
    expect(destinations(anEvent({ trackingNumber: '122816215025810' }))).toEqual(['broadcast']);
  });

  it('FIFO queues get the order as group and the event as its own double', () => {
    const [message] = messagesOfEvent(anEvent());
    expect(message?.fifo).toEqual({ groupId: 'ord_1', deduplicationId: anEvent().eventId });
  });

  it('a message fits, however much a caller sent along', () => {
    const event = anEvent({ metadata: { text: 'é'.repeat(200_000) } });
    const [message] = messagesOfEvent(event);
    expect(Buffer.byteLength(message?.body ?? '')).toBeLessThanOrEqual(MAX_BODY_BYTES);
    expect(
      fromQueue('broadcast')
        .message()
        .parse(JSON.parse(message?.body ?? '')),
    ).toMatchObject({
      kind: 'event',
      event: { seq: event.seq },
    });
  });

  it('a notification takes the lane of its priority, and only while it waits', () => {
    const one = { orderId: 'ord_1', notificationId: 'ntf_1', status: 'pending' } as const;
    const lanes = (['urgent', 'normal', 'low'] as const).flatMap((priority) =>
      messagesOfNotification({ ...one, priority }).map(({ destination }) => destination),
    );
    expect(lanes).toEqual(['urgentLane', 'normalLane', 'bulkLane']);
    expect(messagesOfNotification({ ...one, priority: 'urgent', status: 'suppressed' })).toEqual([]);
  });
});

/** Of the one destination that every event has, in the order they are sent. */
const broadcastOf = (messages: readonly RoutedMessage[]): readonly string[] =>
  messages.filter(({ destination }) => destination === 'broadcast').map(({ sequenceNumber }) => sequenceNumber);

describe('a batch of the stream', () => {
  const insert = (newItem: Readonly<Record<string, unknown>>, sequenceNumber: string) =>
    ({ kind: 'INSERT', newItem, sequenceNumber }) as const;

  it('is sent on by order and number, whatever order it came in', () => {
    const events = [
      anEvent({ orderId: 'ord_2', seq: 2 }),
      anEvent({ orderId: 'ord_1', seq: 3 }),
      anEvent({ orderId: 'ord_2', seq: 1 }),
    ];
    const { messages } = routeChanges(events.map((event, index) => insert(eventItem(event), String(index))));
    expect(broadcastOf(messages)).toEqual(['1', '2', '0']);
  });

  it('carries locations of both kinds of change, and nothing of removals or rewritten events', () => {
    const location = {
      entity: 'location',
      orderId: 'ord_1',
      driverId: 'd',
      lat: 1,
      lng: 2,
      at: '2026-03-01T10:00:00Z',
    };
    const { messages } = routeChanges([
      { kind: 'MODIFY', newItem: location, sequenceNumber: '1' },
      { kind: 'MODIFY', newItem: eventItem(anEvent()), sequenceNumber: '2' },
      { kind: 'REMOVE', sequenceNumber: '3' },
    ]);
    expect(messages.map(({ sequenceNumber }) => sequenceNumber)).toEqual(['1']);
    expect(
      fromQueue('broadcast')
        .message()
        .parse(JSON.parse(messages[0]?.body ?? '')),
    ).toMatchObject({
      location: { lat: 1 },
    });
  });

  it('carries who asks for a link to those who write mail', () => {
    const request = linkRequest('lnk_1', 'ORD-2026-000001', { email: 'ana@example.com' }, '2026-03-01T10:00:00.000Z');
    const item = { ...keys.linkRequest('lnk_1'), entity: 'link_request', expiresAt: 1, ...request };
    const { messages } = routeChanges([insert(item, '1')]);
    expect(messages).toMatchObject([
      { destination: 'notify', fifo: { groupId: 'link:ORD-2026-000001', deduplicationId: 'lnk_1' } },
    ]);
    expect(
      fromQueue('notify')
        .message()
        .parse(JSON.parse(messages[0]?.body ?? '')),
    ).toEqual({
      kind: 'link_request',
      linkRequest: request,
    });
  });

  it('publishes what operations should look at', () => {
    const event = anEvent({ effects: [{ kind: 'alert', alert: 'stuck' }] });
    expect(routeChanges([insert(eventItem(event), '1')]).alerts).toEqual([{ orderId: 'ord_1', alert: 'stuck' }]);
  });

  const poisons: readonly (readonly [string, Readonly<Record<string, unknown>>, RegExp])[] = [
    ['an event without effects', { ...eventItem(anEvent()), effects: 'none' }, /^Unreadable: event\.effects/],
    ['an event of another version', { ...eventItem(anEvent()), schemaVersion: 2 }, /^Unknown schema version: 2$/],
    ['an event without a version', { ...eventItem(anEvent()), schemaVersion: undefined }, /^Unknown schema version/],
    ['an event of a type that is none', { ...eventItem(anEvent()), type: 'danced' }, /^Unreadable: event\.type/],
    [
      'metadata that is no JSON',
      { ...eventItem(anEvent()), metadata: '{"mail":"ana@example.com"' },
      /^Unreadable: \w+$/,
    ],
    ['an event too large for a message', eventItem(anEvent({ carrier: 'ж'.repeat(50_000) })), /^Too large: \d+ bytes/],
    ['an item that nobody decided about', { entity: 'wish', orderId: 'ord_1' }, /^Unknown entity: wish$/],
    ['a location without a place', { entity: 'location', orderId: 'ord_1', at: 'now' }, /^Unreadable: /],
    [
      'a notification of no lane',
      { entity: 'notification', orderId: 'o', notificationId: 'n', status: 'pending', priority: 'never' },
      /^Unreadable: priority/,
    ],
    ['a job without orders', { entity: 'bulk_job', jobId: 'j', isQueued: true }, /^Unreadable: orderIds/],
    [
      'a link request without proofs',
      { entity: 'link_request', requestId: 'l', orderNumber: 'O', requestedAt: 'now' },
      /^Unreadable: /,
    ],
  ];

  it.each(poisons)('names %s, and sends the others', (_what, broken, reason) => {
    const { messages, unreadable } = routeChanges([insert(broken, '1'), insert(eventItem(anEvent()), '2')]);
    expect(unreadable).toEqual([{ sequenceNumber: '1', reason: expect.stringMatching(reason) }]);
    expect(broadcastOf(messages)).toEqual(['2']);
    expect(JSON.stringify(unreadable)).not.toContain('ana@example.com');
  });

  it.each(['metadata', 'notes', 'reason'] as const)(
    'an event that fits without its %s goes without it, counted as it is sent',
    (field) => {
      const text = 'ж'.repeat(60_000);
      const value = { metadata: { text }, notes: text, reason: text }[field];
      const event = anEvent({ [field]: value });
      expect(Buffer.byteLength(JSON.stringify({ event }))).toBeLessThan(MAX_BODY_BYTES);
      const { messages, unreadable } = routeChanges([insert(eventItem(event), '1')]);
      expect(unreadable).toEqual([]);
      expect(messages[0]?.body.length).toBeLessThanOrEqual(MAX_BODY_BYTES);
      expect(
        fromQueue('parked')
          .message()
          .parse(JSON.parse(messages[0]?.body ?? '')).event,
      ).toEqual(anEvent());
    },
  );
});

describe('calls to a queue', () => {
  it('hold ten messages and no more bytes than one message may have', () => {
    const small = Array.from({ length: 23 }, (_, index) => ({ body: String(index) }));
    expect(inBatches(small).map((batch) => batch.length)).toEqual([10, 10, 3]);
    const large = Array.from({ length: 3 }, () => ({ body: 'x'.repeat(MAX_BODY_BYTES / 2) }));
    expect(inBatches(large).map((batch) => batch.length)).toEqual([2, 1]);
    expect(inBatches([])).toEqual([]);
  });
});
