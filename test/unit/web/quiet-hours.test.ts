import { describe, expect, it } from 'vitest';
import { itemsLine } from '../../../web/app/areas/customer/items-line.ts';
import { isQuiet } from '../../../web/app/frame/quiet-hours.ts';

describe('quiet hours', () => {
  it.each([
    ['22:00', '08:00', '2026-11-27T21:30:00Z', true],
    ['22:00', '08:00', '2026-11-27T06:59:00Z', true],
    ['22:00', '08:00', '2026-11-27T07:00:00Z', false],
    ['22:00', '08:00', '2026-11-27T20:59:00Z', false],
    ['13:00', '15:00', '2026-11-27T13:30:00Z', true],
    ['08:00', '08:00', '2026-11-27T07:00:00Z', false],
  ])('from %s to %s in Madrid at %s: %s', (start, end, now, quiet) =>
    expect(isQuiet({ start, end, allowUrgent: false }, 'Europe/Madrid', new Date(now))).toBe(quiet),
  );
});

describe('what an order holds, in a line', () => {
  const named = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ name: `Item ${i + 1}`, quantity: i + 1, unit: 'pc' }));

  it('names three, and counts the others', () => {
    expect(itemsLine(named(30), 'en').text.replace(/[\u2068\u2069]/g, '')).toBe('Item 1, 2 × Item 2, 3 × Item 3');
    expect([itemsLine(named(30), 'en').more, itemsLine(named(3), 'en').more, itemsLine([], 'en').more]).toEqual([
      27, 0, 0,
    ]);
  });

  it('says what a quantity counts', () => {
    const weight = { name: 'Plums', quantity: 0.75, unit: 'kg' };
    expect(itemsLine([weight], 'ru').text.replace(/[\u2068\u2069]/g, '')).toBe('0,75 кг Plums');
  });

  it('encloses each name, so that one that runs the other way stays with its quantity', () => {
    expect(itemsLine([{ name: 'زيت', quantity: 2, unit: 'pc' }], 'en').text).toBe('\u20682 × \u2068زيت\u2069\u2069');
  });
});
