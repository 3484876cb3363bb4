import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../shared/contract/events/event-definition.ts';
import type { OrderEvent } from '../../../shared/contract/events.ts';
import { planNotifications } from '../../../shared/notifications/plan.ts';
import type { Order, Shipment } from '../../../shared/orders/model/order.ts';
import type { NotificationType } from '../../../shared/workflows/workflow.ts';
import { anOrder } from '../../support/order-fixtures.ts';
import { anEvent } from '../support/an-event.ts';

type Notify = Extract<Effect, { kind: 'notify' }>;

const NOW = '2026-03-01T10:00:02.000Z';
const OCCURRED_AT = '2026-03-01T10:00:00.000Z';

interface Given {
  readonly effect?: Partial<Notify>;
  readonly event?: Partial<OrderEvent>;
  readonly order?: Partial<Order>;
  readonly now?: string;
}

const planOne = (type: NotificationType, { effect = {}, event = {}, order = {}, now = NOW }: Given = {}) => {
  const notify: Notify = {
    kind: 'notify',
    type,
    channels: ['email'],
    priority: 'normal',
    audience: 'customer',
    ...effect,
  };
  const [planned, ...others] = planNotifications({
    event: anEvent({ effects: [notify], ...event }),
    order: anOrder({ orderId: 'ord_1', ...order }),
    link: 'https://example.com/track/1',
    now,
  });
  if (planned === undefined || others.length > 0) throw new Error('not one notification');
  return planned.notification;
};
const factsOf = (type: NotificationType, given?: Given) => planOne(type, given).facts;

const parcel = (trackingNumber: string, more: Partial<Shipment> = {}): Shipment => ({
  shipmentId: `shp_${trackingNumber}`,
  trackingNumber,
  carrier: 'fedex',
  registeredAt: OCCURRED_AT,
  ...more,
});

describe('the facts of a notification', () => {
  it('are those of the event, and nothing that it does not say', () => {
    expect(factsOf('processing')).toEqual({
      orderNumber: 'ORD-2026-000001',
      status: 'processing',
      phase: 'preparing',
      occurredAt: OCCURRED_AT,
    });
  });

  it('name the reason where the event has one', () => {
    expect(factsOf('exception', { event: { reason: 'address_problem' } }).reason).toBe('address_problem');
    expect(factsOf('exception')).not.toHaveProperty('reason');
  });

  it('name the parcel that the event is about, with its own carrier', () => {
    const shipments = [parcel('T1', { carrier: 'ups' }), parcel('T2'), parcel('T3', { carrier: 'dhl' })];
    const ofParcel = factsOf('delivered', { event: { trackingNumber: 'T1' }, order: { shipments } });
    expect(ofParcel).toMatchObject({ trackingNumber: 'T1', carrier: 'ups' });
  });

  it('name the last parcel where the event is about none, and no parcel where there is none', () => {
    const shipments = [parcel('T1', { carrier: 'ups' }), parcel('T2', { carrier: 'dhl' })];
    expect(factsOf('shipped', { order: { shipments } })).toMatchObject({ trackingNumber: 'T2', carrier: 'dhl' });
    expect(factsOf('shipped')).not.toHaveProperty('trackingNumber');
    expect(factsOf('shipped')).not.toHaveProperty('carrier');
  });

  it('expect the order when the event says, else when the order says, else not at all', () => {
    const order = { estimatedDelivery: '2026-03-08' };
    expect(factsOf('shipped', { event: { estimatedDelivery: '2026-03-05' }, order }).estimatedDelivery).toBe(
      '2026-03-05',
    );
    expect(factsOf('shipped', { order }).estimatedDelivery).toBe('2026-03-08');
    expect(factsOf('shipped')).not.toHaveProperty('estimatedDelivery');
  });

  it('count the items where the event counts them', () => {
    const itemCounts = { total: '5', onTheWay: '3', delivered: '0' };
    expect(factsOf('shipped', { event: { metadata: { itemCounts } } }).itemCounts).toEqual(itemCounts);
    expect(factsOf('shipped')).not.toHaveProperty('itemCounts');
  });
});

