import { describe, expect, it } from 'vitest';
import type { OrderEvent } from '../../../shared/contract/events.ts';
import { catalogOf } from '../../../shared/i18n/catalog.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import { farmOrder, mailOf, parcel } from './support/mails.ts';

const pickup = (given: Partial<OrderEvent>, of: Partial<Order> = {}) =>
  mailOf('ready_for_pickup', farmOrder(of), { status: 'ready_for_pickup', phase: 'ready', ...given });

describe('the mail to come and collect', () => {
  const NOTES = 'Ring twice.\nThe farm shop is behind the barn <b>.';

  it("shows the place and the seller's instructions, and when, at the place's own time", () => {
    const location = { city: 'Toledo', postalCode: '45001', country: 'ES' };
    const estimatedPickupAt = '2026-03-05T16:30:00.000Z';
    const { text, html } = pickup({ location, notes: NOTES }, { locale: 'en', estimatedPickupAt });
    expect(text).toContain('Where to collect: Toledo, 45001, ES\n');
    expect(text).toMatch(/When to collect: Thursday,? 5 March at 17:30 CET\n/);
    expect(text).toContain(`Instructions: ${NOTES}\n`);
    expect(html).toContain('Toledo, 45001, ES');
    expect(html).toContain('behind the barn &lt;b&gt;.');
  });

  it('leaves out what nobody said', () => {
    const { text, html } = pickup({}, { locale: 'en' });
    for (const part of [text, html]) expect(part).not.toMatch(/to collect:|Where to|When to|Instructions/);
    expect(pickup({ notes: '  ' }, { locale: 'en' }).text).not.toContain('Instructions');
    expect(pickup({ location: { city: 'Toledo' } }).text).toContain('Dónde recogerlo: Toledo\n');
  });

  it('shows a time with its zone where the place is not known', () => {
    const { text } = pickup({}, { locale: 'en', estimatedPickupAt: '2026-03-05T16:30:00.000Z' });
    expect(text).toContain('16:30 UTC');
  });
});

describe('the mail of a parcel that waits at a counter', () => {
  const heldAt = {
    name: 'FedEx Ship Center',
    line1: '1043 North Easy St',
    city: 'Seattle',
    region: 'WA',
    country: 'US',
  };
  const held = (given: Partial<Order> = {}, at: Partial<OrderEvent> = {}) =>
    pickup(
      {
        actor: { role: 'carrier', id: 'fedex' },
        status: 'shipped',
        phase: 'in_transit',
        trackingNumber: parcel.trackingNumber,
        metadata: { milestone: 'available_for_pickup' },
        occurredAt: '2026-03-05T16:30:00.000Z',
        location: { city: 'SEATTLE', region: 'WA', country: 'US' },
        ...at,
      },
      { fulfilmentType: 'shipping', locale: 'en', shipments: [{ ...parcel, heldAt }], ...given },
    );

  it('says where, since when, and what to bring, and nothing of packing', () => {
    const { subject, text } = held();
    expect(subject).toBe('Collect your parcel for order ORD-2026-000001');
    expect(text).toContain('FedEx is holding your parcel for you at its collection point');
    expect(text).toContain(`the number ${parcel.trackingNumber}`);
    expect(text).toContain('Where to collect: FedEx Ship Center, 1043 North Easy St, Seattle, WA, US');
    expect(text).toMatch(/Ready since: Thursday,? 5 March at 08:30 GMT-8/);
    expect(text).not.toMatch(/packed|Estimated delivery/);
  });

  it('names the place of the scan where the carrier names no counter', () => {
    expect(held({ shipments: [parcel] }).text).toContain('Where to collect: SEATTLE, WA, US');
  });

  it.each(['es', 'ro', 'ru'] as const)('is another mail than that of a shop in %s too', (locale) => {
    expect(held({ locale }).text).toContain(catalogOf(locale).variants.held_at_counter.headline);
    expect(held({ locale }).text).not.toContain(catalogOf(locale).notifications.ready_for_pickup.body);
  });

  it('is not sent for what a seller says of their own shop', () => {
    expect(held({}, { actor: { role: 'seller', id: 's' } }).text).toContain('Your order is packed');
  });
});

describe('the reminder to collect', () => {
  const remind = (of: Partial<Order>) => {
    const given = { type: 'deadline_passed', status: 'ready_for_pickup', phase: 'ready' } as const;
    return mailOf('order_reminder', farmOrder(of), given, { now: '2026-03-05T08:00:02.000Z', priority: 'low' });
  };
  const place = { name: 'The old barn', line1: 'Camino 3', city: 'Toledo', postalCode: '45001', country: 'ES' };

  it.each([
    ['en', [/^When to collect: Thursday,? 5 March at 10:00 CET$/m, /^Where to collect: The old barn, Camino 3,/m]],
    ['es', [/^Cuándo recogerlo: jueves, 5 de marzo, 10:00 CET$/m, /^Dónde recogerlo: The old barn, Camino 3,/m]],
    ['ro', [/^Când ridici comanda: joi, 5 martie la 10:00 /m, /^De unde ridici comanda: The old barn,/m]],
    ['ru', [/^Когда забрать: четверг, 5 марта в 10:00 /m, /^Где забрать: The old barn,/m]],
  ] as const)('says when, where and how in %s', (locale, lines) => {
    const pickupFacts = { place, instructions: 'Ring twice.', hours: '9–12' };
    const { subject, text } = remind({ locale, estimatedPickupAt: '2026-03-05T09:00:00.000Z', pickup: pickupFacts });
    for (const line of lines) expect(text).toMatch(line);
    expect(text).toContain('Ring twice.');
    expect(text).toContain('9–12');
    expect(text).toContain(catalogOf(locale).variants.pickup_reminder.body);
    expect(subject).toContain('ORD-2026-000001');
  });

  it('says a day where only a day was agreed, and a window as one', () => {
    expect(remind({ locale: 'en', estimatedPickupAt: '2026-03-05', pickup: { place } }).text).toMatch(
      /^When to collect: Thursday,? 5 March$/m,
    );
    const window = '2026-03-05T09:00:00.000Z/2026-03-05T11:00:00.000Z';
    expect(remind({ locale: 'en', estimatedPickupAt: window, pickup: { place } }).text).toMatch(
      /^When to collect: Thursday,? 5 March,? 10:00.12:00 CET$/m,
    );
  });

  it('reminds a seller of an order, not of a pickup', () => {
    expect(remind({ locale: 'en', fulfilmentType: 'shipping' }).text).toContain('waiting for its next step');
  });
});
