import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../shared/contract/events/event-definition.ts';
import { messageLinks } from '../../../shared/notifications/links/message-links.ts';
import { type PlanInput, planNotifications } from '../../../shared/notifications/plan.ts';
import { anOrder } from '../../support/order-fixtures.ts';
import { anEvent } from '../support/an-event.ts';

const NOW = '2026-03-01T10:00:02.000Z';
const driver = {
  driverId: 'drv_1',
  name: 'Marta',
  phone: '600111222',
  phoneE164: '+34600111222',
  provider: 'own',
  assignedAt: NOW,
};
const shop = { shopId: 'shop-1', name: 'Granja', version: 1, createdAt: NOW, updatedAt: NOW };

const plan = (effect: Partial<Extract<Effect, { kind: 'notify' }>>, input: Partial<PlanInput> = {}) =>
  planNotifications({
    event: anEvent({
      effects: [
        {
          kind: 'notify',
          type: 'driver_assigned',
          channels: ['email', 'sms', 'push', 'in_app'],
          priority: 'normal',
          audience: 'driver',
          ...effect,
        },
      ],
    }),
    order: anOrder({ orderId: 'ord_1', driver }),
    link: 'https://w.example/track/1?token=secret',
    now: NOW,
    providers: new Map(['ses', 'sns', 'record'].map((id) => [id, { ratePerSecond: 1 }])),
    ...input,
  }).map(({ notification, link }) => ({ ...notification, link }));

describe('the driver of an order', () => {
  it("is reached by the driver's own telephone and inbox, in words for a driver, and gets no customer's link", () => {
    const planned = plan({});
    expect(
      planned.map(({ channel, status, ownerId, facts, link }) => [channel, status, ownerId, facts.variant, link]),
    ).toEqual([
      ['email', 'suppressed', 'user:drv_1', 'driver_new_delivery', ''],
      ['in_app', 'pending', 'user:drv_1', 'driver_new_delivery', ''],
      ['sms', 'pending', 'user:drv_1', 'driver_new_delivery', ''],
    ]);
  });

  it('who is a courier of a delivery provider hears from the provider', () => {
    const order = anOrder({ orderId: 'ord_1', driver: { ...driver, provider: 'uber' } });
    expect(plan({ channels: ['sms', 'push', 'in_app'] }, { order })).toEqual([]);
  });

  it('whom nobody has found yet gets nothing', () => {
    expect(plan({ channels: ['sms', 'in_app'], type: 'cancelled' }, { order: anOrder({ orderId: 'ord_1' }) })).toEqual(
      [],
    );
  });
});

describe('support', () => {
  const toSupport = (input: Partial<PlanInput> = {}) =>
    plan({ audience: 'support', type: 'exception', channels: ['email'] }, input);

  it('is written to where the stage says', () => {
    expect(toSupport({ supportEmail: 'help@w.example' })).toMatchObject([
      {
        status: 'pending',
        recipient: 'h***@w.example',
        ownerId: 'support',
        facts: { variant: 'support_exception' },
        link: '',
      },
    ]);
  });

  it.each([
    ['granja@example.com', 'pending'],
    ['+34 600 111 222', 'suppressed'],
    ['https://granja.example/@help', 'suppressed'],
    [undefined, 'suppressed'],
  ])(
    'is written to where the shop has its customers ask (%s), where the stage says nothing',
    (supportContact, status) => {
      expect(toSupport({ shop: { ...shop, ...(supportContact && { supportContact }) } })[0]?.status).toBe(status);
    },
  );

  it('shares one address: nobody unsubscribes it for all', () => {
    const [notification] = toSupport({ supportEmail: 'help@w.example' });
    if (!notification) throw new Error('nothing was planned');
    expect(messageLinks(notification, 'https://w.example', 'secret').unsubscribe).toBeUndefined();
    expect(
      messageLinks({ ...notification, audience: 'customer' }, 'https://w.example', 'secret').unsubscribe,
    ).toBeDefined();
  });
});
