/** Pictures, words and metadata as people and programs write them, and what they are read as. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fulfilmentType } from '../../../shared/contract/schemas/fulfilment.ts';
import { id } from '../../../shared/contract/schemas/id.ts';
import { image } from '../../../shared/contract/schemas/image.ts';
import { instant, locale, metadata } from '../../../shared/contract/schemas/primitives.ts';
import { alsoNumber, shortText } from '../../../shared/contract/schemas/texts.ts';
import { read } from './support/read.ts';

describe('a picture', () => {
  it.each([
    ['https://cdn.example/oil.jpg', 'https://cdn.example/oil.jpg'],
    ['http://cdn.example/oil.jpg', 'http://cdn.example/oil.jpg'],
    ['//cdn.example/oil.jpg', 'https://cdn.example/oil.jpg'],
    ['cdn.example/oil.jpg', 'https://cdn.example/oil.jpg'],
    ['cdn.example:8443/oil.jpg?v=1', 'https://cdn.example:8443/oil.jpg?v=1'],
    ['https://cdn.example/olive oil.jpg', 'https://cdn.example/olive%20oil.jpg'],
    ['/images/oil.jpg', undefined],
    ['images/oil.jpg', undefined],
    ['../oil.jpg', undefined],
    ['oil.jpg', undefined],
    ['data:image/png;base64,AAAA', undefined],
    ['javascript:alert(1)', undefined],
    ['ftp://cdn.example/oil.jpg', undefined],
    ['https://', undefined],
    [`https://cdn.example/${'x'.repeat(3_000)}`, undefined],
  ])('%s is shown from %s, and never refused', (given, url) => {
    expect(image.safeParse(given)).toEqual({ success: true, data: url });
  });
});

describe('words', () => {
  it.each([
    ['es-ES', 'es'],
    ['en_US', 'en'],
    ['ES', 'es'],
    ['ro-MD', 'ro'],
    ['es-419', 'es'],
    ['ru_RU.UTF-8', 'ru'],
    ['spa', 'es'],
    ['fr-FR, fr;q=0.9, en;q=0.8', 'en'],
    ['fr', undefined],
    ['estonian', undefined],
    ['', undefined],
  ])('the locale %j is %s', (given, language) => {
    expect(locale.safeParse(given)).toEqual({ success: true, data: language });
  });

  it.each([
    ['PICKUP', 'pickup'],
    ['pick-up', 'pickup'],
    ['Home Delivery', 'delivery'],
    ['Ship', 'shipping'],
    ['teleport', undefined],
    ['', undefined],
  ])('the fulfilment %j is %s', (given, type) => expect(read(fulfilmentType, given)).toBe(type));

  it('are cut, and not through a character', () => {
    const cut = (given: string, max: number) => read(shortText(max), given);
    expect(cut('olive oil', 9)).toBe('olive oil');
    expect(cut('olive oil, virgin', 7)).toBe('olive…');
    expect(cut('👩‍👩‍👧 family', 5)).toBe('👩…');
    expect(cut('abc😀', 4)).toBe('abc…');
    expect(cut('שלום עולם', 9)).toBe('שלום עולם');
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
        fc.integer({ min: 2, max: 40 }),
        (given, max) => {
          const text = read(shortText(max), given);
          if (given.trim() === '') {
            expect(text).toBeUndefined();
            return;
          }
          expect(String(text).length).toBeLessThanOrEqual(max);
          expect(String(text).isWellFormed()).toBe(given.isWellFormed());
        },
      ),
    );
  });

  it('may be numbers where a shop stores them as such', () => {
    expect([28_001, 0, '28001', 1.5, -1, 2 ** 60, true].map((given) => read(alsoNumber(id), given))).toEqual([
      '28001',
      '0',
      '28001',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each([
    ['2026-11-27T10:15Z', '2026-11-27T10:15:00.000Z'],
    ['2026-11-27T10:15+01:00', '2026-11-27T09:15:00.000Z'],
    ['2026-11-27T10:15', undefined],
  ])('the moment %s is %s', (given, moment) => expect(read(instant, given)).toBe(moment));
});

describe('metadata', () => {
  it.each<[unknown, unknown]>([
    [{}, {}],
    [
      { '': 1, [`${'k'.repeat(100)}`]: [null, { deep: '' }] },
      { '': 1, [`${'k'.repeat(100)}`]: [null, { deep: '' }] },
    ],
    [[1, 'two'], { value: [1, 'two'] }],
    ['text', { value: 'text' }],
    [0, { value: 0 }],
    [false, { value: false }],
    [null, undefined],
    [[], undefined],
  ])('%j comes back as %j', (given, data) => expect(read(metadata, given)).toEqual(data));

  it('is bounded in bytes and in depth', () => {
    expect(read(metadata, { text: 'x'.repeat(16_000) })).toBeDefined();
    expect(read(metadata, { text: 'я'.repeat(16_000) })).toBeUndefined();
    const deep = JSON.parse(`${'['.repeat(60_000)}1${']'.repeat(60_000)}`) as unknown;
    expect(read(metadata, deep)).toBeUndefined();
  });
});
