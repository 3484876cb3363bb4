import { expect, it } from 'vitest';
import { partlyCounted } from '../../../shared/security/partly-counted.ts';

const LIMIT = { limit: 3, windowSeconds: 10, uncounted: 2 };
const at = (seconds: number) => new Date(Date.UTC(2026, 2, 1, 10, 0, seconds));

const counting = () => {
  const counted: string[] = [];
  const rates = partlyCounted({
    take: async (scope, { limit }) => {
      counted.push(scope);
      return counted.length <= limit ? { allowed: true } : { allowed: false, retryAfterSeconds: 5 };
    },
  });
  return { counted, rates };
};

it('counts in the store what goes beyond the uncounted ones, and refuses what goes beyond the limit', async () => {
  const { counted, rates } = counting();
  const verdicts = [];
  for (let call = 1; call <= 6; call += 1) verdicts.push(await rates.take('webhook:a', LIMIT, at(1)));
  expect(verdicts.map(({ allowed }) => allowed)).toEqual([true, true, true, true, true, false]);
  expect(counted).toHaveLength(4);
});

it('begins anew with each window, and for each scope', async () => {
  const { counted, rates } = counting();
  for (const seconds of [1, 9, 10, 19]) await rates.take('webhook:a', LIMIT, at(seconds));
  await rates.take('webhook:b', LIMIT, at(1));
  expect(counted).toEqual([]);
});

it('counts every call of a limit that leaves none uncounted', async () => {
  const { counted, rates } = counting();
  await rates.take('refused:a', { limit: 3, windowSeconds: 10 }, at(1));
  expect(counted).toEqual(['refused:a']);
});
