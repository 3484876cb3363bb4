import { describe, expect, it } from 'vitest';
import { e164Of } from '../../../shared/orders/model/phone-e164.ts';

interface NumberingPlan {
  readonly country: string;
  readonly code: string;
  readonly trunk?: string;
  /** Digits with which a national number begins. */
  readonly begins: string;
  readonly lengths: readonly number[];
}

/** The national plans, as the ITU's notices describe them. */
const PLANS: readonly NumberingPlan[] = [
  { country: 'ES', code: '34', begins: '56789', lengths: [9] },
  { country: 'RO', code: '40', trunk: '0', begins: '23789', lengths: [9] },
  { country: 'MD', code: '373', trunk: '0', begins: '2356789', lengths: [8] },
  { country: 'RU', code: '7', trunk: '8', begins: '3456789', lengths: [10] },
  { country: 'KZ', code: '7', trunk: '8', begins: '7', lengths: [10] },
  { country: 'UA', code: '380', trunk: '0', begins: '3456789', lengths: [9] },
  { country: 'US', code: '1', trunk: '1', begins: '23456789', lengths: [10] },
  { country: 'CA', code: '1', trunk: '1', begins: '23456789', lengths: [10] },
  { country: 'GB', code: '44', trunk: '0', begins: '123578', lengths: [9, 10] },
  { country: 'GB', code: '44', trunk: '0', begins: '9', lengths: [9, 10] },
  { country: 'FR', code: '33', trunk: '0', begins: '123456789', lengths: [9] },
  { country: 'CH', code: '41', trunk: '0', begins: '23456789', lengths: [9] },
  { country: 'NL', code: '31', trunk: '0', begins: '1234567', lengths: [9] },
  { country: 'PT', code: '351', begins: '236789', lengths: [9] },
  { country: 'PL', code: '48', begins: '123456789', lengths: [9] },
  { country: 'CZ', code: '420', begins: '23456789', lengths: [9] },
  { country: 'DK', code: '45', begins: '23456789', lengths: [8] },
  { country: 'NO', code: '47', begins: '23456789', lengths: [8] },
  { country: 'GR', code: '30', begins: '2679', lengths: [10] },
  { country: 'MX', code: '52', begins: '23456789', lengths: [10] },
  { country: 'CO', code: '57', begins: '36', lengths: [10] },
  { country: 'CL', code: '56', begins: '23456789', lengths: [9] },
];

/** The digit and fours behind it: no trunk prefix among them. */
const numberOf = (first: string, length: number): string => first + '4'.repeat(length - 1);

describe.each(PLANS)('a national number of $country ($begins)', ({ country, code, trunk, begins, lengths }) => {
  it('is read with its country code, with and without the trunk prefix', () => {
    for (const first of begins) {
      for (const length of lengths) {
        const national = numberOf(first, length);
        const e164 = `+${code}${national}`;
        expect(e164Of(national, country), national).toBe(e164);
        expect(e164Of(`+${code} ${national}`), e164).toBe(e164);
        expect(e164Of(`00${code} ${national}`, country), `00${e164}`).toBe(e164);
        if (trunk !== undefined) expect(e164Of(`${trunk}${national}`, country), `${trunk} ${national}`).toBe(e164);
      }
    }
  });

  it('has its length, not a digit less or more', () => {
    for (const first of begins) {
      const [min = 0, max = min] = lengths;
      expect(e164Of(numberOf(first, min - 1), country), `${first}, short`).toBeUndefined();
      // With the trunk prefix in front it would be a number of its own.
      if (first !== trunk) expect(e164Of(numberOf(first, max + 1), country), `${first}, long`).toBeUndefined();
    }
  });

  it('begins as the plan says', () => {
    const all = PLANS.filter((plan) => plan.country === country).map((plan) => plan.begins);
    for (const first of '0123456789'.split('').filter((digit) => !all.join('').includes(digit))) {
      const length = lengths.at(-1) ?? 0;
      // Less one digit for a trunk prefix, it may be one of the shorter ones.
      if (first === trunk && lengths.includes(length - 1)) continue;
      expect(e164Of(numberOf(first, length), country), first).toBeUndefined();
    }
  });
});

