import type { Locale } from '../contract/locale.ts';
import { DEFAULT_UNIT, QUANTITY_FRACTION_DIGITS } from '../orders/model/quantity.ts';
import { languageTagOf } from './catalog.ts';
import { unitSymbol } from './unit-symbol.ts';

/** What a line of an order says to people. */
export interface Line {
  readonly name: string;
  readonly quantity: number;
  readonly unit?: string | undefined;
}

const formats = new Map<Locale, Intl.NumberFormat>();

const numberText = (quantity: number, locale: Locale): string => {
  const format =
    formats.get(locale) ??
    new Intl.NumberFormat(languageTagOf(locale), { maximumFractionDigits: QUANTITY_FRACTION_DIGITS });
  formats.set(locale, format);
  return format.format(quantity);
};

/** `1.5 kg`, `2 ×`; the number as the language writes it. */
export const amountText = ({ quantity, unit = DEFAULT_UNIT }: Omit<Line, 'name'>, locale: Locale): string =>
  `${numberText(quantity, locale)} ${unit === DEFAULT_UNIT ? '×' : unitSymbol(unit, locale)}`;

/** `1.5 kg Tomatoes`, `2 × Oat milk`. */
export const lineText = ({ name, ...amount }: Line, locale: Locale): string => `${amountText(amount, locale)} ${name}`;