describe('whom a notification is for', () => {
  it('a customer by the order, a shop by its own name', () => {
    const idOf = (effect: Partial<Notify>, order: Partial<Order> = {}) =>
      planOne('store_new_order', { effect, order }).notificationId;
    const customer = idOf({});
    const seller = idOf({ audience: 'seller' });
    expect(seller).not.toBe(customer);
    expect(idOf({ audience: 'seller' }, { sellerId: 'seller-2' })).not.toBe(seller);
    expect(idOf({}, { sellerId: 'seller-2' })).toBe(customer);
    expect(idOf({}, { orderId: 'ord_2' })).not.toBe(customer);
  });

  it('has an id of a fixed form that says nothing of the person', () => {
    expect(planOne('shipped').notificationId).toMatch(/^ntf_[0-9a-f]{32}$/);
  });

  it('uses the guest’s address where the customer gave none, and carries a buyer only where there is one', () => {
    const guest = planOne('shipped', { order: { customer: { name: 'Ana' }, guestEmail: 'guest@example.org' } });
    expect(guest).toMatchObject({ status: 'pending', recipient: 'g***@example.org' });
    expect(guest).not.toHaveProperty('error');
    expect(planOne('shipped').buyerId).toBe('buyer-1');
    const { buyerId: _buyerId, ...anonymous } = anOrder({ orderId: 'ord_1' });
    const [planned] = planNotifications({
      event: anEvent({
        effects: [{ kind: 'notify', type: 'shipped', channels: ['email'], priority: 'normal', audience: 'customer' }],
      }),
      order: anonymous,
      link: '',
      now: NOW,
    });
    expect(planned?.notification).not.toHaveProperty('buyerId');
  });

  it('keeps the customer’s address out of what a shop is sent', () => {
    const shop = planOne('store_new_order', { effect: { audience: 'seller' } });
    expect(shop).not.toHaveProperty('recipient');
    expect(shop).toMatchObject({ status: 'suppressed', error: 'no_address' });
  });

  it('takes the workflow’s priority, and waits without attempts', () => {
    expect(planOne('exception', { effect: { priority: 'urgent' } })).toMatchObject({
      priority: 'urgent',
      attempts: [],
      createdAt: NOW,
      eventId: anEvent().eventId,
      orderId: 'ord_1',
      templateId: 'exception',
    });
  });
});

describe('collecting an order', () => {
  const pickup = { place: { name: 'The farm', city: 'Toledo' }, instructions: 'Ring twice.', hours: '9–18' };
  const order = { fulfilmentType: 'pickup' as const, pickup, estimatedPickupAt: '2026-03-02T10:00:00.000Z' };
  const known = { place: pickup.place, at: order.estimatedPickupAt, instructions: 'Ring twice.', hours: '9–18' };

  it('is said in full where the message asks to collect', () => {
    expect(factsOf('ready_for_pickup', { order }).pickup).toEqual(known);
    expect(factsOf('order_confirmed', { order }).pickup).toEqual(known);
    expect(factsOf('delivery_rescheduled', { order })).toMatchObject({ pickup: known, variant: 'pickup_rescheduled' });
    const reminder = factsOf('order_reminder', { order, event: { phase: 'ready' } });
    expect(reminder).toMatchObject({ pickup: known, variant: 'pickup_reminder' });
  });

  it('is no matter of other messages, nor of orders that are brought', () => {
    expect(factsOf('preparing', { order })).not.toHaveProperty('pickup');
    expect(factsOf('order_reminder', { order, event: { phase: 'placed' } })).not.toHaveProperty('pickup');
    const brought: Partial<Order> = { ...order, fulfilmentType: 'delivery' };
    for (const type of ['order_confirmed', 'delivery_rescheduled', 'order_reminder'] as const) {
      const facts = factsOf(type, { order: brought, event: { phase: 'ready' } });
      expect(facts).not.toHaveProperty('pickup');
      expect(facts).not.toHaveProperty('variant');
    }
  });

  it('is for the customer: a shop is sent no place', () => {
    const effect = { audience: 'seller' as const };
    const types = [
      'order_reminder',
      'order_confirmed',
      'ready_for_pickup',
      'delivery_rescheduled',
      'store_new_order',
    ] as const;
    for (const type of types) {
      const facts = factsOf(type, { order, effect, event: { phase: 'ready' } });
      expect(facts).not.toHaveProperty('pickup');
    }
  });

  it('goes by what the seller said when it was ready, before what the order says', () => {
    const event = { location: { city: 'Toledo', line1: 'Calle Ancha 1' }, notes: 'Behind the barn.' };
    expect(factsOf('ready_for_pickup', { order, event }).pickup).toMatchObject({
      place: event.location,
      instructions: 'Behind the barn.',
    });
    // Said of something else than where to collect.
    expect(factsOf('order_confirmed', { order, event }).pickup).toEqual(known);
  });

  it('is possible from when it is ready, where no time was agreed', () => {
    const { estimatedPickupAt: _at, ...withoutTime } = order;
    expect(factsOf('ready_for_pickup', { order: withoutTime }).pickup).toMatchObject({ since: OCCURRED_AT });
    expect(factsOf('order_confirmed', { order: withoutTime }).pickup).not.toHaveProperty('since');
    expect(factsOf('ready_for_pickup', { order }).pickup).not.toHaveProperty('since');
  });

  it('says no more than is known', () => {
    expect(factsOf('order_confirmed', { order: { fulfilmentType: 'pickup' } }).pickup).toEqual({});
  });
});

