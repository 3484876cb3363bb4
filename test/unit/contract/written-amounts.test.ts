/** Amounts and quantities as people and programs write them, and what they are read as. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountText, priceText } from '../../../shared/contract/schemas/amounts.ts';
import { money } from '../../../shared/contract/schemas/primitives.ts';
import { quantity, stockQuantity, unit } from '../../../shared/contract/schemas/quantity.ts';
import { read } from './support/read.ts';

describe('an amount', () => {
  it.each<[string | number, string | undefined, string]>([
    [3.3000000000000003, 'EUR', '3.30'],
    ['3.3000000000000003', 'EUR', '3.30'],
    [3.3000000000000003, undefined, '3.3'],
    [3300.0000000000005, 'JPY', '3300'],
    [0.30000000000000004, 'TND', '0.300'],
    [434.99999999999994, 'USD', '435.00'],
    [1.2345000000000002, 'EUR', '1.2345'],
    [2.8421709430404007e-14, 'EUR', '0.00'],
    ['49.900000000000000000', 'EUR', '49.90'],
    ['49.900000000000000000', 'USDC', '49.90'],
    ['49.000000000000000000', 'JPY', '49'],
    ['0.000000000000000000', 'EUR', '0.00'],
    ['12.345678900000000000', 'USDT', '12.3456789'],
    [' 49.90 ', 'EUR', '49.90'],
    ['+49.90', 'EUR', '49.90'],
    ['00049.90', 'EUR', '49.90'],
    ['.50', 'EUR', '0.50'],
    ["1'249.90", 'CHF', '1249.90'],
    ['1’249.90', 'CHF', '1249.90'],
    ['000049.900000000000000000', 'EUR', '49.90'],
    ['1 234.50', 'EUR', '1234.50'],
    ['1\u00a0234\u202f567.50', 'EUR', '1234567.50'],
    // What fits is left as it was written.
    [25.1, 'EUR', '25.1'],
    ['25', 'EUR', '25'],
    ['49.90000000', 'EUR', '49.90000000'],
    [-0, 'EUR', '0'],
  ])('%j in %s is %s', (given, code, text) => expect(amountText(given, code)).toBe(text));

  it.each([
    1e-9,
    '1.123456789',
    '1.000000000000000001',
    '0.000000000000000001',
    3.3333333333333335,
    0.123456789,
    '-1',
    -0.01,
    '-3.3000000000000003',
    '12 34',
    '1,5',
    '1,234.50',
    '1,234',
    '1.234,50',
    '+-1',
    '1_000',
    '1e3',
    'NaN',
    '12345678901.5',
    1e21,
    '€5',
    '',
  ])('%j changes money, and is refused', (given) => {
    expect(read(money, given)).toBeUndefined();
    expect(read(money, amountText(given, 'EUR'))).toBeUndefined();
  });

  it('of one piece may be a quotient', () => {
    expect([priceText(10 / 3, 'EUR'), priceText('3.3333333333333335'), priceText(3.3000000000000003, 'EUR')]).toEqual([
      '3.33333333',
      '3.33333333',
      '3.30',
    ]);
    expect(priceText('1.123456789')).toBe('1.123456789');
  });

  it('that was added up from prices as floats is the exact sum', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 60 }), (cents) => {
        const floating = cents.reduce((sum, price) => sum + price / 100, 0);
        const exact = cents.reduce((sum, price) => sum + price, 0);
        expect(Number(amountText(floating, 'EUR')) * 100).toBeCloseTo(exact, 5);
        expect(amountText(floating, 'EUR')).toMatch(/^\d+(\.\d{1,2})?$/);
      }),
    );
  });
});

describe('a quantity', () => {
  it.each([
    [1.5, 1.5],
    ['1.5', 1.5],
    ['2', 2],
    [' 2 ', 2],
    ['2.0000', 2],
    [0.001, 0.001],
    [0.1 + 0.2, 0.3],
    ['0.30000000000000004', 0.3],
    [100_000, 100_000],
    [0, undefined],
    [-1, undefined],
    ['-1', undefined],
    [0.0004, undefined],
    [1.2345, undefined],
    [100_000.5, undefined],
    ['1,5', undefined],
    ['two', undefined],
    ['1e3', undefined],
    [Number.NaN, undefined],
    [true, undefined],
    ['', undefined],
  ])('%j is %s', (given, number) => expect(read(quantity, given)).toBe(number));

  it('of stock may be nothing', () => {
    expect([0, '12.250', 1e9, -1, 0.0001].map((stock) => read(stockQuantity, stock))).toEqual([
      0,
      12.25,
      1e9,
      undefined,
      undefined,
    ]);
  });

  it.each([
    ['kg', 'kg'],
    ['KG', 'kg'],
    ['Kgs.', 'kg'],
    ['kilos', 'kg'],
    ['кг', 'kg'],
    ['gr', 'g'],
    ['Liter', 'l'],
    ['L', 'l'],
    ['ml', 'ml'],
    ['uds.', 'pc'],
    ['each', 'pc'],
    ['шт.', 'pc'],
    ['Bunch', 'Bunch'],
    ['a unit that somebody made up', 'a unit that somebod…'],
  ])('counts %j as %j', (given, code) => expect(read(unit, given)).toBe(code));
});
