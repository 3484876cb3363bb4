import { describe, expect, it } from 'vitest';
import { sourceList } from '../../../shared/webhooks/source-list.ts';

describe('a list of address ranges', () => {
  it.each([
    ['20.65.16.22/31', '20.65.16.23', true],
    ['20.65.16.22/31', '20.65.16.24', false],
    ['203.0.113.9', '203.0.113.9', true],
    ['203.0.113.9', '203.0.113.10', false],
    ['203.0.113.9/32', '203.0.113.10', false],
    ['0.0.0.0/0', '198.51.100.1', true],
    ['2001:db8::/32', '2001:db8:1::1', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['2001:db8::1', '2001:db8::1', true],
    ['2001:db8::1', '2001:db8::2', false],
    ['2001:db8::1/128', '2001:db8::1', true],
    ['  203.0.113.0/24 ', '203.0.113.200', true],
    ['203.0.113.0/24', '::ffff:203.0.113.200', true],
    ['203.0.113.0/24', '::FFFF:203.0.113.200', true],
    ['203.0.113.0/24', '::ffff:198.51.100.1', false],
    ['0.0.0.0/0', 'not an address', false],
    ['0.0.0.0/0', '', false],
  ])('%s admits %s: %s', (range, address, isAdmitted) => {
    expect(sourceList([range]).admits(address)).toBe(isAdmitted);
  });

  it('admits nobody where it is empty, and whoever is in one of several', () => {
    expect(sourceList([]).admits('203.0.113.9')).toBe(false);
    expect(sourceList(['198.51.100.0/24', '203.0.113.9']).admits('203.0.113.9')).toBe(true);
  });

  it.each([
    '203.0.113.0/33',
    '2001:db8::/129',
    '203.0.113.0/',
    '203.0.113.0/x',
    '203.0.113.0/1x',
    '203.0.113.0/1e1',
    '203.0.113.0/0x8',
    'example.com',
    '',
  ])('refuses %s: a typing error admits nobody by mistake', (range) => {
    expect(() => sourceList(['198.51.100.0/24', range])).toThrow(`Not an address range: ${range}`);
  });
});
