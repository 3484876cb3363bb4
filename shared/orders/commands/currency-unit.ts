import Big from 'big.js';
import { once } from '../../made-on-demand.ts';
import type { DecimalAmount } from '../model/decimal-amount.ts';

/** ISO 4217, as the platform's own data lists it; other codes are tokens. */
const national = once((): ReadonlySet<string> => new Set(Intl.supportedValuesOf('currency')));
const isNational = (code: string): boolean => national().has(code);

/** Both are national currencies, and not the same: their amounts say nothing of each other. */
export const isOtherNationalCurrency = (own: string, other: string | undefined): boolean =>
  other !== undefined && other !== own && isNational(own) && isNational(other);

/** Two, as most currencies have, where the code is no national one. */
const digitsOf = (currency: string): number => unitDigits(currency) ?? 2;

/** An amount in the currency's smallest unit; `undefined` for what no courier counts in. */
export const inMinorUnits = (amount: DecimalAmount, currency: string): number | undefined =>
  isNational(currency)
    ? new Big(amount)
        .times(10 ** digitsOf(currency))
        .round()
        .toNumber()
    : undefined;

/** What a courier writes in smallest units, as an amount. */
export const fromMinorUnits = (units: number, currency: string): DecimalAmount =>
  new Big(units).div(10 ** digitsOf(currency)).toFixed(digitsOf(currency));

const unitDigits = (currency: string): number | undefined =>
  isNational(currency)
    ? new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits
    : undefined;

/**
 * The amount less what is below the currency's smallest unit: a total of 3.335 EUR, from goods by weight, is charged as
 * 3.33 or 3.34. Tokens are exact.
 */
export const roundedToUnit = (amount: DecimalAmount, currency: string): DecimalAmount => {
  const digits = unitDigits(currency);
  return digits === undefined ? amount : new Big(amount).round(digits, Big.roundDown).toFixed();
};
