import { describe, expect, it } from 'vitest';
import { addressLines } from '../../../web/app/parts/address-lines.ts';

const ADDRESS = { line1: 'Ocean Drive 1', street: 'Ocean Drive 1', city: 'Miami', country: 'US' };

describe('an address as it is written', () => {
  it('has everything that leads to the door', () => {
    const whole = { ...ADDRESS, name: 'Ana', line2: 'Apt 5', region: 'FL', postalCode: '33101' };
    expect(addressLines(whole)).toEqual(['Ocean Drive 1', 'Apt 5', '33101 Miami, FL', 'US']);
  });

  it('leaves out what it does not have, and a region that says the city again', () => {
    expect(addressLines(ADDRESS)).toEqual(['Ocean Drive 1', 'Miami', 'US']);
    expect(addressLines({ ...ADDRESS, region: 'Miami' })).toEqual(['Ocean Drive 1', 'Miami', 'US']);
    expect(addressLines(null)).toEqual([]);
  });
});
