import { describe, expect, it } from 'vitest';
import { LOCALES } from '../../../shared/contract/locale.ts';
import { catalogOf, languageTagOf } from '../../../shared/i18n/catalog.ts';
import type { Catalog } from '../../../shared/i18n/catalog-shape.ts';
import { itemsText, parcelsText, quantityText, statusText, withScanReason } from '../../../shared/i18n/describe.ts';
import { en } from '../../../shared/i18n/en.ts';
import { es } from '../../../shared/i18n/es.ts';
import { acceptedLanguage } from '../../../shared/i18n/negotiate.ts';
import { ro } from '../../../shared/i18n/ro.ts';
import { ru } from '../../../shared/i18n/ru.ts';
import { BUILT_IN_WORKFLOWS } from '../../../shared/workflows/catalog.ts';
import { PHASES } from '../../../shared/workflows/workflow.ts';
import { namesIn, textsOf } from '../../support/texts.ts';

/** Characters, with an order's number in it: more than that a list of mails does not show. */
const LONGEST_SUBJECT = 60;

describe('the languages', () => {
  it.each(LOCALES)('%s says every text, with the same names to fill in', (language) => {
    const recorded = textsOf(catalogOf(language));
    const english = textsOf(en);
    expect([...recorded.keys()]).toEqual([...english.keys()]);
    for (const [path, text] of english) {
      expect(recorded.get(path)?.trim(), path).toBeTruthy();
      expect(namesIn(recorded.get(path) ?? ''), path).toEqual(namesIn(text));
    }
  });

  it.each([
    ['es', es],
    ['ro', ro],
    ['ru', ru],
  ] as const)('%s says nothing as English does', (_language, catalog) => {
    const english = textsOf(en);
    expect([...textsOf(catalog)].filter(([path, text]) => text === english.get(path))).toEqual([]);
  });

  it('are written in their own letters: no Latin ones in Russian, no cedillas in Romanian', () => {
    const ownWords = (text: string): string => text.replace(/\{\{.*?\}\}|\{%.*?%\}/g, '');
    for (const text of textsOf(ru).values()) expect(ownWords(text)).not.toMatch(/\p{Script=Latin}/u);
    for (const text of textsOf(ro).values()) expect(text).not.toMatch(/[şţŞŢ]|\p{Script=Cyrillic}/u);
  });

  it.each(LOCALES)('%s has subjects that fit a list of mails', (language) => {
    const { notifications, variants } = catalogOf(language);
    for (const { subject } of [...Object.values(notifications), ...Object.values(variants)]) {
      const filled = subject.replace('{{ orderNumber }}', 'ORD-2026-001234');
      expect(filled.length, filled).toBeLessThanOrEqual(LONGEST_SUBJECT);
    }
  });

  it.each([
    ['en', 'en-GB', en],
    ['es', 'es-ES', es],
    ['ro', 'ro-RO', ro],
    ['ru', 'ru-RU', ru],
  ] as const)('%s is spoken to in its own, dates in %s', (locale, tag, catalog) => {
    expect(languageTagOf(locale)).toBe(tag);
    expect(catalogOf(locale)).toBe(catalog);
  });
});

