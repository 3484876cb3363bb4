import type { Row } from '../report.ts';

const NUMBER = /\d+(?:\.\d+)?/g;

const numbersIn = (text: string): readonly number[] =>
  [...text.replaceAll(/(?<=\d),(?=\d)/g, '').matchAll(NUMBER)].map(([number]) => Number(number));

const isWithin = (sign: string, figure: number, limit: number): boolean =>
  sign === '≤' ? figure <= limit : figure >= limit;

/** `≤ 6 ms, 3.8 ×`: the figure, or its ratio to the floor, for a machine that is slower or that others use. */
const isBound = ({ ours, ratio }: Row, target: string): boolean => {
  const sign = target.charAt(0);
  return target.split(', ').some((part) => {
    const [limit] = numbersIn(part);
    const [figure] = part.endsWith('×') ? [ratio] : numbersIn(ours);
    if (limit === undefined) throw new Error(`No target: ${target}`);
    return figure !== undefined && isWithin(sign, figure, limit);
  });
};

/**
 * Whether a row reaches its target; `undefined` where it has none. Targets are `≤` or `≥` a figure, a ratio, or either of
 * them; `all` of so many (`34 of 34`); figures of which each is an upper limit (`34 / 75 / 200`); else words
 * that a reader judges.
 */
export const isReached = (row: Row): boolean | undefined => {
  const { ours, target } = row;
  if (target === undefined) return undefined;
  if (/^[≤≥]/.test(target)) return isBound(row, target);
  const figures = numbersIn(ours);
  if (target === 'all') return figures[0] === figures[1];
  const limits = numbersIn(target);
  return limits.length === 0
    ? undefined
    : limits.every((limit, n) => (figures[n] ?? Number.POSITIVE_INFINITY) <= limit);
};
