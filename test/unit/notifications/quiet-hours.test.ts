import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quietUntil } from '../../../shared/notifications/quiet-hours.ts';
import { isQuietNow } from '../../../shared/notifications/quiet-time.ts';

const formats = new Map<string, Intl.DateTimeFormat>();
/** What a clock on the wall shows there, `HH:MM`, by the platform. */
const wallClock = (at: number, timeZone: string): string => {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  formats.set(timeZone, format);
  return format.format(at);
};

const MINUTE = 60_000;

/** Minute by minute, until the clock on the wall shows a time outside the hours. Knows no rule of any zone. */
const oracle = (now: number, { start, end }: { start: string; end: string }, timeZone: string): number | undefined => {
  const isQuiet = (at: number): boolean => {
    const clock = wallClock(at, timeZone);
    return start < end ? clock >= start && clock < end : start !== end && (clock >= start || clock < end);
  };
  if (!isQuiet(now)) return undefined;
  let at = Math.floor(now / MINUTE) * MINUTE;
  while (isQuiet(at)) at += MINUTE;
  return at;
};

/** Days on which clocks change, and an ordinary one. */
const DAYS: Readonly<Record<string, readonly string[]>> = {
  'Europe/Madrid': ['2026-03-29', '2026-10-25', '2026-06-15'],
  'America/New_York': ['2026-03-08', '2026-11-01', '2026-06-15'],
  // By half an hour.
  'Australia/Lord_Howe': ['2026-04-05', '2026-10-04', '2026-06-15'],
  // A quarter of an hour off; no summer time.
  'Asia/Kathmandu': ['2026-03-29', '2026-10-25', '2026-06-15'],
};

const clockTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);

/** Near the hours in which clocks change. */
const nearChange = fc
  .tuple(fc.integer({ min: 0, max: 4 }), fc.constantFrom('00', '01', '15', '29', '30', '31', '45', '59'))
  .map(([hour, minute]) => `0${hour}:${minute}`);
const hours = fc.record({ start: fc.oneof(clockTime, nearChange), end: fc.oneof(clockTime, nearChange) });

describe('quiet hours', () => {
  it.each(Object.keys(DAYS))(
    'in %s end when a clock on the wall says so, whatever is done to the clock',
    (timeZone) => {
      const moment = fc
        .tuple(
          fc.constantFrom(...(DAYS[timeZone] ?? [])),
          fc.integer({ min: -24 * 60 * MINUTE, max: 48 * 60 * MINUTE }),
        )
        .map(([day, offset]) => Date.parse(`${day}T00:00:00Z`) + offset);
      fc.assert(
        fc.property(moment, hours, (now, quiet) => {
          const end = oracle(now, quiet, timeZone);
          expect(quietUntil(new Date(now), quiet, timeZone)?.getTime()).toBe(end);
          expect(isQuietNow(new Date(now), quiet, timeZone)).toBe(end !== undefined);
        }),
        { numRuns: 400 },
      );
    },
  );

  const until = (now: string, start: string, end: string, timeZone = 'Europe/Madrid') =>
    quietUntil(new Date(now), { start, end }, timeZone)?.toISOString();

  it.each([
    ['over midnight', '2026-06-15T22:30:00Z', '22:00', '08:00', '2026-06-16T06:00:00.000Z'],
    ['that begin this minute', '2026-06-15T20:00:00Z', '22:00', '08:00', '2026-06-16T06:00:00.000Z'],
    ['that end this minute', '2026-06-16T06:00:00Z', '22:00', '08:00', undefined],
    ['in the night that is an hour short', '2026-03-29T00:30:00Z', '22:00', '08:00', '2026-03-29T06:00:00.000Z'],
    ['in the night that is an hour long', '2026-10-24T23:30:00Z', '22:00', '08:00', '2026-10-25T07:00:00.000Z'],
    ['whose end is left out', '2026-03-29T00:45:00Z', '01:00', '02:30', '2026-03-29T01:00:00.000Z'],
    ['whose start is left out', '2026-03-29T01:00:00Z', '02:15', '02:45', undefined],
    ['whose end comes twice, the first time', '2026-10-25T00:15:00Z', '22:00', '02:30', '2026-10-25T00:30:00.000Z'],
    ['whose end comes twice, the second time', '2026-10-25T01:10:00Z', '22:00', '02:30', '2026-10-25T01:30:00.000Z'],
    ['of no length', '2026-06-15T22:30:00Z', '22:00', '22:00', undefined],
  ])('%s', (_what, now, start, end, expected) => {
    expect(until(now, start, end)).toBe(expected);
  });

  it('of a zone that nobody knows are refused', () => {
    expect(() => until('2026-06-15T22:30:00Z', '22:00', '08:00', 'Mars/Olympus')).toThrow(RangeError);
  });
});
