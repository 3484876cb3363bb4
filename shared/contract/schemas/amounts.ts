/** Amounts as programs write them: floats with noise in their last digits, and tokens' eighteen digits. */
import Big from 'big.js';
import { once } from '../../made-on-demand.ts';

const MAX_FRACTION_DIGITS = 8;
const USUAL_DIGITS = 2;

/** ISO 4217 currencies whose minor unit is not a hundredth. A token is written like most currencies. */
const OTHER_DIGITS: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};
const DIGITS_BY_CURRENCY: ReadonlyMap<string, number> = new Map(
  Object.entries(OTHER_DIGITS).flatMap(([digits, codes]) =>
    codes.split(' ').map((code): [string, number] => [code, Number(digits)]),
  ),
);

/** Fractional digits that amounts of a currency are written with (ISO 4217). */
export const currencyDigits = (currency: string): number =>
  DIGITS_BY_CURRENCY.get(currency.trim().toUpperCase()) ?? USUAL_DIGITS;

/** Longer than any amount with eighteen digits; a longer text is not looked at. */
const TOO_FINE = /^\d{1,10}\.\d{9,40}$/;
const GROUPS = /^\d{1,3}(?:['’\s]\d{3})+(?:\.\d+)?$/;
const SPACES_IN_GROUPS = /['’\s]/g;
/** With a sign, zeros before it, or nothing on one side of the point: `+49.90`, `00049.90`, `.50`, `49.` */
const LOOSE = /^\+?0{0,40}(\d{0,20})(?:\.(\d{0,40}))?$/;

/** A double has 15 to 17 significant digits: fewer were meant, more were never in a float. */
const FLOAT_DIGITS = { min: 15, max: 17 };
/** Far above the error of adding up a hundred prices, far below the smallest amount that is taken. */
const noise = once(() => new Big('1e-12'));

const significantDigits = (text: string): number => text.replace('.', '').replace(/^0+/, '').length;

/** Whether the text is all that a float has to say: `3.3000000000000003`, and not a token's `1.000000000000000001`. */
const isFloatText = (text: string): boolean => {
  const digits = significantDigits(text);
  return digits >= FLOAT_DIGITS.min && digits <= FLOAT_DIGITS.max && new Big(Number(text)).eq(text);
};

const withoutZeros = (text: string, minDigits: number): string => {
  const exact = new Big(text).toFixed();
  const [, fraction = ''] = exact.split('.');
  return new Big(exact).toFixed(Math.max(fraction.length, minDigits));
};

/** The amount that the float stands for, where it stands for one: within what arithmetic on floats adds. */
const withoutNoise = (text: string, digits: number): string | undefined => {
  const exact = new Big(text);
  const tolerance = exact.gt(1) ? exact.times(noise()) : noise();
  return [digits, MAX_FRACTION_DIGITS]
    .map((precision) => exact.round(precision, Big.roundHalfUp))
    .find((rounded) => rounded.minus(exact).abs().lte(tolerance))
    ?.toFixed();
};

/** The digits alone, where it is certain which they are: without a sign, groups, or zeros before them. */
export const plainAmount = (amount: string | number): string => {
  if (typeof amount === 'number') return amount === 0 ? '0' : new Big(amount).toFixed();
  const text = amount.trim();
  const joined = GROUPS.test(text) ? text.replace(SPACES_IN_GROUPS, '') : text;
  const [, whole = '', fraction = ''] = LOOSE.exec(joined) ?? [];
  if (!/\d/.test(joined) || !LOOSE.test(joined)) return text;
  return fraction === '' ? whole || '0' : `${whole || '0'}.${fraction}`;
};

/**
 * The amount as text. Only one with more than eight fractional digits is changed, and only where its value is not:
 * zeros at the end go, and a float's noise is rounded away, to the currency's digits if the amount has no more. What
 * remains too fine is returned as it is, to be refused.
 */
export const amountText = (amount: string | number, currency?: string): string => {
  const text = plainAmount(amount);
  if (!TOO_FINE.test(text)) return text;
  const digits = currency === undefined ? 0 : currencyDigits(currency);
  const shorter = withoutZeros(text, digits);
  if (!TOO_FINE.test(shorter)) return shorter;
  const meant = isFloatText(text) ? withoutNoise(text, currency === undefined ? USUAL_DIGITS : digits) : undefined;
  return meant === undefined ? text : withoutZeros(meant, digits);
};

/**
 * As `amountText`, for what is not the amount that was paid: a price per piece is often a quotient (`10 / 3`), a fee a
 * product, and a float is rounded at the eighth digit.
 */
export const priceText = (amount: string | number, currency?: string): string => {
  const text = amountText(amount, currency);
  return TOO_FINE.test(text) && isFloatText(text)
    ? new Big(text).round(MAX_FRACTION_DIGITS, Big.roundHalfUp).toFixed()
    : text;
};
