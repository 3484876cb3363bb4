import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channelNamed } from '../../../shared/contract/channel-registry.ts';
import { LOCALES } from '../../../shared/contract/locale.ts';
import { renderEmail } from '../../../shared/notifications/channels/email/render.ts';
import { renderSms } from '../../../shared/notifications/channels/sms/render.ts';
import { collectedUntil } from '../../../shared/notifications/digest/digest-window.ts';
import type { Notification } from '../../../shared/notifications/notification.ts';
import { repeatOf } from '../../../shared/notifications/plan-repeats.ts';
import { releaseNotification } from '../../../shared/notifications/release-notification.ts';
import { anOrder } from '../../support/order-fixtures.ts';
import { aNotification, aRichOrder, shopIn } from './templates/support/messages.ts';

const NOW = '2026-06-16T10:00:00.000Z';
const OWNER = 'seller:shop-1';
const email = channelNamed('email');
if (!email) throw new Error('there is no e-mail');

const waiting = (orderId: string, more: Partial<Notification> = {}): Notification => ({
  notificationId: `ntf_${orderId}`,
  orderId,
  eventId: `evt_${orderId}`,
  ownerId: OWNER,
  type: 'order_reminder',
  channel: 'email',
  audience: 'seller',
  priority: 'low',
  status: 'scheduled',
  scheduledAt: NOW,
  locale: 'en',
  templateId: 'order_reminder',
  templateVersion: 1,
  facts: {
    orderNumber: `ORD-${orderId}`,
    status: 'pending',
    phase: 'placed',
    occurredAt: NOW,
    variant: 'shop_reminder',
  },
  createdAt: `2026-06-16T09:${orderId.padStart(2, '0')}:00.000Z`,
  attempts: [],
  ...more,
});

describe('the window', () => {
  const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true });
  const until = (ownerId: string, now: Date) => collectedUntil({ ...waiting('1'), ownerId }, email, now);

  it('ends within the hour, and at the same moment for all that fall into it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), instant, fc.nat(), (owner, now, later) => {
        const end = until(owner, now)?.getTime() ?? 0;
        const left = end - now.getTime();
        expect(left).toBeGreaterThan(0);
        expect(left).toBeLessThanOrEqual(3_600_000);
        expect(until(owner, new Date(now.getTime() + (later % left)))?.getTime()).toBe(end);
        expect(until(owner, new Date(end))?.getTime()).toBe(end + 3_600_000);
      }),
    );
  });

  it.each([
    ['of normal priority', { priority: 'normal' }],
    ['that asks to come at some time', { facts: { ...waiting('1').facts, pickup: {} } }],
  ] as const)('is none for a message %s', (_what, more) => {
    expect(collectedUntil(waiting('1', more), email, new Date(NOW))).toBeUndefined();
  });

  it('is none for the inbox', () => {
    const inbox = channelNamed('in_app');
    expect(inbox && collectedUntil(waiting('1'), inbox, new Date(NOW))).toBeUndefined();
  });
});

interface Case {
  readonly others?: readonly Notification[];
  readonly orderOf?: Readonly<Record<string, object>>;
  readonly isTurnedOff?: boolean;
  readonly isContended?: boolean;
  readonly now?: string;
}

const release = async ({ others = [], orderOf = {}, isTurnedOff, isContended = false, now = NOW }: Case) => {
  const all = new Map([waiting('1'), ...others].map((one) => [one.notificationId, one]));
  const told: string[] = [];
  const result = await releaseNotification(
    { orderId: '1', notificationId: 'ntf_1' },
    {
      scheduled: {
        get: async (_orderId, id) => {
          const notification = all.get(id);
          return notification && { notification, link: '' };
        },
        waitingOf: async () => [...all.values()].map(({ orderId, notificationId }) => ({ orderId, notificationId })),
        release: async () => told.push('alone') > 0,
        releaseTogether: async (_leader, companions) => {
          told.push(...companions.map(({ orderId }) => orderId));
          return !isContended;
        },
        withdraw: async (_orderId, _id, reason) => told.push(reason) > 0,
        postpone: async ({ at }) => told.push(at) > 0,
        list: async function* () {},
      },
      orders: {
        get: async (orderId) =>
          anOrder({ orderId, sellerId: 'shop-1', status: 'pending', phase: 'placed', ...orderOf[orderId] }),
      },
      bulkTurnOf: async ({ eventId }) => (eventId === 'bulk_paused' ? 'held' : 'goes'),
      shops: {
        get: async () => ({
          shopId: 'shop-1',
          name: 'S',
          email: 's@x.example',
          version: 1,
          createdAt: NOW,
          updatedAt: NOW,
        }),
      },
      settings: {
        get: async (ownerId) => ({
          devices: [],
          preferences: {
            ownerId,
            version: 1,
            createdAt: NOW,
            updatedAt: NOW,
            ...(isTurnedOff && { channels: { email: { order_reminder: false } } }),
          },
        }),
      },
      contacts: { isDisabled: async () => false },
      clock: { now: () => new Date(now) },
    },
  );
  return { result, told };
};