describe('a parcel at a carrier’s counter', () => {
  const event: Partial<OrderEvent> = {
    actor: { role: 'carrier', id: 'fedex' },
    trackingNumber: 'T1',
    location: { city: 'Memphis' },
    metadata: { milestone: 'available_for_pickup' },
  };
  const heldAt = { name: 'FedEx Office', city: 'Memphis', line1: '1 Main St' };
  const shopsOwn = { place: { city: 'Toledo' }, instructions: 'Ring twice.', hours: '9–18' };

  it('is where the carrier holds it, since it came there; nothing of the shop’s counter is said', () => {
    const order = { shipments: [parcel('T2', { heldAt: shopsOwn.place }), parcel('T1', { heldAt })], pickup: shopsOwn };
    expect(factsOf('ready_for_pickup', { event, order })).toMatchObject({
      variant: 'held_at_counter',
      pickup: { place: heldAt, since: OCCURRED_AT },
    });
    expect(factsOf('ready_for_pickup', { event, order }).pickup).not.toHaveProperty('instructions');
  });

  it('is where it was scanned, else somewhere', () => {
    const order = { shipments: [parcel('T1')] };
    expect(factsOf('ready_for_pickup', { event, order }).pickup).toEqual({
      place: { city: 'Memphis' },
      since: OCCURRED_AT,
    });
    const { location: _location, ...nowhere } = event;
    expect(factsOf('ready_for_pickup', { event: nowhere, order }).pickup).toEqual({ since: OCCURRED_AT });
  });

  it.each<[string, Partial<OrderEvent>]>([
    ['a seller', { actor: { role: 'seller', id: 'seller-1' } }],
    ['another milestone', { metadata: { milestone: 'arrived_at_facility' } }],
  ])('is not meant by %s', (_what, more) => {
    const { metadata: _metadata, ...bare } = { ...event, ...more };
    expect(factsOf('ready_for_pickup', { event: { ...event, ...more } })).not.toHaveProperty('variant');
    expect(factsOf('ready_for_pickup', { event: bare })).not.toHaveProperty('variant');
  });
});

describe('a vehicle that leaves', () => {
  const madrid = { shippingAddress: { country: 'ES' } as NonNullable<Order['shippingAddress']> };

  it('comes today where it is spoken of on the day on which it left, by the calendar of the place', () => {
    const event = { occurredAt: '2026-03-01T22:30:00.000Z' };
    const sentAt = (now: string) => factsOf('out_for_delivery', { event, order: madrid, now });
    expect(sentAt('2026-03-01T22:45:00.000Z')).not.toHaveProperty('variant');
    expect(sentAt('2026-03-01T23:05:00.000Z').variant).toBe('out_for_delivery_undated');
    expect(sentAt('2026-03-03T22:45:00.000Z').variant).toBe('out_for_delivery_undated');
  });
});
