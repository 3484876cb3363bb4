import Big from 'big.js';
import { currencyDigits } from '../../contract/schemas/amounts.ts';
import type { DecimalAmount } from '../model/decimal-amount.ts';

/** Amounts have at most eight fractional digits. */
const MAX_DIGITS = 8;

const digitsOf = (amount: DecimalAmount): number => (amount.split('.')[1] ?? '').length;

/** The exact sum, written with as many digits as the most exact of its parts. */
export const sumOf = (...amounts: readonly DecimalAmount[]): DecimalAmount =>
  amounts
    .reduce((sum, amount) => sum.plus(amount), new Big(0))
    .toFixed(Math.min(MAX_DIGITS, Math.max(0, ...amounts.map(digitsOf))));

export const negated = (amount: DecimalAmount): DecimalAmount =>
  isZero(amount) ? amount : new Big(amount).times(-1).toFixed(digitsOf(amount));

/**
 * Price of a line, to what the currency is paid in, or to the digits of the price where it has more. A quantity may be
 * a weight: its line is rounded, so that lines add up to what can be paid and given back.
 */
export const lineAmount = (quantity: number, unitPrice: DecimalAmount, currency: string): DecimalAmount => {
  const line = new Big(unitPrice).times(quantity);
  const usual = currencyDigits(currency);
  // A sum that the currency can pay exactly is written as it is paid, however fine the price was.
  const digits = line.eq(line.round(usual)) ? usual : Math.max(digitsOf(unitPrice), usual);
  return line.round(digits, Big.roundHalfUp).toFixed(digits);
};

/** Nothing, written with as many digits. */
export const zeroLike = (amount: DecimalAmount): DecimalAmount => new Big(0).toFixed(digitsOf(amount));

export const isZero = (amount: DecimalAmount): boolean => new Big(amount).eq(0);

export const isLess = (a: DecimalAmount, b: DecimalAmount): boolean => new Big(a).lt(b);

/** A total never falls below nothing, even where a discount was larger than what is left. */
export const atLeastZero = (amount: DecimalAmount): DecimalAmount =>
  isLess(amount, '0') ? new Big(0).toFixed(digitsOf(amount)) : amount;
