import { describe, expect, it } from 'vitest';
import { estimateOf } from '../../../shared/carriers/instant.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import { mailOf, order, render } from './support/mails.ts';

describe('the day of a delivery', () => {
  const chicago = { line1: '1 Main St', city: 'Chicago', region: 'IL', postalCode: '60601', country: 'US' };
  const expected = (estimatedDelivery: string, of: Partial<Order> = {}) =>
    /Estimated delivery: (.*)/.exec(
      render('shipped', { ...order, locale: 'en', shippingAddress: chicago, ...of, estimatedDelivery }).text,
    )?.[1];

  it('is the one that the carrier wrote, whatever its offset', () => {
    for (const written of ['2026-12-03T00:00:00-06:00', '2026-12-03T00:00:00Z', '2026-12-03T00:00:00+09:00']) {
      expect(expected(estimateOf(written) ?? '')).toMatch(/^Thursday,? 3 December$/);
    }
  });

  it.each([
    ['es', 'Entrega estimada: jueves, 3 de diciembre'],
    ['ro', 'Livrare estimată: joi, 3 decembrie'],
    ['ru', 'Ожидаемая доставка: четверг, 3 декабря'],
  ] as const)('is written in %s', (locale, text) => {
    const of = { ...order, locale, shippingAddress: chicago, estimatedDelivery: '2026-12-03' };
    expect(render('shipped', of).text).toContain(text);
  });

  it('has the hours of a window at the place, on the days that clocks change too', () => {
    const window = '2026-11-01T15:00:00.000Z/2026-11-01T17:00:00.000Z';
    expect(expected(window)).toMatch(/^Sunday,? 1 November,? 09:00.11:00$/);
    const berlin = { line1: 'Weg 1', city: 'Berlin', country: 'DE' };
    const spring = '2026-03-29T00:30:00.000Z/2026-03-29T01:30:00.000Z';
    expect(expected(spring, { shippingAddress: berlin })).toMatch(/^Sunday,? 29 March,? 01:30.03:30$/);
  });

  it('goes over several days, and has the year where it is another', () => {
    expect(expected('2026-12-03/2026-12-05')).toMatch(/^Thursday,? 3 December\D+5 December$/);
    expect(expected('2027-01-04')).toMatch(/4 January 2027/);
    expect(expected('2026-12-03T23:30:00.000Z')).toMatch(/3 December$/);
    expect(expected('2026-12-04T05:30:00.000Z')).toMatch(/3 December$/);
  });
});

describe('what was ordered', () => {
  const basket = [
    { itemId: 'a', name: 'Tomatoes', quantity: 1.5, unit: 'kg', unitPrice: '2.40' },
    { itemId: 'b', name: 'Oat milk', quantity: 2, unitPrice: '1.90' },
    { itemId: 'c', name: 'Gone', quantity: 1, unitPrice: '1.00', removed: true },
  ];

  it.each([
    ['en', 'Items: 1.5 kg Tomatoes; 2 × Oat milk\n'],
    ['es', 'Artículos: 1,5 kg Tomatoes; 2 × Oat milk\n'],
    ['ro', 'Produse: 1,5 kg Tomatoes; 2 × Oat milk\n'],
    ['ru', 'Товары: 1,5 кг Tomatoes; 2 × Oat milk\n'],
  ] as const)('is in the confirmation in %s, weights as weights', (locale, line) => {
    expect(render('order_confirmed', { ...order, locale, items: basket }).text).toContain(line);
  });

  it('is counted where there is much of it, and left out where it is no matter', () => {
    const items = Array.from({ length: 25 }, (_, i) => ({
      itemId: `i${i}`,
      name: `No ${i}`,
      quantity: 1,
      unitPrice: '1',
    }));
    expect(render('order_confirmed', { ...order, locale: 'en', items }).text).toContain('1 × No 9; and 15 more\n');
    expect(render('shipped', { ...order, locale: 'en', items }).text).not.toContain('No 9');
  });

  it('and cannot be had is named beside what is suggested', () => {
    const asked = { status: 'proposed', priceDifference: '0.00', proposedAt: '2026-03-01T10:00:00.000Z' } as const;
    const substitute = { name: 'Peppers', quantity: 1.25, unit: 'kg', unitPrice: '2.99' };
    const substitutions = [
      { ...asked, substitutionId: 's1', itemId: 'a', substitute },
      { ...asked, substitutionId: 's2', itemId: 'b' },
    ];
    const { text, html } = render('substitutions_needed', { ...order, locale: 'en', items: basket, substitutions });
    expect(text).toContain('Suggested instead: 1.5 kg Tomatoes → 1.25 kg Peppers\nNot available: 2 × Oat milk\n');
    expect(html).toContain('1.25 kg Peppers');
  });
});

describe('what else a mail says', () => {
  it('has how many items are on their way, where it is some of them', () => {
    const itemCounts = { total: '5', onTheWay: '3', delivered: '0' };
    const given = { status: 'shipped', phase: 'in_transit', metadata: { itemCounts } } as const;
    const { text } = mailOf('shipped', { ...order, locale: 'en' }, given);
    expect(text).toContain('Items: 3 of 5 items are on their way\n');
  });

  it('says "today" of a vehicle only where it left today, by the calendar of the place', () => {
    const subjectAt = (occurredAt: string, now: string) => {
      const given = { status: 'out_for_delivery', phase: 'out_for_delivery', occurredAt } as const;
      return mailOf('out_for_delivery', { ...order, locale: 'en' }, given, { now, priority: 'urgent' }).subject;
    };
    expect(subjectAt('2026-03-04T23:30:00.000Z', '2026-03-05T10:00:00.000Z')).toMatch(/arrives today/);
    expect(subjectAt('2026-03-04T22:30:00.000Z', '2026-03-05T10:00:00.000Z')).toMatch(/is out for delivery/);
  });

  it('names another time to collect as that', () => {
    const of = { ...order, locale: 'en', fulfilmentType: 'pickup', estimatedPickupAt: '2026-03-06' } as const;
    const { subject, text } = render('delivery_rescheduled', of);
    expect(subject).toBe('New collection time for order ORD-2026-000001');
    expect(text).toMatch(/When to collect: Friday,? 6 March\n/);
  });
});
