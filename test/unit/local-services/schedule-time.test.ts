import { describe, expect, it } from 'vitest';
import { InvalidExpressionError, nextTime, type Timing } from '../../../local/services/scheduler/schedule-time.ts';

const at = (text: string): number => Date.parse(text);
const NOW = at('2026-03-10T12:00:00Z');
const timing = (expression: string, more: Partial<Timing> = {}): Timing => ({
  expression,
  timezone: 'UTC',
  createdAt: NOW,
  ...more,
});

describe('when a schedule fires', () => {
  it.each([
    ['at(2026-03-10T13:30:00)', {}, '2026-03-10T13:30:00Z'],
    ['at(2026-07-10T13:30:00)', { timezone: 'Europe/Madrid' }, '2026-07-10T11:30:00Z'],
    ['at(2026-03-10T11:00:00)', {}, undefined],
    ['rate(5 minutes)', {}, '2026-03-10T12:05:00Z'],
    ['rate(1 hour)', { createdAt: at('2026-03-10T10:20:00Z') }, '2026-03-10T12:20:00Z'],
    ['rate(1 day)', { startDate: at('2026-03-12T08:00:00Z') }, '2026-03-12T08:00:00Z'],
    ['rate(1 day)', { endDate: at('2026-03-11T08:00:00Z') }, undefined],
    ['cron(0 9 ? * MON-FRI *)', {}, '2026-03-11T09:00:00Z'],
    ['cron(0 9 ? * 2-6 *)', {}, '2026-03-11T09:00:00Z'],
    ['cron(0 9 ? * 1 *)', {}, '2026-03-15T09:00:00Z'],
    ['cron(0 9 ? * 6#3 *)', {}, '2026-03-20T09:00:00Z'],
    ['cron(0 9 ? * 6L *)', {}, '2026-03-27T09:00:00Z'],
    ['cron(0 9 L * ? *)', {}, '2026-03-31T09:00:00Z'],
    ['cron(0/15 * * * ? *)', {}, '2026-03-10T12:15:00Z'],
    ['cron(0 9 * * ? 2027)', {}, '2027-01-01T09:00:00Z'],
    ['cron(0 9 ? * SUN *)', { timezone: 'America/New_York' }, '2026-03-15T13:00:00Z'],
  ] as const)('%s %j → %s', (expression, more, expected) => {
    const next = nextTime(timing(expression, more), NOW);
    expect(next === undefined ? undefined : new Date(next).toISOString()).toBe(
      expected === undefined ? undefined : new Date(expected).toISOString(),
    );
  });

  it.each([
    'rate(0 minutes)',
    'rate(1 week)',
    'at(tomorrow)',
    'cron(0 9 * * * *)',
    'cron(99 9 ? * MON *)',
    'every day',
  ])('refuses %s', (expression) => {
    expect(() => nextTime(timing(expression), NOW)).toThrow(InvalidExpressionError);
  });

  it('refuses a zone that is none', () => {
    expect(() => nextTime(timing('cron(0 9 ? * MON *)', { timezone: 'Mars/Base' }), NOW)).toThrow(
      InvalidExpressionError,
    );
  });
});
