import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { estimateOf } from '../../../shared/carriers/instant.ts';
import type { OrderEvent } from '../../../shared/contract/events.ts';
import { catalogOf } from '../../../shared/i18n/catalog.ts';
import { deliveryText } from '../../../shared/notifications/channels/email/mail-dates.ts';
import { renderEmail } from '../../../shared/notifications/channels/email/render.ts';
import { COMPILED_MODULE_PATH, compiledModule } from '../../../shared/notifications/channels/email/templates/build.ts';
import { planNotifications } from '../../../shared/notifications/plan.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import { progressOf } from '../../../shared/workflows/progress.ts';
import { NOTIFICATION_TYPES, type NotificationType, PHASES } from '../../../shared/workflows/workflow.ts';
import { anOrder } from '../../support/order-fixtures.ts';
import { anEvent } from '../support/an-event.ts';

const parcel = {
  shipmentId: 'shp_1',
  trackingNumber: '122816215025810',
  carrier: 'fedex',
  registeredAt: '2026-03-01T10:00:00.000Z',
};
const order = anOrder({
  orderId: 'ord_1',
  shipments: [parcel],
  estimatedDelivery: '2026-03-05T22:30:00.000Z',
  shippingAddress: { line1: 'Calle 1', city: 'Toledo', country: 'ES' },
});
const LINK = 'https://w.example/track/122816215025810?a=1&b=2';

const render = (type: NotificationType, of: Order = order) => {
  const effects = [{ kind: 'notify', type, channels: ['email'], priority: 'normal', audience: 'customer' }] as const;
  const event = anEvent({ effects, status: 'shipped', phase: 'in_transit' });
  const [planned] = planNotifications({ event, order: of, link: LINK, now: '2026-03-01T10:00:02.000Z' });
  if (!planned) throw new Error('nothing was planned');
  return renderEmail({ notification: planned.notification, order: of, link: planned.link });
};

const pickup = (given: Partial<OrderEvent>, of: Partial<Order> = {}) => {
  const type = 'ready_for_pickup';
  const effects = [{ kind: 'notify', type, channels: ['email'], priority: 'normal', audience: 'customer' }] as const;
  const farm = anOrder({ orderId: 'ord_1', workflow: { id: 'farm', version: 1 }, fulfilmentType: 'pickup', ...of });
  const event = anEvent({ effects, status: 'ready_for_pickup', phase: 'ready', ...given });
  const [planned] = planNotifications({ event, order: farm, link: LINK, now: '2026-03-01T10:00:02.000Z' });
  if (!planned) throw new Error('nothing was planned');
  return renderEmail({ notification: planned.notification, order: farm, link: planned.link });
};

