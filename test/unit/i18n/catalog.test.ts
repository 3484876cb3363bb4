import { describe, expect, it } from 'vitest';
import { catalogOf, languageOf, languageTagOf } from '../../../shared/i18n/catalog.ts';
import { en } from '../../../shared/i18n/en.ts';
import { es } from '../../../shared/i18n/es.ts';
import { acceptedLanguage } from '../../../shared/i18n/negotiate.ts';
import { parcelsText, statusText, withScanReason } from '../../../shared/i18n/tell.ts';
import { BUILT_IN_WORKFLOWS } from '../../../shared/workflows/catalog.ts';
import { PHASES } from '../../../shared/workflows/workflow.ts';

const leaves = (value: unknown, path = ''): readonly (readonly [string, string])[] =>
  typeof value === 'string'
    ? [[path, value]]
    : Object.entries(value as object).flatMap(([key, child]) => leaves(child, `${path}.${key}`));
const namesIn = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name = '']) => name).toSorted();

describe('the languages', () => {
  it('say every text, with the same names to fill in', () => {
    const spanish = new Map(leaves(es));
    for (const [path, text] of leaves(en)) {
      expect(spanish.get(path)?.trim(), path).toBeTruthy();
      expect(namesIn(spanish.get(path) ?? ''), path).toEqual(namesIn(text));
    }
  });

  it.each([
    ['es', 'es', 'es-ES'],
    ['en', 'en', 'en-GB'],
    ['ro', 'en', 'en-GB'],
    ['ru', 'en', 'en-GB'],
  ] as const)('%s is spoken to in %s, dates in %s', (locale, language, tag) => {
    expect([languageOf(locale), languageTagOf(locale)]).toEqual([language, tag]);
    expect(catalogOf(locale)).toBe(catalogOf(language));
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
    // No texts in Romanian: the next best that has some.
    ['ro, es;q=0.8, en;q=0.7', 'es'],
    ['es;q=2, en;q=0.2', 'en'],
    ['fr-FR,ro;q=0.5', undefined],
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
  const textsOf = (id: string, words: typeof en) => {
    const statuses = BUILT_IN_WORKFLOWS.find((workflow) => workflow.id === id)?.statuses ?? {};
    return Object.entries(statuses).map(([status, { phase }]) =>
      statusText(words, { workflow: { id }, status, phase }),
    );
  };

  it.each(BUILT_IN_WORKFLOWS.map(({ id }) => id))('%s: each status has a text of its own, in every language', (id) => {
    for (const words of [en, es]) expect(new Set(textsOf(id, words)).size).toBe(textsOf(id, words).length);
  });

  it.each([
    ['marketplace', 'escrow_locked', 'placed', 'Payment held in escrow', 'Pago retenido en garantía'],
    ['grocery', 'store_notified', 'placed', 'Sent to the store', 'Enviado a la tienda'],
    ['grocery', 'driver_assigned', 'ready', 'Driver assigned', 'Repartidor asignado'],
    ['marketplace', 'failed', 'failed', 'Payment failed', 'Pago fallido'],
    ['grocery', 'failed', 'failed', 'Delivery failed', 'Entrega fallida'],
    ['farm', 'ready_for_pickup', 'ready', 'Ready to collect', 'Listo para recoger'],
    ['wine-club', 'shipped', 'in_transit', 'Shipped', 'Enviado'],
  ] as const)('%s, %s', (id, status, phase, english, spanish) => {
    const of = { workflow: { id }, status, phase };
    expect([statusText(en, of), statusText(es, of)]).toEqual([english, spanish]);
  });

  it.each(PHASES)('a status that nobody here knows is called by its phase, %s', (phase) => {
    for (const status of ['in_the_barrel', 'constructor']) {
      expect(statusText(en, { workflow: { id: 'constructor' }, status, phase })).toBe(en.phases[phase]);
    }
  });
});

describe('what else the words tell', () => {
  it('counts parcels', () => {
    const count = { total: 3, delivered: 1 };
    expect([parcelsText(en, count), parcelsText(es, count)]).toEqual([
      '1 of 3 parcels delivered',
      '1 de 3 paquetes entregados',
    ]);
  });

  it('adds a reason only where it is one of the carriers', () => {
    expect(withScanReason(en, 'Delivery problem', 'damaged')).toBe('Delivery problem: it was damaged');
    expect(withScanReason(en, 'Cancelled', 'store_ack_timeout')).toBe('Cancelled');
    expect(withScanReason(en, 'Delivered', undefined)).toBe('Delivered');
  });
});
