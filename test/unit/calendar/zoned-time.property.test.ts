import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { dayAt, endOfDay, isDay, nextDay, startOfDay } from '../../../shared/calendar/zoned-time.ts';

const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'), 'Etc/GMT+12', 'Etc/GMT-14', 'UTC');
const day = fc
  .integer({ min: 0, max: 366 * 20 })
  .map((days) => Temporal.PlainDate.from('2012-01-01').add({ days }).toString());

const startByTemporal = (text: string, timeZone: string): number =>
  Temporal.PlainDate.from(text).toZonedDateTime({ timeZone }).epochMilliseconds;

describe('days at a place', () => {
  it('begin and end when another calendar says so, in every zone, through every change of clocks', () => {
    fc.assert(
      fc.property(day, zone, (text, timeZone) => {
        expect(Date.parse(startOfDay(text, timeZone))).toBe(startByTemporal(text, timeZone));
        const following = Temporal.PlainDate.from(text).add({ days: 1 }).toString();
        expect(Date.parse(endOfDay(text, timeZone))).toBe(startByTemporal(following, timeZone) - 1);
        expect(nextDay(text)).toBe(following);
      }),
      { numRuns: 3_000 },
    );
  });

  it('are what the calendar shows at any moment', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.parse('2012-01-01'), max: Date.parse('2034-01-01') }),
        zone,
        (milliseconds, timeZone) => {
          const byTemporal = Temporal.Instant.fromEpochMilliseconds(milliseconds)
            .toZonedDateTimeISO(timeZone)
            .toPlainDate()
            .toString();
          expect(dayAt(new Date(milliseconds).toISOString(), timeZone)).toBe(byTemporal);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it.each([
    ['an hour less, in spring', '2026-03-29', 'Europe/Madrid', '2026-03-28T23:00:00.000Z', '2026-03-29T21:59:59.999Z'],
    ['an hour more, in autumn', '2026-10-25', 'Europe/Madrid', '2026-10-24T22:00:00.000Z', '2026-10-25T22:59:59.999Z'],
    ['without a midnight', '2026-09-06', 'America/Santiago', '2026-09-06T04:00:00.000Z', '2026-09-07T02:59:59.999Z'],
    ['half an hour', '2026-10-04', 'Australia/Lord_Howe', '2026-10-03T13:30:00.000Z', '2026-10-04T12:59:59.999Z'],
    ['first on earth', '2026-11-27', 'Pacific/Kiritimati', '2026-11-26T10:00:00.000Z', '2026-11-27T09:59:59.999Z'],
    ['last on earth', '2026-11-27', 'Pacific/Pago_Pago', '2026-11-27T11:00:00.000Z', '2026-11-28T10:59:59.999Z'],
    ['left out at the date line', '2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z', '2011-12-30T09:59:59.999Z'],
  ])('%s: %s in %s', (_what, text, timeZone, start, end) => {
    expect([startOfDay(text, timeZone), endOfDay(text, timeZone)]).toEqual([start, end]);
  });

  it('has no day after the last that can be written', () => {
    expect(nextDay('9999-12-31')).toBe('9999-12-31');
    expect(endOfDay('9999-12-31', 'America/Chicago')).toBe('9999-12-31T23:59:59.999Z');
  });

  it.each([
    ['2026-11-27', true],
    ['2026-13-01', false],
    ['2026-11-27T00:00:00.000Z', false],
    ['', false],
  ])('%j is a day: %j', (text, expected) => expect(isDay(text)).toBe(expected));
});
