import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  bucketOf,
  countOf,
  longerThan,
  MAX_RELATIVE_ERROR,
  mergedSketch,
  quantileOf,
  sketchOf,
} from '../../../shared/delays/duration-sketch.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const durations = fc.array(fc.integer({ min: 2 * MINUTE, max: 120 * DAY }), { minLength: 1, maxLength: 200 });
const share = fc.double({ min: 0, max: 1, noNaN: true });

const exactly = (all: readonly number[], part: number): number =>
  all.toSorted((a, b) => a - b)[Math.floor(part * (all.length - 1))] ?? Number.NaN;

test('a quantile is right within an eighth of itself', () => {
  fc.assert(
    fc.property(durations, share, (all, part) => {
      const estimated = quantileOf(sketchOf(all), part) ?? Number.NaN;
      const exact = exactly(all, part);
      expect(Math.abs(estimated - exact) / exact).toBeLessThanOrEqual(MAX_RELATIVE_ERROR + 1e-9);
    }),
  );
});

test('what is added in parts, in whatever sequence, is what was added at once', () => {
  const entriesOf = (sketch: ReadonlyMap<number, number>) => [...sketch].toSorted(([a], [b]) => a - b);
  fc.assert(
    fc.property(durations, durations, (a, b) => {
      const whole = entriesOf(sketchOf([...a, ...b]));
      expect(entriesOf(mergedSketch(sketchOf(a), sketchOf(b)))).toEqual(whole);
      expect(entriesOf(mergedSketch(sketchOf(b), sketchOf(a.toReversed())))).toEqual(whole);
      expect(countOf(new Map(whole))).toBe(a.length + b.length);
    }),
  );
});

test('a larger share is never shorter', () => {
  fc.assert(
    fc.property(durations, share, share, (all, a, b) => {
      const sketch = sketchOf(all);
      expect(quantileOf(sketch, Math.min(a, b)) ?? 0).toBeLessThanOrEqual(quantileOf(sketch, Math.max(a, b)) ?? 0);
    }),
  );
});

test('what took longer is longer', () => {
  fc.assert(
    fc.property(durations, fc.integer({ min: 0, max: 130 * DAY }), share, (all, passed, part) => {
      const left = longerThan(sketchOf(all), passed);
      const quantile = quantileOf(left, part);
      expect(countOf(left)).toBeLessThanOrEqual(all.filter((each) => each > passed).length);
      if (quantile !== undefined) expect(quantile).toBeGreaterThan(passed);
    }),
  );
});

test('of nothing nothing is known; a minute is the shortest, and half a year the longest', () => {
  expect(quantileOf(new Map(), 0.95)).toBeUndefined();
  expect([bucketOf(0), bucketOf(-5), bucketOf(MINUTE)]).toEqual([0, 0, 0]);
  expect(bucketOf(4000 * DAY)).toBe(bucketOf(200 * DAY));
});
