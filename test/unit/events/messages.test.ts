import { describe, expect, it } from 'vitest';
import {
  DESTINATIONS,
  destinationsOfKind,
  kindsOn,
  MESSAGE_KINDS,
  type MessageKind,
  QUEUE_IDS,
  type QueueId,
} from '../../../shared/contract/destinations.ts';
import { bodyOfMessage, fromQueue, type MessageOf } from '../../../shared/events/messages.ts';
import { anEvent } from '../support/an-event.ts';

const linkRequest = {
  requestId: 'lnk_1',
  orderNumber: 'ORD-2026-000001',
  proofs: [{ of: 'email', digest: 'd' }],
  requestedAt: '2026-03-01T10:00:00.000Z',
} as const;

/** One of each kind, with every field. */
const EXAMPLES: { readonly [Kind in MessageKind]: MessageOf<Kind> } = {
  event: { kind: 'event', event: anEvent() },
  event_portion: {
    kind: 'event_portion',
    delivery: {
      event: anEvent(),
      followers: [
        { audience: 'order:ord_1', connectionIds: ['c1', 'c2'] },
        {
          audience: 'public:ord_1',
          connectionIds: ['c3'],
          subscribed: { topic: 'track:1Z', caller: '{"kind":"anonymous"}' },
        },
      ],
      readAt: '2026-03-01T10:00:00.000Z',
    },
  },
  location: {
    kind: 'location',
    location: { orderId: 'ord_1', driverId: 'drv_1', lat: 1, lng: 2, at: '2026-03-01T10:00:00.000Z' },
  },
  inbox_change: {
    kind: 'inbox_change',
    change: {
      owner: 'user:usr_1',
      added: [{ orderId: 'ord_1', notificationId: 'ntf_1' }],
      read: ['ntf_2'],
      archived: ['ntf_3'],
    },
  },
  link_request: { kind: 'link_request', linkRequest },
  bulk_send: { kind: 'bulk_send', jobId: 'bulk_1', step: 3 },
  written_message: {
    kind: 'written_message',
    writtenMessage: {
      messageId: 'msg_1',
      orderId: 'ord_1',
      type: 'custom',
      audience: 'customer',
      channels: ['email'],
      priority: 'normal',
      message: { subject: 'S', text: 'T' },
      requestedAt: '2026-03-01T10:00:00.000Z',
      requestedBy: { role: 'csr', id: 'c-1' },
    },
  },
  notification: { kind: 'notification', orderId: 'ord_1', notificationId: 'ntf_1' },
  mail_event: { kind: 'mail_event', mail: { messageId: 'm-1' }, eventType: 'Delivery' },
  portion: { kind: 'portion', jobId: 'job_1', portion: 0 },
  reconcile: { kind: 'reconcile', reconcile: { orderIds: ['ord_1'] } },
  sweep: { kind: 'sweep', sweep: { phase: 'preparing', after: 'ord_1' } },
  index: { kind: 'index', index: { orderIds: ['ord_1'] } },
  rebuild: { kind: 'rebuild', rebuild: {} },
  heartbeat: { kind: 'heartbeat', connectionId: 'c1', beat: 0 },
  parked_record: {
    kind: 'parked_record',
    reason: 'schedule: AccessDenied',
    parkedAt: '2026-03-01T10:00:00.000Z',
    item: { pk: 'ORDER#ord_1', sk: 'EVENT#1' },
    destinations: ['schedule', 'a queue that is gone'],
    record: 'e30=',
  },
  release: {
    kind: 'release',
    release: { orderId: 'ord_1', notificationId: 'ntf_1', at: '2026-03-01T10:00:00.000Z' },
  },
  postponement: {
    kind: 'postponement',
    postponement: {
      orderId: 'ord_1',
      rule: 'no-scan-shipped',
      dueAt: '2026-03-04T10:00:00.000Z',
      at: '2026-03-03T16:00:00.000Z',
    },
  },
  phone_code: { kind: 'phone_code', ownerId: 'user:u1', codeId: 'cod_1' },
};

/** Kinds of messages that were sent before messages had one. */
const OLD_KINDS: readonly MessageKind[] = [
  'event',
  'location',
  'link_request',
  'notification',
  'portion',
  'reconcile',
  'sweep',
  'index',
  'rebuild',
  'heartbeat',
  'parked_record',
];

const READ: readonly (readonly [QueueId, MessageKind])[] = QUEUE_IDS.flatMap((id) =>
  kindsOn(id).map((kind) => [id, kind] as const),
);

const asRead = (id: QueueId, body: string): unknown => fromQueue(id).message().parse(JSON.parse(body));

describe('messages', () => {
  it.each(READ)('%s reads %s as it is sent', (id, kind) => {
    expect(asRead(id, bodyOfMessage(EXAMPLES[kind]))).toEqual(EXAMPLES[kind]);
  });

  it.each(READ.filter(([, kind]) => OLD_KINDS.includes(kind)))(
    '%s reads %s that was sent without a kind, before there were any',
    (id, kind) => {
      const { kind: _kind, ...without } = EXAMPLES[kind];
      expect(asRead(id, JSON.stringify(without))).toEqual(EXAMPLES[kind]);
    },
  );

  it.each(QUEUE_IDS)('%s refuses every other kind, and what has none', (id) => {
    const others = MESSAGE_KINDS.filter((kind) => !kindsOn(id).some((read) => read === kind));
    for (const kind of others) {
      const { kind: _kind, ...without } = EXAMPLES[kind];
      expect(() => asRead(id, bodyOfMessage(EXAMPLES[kind]))).toThrow();
      expect(() => asRead(id, JSON.stringify(without))).toThrow();
    }
    for (const body of ['{}', 'null', '[]', '"event"', '7', '{"kind":"danced"}', '{"kind":null}'])
      expect(() => asRead(id, body)).toThrow();
  });

  it('a kind decides how a message is read, whatever else it has', () => {
    const both = { ...EXAMPLES.sweep, reconcile: { orderIds: ['ord_1'] } };
    expect(asRead('schedule', JSON.stringify(both))).toEqual(EXAMPLES.sweep);
    const wrong = { ...EXAMPLES.event, kind: 'sweep' };
    expect(() => asRead('schedule', JSON.stringify(wrong))).toThrow();
  });

  it('each kind has a consumer; what the table streams has a destination', () => {
    expect(MESSAGE_KINDS.filter((kind) => !READ.some(([, read]) => read === kind))).toEqual([]);
    for (const kind of ['event', 'location', 'link_request', 'notification', 'portion'] as const)
      expect(destinationsOfKind(kind)).not.toEqual([]);
  });

  it('every destination is sent something', () => {
    const reached = new Set(MESSAGE_KINDS.flatMap((kind) => destinationsOfKind(kind)));
    expect(DESTINATIONS.filter((id) => !reached.has(id))).toEqual([]);
  });
});
