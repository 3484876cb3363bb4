import { describe, expect, it } from 'vitest';
import { addressLines, countryName } from '../../../web/app/parts/address-lines.ts';

const ADDRESS = { line1: 'Ocean Drive 1', street: 'Ocean Drive 1', city: 'Miami', country: 'US' };

describe('an address as it is written', () => {
  it('has everything that leads to the door', () => {
    const whole = { ...ADDRESS, name: 'Ana', line2: 'Apt 5', region: 'FL', postalCode: '33101' };
    expect(addressLines(whole, 'en')).toEqual(['Ocean Drive 1', 'Apt 5', '33101 Miami, FL', 'United States']);
  });

  it('leaves out what it does not have, and a region that says the city again', () => {
    expect(addressLines(ADDRESS, 'en')).toEqual(['Ocean Drive 1', 'Miami', 'United States']);
    expect(addressLines({ ...ADDRESS, region: 'Miami' }, 'en')).toEqual(['Ocean Drive 1', 'Miami', 'United States']);
    expect(addressLines(null, 'en')).toEqual([]);
  });

  it('names the country in the language, where it is known by its code', () => {
    expect(['es', 'ro', 'ru'].map((tag) => countryName('ES', tag))).toEqual(['España', 'Spania', 'Испания']);
    expect(['Spain', 'QQ', ''].map((country) => countryName(country, 'en'))).toEqual(['Spain', 'QQ', '']);
  });
});
