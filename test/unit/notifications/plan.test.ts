import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../shared/contract/events/event-definition.ts';
import { maskEmail } from '../../../shared/notifications/channels/email/mask.ts';
import { linkExpiry, orderPageUrl } from '../../../shared/notifications/order-page.ts';
import { planNotifications } from '../../../shared/notifications/plan.ts';
import { anOrder } from '../../support/order-fixtures.ts';
import { anEvent } from '../support/an-event.ts';

const effect = (given: Partial<Extract<Effect, { kind: 'notify' }>> = {}): Effect => ({
  kind: 'notify',
  type: 'shipped',
  channels: ['email', 'push'],
  priority: 'normal',
  audience: 'customer',
  ...given,
});
const order = anOrder({ orderId: 'ord_1' });
const plan = (effects: readonly Effect[], of = order) =>
  planNotifications({
    event: anEvent({ effects }),
    order: of,
    link: 'https://example.com/track/1',
    now: '2026-03-01T10:00:02.000Z',
  });

describe('planning', () => {
  it('makes one mail, with the facts of the event and no address in it', () => {
    const [planned, ...others] = plan([effect()]);
    expect(others).toEqual([]);
    expect(planned?.notification).toMatchObject({
      type: 'shipped',
      channel: 'email',
      status: 'pending',
      locale: 'es',
      recipient: 'a***@example.com',
      facts: { status: 'processing', phase: 'preparing', orderNumber: 'ORD-2026-000001' },
    });
    expect(JSON.stringify(planned)).not.toContain('ana@');
  });

  it('plans the same again under the same id, and another event, type or audience under another', () => {
    const idOf = (effects: readonly Effect[]) => plan(effects)[0]?.notification.notificationId;
    const ids = [
      idOf([effect()]),
      idOf([effect({ type: 'delivered' })]),
      idOf([effect({ audience: 'seller' })]),
      planNotifications({ event: anEvent({ seq: 9, effects: [effect()] }), order, link: '', now: '' })[0]?.notification
        .notificationId,
    ];
    expect(new Set(ids).size).toBe(4);
    expect(idOf([effect()])).toBe(ids[0]);
    expect(plan([effect(), effect()])).toHaveLength(1);
  });

  it('keeps what the seller said with the event for the message that asks to collect, and for no other', () => {
    const event = { location: { city: 'Toledo' }, notes: 'Behind the barn.' };
    const factsOf = (type: 'ready_for_pickup' | 'shipped') =>
      planNotifications({
        event: anEvent({ ...event, effects: [effect({ type })] }),
        order: { ...order, estimatedPickupAt: '2026-03-05T16:30:00.000Z' },
        link: '',
        now: '',
      })[0]?.notification.facts.pickup;
    expect(factsOf('ready_for_pickup')).toEqual({
      place: { city: 'Toledo' },
      at: '2026-03-05T16:30:00.000Z',
      instructions: 'Behind the barn.',
    });
    expect(factsOf('shipped')).toBeUndefined();
  });

  it('records that nobody could be notified', () => {
    const nobody = plan([effect()], { ...order, customer: {} });
    expect(nobody[0]?.notification).toMatchObject({ status: 'suppressed', error: 'no_address' });
    const seller = plan([effect({ audience: 'seller', type: 'store_new_order' })]);
    expect(seller[0]?.notification).toMatchObject({ status: 'suppressed', audience: 'seller', error: 'no_address' });
  });

  it('plans nothing for channels that nobody registered', () => {
    expect(plan([effect({ channels: ['sms', 'push', 'pigeon', 'toString'] })])).toEqual([]);
  });
});

describe('an entry of the inbox', () => {
  const planned = (channels: readonly string[], of = order) =>
    plan([effect({ channels })], of).map(({ notification }) => notification);

  it('is planned for the account of the customer, shown masked', () => {
    const [one, ...others] = planned(['in_app'], { ...order, buyerId: 'user-7' });
    expect(others).toEqual([]);
    expect(one).toMatchObject({ channel: 'in_app', status: 'pending', buyerId: 'user-7', recipient: 'u***' });
  });

  it('is planned under the name that older events have for it, once', () => {
    const [former] = planned(['inbox']);
    expect(planned(['inbox', 'in_app'])).toEqual([former]);
    expect(former).toEqual(planned(['in_app'])[0]);
  });

  it('is planned for the shop, whose sellers share one', () => {
    const [entry, ...others] = plan([effect({ channels: ['in_app'], audience: 'seller', type: 'store_new_order' })]);
    expect(others).toEqual([]);
    expect(entry?.notification).toMatchObject({
      audience: 'seller',
      ownerId: `seller:${order.sellerId}`,
      status: 'pending',
    });
  });

  it('is not planned for a guest, who misses nothing by it', () => {
    const { buyerId: _buyerId, ...guest } = order;
    expect(planned(['in_app'], guest)).toEqual([]);
    expect(planned(['email', 'in_app'], guest).map(({ channel }) => channel)).toEqual(['email']);
  });

  it('stands beside the mail under an id of its own', () => {
    const both = planned(['in_app', 'email', 'push']);
    expect(both.map(({ channel }) => channel)).toEqual(['email', 'in_app']);
    expect(new Set(both.map(({ notificationId }) => notificationId)).size).toBe(2);
  });
});

describe('what a message shows of a person', () => {
  it.each([
    ['ana@example.com', 'a***@example.com'],
    ['@example.com', '***'],
    ['nonsense', '***'],
  ])('%s is %s', (address, masked) => {
    expect(maskEmail(address)).toBe(masked);
  });
});

describe('where a message leads', () => {
  const parcel = {
    shipmentId: 's',
    trackingNumber: '1 2/3',
    carrier: 'fedex',
    registeredAt: '2026-03-01T10:00:00.000Z',
  };
  const token = () => 'the token';

  it('a customer with a parcel: its public page', () => {
    expect(orderPageUrl({ ...order, shipments: [parcel] }, 'https://w.example', token)).toBe(
      'https://w.example/track/1%202%2F3',
    );
  });

  it('a guest, and an order without a parcel: the order, by the token', () => {
    const { buyerId: _buyerId, ...guest } = order;
    const url = 'https://w.example/track/ord_1?token=the%20token';
    expect(orderPageUrl({ ...guest, shipments: [parcel] }, 'https://w.example', token)).toBe(url);
    expect(orderPageUrl(order, 'https://w.example', token)).toBe(url);
  });

  it('the token lasts from the event on, so that planning again makes the same link', () => {
    expect(linkExpiry('2026-03-01T10:00:00.000Z').toISOString()).toBe('2026-05-30T10:00:00.000Z');
  });
});
