/** A provider that was down into the night of those whom its messages are for. */
import { describe, expect, it } from 'vitest';
import { channelNamed } from '../../../shared/contract/channel-registry.ts';
import type { NotificationChannel } from '../../../shared/notifications/channel.ts';
import { type DeliverDependencies, deliverNotification } from '../../../shared/notifications/deliver-notification.ts';
import type { Notification } from '../../../shared/notifications/notification.ts';
import { planNotifications } from '../../../shared/notifications/plan.ts';
import { memoryNotificationStore } from '../../support/memory/memory-notification-store.ts';
import { memoryPeopleStores } from '../../support/memory/memory-people-stores.ts';
import { NO_TEMPLATES } from '../../support/no-templates.ts';
import { anOrder, manualClock, seededIds } from '../../support/order-fixtures.ts';
import { anEvent } from '../support/an-event.ts';

/** In Madrid: a quarter to ten at night, and half past eleven. */
const EVENING = '2026-03-01T20:45:00.000Z';
const NIGHT = new Date('2026-03-01T22:30:00.000Z');
/** When it is looked at anew: until when the night lasts is for whoever releases it to find out. */
const SOON = '2026-03-01T22:31:00.000Z';

const order = anOrder({ orderId: 'ord_1', buyerId: 'u1', customer: { phoneE164: '+34600111222' } });

const world = async () => {
  const clock = manualClock(EVENING);
  const store = memoryNotificationStore();
  const sent: string[] = [];
  const calls: string[] = [];
  const sms = channelNamed('sms');
  if (!sms) throw new Error('There is no such channel');
  const channel: NotificationChannel = {
    ...sms,
    render: () => ({ text: 'On its way' }),
    providers: [
      {
        id: 'made_up',
        hasIdempotencyKey: false,
        ratePerSecond: 10,
        reaches: () => true,
        send: async ({ notificationId }) => {
          if (clock.now() < NIGHT) return { outcome: 'unavailable', error: 'Http503' };
          sent.push(notificationId);
          return { outcome: 'accepted', providerMessageId: 'm' };
        },
      },
    ],
  };
  const [planned] = planNotifications({
    event: anEvent({
      effects: [{ kind: 'notify', type: 'shipped', channels: ['sms'], priority: 'normal', audience: 'customer' }],
    }),
    order,
    link: 'https://w.example/track/1',
    now: EVENING,
    providers: new Map([['sns', { ratePerSecond: 1 }]]),
  });
  if (!planned) throw new Error('nothing was planned');
  await store.create(planned);
  const { notificationId } = planned.notification;
  const deliver = (change: Partial<DeliverDependencies['notifications']> = {}) =>
    deliverNotification(
      { orderId: 'ord_1', notificationId },
      {
        notifications: {
          ...store,
          postpone: (...given) => {
            calls.push('postpone');
            return store.postpone(...given);
          },
          ...change,
        },
        orders: { get: async () => order },
        shops: { get: async () => undefined },
        findChannel: async () => channel,
        templates: NO_TEMPLATES,
        publicUrl: 'https://w.example',
        settings: memoryPeopleStores().preferences,
        isInFocus: async () => false,
        bulkTurnOf: async () => 'goes',
        scheduleReleases: async (waiting: readonly Notification[]) => {
          for (const { status, scheduledAt } of waiting) calls.push(`${status} ${scheduledAt}`);
        },
        linksOf: () => expect.fail('A text has no counted links'),
        gate: { admit: async () => ({ admitted: true }), report: async () => {} },
        contacts: { disable: async () => {}, isDisabled: async () => false },
        clock,
        ids: seededIds(),
        random: () => 0,
      },
    );
  const stored = async () => store.get('ord_1', notificationId);
  return { clock, deliver, sent, calls, stored };
};

describe('a text that waited for its provider into the night', () => {
  it('waits for the end of the quiet hours, and its last attempt is none', async () => {
    const { clock, deliver, sent, calls, stored } = await world();
    expect((await deliver()).result).toBe('later');
    clock.set(NIGHT);
    expect(await deliver()).toMatchObject({ result: 'postponed' });
    // Whoever dies in between has a schedule too many, and none too few.
    expect(calls).toEqual([`scheduled ${SOON}`, 'postpone']);
    const { attempts, ...waiting } = (await stored()) ?? expect.fail('It is gone');
    expect(waiting).toMatchObject({ status: 'scheduled', scheduledAt: SOON });
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['unavailable']);
    // A message of its lane that came twice.
    expect((await deliver()).result).toBe('settled');
    expect(sent).toEqual([]);
  });

  it('comes again where the function died before the record', async () => {
    const { clock, deliver, calls, stored } = await world();
    await deliver();
    clock.set(NIGHT);
    const dying = { postpone: () => Promise.reject(new Error('died')) };
    await expect(deliver(dying)).rejects.toThrow('died');
    expect((await deliver()).result).toBe('later');
    clock.advance(26_000);
    expect((await deliver()).result).toBe('postponed');
    expect(calls).toEqual([`scheduled ${SOON}`, 'scheduled 2026-03-01T22:31:26.000Z', 'postpone']);
    expect((await stored())?.status).toBe('scheduled');
  });
});
