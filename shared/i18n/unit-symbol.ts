/** Symbols of units are international but for the alphabet; a unit without one here is shown as the shop wrote it. */
const CYRILLIC_SYMBOLS: ReadonlyMap<string, string> = new Map([
  ['kg', 'кг'],
  ['g', 'г'],
  ['l', 'л'],
  ['ml', 'мл'],
]);

/** @param language Two letters. */
export const unitSymbol = (unit: string, language: string): string =>
  language === 'ru' ? (CYRILLIC_SYMBOLS.get(unit) ?? unit) : unit;