describe('Accept-Language', () => {
  it.each([
    ['es-419,es;q=0.9', 'es'],
    ['es;q=0.1, en;q=0.9', 'en'],
    ['en;q=0.1,es;q=0.9', 'es'],
    ['es, en', 'es'],
    ['en-US,en;q=0.5,es;q=0.7', 'en'],
    ['ES-mx ; Q=0.4, en;q=0.3', 'es'],
    ['es;q=0, en;q=0.1', 'en'],
    ['ro, es;q=0.8, en;q=0.7', 'ro'],
    ['ru-RU,ru;q=0.9,en;q=0.8', 'ru'],
    // Nobody here speaks Rombo or Rusyn, whose names begin alike.
    ['rof, rue;q=0.9, es;q=0.8', 'es'],
    ['es;q=2, en;q=0.2', 'en'],
    ['fr-FR,ro;q=0.5', 'ro'],
    ['fr-FR,de;q=0.5', undefined],
    ['est', undefined],
    ['es;q=0', undefined],
    ['*', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s asks for %s', (header, language) => {
    expect(acceptedLanguage(header)).toBe(language);
  });
});

describe('what a status is called', () => {
  const namesOf = (id: string, words: Catalog) => {
    const statuses = BUILT_IN_WORKFLOWS.find((workflow) => workflow.id === id)?.statuses ?? {};
    return Object.entries(statuses).map(([status, { phase }]) =>
      statusText(words, { workflow: { id }, status, phase }),
    );
  };

  it.each(BUILT_IN_WORKFLOWS.map(({ id }) => id))('%s: each status has a text of its own, in every language', (id) => {
    for (const words of LOCALES.map(catalogOf))
      expect(new Set(namesOf(id, words)).size).toBe(namesOf(id, words).length);
  });

  it.each([
    ['marketplace', 'escrow_locked', 'placed', ['Payment held in escrow', 'Pago retenido en garantía']],
    ['grocery', 'store_notified', 'placed', ['Sent to the store', 'Enviado a la tienda']],
    ['grocery', 'driver_assigned', 'ready', ['Driver assigned', 'Repartidor asignado']],
    ['marketplace', 'failed', 'failed', ['Payment failed', 'Pago fallido', 'Plata nu a reușit', 'Оплата не прошла']],
    ['grocery', 'failed', 'failed', ['Delivery failed', 'Entrega fallida', 'Livrarea nu a reușit']],
    ['farm', 'ready_for_pickup', 'ready', ['Ready to collect', 'Listo para recoger', 'Gata de ridicare']],
    ['wine-club', 'shipped', 'in_transit', ['Shipped', 'Enviado', 'Comandă expediată', 'Отправлено']],
  ] as const)('%s, %s', (id, status, phase, texts) => {
    const of = { workflow: { id }, status, phase };
    expect([en, es, ro, ru].slice(0, texts.length).map((words) => statusText(words, of))).toEqual(texts);
  });

  it('is said once of an order that was just placed', () => {
    for (const { events, statuses } of LOCALES.map(catalogOf)) {
      expect([statuses.pending, statuses.submitted]).toEqual([events.order_created, events.order_created]);
    }
  });

  it.each(PHASES)('a status that nobody here knows is called by its phase, %s', (phase) => {
    for (const status of ['in_the_barrel', 'constructor']) {
      expect(statusText(en, { workflow: { id: 'constructor' }, status, phase })).toBe(en.phases[phase]);
    }
  });
});

describe('what else the words say', () => {
  it('counts parcels', () => {
    const count = { total: 3, delivered: 1 };
    expect([en, es, ro, ru].map((words) => parcelsText(words, count))).toEqual([
      '1 of 3 parcels delivered',
      '1 de 3 paquetes entregados',
      'Colete livrate: 1 din 3',
      'Доставлено посылок: 1 из 3',
    ]);
  });

  it('counts items that are on their way, by the plural rules of the language', () => {
    const textsOfCounts = (total: string, onTheWay: string, delivered = '0') =>
      (['en', 'es', 'ro', 'ru'] as const).map((language) =>
        itemsText(catalogOf(language), language, { total, onTheWay, delivered }),
      );
    expect(textsOfCounts('5', '3')).toEqual([
      '3 of 5 items are on their way',
      '3 de 5 artículos están en camino',
      'Produse pe drum: 3 din 5',
      'Товаров в пути: 3 из 5',
    ]);
    expect(textsOfCounts('5', '1').slice(0, 2)).toEqual([
      '1 of 5 items is on its way',
      '1 de 5 artículos está en camino',
    ]);
    expect(textsOfCounts('5', '2', '1')[0]).toBe('2 of 5 items are on their way · 1 of 5 items was delivered');
    expect(textsOfCounts('5', '5', '0')[0]).toBe('');
    expect(textsOfCounts('2.5', '1.5')[1]).toBe('1,5 de 2,5 artículos están en camino');
  });

  it('writes quantities as the language writes numbers', () => {
    expect([quantityText('en', '1.250'), quantityText('es', 1.25), quantityText('ru', 12)]).toEqual([
      '1.25',
      '1,25',
      '12',
    ]);
  });

  it('adds a reason only where it is one of the carriers', () => {
    expect(withScanReason(en, 'Delivery problem', 'damaged')).toBe('Delivery problem: it was damaged');
    expect(withScanReason(en, 'Cancelled', 'store_ack_timeout')).toBe('Cancelled');
    expect(withScanReason(en, 'Delivered', undefined)).toBe('Delivered');
  });
});
