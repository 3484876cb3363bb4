import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrastBetween } from '../../../shared/shops/colour-contrast.ts';
import { accentTokens, SURFACES } from '../../../web/app/parts/accent.ts';

describe('the accent of a shop', () => {
  it('is its own colour where that can be read', () => {
    expect(accentTokens('#7a1fa2', false)).toMatchObject({ '--accent': '#7a1fa2', '--on-accent': '#ffffff' });
  });

  it('can be read on every surface, light and dark, whatever the colour', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), fc.boolean(), (value, isDark) => {
        const tokens = accentTokens(`#${value.toString(16).padStart(6, '0')}`, isDark);
        const { surface, raised } = isDark ? SURFACES.dark : SURFACES.light;
        const [accent = '', soft = '', on = ''] = [
          tokens?.['--accent'],
          tokens?.['--accent-soft'],
          tokens?.['--on-accent'],
        ];
        for (const other of [surface, raised, soft, on])
          expect(contrastBetween(accent, other)).toBeGreaterThanOrEqual(4.5);
      }),
      { seed: 15 },
    );
  });

  it('is that of the page where the shop has written no colour', () => {
    for (const text of ['', 'red', '#fff', 'url(x)']) expect(accentTokens(text, false)).toBeUndefined();
  });

  it('is tried on the surfaces that the page has', () => {
    const tokens = readFileSync('web/app/styles/tokens.css', 'utf8');
    const of = (name: string) =>
      [...tokens.matchAll(new RegExp(`--${name}: (#[0-9a-f]{6})`, 'g'))].map(([, hex]) => hex);
    expect(of('surface')).toEqual([SURFACES.light.surface, SURFACES.dark.surface]);
    expect(of('surface-raised')).toEqual([SURFACES.light.raised, SURFACES.dark.raised]);
  });
});
