import { describe, expect, it } from 'vitest';
import { expectedText, isOver, windowText } from '../../../shared/i18n/when.ts';
import { windowOf } from '../../../shared/orders/model/estimate.ts';

const expected = (estimate: string, zone: string, now: string, language = 'en-GB'): string =>
  expectedText(windowOf(estimate, zone), language, new Date(now));

describe('a time that has passed', () => {
  it.each([
    ['2026-11-27', '2026-11-28T05:59:59Z', false],
    ['2026-11-27', '2026-11-28T06:00:00Z', true],
    // An instant is shown as its day, and has not passed before the day has.
    ['2026-11-27T12:00:00.000Z', '2026-11-27T13:00:00Z', false],
    ['2026-11-27T16:00:00.000Z/2026-11-27T18:00:00.000Z', '2026-11-27T17:59:00Z', false],
    ['2026-11-27T16:00:00.000Z/2026-11-27T18:00:00.000Z', '2026-11-27T18:00:01Z', true],
  ])('%s in Chicago at %s: %s', (estimate, now, over) =>
    expect(isOver(windowOf(estimate, 'America/Chicago'), new Date(now))).toBe(over),
  );
});

describe('when a delivery is expected, for a reader of now', () => {
  it.each([
    ['2026-11-27', 'America/Chicago', '2026-11-27T05:59:59Z', /^tomorrow, Friday,? 27 November$/],
    ['2026-11-27', 'America/Chicago', '2026-11-27T06:00:00Z', /^today, Friday,? 27 November$/],
    ['2026-11-27', 'America/Chicago', '2026-11-28T05:59:59Z', /^today, /],
    ['2026-11-27', 'America/Chicago', '2026-11-28T06:00:00Z', /^Friday,? 27 November$/],
    ['2026-11-27', 'Pacific/Kiritimati', '2026-11-26T10:00:00Z', /^today, /],
    ['2026-11-29', 'America/Chicago', '2026-11-27T12:00:00Z', /^Sunday,? 29 November$/],
    ['2026-11-27/2026-11-28', 'America/Chicago', '2026-11-27T12:00:00Z', /^Friday/],
    // The day on which clocks go back has 25 hours.
    ['2026-11-01', 'America/Chicago', '2026-11-02T05:59:59Z', /^today, /],
    ['2026-11-02', 'America/Chicago', '2026-11-01T05:00:00Z', /^tomorrow, /],
    ['2026-11-27T16:00:00.000Z/2026-11-27T18:00:00.000Z', 'America/Chicago', '2026-11-27T12:00:00Z', /10:00.12:00$/],
    ['2026-11-28T04:00:00.000Z', 'America/Chicago', '2026-11-27T12:00:00Z', /^today, Friday,? 27 November$/],
  ])('%s in %s at %s', (estimate, zone, now, text) => expect(expected(estimate, zone, now)).toMatch(text));

  it.each([
    ['es', /^mañana, viernes, 27 de noviembre$/],
    ['ro', /^mâine, vineri, 27 noiembrie$/],
    ['ru', /^завтра, пятница, 27 ноября$/],
  ])('in %s', (language, text) => {
    expect(expected('2026-11-27', 'Europe/Madrid', '2026-11-26T12:00:00Z', language)).toMatch(text);
  });

  it('is written in the reader’s own zone where their browser is older than the zone', () => {
    const window = { ...windowOf('2026-11-27T12:00:00.000Z', 'UTC'), timezone: 'Mars/Olympus_Mons' };
    expect(windowText(window, { language: 'en', now: new Date('2026-11-26T12:00:00Z'), precision: 'day' })).toMatch(
      /November/,
    );
  });
});
