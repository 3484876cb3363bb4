import { describe, expect, it } from 'vitest';
import { estimateOf, estimateWindowOf, instantOf, isWithinReach } from '../../../shared/carriers/instant.ts';

describe('a carrier’s time', () => {
  it.each([
    ['2026-11-20T10:15:30Z', '2026-11-20T10:15:30.000Z'],
    ['2026-11-20T10:15:30z', '2026-11-20T10:15:30.000Z'],
    ['2026-11-20t10:15:30Z', '2026-11-20T10:15:30.000Z'],
    ['2026-11-20T10:15:30-05:00', '2026-11-20T15:15:30.000Z'],
    ['2026-11-20T10:15:30+0530', '2026-11-20T04:45:30.000Z'],
    ['2026-11-20T10:15:30-0500', '2026-11-20T15:15:30.000Z'],
    ['2026-11-20 10:15:30', '2026-11-20T10:15:30.000Z'],
    ['2026-11-20T10:15-05:00', '2026-11-20T15:15:00.000Z'],
    ['2026-11-20T10:15:30.5Z', '2026-11-20T10:15:30.500Z'],
    ['2026-11-20T10:15:30.123456789Z', '2026-11-20T10:15:30.123Z'],
    ['2026-11-20', '2026-11-20T00:00:00.000Z'],
    ['  2026-11-20T10:15:30Z ', '2026-11-20T10:15:30.000Z'],
    ['2028-02-29T10:00:00Z', '2028-02-29T10:00:00.000Z'],
  ])('%j is %s', (text, instant) => {
    expect(instantOf(text)).toBe(instant);
  });

  it.each([
    undefined,
    '',
    'yesterday',
    '2026-02-29T10:00:00Z',
    '2026-02-31',
    '2026-13-01T10:00:00Z',
    '2026-11-20T25:00:00Z',
    '2026-11-20T10:61:00Z',
    '2026-11-20T10:15:30.1234567890Z',
    '2026-11-20T10:15:30.Z',
    'at 2026-11-20T10:15:30Z',
    '2026-11-20T10:15:30Z or later',
    '02026-11-20T10:15:30Z',
    '20/11/2026',
    '2026-11-20T10',
    '2026-11-20T10:15:30+5',
  ])('%j is none', (text) => {
    expect(instantOf(text)).toBeUndefined();
  });
});

describe('a carrier’s estimate', () => {
  it.each([
    ['2026-12-03T00:00:00-06:00', '2026-12-03'],
    ['2026-12-03T00:00:00Z', '2026-12-03'],
    ['2026-12-03T00:00', '2026-12-03'],
    ['2026-12-03T23:59:59+09:00', '2026-12-03'],
    ['2026-12-03T23:59:00', '2026-12-03'],
    ['2026-12-03T23:59', '2026-12-03'],
    ['2026-12-03', '2026-12-03'],
  ])('%s is the day that was written', (text, day) => {
    expect(estimateOf(text)).toBe(day);
  });

  it.each([
    ['2026-12-03T00:00:01Z', '2026-12-03T00:00:01.000Z'],
    ['2026-12-03T23:58:59Z', '2026-12-03T23:58:59.000Z'],
    ['2026-12-03T23:59:30Z', '2026-12-03T23:59:30.000Z'],
    ['2026-12-03T17:00:00-06:00', '2026-12-03T23:00:00.000Z'],
    ['2026-12-03T10:00:00Z', '2026-12-03T10:00:00.000Z'],
  ])('%s is a time', (text, instant) => {
    expect(estimateOf(text)).toBe(instant);
  });

  it.each([undefined, 'soon', '2026-02-31', '2026-02-31T10:00:00Z', '2026-02-31T00:00:00Z'])('%j is none', (text) => {
    expect(estimateOf(text)).toBeUndefined();
  });
});

describe('a carrier’s window', () => {
  const [nine, five] = ['2026-12-03T09:00:00Z', '2026-12-03T17:00:00Z'];

  it('is from one time to another', () => {
    expect(estimateWindowOf(nine, five)).toBe('2026-12-03T09:00:00.000Z/2026-12-03T17:00:00.000Z');
    expect(estimateWindowOf('2026-12-03', '2026-12-05')).toBe('2026-12-03/2026-12-05');
  });

  it('is one of them where the other is not known', () => {
    expect(estimateWindowOf(nine, undefined)).toBe('2026-12-03T09:00:00.000Z');
    expect(estimateWindowOf(undefined, five)).toBe('2026-12-03T17:00:00.000Z');
    expect(estimateWindowOf(undefined, undefined)).toBeUndefined();
  });

  it('is its end where it begins on some day, at its end, or after it', () => {
    expect(estimateWindowOf('2026-12-03', five)).toBe('2026-12-03T17:00:00.000Z');
    expect(estimateWindowOf(five, five)).toBe('2026-12-03T17:00:00.000Z');
    expect(estimateWindowOf(five, nine)).toBe('2026-12-03T09:00:00.000Z');
  });
});

describe('a time of this world', () => {
  it('is at most two years after the carrier said so', () => {
    const saidAt = '2026-03-01T10:00:00.000Z';
    expect(isWithinReach('2028-03-01T10:00:00.000Z', saidAt)).toBe(true);
    expect(isWithinReach('2028-03-01T10:00:00.001Z', saidAt)).toBe(false);
    expect(isWithinReach('9999-12-31', saidAt)).toBe(false);
    expect(isWithinReach('2026-03-02', saidAt)).toBe(true);
    expect(isWithinReach('2026-03-02/9999-12-31', saidAt)).toBe(false);
  });
});
