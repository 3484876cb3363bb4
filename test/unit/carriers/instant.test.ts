import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf } from '../../../shared/carriers/instant.ts';

const MIAMI = { country: 'US', region: 'FL' };

describe('a carrier’s time', () => {
  it.each([
    ['2026-11-20T10:15:00-05:00', '2026-11-20T15:15:00.000Z'],
    ['2026-11-20 10:15:00 -05:00', '2026-11-20T15:15:00.000Z'],
    ['2026-11-20  10:15:00-05:00', '2026-11-20T15:15:00.000Z'],
    ['2026-11-20T10:15:00\u221205:00', '2026-11-20T15:15:00.000Z'],
    ['2026-11-20T10:15:00.331986369+01:00', '2026-11-20T09:15:00.331Z'],
    ['2026-11-20T10:15:00,5+0100', '2026-11-20T09:15:00.500Z'],
    ['2026-11-20T10:15+01', '2026-11-20T09:15:00.000Z'],
    ['2026-11-20t10:15:00z', '2026-11-20T10:15:00.000Z'],
    ['2026-11-20 10:15:00 UTC', '2026-11-20T10:15:00.000Z'],
    ['2026-11-20T24:00', '2026-11-21T00:00:00.000Z'],
    ['2026-11-20T24:00:00+01:00', '2026-11-20T23:00:00.000Z'],
    ['20261120T101500Z', '2026-11-20T10:15:00.000Z'],
    ['20261120', '2026-11-20T00:00:00.000Z'],
    ['2026-11-20', '2026-11-20T00:00:00.000Z'],
    ['1795169700', '2026-11-20T10:15:00.000Z'],
    ['Fri, 20 Nov 2026 10:15:00 -0500', '2026-11-20T15:15:00.000Z'],
    ['Fri, 20 Nov 2026 10:15:00 GMT', '2026-11-20T10:15:00.000Z'],
    ['5 Nov 2026 9:15 EST', '2026-11-05T14:15:00.000Z'],
    ['2026-11-20 10:15:00 CET', '2026-11-20T09:15:00.000Z'],
    ['2026-07-20 10:15:00 Europe/Madrid', '2026-07-20T08:15:00.000Z'],
    ['2026-07-20T10:15:00+02:00[Europe/Madrid]', '2026-07-20T08:15:00.000Z'],
    ['2026-11-20T10:15:00 America/Argentina/Buenos_Aires', '2026-11-20T13:15:00.000Z'],
    [' 1795169700123 ', '2026-11-20T10:15:00.123Z'],
  ])('%j is read', (text, instant) => {
    expect(instantOf(text)).toBe(instant);
  });

  it.each([
    'yesterday',
    '',
    '2026-02-31T10:00:00Z',
    '2026-13-01',
    '2026-11-20T25:00:00Z',
    '2026-11-20T24:30:00Z',
    '2026-11-20T10:15:00+99:00',
    '11/20/2026 10:15',
    '2026-11-20 10:15:00 IST',
    '2026-11-20 10:15:00 Mars/Olympus',
    '20 Foo 2026 10:15:00 GMT',
    '31 Feb 2026 10:15:00 GMT',
    '17951697',
  ])('%j is no time', (text) => {
    expect(instantOf(text)).toBeUndefined();
  });

  it.each([
    ['2026-11-20T10:15:00', MIAMI, '2026-11-20T15:15:00.000Z'],
    ['2026-07-20T10:15:00', MIAMI, '2026-07-20T14:15:00.000Z'],
    ['20261120T101500', MIAMI, '2026-11-20T15:15:00.000Z'],
    ['20261120 1015', MIAMI, '2026-11-20T15:15:00.000Z'],
    ['2026-11-20', { country: 'us', region: 'ca' }, '2026-11-20T08:00:00.000Z'],
    ['2026-07-20T10:15:00', { country: 'ES' }, '2026-07-20T08:15:00.000Z'],
    ['2026-07-20T10:15:00', { country: 'ES', region: 'GC' }, '2026-07-20T09:15:00.000Z'],
    ['2026-11-20T10:15:00', { country: 'IN' }, '2026-11-20T04:45:00.000Z'],
    ['2026-11-20T10:15:00', { country: 'SG' }, '2026-11-20T02:15:00.000Z'],
    // The clocks skip this hour, and show that one twice.
    ['2026-03-29T02:30:00', { country: 'DE' }, '2026-03-29T01:30:00.000Z'],
    ['2026-10-25T02:30:00', { country: 'DE' }, '2026-10-25T01:30:00.000Z'],
  ])('%j without a zone, at %j, is the time of the place', (text, place, instant) => {
    expect(instantOf(text, place)).toBe(instant);
  });

  it.each([{ country: 'US' }, { country: 'XX' }, { country: 'Spain' }, {}, undefined])(
    'is UTC where the place %j says no zone',
    (place) => {
      expect(instantOf('2026-11-20T10:15:00', place)).toBe('2026-11-20T10:15:00.000Z');
    },
  );

  const OFFSETS = { Z: 0, z: 0, UTC: 0, gmt: 0, '+01': 60, '+0100': 60, '+01:00': 60, '-05:30': -330, '-0530': -330 };
  const joined = Object.keys(OFFSETS).flatMap((offset) => [offset, ` ${offset}`, `  ${offset}`]);

  it.each(joined)('is read with "%s" behind it, with and without separators, seconds and a fraction', (offset) => {
    const minutes = OFFSETS[offset.trim() as keyof typeof OFFSETS];
    const expected = (local: string) => new Date(Date.parse(`${local}Z`) - minutes * 60_000).toISOString();
    for (const t of ['T', 't', ' ', '  ']) {
      for (const time of ['10:15', '10:15:07', '10:15:07.5', '10:15:07,123456789']) {
        const text = `2026-11-20${t}${time}${offset}`;
        expect([text, instantOf(text, MIAMI)]).toEqual([text, expected(`2026-11-20T${time.replace(',', '.')}`)]);
      }
      for (const time of ['1015', '101507']) {
        const text = `20261120${t}${time}${offset}`;
        const seconds = time.slice(4) || '00';
        expect([text, instantOf(text, MIAMI)]).toEqual([text, expected(`2026-11-20T10:15:${seconds}`)]);
      }
    }
  });

  it.each(['x', ' x', 'Z0', '+1', '+010', '+01:0', '+01:000', ' IST', '.', ',5'])(
    'is none with "%s" behind it',
    (end) => {
      for (const text of ['2026-11-20T10:15:07.5', '20261120T101507']) {
        expect([text, instantOf(`${text}${end}`)]).toEqual([text, undefined]);
        expect([text, instantOf(`x${text}`)]).toEqual([text, undefined]);
      }
    },
  );

  it('with a zone of its own is not of the place', () => {
    expect(instantOf('2026-11-20T10:15:00+09:00', MIAMI)).toBe('2026-11-20T01:15:00.000Z');
  });

  it('is never thought to be what it is not: whatever the text, the result is an instant or nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.date({ noInvalidDate: true }).map(String)), (text) => {
        const instant = instantOf(text, MIAMI);
        if (instant !== undefined) expect(new Date(instant).toISOString()).toBe(instant);
      }),
    );
  });
});
