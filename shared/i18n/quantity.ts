import type { Locale } from '../contract/locale.ts';
import { DEFAULT_UNIT, QUANTITY_FRACTION_DIGITS } from '../orders/model/quantity.ts';
import { languageTagOf } from './catalog.ts';

/** What a line of an order says to people. */
export interface Line {
  readonly name: string;
  readonly quantity: number;
  readonly unit?: string | undefined;
}

/** Symbols of units are international but for the alphabet; a unit without one here is shown as the shop wrote it. */
const CYRILLIC_SYMBOLS: ReadonlyMap<string, string> = new Map([
  ['kg', 'кг'],
  ['g', 'г'],
  ['l', 'л'],
  ['ml', 'мл'],
]);

const formats = new Map<Locale, Intl.NumberFormat>();

const numberText = (quantity: number, locale: Locale): string => {
  const format =
    formats.get(locale) ??
    new Intl.NumberFormat(languageTagOf(locale), { maximumFractionDigits: QUANTITY_FRACTION_DIGITS });
  formats.set(locale, format);
  return format.format(quantity);
};

const symbolOf = (unit: string, locale: Locale): string =>
  locale === 'ru' ? (CYRILLIC_SYMBOLS.get(unit) ?? unit) : unit;

/** `1.5 kg`, `2 ×`; the number as the language writes it. */
export const amountText = ({ quantity, unit = DEFAULT_UNIT }: Omit<Line, 'name'>, locale: Locale): string =>
  `${numberText(quantity, locale)} ${unit === DEFAULT_UNIT ? '×' : symbolOf(unit, locale)}`;

/** `1.5 kg Tomatoes`, `2 × Oat milk`. */
export const lineText = ({ name, ...amount }: Line, locale: Locale): string => `${amountText(amount, locale)} ${name}`;
