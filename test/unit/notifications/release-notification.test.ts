import { describe, expect, it } from 'vitest';
import type { BulkTurn } from '../../../shared/notifications/bulk-send-turn.ts';
import type { Notification } from '../../../shared/notifications/notification.ts';
import type { PreferenceFields } from '../../../shared/notifications/preferences/preferences.ts';
import { releaseNotification } from '../../../shared/notifications/release-notification.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import { anOrder } from '../../support/order-fixtures.ts';

const MORNING = '2026-06-16T06:00:00.000Z';
const NIGHT = '2026-06-15T23:00:00.000Z';

const waiting = (more: Partial<Notification> = {}): Notification => ({
  notificationId: 'ntf_1',
  orderId: 'ord_1',
  eventId: 'evt_1',
  type: 'shipped',
  channel: 'email',
  audience: 'customer',
  priority: 'normal',
  status: 'scheduled',
  scheduledAt: MORNING,
  locale: 'en',
  templateId: 'shipped',
  templateVersion: 1,
  facts: { orderNumber: 'ORD-1', status: 'shipped', phase: 'in_transit', occurredAt: NIGHT },
  createdAt: NIGHT,
  attempts: [],
  ...more,
});

interface Case {
  readonly notification?: Partial<Notification>;
  readonly order?: Partial<Order>;
  readonly chosen?: PreferenceFields;
  readonly isDisabled?: boolean;
  readonly now?: string;
  readonly turn?: BulkTurn;
}

const QUIET = { start: '22:00', end: '08:00' };

const release = async (given: Case = {}) => {
  const { notification, order, chosen = {}, isDisabled = false, now = MORNING, turn = 'goes' } = given;
  const calls: unknown[] = [];
  const base = anOrder({ orderId: 'ord_1', buyerId: 'u1', customer: { email: 'ana@example.com' } });
  const result = await releaseNotification(
    { orderId: 'ord_1', notificationId: 'ntf_1' },
    {
      scheduled: {
        get: async () => ({ notification: waiting(notification), link: '' }),
        release: async () => calls.push('release') > 0,
        withdraw: async (_order, _id, reason) => calls.push(reason) > 0,
        postpone: async ({ at }) => calls.push(at) > 0,
        waitingOf: async () => [],
        releaseTogether: async () => calls.push('together') > 0,
        list: async function* () {},
      },
      orders: { get: async () => ({ ...base, status: 'shipped', phase: 'in_transit', ...order }) as Order },
      shops: { get: async () => undefined },
      settings: {
        get: async (ownerId) => ({
          devices: [],
          preferences: { ...chosen, ownerId, version: 1, createdAt: NIGHT, updatedAt: NIGHT },
        }),
      },
      contacts: { isDisabled: async () => isDisabled },
      bulkTurnOf: async () => turn,
      clock: { now: () => new Date(now) },
    },
  );
  return { result: result.result, calls };
};

describe('a notification whose time has come', () => {
  it('goes', async () => {
    expect(await release()).toEqual({ result: 'released', calls: ['release'] });
  });

  it.each([
    ['the order has gone on', { order: { status: 'out_for_delivery', phase: 'out_for_delivery' } }, 'no_longer_true'],
    ['it was turned off', { chosen: { channels: { email: { shipped: false } } } }, 'turned_off'],
    ['the address bounced meanwhile', { isDisabled: true }, 'contact_disabled'],
    ['there is no address any more', { order: { customer: {} } }, 'no_address'],
    ['its job was cancelled', { turn: 'cancelled' }, 'bulk_send_cancelled'],
  ] as const)('is withdrawn where %s', async (_why, given, reason) => {
    expect(await release(given as Case)).toEqual({ result: 'withdrawn', calls: [reason] });
  });

  it('of what happened for good goes, whatever came after it', async () => {
    const notification = { type: 'delivered', facts: { ...waiting().facts, status: 'delivered' } } as const;
    expect((await release({ notification, order: { status: 'completed', phase: 'completed' } })).result).toBe(
      'released',
    );
    expect((await release({ notification, order: { status: 'exception', phase: 'exception' } })).result).toBe(
      'withdrawn',
    );
  });

  it('waits on where the person has moved west meanwhile', async () => {
    const chosen = { quietHours: QUIET, timezone: 'America/New_York' };
    expect(await release({ chosen })).toEqual({ result: 'postponed', calls: ['2026-06-16T12:00:00.000Z'] });
    expect((await release({ chosen: { ...chosen, timezone: 'Asia/Kathmandu' } })).result).toBe('released');
  });

  it('of a job that is paused is looked at again in five minutes', async () => {
    expect(await release({ turn: 'held' })).toEqual({ result: 'postponed', calls: ['2026-06-16T06:05:00.000Z'] });
  });

  it('that was released by a function that died goes again, and one that was sent does not', async () => {
    expect(await release({ notification: { status: 'pending' } })).toEqual({ result: 'released', calls: [] });
    const attempts = [{ attemptId: 'att_1', at: MORNING }];
    expect(await release({ notification: { status: 'pending', attempts } })).toEqual({ result: 'settled', calls: [] });
    // Tried in the evening, when its provider was down, and not since it was due.
    const before = [{ attemptId: 'att_1', at: NIGHT, outcome: 'unavailable' as const }];
    const postponed = { status: 'pending', attempts: before } as const;
    expect(await release({ notification: postponed })).toEqual({ result: 'released', calls: [] });
    const since = { ...postponed, attempts: [...before, ...attempts] };
    expect(await release({ notification: since })).toEqual({ result: 'settled', calls: [] });
    for (const status of ['sent', 'withdrawn', 'sending'] as const)
      expect(await release({ notification: { status } })).toEqual({ result: 'settled', calls: [] });
  });
});