describe('a mail', () => {
  it.each(
    NOTIFICATION_TYPES.flatMap((type) => (['es', 'en', 'ro', 'ru'] as const).map((locale) => ({ type, locale }))),
  )('$type in $locale has a subject, a text and a page, with nothing left unfilled', ({ type, locale }) => {
    const { subject, text, html } = render(type, { ...order, locale });
    expect(subject).toContain('ORD-2026-000001');
    for (const part of [subject, text, html]) expect(part).not.toMatch(/\{\{|\{%|undefined|\[object/);
    expect(text).toContain(LINK);
    expect(html).toContain('ORD-2026-000001');
  });

  it('names the carrier of the parcel where one is known', () => {
    expect(render('shipped').text).toContain('FedEx 122816215025810');
    const { text, html } = render('shipped', { ...order, shipments: [{ ...parcel, carrier: 'unknown' }] });
    expect(text).toContain('122816215025810');
    for (const part of [text, html]) expect(part).not.toMatch(/unknown/i);
  });

  it('speaks the language of the order, dates included', () => {
    const spanish = render('shipped');
    expect(spanish.subject).toBe('Tu pedido ORD-2026-000001 ha salido');
    expect(spanish.text).toContain('Hola, Ana Ruiz:');
    expect(spanish.text).toContain('Entrega estimada: jueves, 5 de marzo');
    expect(render('shipped', { ...order, locale: 'en' }).text).toContain('Estimated delivery: Thursday');
    const romanian = render('shipped', { ...order, locale: 'ro' });
    expect(romanian.subject).toBe('Comanda ORD-2026-000001 a fost expediată');
    expect(romanian.text).toContain('Comanda ta a fost expediată prin FedEx.');
    expect(romanian.text).toContain('Livrare estimată: joi, 5 martie');
    const russian = render('shipped', { ...order, locale: 'ru' });
    expect(russian.subject).toBe('Заказ ORD-2026-000001 отправлен');
    expect(russian.text).toContain('Ваш заказ отправлен через FedEx.');
    expect(russian.text).toContain('Ожидаемая доставка: четверг, 5 марта');
  });

  it.each([
    ['es', 'Hola, Ana Ruiz:'],
    ['en', 'Hello Ana Ruiz,'],
    ['ro', 'Bună, Ana Ruiz!'],
    ['ru', 'Здравствуйте, Ana Ruiz!'],
  ] as const)('in %s says that it is', (locale, greeting) => {
    const { html, text } = render('shipped', { ...order, locale });
    expect(html.match(/\blang="[^"]*"/g)).toEqual([`lang="${locale}"`, `lang="${locale}"`]);
    expect(text).toContain(greeting);
  });

  it('says how far the order is where its headline does not', () => {
    expect(render('tracking_link').text).toContain('Estado: Enviado');
    expect(render('shipped').text).not.toContain('Estado:');
  });

  it('names the carrier and leads to the parcel', () => {
    const { html, text } = render('shipped');
    expect(text).toContain('FedEx 122816215025810');
    expect(html).toContain('https://www.fedex.com/fedextrack/?trknbr=122816215025810');
    expect(html).toContain('href="https://w.example/track/122816215025810?a=1&amp;b=2"');
  });

  it("leads to the carrier's page in the reader's language", () => {
    const byDhl = { ...order, shipments: [{ ...parcel, carrier: 'dhl' }] };
    expect(render('shipped', { ...byDhl, locale: 'es' }).html).toContain('https://www.dhl.com/es-es/');
    expect(render('shipped', { ...byDhl, locale: 'ro' }).html).toContain('https://www.dhl.com/ro-ro/');
  });

  it('takes no markup from a name', () => {
    const { html } = render('shipped', {
      ...order,
      customer: { name: '<img src=x onerror=alert(1)>', email: 'a@b.c' },
    });
    expect(html).not.toContain('<img src=x');
    expect(html).toContain('&lt;img src=x');
  });

  it('counts the day where the parcel goes', () => {
    const at = (timeZone: string): string =>
      deliveryText('2026-03-05T23:30:00.000Z', { locale: 'en', timeZone, saidAt: '2026-03-01T10:00:00.000Z' });
    expect(at('Europe/Madrid')).toContain('6 March');
    expect(at('UTC')).toContain('5 March');
  });
});

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
    expect(subject).toBe('Collect your parcel of order ORD-2026-000001');
    expect(text).toContain('FedEx holds your parcel at its counter');
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
    const type = 'order_reminder';
    const effects = [{ kind: 'notify', type, channels: ['email'], priority: 'low', audience: 'customer' }] as const;
    const farm = anOrder({ orderId: 'ord_1', workflow: { id: 'farm', version: 1 }, fulfilmentType: 'pickup', ...of });
    const event = anEvent({ type: 'deadline_passed', effects, status: 'ready_for_pickup', phase: 'ready' });
    const [planned] = planNotifications({ event, order: farm, link: LINK, now: '2026-03-05T08:00:02.000Z' });
    if (!planned) throw new Error('nothing was planned');
    return renderEmail({ notification: planned.notification, order: farm, link: planned.link });
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

describe('what else a mail says', () => {
  it('has how many items are on their way, where it is some of them', () => {
    const itemCounts = { total: '5', onTheWay: '3', delivered: '0' };
    const effects = [
      { kind: 'notify', type: 'shipped', channels: ['email'], priority: 'normal', audience: 'customer' },
    ] as const;
    const event = anEvent({ effects, status: 'shipped', phase: 'in_transit', metadata: { itemCounts } });
    const inEnglish = { ...order, locale: 'en' } as const;
    const [planned] = planNotifications({ event, order: inEnglish, link: LINK, now: '2026-03-01T10:00:02.000Z' });
    const text = planned && renderEmail({ notification: planned.notification, order: inEnglish, link: LINK }).text;
    expect(text).toContain('Items: 3 of 5 items are on their way\n');
  });

  it('says "today" of a vehicle only where it left today, by the calendar of the place', () => {
    const effects = [
      { kind: 'notify', type: 'out_for_delivery', channels: ['email'], priority: 'urgent', audience: 'customer' },
    ] as const;
    const subjectAt = (occurredAt: string, now: string) => {
      const event = anEvent({ effects, status: 'out_for_delivery', phase: 'out_for_delivery', occurredAt });
      const inEnglish = { ...order, locale: 'en' } as const;
      const [planned] = planNotifications({ event, order: inEnglish, link: LINK, now });
      return planned && renderEmail({ notification: planned.notification, order: inEnglish, link: LINK }).subject;
    };
    expect(subjectAt('2026-03-04T23:30:00.000Z', '2026-03-05T10:00:00.000Z')).toMatch(/arrives today/);
    expect(subjectAt('2026-03-04T22:30:00.000Z', '2026-03-05T10:00:00.000Z')).toMatch(/is out for delivery/);
  });

  it('names another time to collect as that', () => {
    const of = { ...order, locale: 'en', fulfilmentType: 'pickup', estimatedPickupAt: '2026-03-06' } as const;
    const { subject, text } = render('delivery_rescheduled', of);
    expect(subject).toBe('A new time to collect order ORD-2026-000001');
    expect(text).toMatch(/When to collect: Friday,? 6 March\n/);
  });
});

describe('the progress bar', () => {
  it('marks what is done and where the order is', () => {
    expect(progressOf('in_transit', 'shipping').steps.map(({ state }) => state)).toEqual([
      'done',
      'done',
      'current',
      'todo',
      'todo',
    ]);
    expect(progressOf('delivered', 'shipping').steps.every(({ state }) => state === 'done')).toBe(true);
    expect(progressOf('ready', 'pickup').steps.map(({ step }) => step)).toContain('ready');
  });

  it('is not shown where it would mean nothing', () => {
    expect(progressOf('cancelled', 'shipping')).toEqual({ tone: 'ended', steps: [] });
    expect(progressOf('exception', 'shipping').tone).toBe('attention');
  });

  it('knows every phase', () => {
    for (const phase of PHASES) expect(progressOf(phase, 'pickup').tone).toBeDefined();
  });
});

describe('the compiled layout', () => {
  it('is what its source compiles to', async () => {
    expect(await readFile(COMPILED_MODULE_PATH, 'utf8')).toBe(await compiledModule());
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
