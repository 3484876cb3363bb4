import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../shared/notifications/mail-dates.ts';
import { planNotifications } from '../../../shared/notifications/plan.ts';
import { progressOf } from '../../../shared/notifications/progress.ts';
import { renderEmail } from '../../../shared/notifications/render.ts';
import { COMPILED_MODULE_PATH, compiledModule } from '../../../shared/notifications/templates/build.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import type { OrderEvent } from '../../../shared/orders/model/order-event.ts';
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
  return renderEmail(planned.notification, of, planned.link);
};

const pickup = (given: Partial<OrderEvent>, of: Partial<Order> = {}) => {
  const type = 'ready_for_pickup';
  const effects = [{ kind: 'notify', type, channels: ['email'], priority: 'normal', audience: 'customer' }] as const;
  const farm = anOrder({ orderId: 'ord_1', workflow: { id: 'farm', version: 1 }, fulfilmentType: 'pickup', ...of });
  const event = anEvent({ effects, status: 'ready_for_pickup', phase: 'ready', ...given });
  const [planned] = planNotifications({ event, order: farm, link: LINK, now: '2026-03-01T10:00:02.000Z' });
  if (!planned) throw new Error('nothing was planned');
  return renderEmail(planned.notification, farm, planned.link);
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
    expect(dayOf('2026-03-05T23:30:00.000Z', 'en', 'ES')).toContain('6 March');
    expect(dayOf('2026-03-05T23:30:00.000Z', 'en', undefined)).toContain('5 March');
  });
});

describe('the mail to come and collect', () => {
  const NOTES = 'Ring twice.\nThe farm shop is behind the barn <b>.';

  it("tells the place and the seller's instructions, and when, at the place's own time", () => {
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

  it('tells a time with its zone where the place is not known', () => {
    const { text } = pickup({}, { locale: 'en', estimatedPickupAt: '2026-03-05T16:30:00.000Z' });
    expect(text).toContain('16:30 UTC');
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

  it('is not shown where it would tell nothing', () => {
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
