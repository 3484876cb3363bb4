import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CARRIERS } from '../../../shared/contract/carrier-registry.ts';

const fitsOf = (carrier: string, format: string): ((number: string) => boolean) => {
  const formats = CARRIERS.find(({ id }) => id === carrier)?.numberFormats;
  const fits = formats?.find((one) => one.format === format)?.fits;
  if (fits === undefined) throw new Error(`${carrier} ${format} has no check digit`);
  return fits;
};
const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const DIGITS = '0123456789';
const fittingDigits = (fits: (number: string) => boolean, numberWith: (digit: string) => string): string =>
  [...DIGITS].filter((digit) => fits(numberWith(digit))).join('');
const sumOf = (serial: string, weights: readonly number[]): number =>
  [...serial].reduce((sum, digit, at) => sum + Number(digit) * (weights[at % weights.length] ?? 0), 0);

interface Rule {
  readonly of: readonly [carrier: string, format: string];
  /** Its length. */
  readonly serial: number;
  readonly weights: readonly number[];
  readonly digits: string;
  readonly before?: string;
  readonly after?: string;
}

/** What follows a serial in each format: its weights from the first digit on, and the digit by the sum's remainder. */
const RULES: readonly Rule[] = [
  {
    of: ['correos', 's10'],
    serial: 8,
    weights: [8, 6, 4, 2, 3, 5, 9, 7],
    digits: '50987654321',
    before: 'RR',
    after: 'ES',
  },
  { of: ['fedex', 'express'], serial: 11, weights: [3, 1, 7], digits: '01234567890' },
  { of: ['fedex', 'ground'], serial: 14, weights: [1, 3], digits: '0987654321' },
  { of: ['fedex', 'ground_96'], serial: 14, weights: [1, 3], digits: '0987654321', before: '96110209' },
  {
    of: ['fedex', 'express_34'],
    serial: 13,
    weights: [1, 7, 3],
    digits: '01234567890',
    before: '10019213342500010003',
  },
  { of: ['fedex', 'ground_sscc'], serial: 15, weights: [3, 1], digits: '0987654321', before: '00' },
  { of: ['fedex', 'ground_economy'], serial: 21, weights: [3, 1], digits: '0987654321' },
  { of: ['dhl', 'parcel_de'], serial: 19, weights: [1, 3], digits: '0987654321' },
  { of: ['ups', 'waybill'], serial: 9, weights: [1, 2], digits: '0987654321', before: 'K' },
];

describe.each(RULES)('a number of $of', (rule) => {
  const { of, serial: length, weights, digits: byRemainder, before = '', after = '' } = rule;
  const fits = fitsOf(...of);

  it('has the one check digit that its carrier says', () => {
    fc.assert(
      fc.property(digits(length), (serial) => {
        const expected = byRemainder.charAt(sumOf(serial, weights) % byRemainder.length);
        expect(fittingDigits(fits, (digit) => `${before}${serial}${digit}${after}`)).toBe(expected);
      }),
      { numRuns: 300 },
    );
  });
});

it('DHL Express ends in the remainder by seven', () => {
  fc.assert(
    fc.property(fc.integer({ min: 100_000_000, max: 9_999_999_999 }), (serial) => {
      expect(fittingDigits(fitsOf('dhl', 'express'), (digit) => `${serial}${digit}`)).toBe(String(serial % 7));
    }),
  );
});

it('FedEx prints the twenty digits of Ground Economy without their 92, which count', () => {
  const fits = fitsOf('fedex', 'ground_economy');
  fc.assert(
    fc.property(digits(19), (serial) => {
      const ofShort = fittingDigits(fits, (digit) => `${serial}${digit}`);
      expect(ofShort).toHaveLength(1);
      expect(fittingDigits(fits, (digit) => `92${serial}${digit}`)).toBe(ofShort);
    }),
  );
});

it('UPS counts a letter by its place in the alphabet, A as 2', () => {
  const fits = fitsOf('ups', '1Z');
  const digitOf = (character: string): string => '23456789012345678901234567'.charAt(character.charCodeAt(0) - 65);
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Z0-9]{15}$/), (serial) => {
      const asDigits = serial.replaceAll(/[A-Z]/g, digitOf);
      const expected = '0987654321'.charAt(sumOf(asDigits, [1, 2]) % 10);
      expect(fittingDigits(fits, (digit) => `1Z${serial}${digit}`)).toBe(expected);
    }),
  );
});
