import type { Locale } from '../contract/locale.ts';
import type { DecimalAmount } from '../orders/model/decimal-amount.ts';
import { languageTagOf } from './catalog.ts';
import { moneyIn } from './money-format.ts';

/** `12,50 €`, as the language writes it and exact to the last digit; a token's code stands behind the number. */
export const moneyText = (amount: DecimalAmount, currency: string, locale: Locale): string =>
  moneyIn(languageTagOf(locale), amount, currency);
