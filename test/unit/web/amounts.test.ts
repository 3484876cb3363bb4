import { describe, expect, it } from 'vitest';
import { moneyIn } from '../../../shared/i18n/money-format.ts';
import { unitSymbol } from '../../../shared/i18n/unit-symbol.ts';

/** What stands between a number and its currency is a space that does not break. */
const written = (tag: string, amount: string, currency: string): string =>
  moneyIn(tag, amount, currency).replaceAll(/\s/g, ' ');

describe('amounts on pages', () => {
  it('are exact to the last digit of a token, and have the digits of a currency', () => {
    expect(written('en-GB', '0.00012345', 'BTC')).toBe('0.00012345 BTC');
    expect(written('es-ES', '3600', 'JPY')).toBe('3600 JPY');
    expect(written('ru-RU', '9007199254740993.01', 'EUR')).toBe('9 007 199 254 740 993,01 €');
    expect(written('en-GB', '0', 'EUR')).toBe('€0.00');
  });

  it('have units in the alphabet of the language', () => {
    expect(['en', 'ro', 'ru'].map((language) => unitSymbol('kg', language))).toEqual(['kg', 'kg', 'кг']);
    expect(unitSymbol('bunch', 'ru')).toBe('bunch');
  });
});
