import type { Locale } from '../contract/locale.ts';
import type { DecimalAmount } from '../orders/model/decimal-amount.ts';
import { languageTagOf } from './catalog.ts';

const NATIONAL = new Set(Intl.supportedValuesOf('currency'));
const formats = new Map<string, Intl.NumberFormat>();

const formatOf = (locale: Locale, currency: string): Intl.NumberFormat => {
  const key = `${locale} ${currency}`;
  const known = formats.get(key);
  if (known) return known;
  const options: Intl.NumberFormatOptions = NATIONAL.has(currency)
    ? { style: 'currency', currency }
    : { maximumFractionDigits: 8 };
  const format = new Intl.NumberFormat(languageTagOf(locale), options);
  formats.set(key, format);
  return format;
};

/** `12,50 €`, as the language writes it and exact to the last digit; a token's code stands behind the number. */
export const moneyText = (amount: DecimalAmount, currency: string, locale: Locale): string => {
  // Text, not a float: `Intl` formats decimal text exactly.
  const text = formatOf(locale, currency).format(amount as Intl.StringNumericLiteral);
  return NATIONAL.has(currency) ? text : `${text} ${currency}`;
};
