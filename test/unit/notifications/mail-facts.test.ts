import { describe, expect, it } from 'vitest';
import { mailFacts } from '../../../shared/notifications/channels/email/mail-facts.ts';
import type { Notification, NotificationFacts } from '../../../shared/notifications/notification.ts';
import { personOf } from '../../../shared/notifications/person.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import type { NotificationType } from '../../../shared/workflows/workflow.ts';
import { anOrder } from '../../support/order-fixtures.ts';

const AT = '2026-03-01T10:00:00.000Z';
const address = { line1: 'Calle 1', city: 'Toledo', country: 'ES' };
const anOrderOf = (more: Partial<Order> = {}) => anOrder({ orderId: 'ord_1', shippingAddress: address, ...more });
const items = (count: number, more: object = {}): Order['items'] =>
  Array.from({ length: count }, (_, n) => ({
    itemId: `itm_${n}`,
    name: `Thing ${n}`,
    quantity: 1,
    unitPrice: '1.00',
    ...more,
  }));

interface Given {
  readonly type?: NotificationType;
  readonly facts?: Partial<NotificationFacts>;
  readonly order?: Partial<Order>;
  readonly tone?: Parameters<typeof mailFacts>[2];
}

const factsOf = ({ type = 'shipped', facts = {}, order = {}, tone = 'moving' }: Given) => {
  const known = { orderNumber: 'ORD-1', status: 'shipped', phase: 'in_transit', occurredAt: AT, ...facts };
  const notification = { type, locale: 'en', facts: known } as Notification;
  return mailFacts(notification, anOrderOf(order), tone).map(({ label, value, url }) => [label, value, url]);
};
const labelsOf = (given: Given) => factsOf(given).map(([label]) => label);

describe('the lines of a mail', () => {
  it.each([
    ['moving', true],
    ['attention', true],
    ['arrived', false],
    ['ended', false],
  ] as const)('say when an order that is %s is expected: %s', (tone, isSaid) => {
    const labels = labelsOf({ tone, facts: { estimatedDelivery: '2026-03-05' } });
    expect(labels).toEqual(isSaid ? ['Estimated delivery'] : []);
  });

  it('do not say when it is delivered where it is to be collected', () => {
    expect(labelsOf({ facts: { estimatedDelivery: '2026-03-05', pickup: {} } })).toEqual([]);
  });

  it.each([
    ['shipped', []],
    ['tracking_link', ['Status']],
    ['order_reminder', ['Status']],
    ['delivery_rescheduled', ['Status']],
    ['custom', ['Status']],
  ] as const)('of %s are %j', (type, labels) => {
    expect(labelsOf({ type })).toEqual(labels);
  });

  it('say where, when and how to collect, as far as that is known', () => {
    const pickup = {
      place: { name: 'Shop', line1: 'Calle 2', city: 'Toledo', postalCode: '45001', region: 'TO', country: 'ES' },
      at: '2026-03-05T16:30:00.000Z',
      since: '2026-03-05T09:00:00.000Z',
      hours: ' 9–17 ',
      instructions: ' Ring twice. ',
    };
    expect(factsOf({ facts: { pickup } })).toEqual([
      ['Where to collect', 'Shop, Calle 2, Toledo, 45001, TO, ES', undefined],
      ['When to collect', expect.stringMatching(/5 March.*17:30/), undefined],
      ['Ready since', expect.stringMatching(/5 March.*10:00/), undefined],
      ['Opening hours', '9–17', undefined],
      ['Instructions', 'Ring twice.', undefined],
    ]);
    expect(factsOf({ facts: { pickup: { hours: ' ', place: { city: 'Toledo', name: '' } } } })).toEqual([
      ['Where to collect', 'Toledo', undefined],
    ]);
  });

  it('give times at the place where it is collected, else where the order goes', () => {
    const at = '2026-03-05T16:30:00.000Z';
    const timeIn = (place: object | undefined) =>
      factsOf({ facts: { pickup: { at, ...(place && { place }) } } }).at(-1)?.[1];
    expect(timeIn({ country: 'GB' })).toContain('16:30');
    expect(timeIn({ city: 'Toledo' })).toContain('17:30');
    expect(timeIn(undefined)).toContain('17:30');
  });

  it('name the parcel, with its carrier and page where there are any', () => {
    const parcel = (facts: Partial<NotificationFacts>) => factsOf({ facts });
    expect(parcel({ trackingNumber: '3318810025', carrier: 'dhl' })).toEqual([
      ['Parcel', 'DHL 3318810025', expect.stringContaining('dhl.com')],
    ]);
    expect(parcel({ trackingNumber: 'T1', carrier: 'acme' })).toEqual([
      ['Parcel', expect.stringMatching(/T1$/), undefined],
    ]);
    expect(parcel({ trackingNumber: 'T1' })).toEqual([['Parcel', 'T1', undefined]]);
    expect(parcel({ carrier: 'dhl' })).toEqual([]);
  });

  it('list what was ordered, ten at most, without what was taken off', () => {
    const listOf = (list: Order['items']) => factsOf({ type: 'order_confirmed', order: { items: list } })[0]?.[1] ?? '';
    expect(listOf(items(10)).split('; ')).toHaveLength(10);
    expect(listOf(items(10))).not.toContain('more');
    expect(listOf(items(11)).split('; ').at(-1)).toBe('and 1 more');
    const labels = (list: Order['items']) =>
      factsOf({ type: 'order_confirmed', order: { items: list } }).map(([label]) => label);
    expect(labels(items(2))).toEqual(['Items', 'Delivery address']);
    expect(labels(items(2, { removed: true }))).toEqual(['Delivery address']);
    expect(factsOf({ type: 'store_new_order', order: { items: items(1) } })).toHaveLength(1);
    expect(factsOf({ type: 'shipped', order: { items: items(1) } })).toEqual([]);
  });

  it('name what the store suggests instead, of items that are there', () => {
    const substitution = { priceDifference: '0', proposedAt: AT, status: 'proposed' as const };
    const order: Partial<Order> = {
      items: items(2),
      substitutions: [
        {
          ...substitution,
          substitutionId: 's1',
          itemId: 'itm_0',
          substitute: { name: 'Pears', quantity: 2, unitPrice: '1' },
        },
        { ...substitution, substitutionId: 's2', itemId: 'itm_1' },
        { ...substitution, substitutionId: 's3', itemId: 'itm_9' },
      ],
    };
    const facts = factsOf({ type: 'substitutions_needed', order });
    expect(facts.map(([label]) => label)).toEqual(['Suggested instead', 'Not available']);
    expect(facts[0]?.[1]).toMatch(/Thing 0.* → .*Pears/);
    expect(facts[1]?.[1]).toMatch(/Thing 1/);
  });
});

describe('who is notified', () => {
  const { buyerId: _buyer, ...guest } = anOrderOf({ customer: {}, guestEmail: 'guest@example.com' });

  it('is the customer, by the account and the address that the order knows', () => {
    const order = anOrderOf({
      buyerId: 'buyer-1',
      customer: { email: 'ana@example.com' },
      guestEmail: 'no@example.com',
    });
    expect(personOf('customer', { order })).toStrictEqual({
      audience: 'customer',
      userId: 'buyer-1',
      email: 'ana@example.com',
    });
    expect(personOf('customer', { order: guest })).toStrictEqual({ audience: 'customer', email: 'guest@example.com' });
  });

  it('is the shop, of whom the order knows nothing', () => {
    expect(personOf('seller', { order: guest })).toStrictEqual({ audience: 'seller', shopId: guest.sellerId });
  });
});