describe('an international number', () => {
  it.each([
    '+12025550123',
    '+201001234567',
    '+27821234567',
    '+212612345678',
    '+2693212345',
    '+299321000',
    '+359881234567',
    '+381601234567',
    '+4915112345678',
    '+5076123456',
    '+59899123456',
    '+6926251234',
    '+886912345678',
    '+998901234567',
  ])('%s has a country code that is assigned', (number) => {
    expect(e164Of(number)).toBe(number);
  });

  it.each(['+2101234567', '+2591234567', '+9991234567', '+0123456789', '+8001234567', '+', '+1'])(
    '%s has none',
    (number) => {
      expect(e164Of(number)).toBeUndefined();
    },
  );

  it.each([
    ['+39 06 1234567', '+39061234567'],
    ['+378 0549 123456', '+3780549123456'],
    ['+225 01 23 45 67 89', '+2250123456789'],
    ['+229 01 23 45 67 89', '+2290123456789'],
    ['+241 01 23 45 67', '+24101234567'],
    ['+242 06 612 3456', '+242066123456'],
    // Dialled at home only.
    ['+49 030 1234567', undefined],
    ['+43 01 2345678', undefined],
    ['+49 (0)30 1234567', '+49301234567'],
  ])('%s: a zero that begins the national number stays where the plan says so', (written, number) => {
    expect(e164Of(written)).toBe(number);
  });

  it('is 8 to 15 digits long', () => {
    expect(e164Of('+49123456')).toBe('+49123456');
    expect(e164Of('+4912345')).toBeUndefined();
    expect(e164Of('+491234567890123')).toBe('+491234567890123');
    expect(e164Of('+4912345678901234')).toBeUndefined();
  });

  it('is dialled with 00, or with 011 in North America only', () => {
    expect(e164Of('0049 30 1234567', 'ES')).toBe('+49301234567');
    expect(e164Of('011 49 30 1234567', 'US')).toBe('+49301234567');
    expect(e164Of('011 49 30 1234567', 'CA')).toBe('+49301234567');
    expect(e164Of('011 49 30 1234567', 'ES')).toBeUndefined();
    expect(e164Of('011 49 30 1234567')).toBeUndefined();
  });
});

describe('what is written around a number', () => {
  it.each([
    'ext. 4021',
    'ext 4021',
    'extension 12',
    ';ext=3',
    'extensión 12',
    'extension: 12',
    'int. 5',
    'interior 5',
    'доб. 5',
    'доб 5',
    'x12',
    'X 12',
    '#7',
    '# 12345678',
  ])('%s is dialled after somebody has replied', (extension) => {
    expect(e164Of(`+34 600 000 001 ${extension}`)).toBe('+34600000001');
  });

  it.each(['tel:+34600000001', 'TEL:+34600000001', ' +34 600-000-001 ', '+34.600.000.001', '+34 600·000–001'])(
    '%s is that number',
    (written) => {
      expect(e164Of(written)).toBe('+34600000001');
    },
  );

  it.each(['٦٠٠٠٠٠٠٠١', '۶۰۰۰۰۰۰۰۱', '６０００００００１'])('%s is written in other digits', (written) => {
    expect(e164Of(written, 'ES')).toBe('+34600000001');
  });

  it.each([
    '600 000 001 or 600 000 002',
    'call 600 000 001',
    '600 000 001 please',
    '600+000001',
    '600000001 #123456789',
    'intel: 600000001',
    '600 x12 000001',
    '600 000 001 ext. 4021 b',
  ])('%s is no number for certain', (written) => {
    expect(e164Of(written, 'ES')).toBeUndefined();
  });

  it('is at most 64 characters', () => {
    const padded = (length: number): string => `600${' '.repeat(length - 9)}000001`;
    expect(e164Of(padded(64), 'ES')).toBe('+34600000001');
    expect(e164Of(padded(65), 'ES')).toBeUndefined();
  });

  it('says nothing of a national number whose country is not known', () => {
    expect(e164Of('600 000 001')).toBeUndefined();
    expect(e164Of('600 000 001', 'XX')).toBeUndefined();
  });
});