describe('messages of low priority to one person within the window', () => {
  it('go as one, which names each, the oldest first', async () => {
    const { result, told } = await release({ others: [waiting('3'), waiting('2')] });
    expect(told).toEqual(['3', '2']);
    expect(result).toMatchObject({
      result: 'released',
      digested: 2,
      notification: {
        status: 'pending',
        facts: {
          variant: 'digest',
          digest: ['1', '2', '3'].map((id) => ({ orderNumber: `ORD-${id}`, variant: 'shop_reminder' })),
        },
      },
    });
  });

  it('a lone one goes as itself', async () => {
    const { result, told } = await release({});
    expect(told).toEqual(['alone']);
    expect(result).toMatchObject({ digested: 0, notification: { facts: { variant: 'shop_reminder' } } });
  });

  it.each([
    ['over another channel', { channel: 'sms' }],
    ['of another priority', { priority: 'normal' }],
    ['that waits on', { scheduledAt: '2026-06-16T11:00:00.000Z' }],
    ['that was sent', { status: 'sent' }],
    ['in another language', { locale: 'ru' }],
    ['of a job that is paused', { eventId: 'bulk_paused' }],
    ['that a person wrote', { facts: { ...waiting('2').facts, message: { text: 'Hoy nieva.' } } }],
  ] as const)('not with one %s', async (_what, more) => {
    expect((await release({ others: [waiting('2', more)] })).told).toEqual(['alone']);
  });

  it.each([
    ['whose order has gone on', { '2': { status: 'confirmed', phase: 'confirmed' } }],
    ['of another shop', { '2': { sellerId: 'shop-2' } }],
  ] as const)('not with one %s', async (_what, orderOf) => {
    expect((await release({ others: [waiting('2')], orderOf })).told).toEqual(['alone']);
  });

  it('go nowhere where they were turned off meanwhile', async () => {
    expect((await release({ others: [waiting('2')], isTurnedOff: true })).told).toEqual(['turned_off']);
  });

  it('are looked at again where another one was released at the same moment', async () => {
    expect((await release({ others: [waiting('2')], isContended: true })).result).toEqual({ result: 'contended' });
  });

  it('wait on where somebody changes their settings before the window ends', async () => {
    const { result } = await release({ now: '2026-06-16T09:30:00.000Z' });
    expect(result).toMatchObject({ result: 'postponed' });
  });

  it('are no more than what a mail can hold', async () => {
    const others = Array.from({ length: 40 }, (_, index) => waiting(String(index + 2)));
    expect((await release({ others })).told).toHaveLength(24);
  });

  it('count as said', () => {
    const said = waiting('1', { type: 'processing', eventId: 'evt_0', status: 'withdrawn', error: 'in_digest' });
    expect(repeatOf(waiting('1', { type: 'processing' }), [said], {})).toBe('repeated');
    expect(repeatOf(waiting('1', { type: 'processing' }), [{ ...said, error: 'turned_off' }], {})).toBeUndefined();
  });
});

describe.each(LOCALES)('a digest in %s', (locale) => {
  const request = () => {
    const notification = aNotification('digest', locale, { audience: 'seller' });
    const entry = (n: number) => ({
      orderId: `o${n}`,
      notificationId: `ntf_${n}`,
      orderNumber: `ORD-2026-00000${n}`,
      type: 'order_reminder' as const,
      variant: 'shop_reminder' as const,
    });
    const digest = [1, 2, 3, 4, 5].map(entry);
    return {
      notification: { ...notification, facts: { ...notification.facts, digest } },
      order: aRichOrder(locale),
      shop: shopIn(locale),
      link: 'https://shop.example/orders',
    };
  };

  it('lists each order by mail, and none of them as the only one', () => {
    const { text, html, subject } = renderEmail(request());
    for (const n of [1, 2, 3, 4, 5])
      expect([text, html].every((part) => part.includes(`ORD-2026-00000${n}`))).toBe(true);
    expect(subject).toContain('ORD-2026-000001, ORD-2026-000002, ORD-2026-000003');
    expect(html).not.toContain('class="step');
    expect(`${subject}${text}${html}`).not.toMatch(/\{\{|undefined|\[object/);
  });

  it('fits a text message', () => {
    expect(Number(renderSms(request()).segments)).toBeLessThanOrEqual(locale === 'ru' ? 3 : 2);
  });
});
