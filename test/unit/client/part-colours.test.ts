import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const PROPERTY = /--([a-z-]+): ([^;]+);/g;
const propertiesOf = (css: string): ReadonlyMap<string, string> =>
  new Map([...css.matchAll(PROPERTY)].map(([, name = '', value = '']) => [name, value]));

describe('the colours of the published parts', () => {
  it("are the app's own, light and dark, where a page sets no others", () => {
    const tokens = readFileSync('web/app/styles/tokens.css', 'utf8');
    const [light = '', dark = ''] = tokens.split('@media screen and (prefers-color-scheme: dark)');
    const inLight = propertiesOf(light);
    const inDark = propertiesOf(dark.split('@media')[0] ?? '');
    const parts = propertiesOf(readFileSync('client/src/parts/colours.css', 'utf8'));
    expect(parts.size).toBeGreaterThan(15);
    for (const [name, value] of parts) {
      const published = name === 'surface-raised' ? 'surface' : name;
      const dark = inDark.get(name);
      const own = dark === undefined ? inLight.get(name) : `light-dark(${inLight.get(name)}, ${dark})`;
      expect([name, value]).toEqual([name, `var(--wismo-${published}, ${own})`]);
    }
  });
});
