import { describe, expect, it } from 'vitest';
import { localeFor } from '../../../shared/i18n/catalog.ts';
import { en } from '../../../shared/i18n/en.ts';
import { es } from '../../../shared/i18n/es.ts';

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
    ['es-419,es;q=0.9', 'es'],
    ['fr-FR,ro;q=0.5', 'ro'],
    [undefined, 'en'],
    ['', 'en'],
  ])('%s asks for %s', (requested, locale) => {
    expect(localeFor(requested)).toBe(locale);
  });
});
