import { expect, it } from 'vitest';
import { liveWeek } from '../../support/polling/week.ts';

/** The interval of a parcel on its way, and what jitter and the timers' own minutes add. */
const ONE_INTERVAL_MINUTES = 2 * 60 * 1.1 + 5;

it('a week of 120 parcels ends right, within every quota', { timeout: 120_000 }, async () => {
  const { wrong, overQuota, calls, late, delayed, longestDelayMinutes, falseAlarms, messagesTwice } =
    await liveWeek(120);
  expect({ wrong, overQuota, messagesTwice, falseAlarms }).toEqual({
    wrong: [],
    overQuota: 0,
    messagesTwice: 0,
    falseAlarms: 0,
  });
  expect(late).toBeGreaterThan(0);
  expect(delayed).toBe(late);
  expect(longestDelayMinutes).toBeLessThanOrEqual(ONE_INTERVAL_MINUTES);
  expect(Math.min(...Object.values(calls))).toBeGreaterThan(0);
});
