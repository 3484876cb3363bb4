import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { COMPILED_MODULE_PATH, compiledModule } from '../../../shared/notifications/channels/email/templates/build.ts';
import { deliveryText } from '../../../shared/notifications/dates.ts';
import { progressOf } from '../../../shared/workflows/progress.ts';
import { NOTIFICATION_TYPES, PHASES } from '../../../shared/workflows/workflow.ts';
import { LINK, order, parcel, render } from './support/mails.ts';

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
    expect(russian.text).toContain('Ваш заказ отправлен, его доставляет FedEx.');
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
