import { Cron } from 'croner';
import { Temporal } from 'temporal-polyfill';

/** When a schedule fires, in the words of EventBridge Scheduler. */
export interface Timing {
  /** `at(2026-01-31T09:00:00)`, `rate(5 minutes)`, `cron(0 9 ? * MON-FRI *)` */
  readonly expression: string;
  /** IANA zone; UTC when absent. Has no meaning for `rate`. */
  readonly timezone: string;
  readonly startDate?: number | undefined;
  readonly endDate?: number | undefined;
  /** What a rate counts from when it has no start date. */
  readonly createdAt: number;
}

/** The expression cannot be understood. */
export class InvalidExpressionError extends Error {
  override readonly name = 'InvalidExpressionError';
}

const AT = /^at\((\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\)$/;
const RATE = /^rate\((\d+) (minute|minutes|hour|hours|day|days)\)$/;
const CRON = /^cron\((\S+ \S+ \S+ \S+ \S+ \S+)\)$/;
const UNIT_MILLISECONDS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** A one-time schedule's instant, whichever side of now. */
function instantOf(dateTime: string, timezone: string): number {
  return Temporal.PlainDateTime.from(dateTime).toZonedDateTime(timezone).epochMilliseconds;
}

/** AWS counts the days of the week from 1 on Sunday, croner from 0; `?` leaves a field to the other. */
function cronerExpression(fields: string): string {
  const [minute, hour, day = '*', month, weekday = '*', year] = fields.split(' ');
  const weekdays = weekday
    .replaceAll('?', '*')
    .replaceAll(/(?<![#/\d])[1-7](?=L|#|,|-|$)/g, (number) => String(Number(number) - 1))
    .replace(/^(\d)L$/, '$1#L');
  return `0 ${minute} ${hour} ${day.replaceAll('?', '*')} ${month} ${weekdays} ${year}`;
}

function nextOfCron(fields: string, timezone: string, after: number): number | undefined {
  const [, , day, , weekday] = fields.split(' ');
  if ((day === '?') === (weekday === '?')) {
    throw new InvalidExpressionError('Exactly one of day-of-month and day-of-week must be ?.');
  }
  return new Cron(cronerExpression(fields), { timezone, paused: true, sloppyRanges: true })
    .nextRun(new Date(after))
    ?.getTime();
}

function nextOfRate(count: number, unit: string, { startDate, createdAt }: Timing, after: number): number {
  const every = count * (UNIT_MILLISECONDS[unit.replace(/s$/, '')] ?? Number.NaN);
  const first = startDate ?? createdAt + every;
  return after < first ? first : first + (Math.floor((after - first) / every) + 1) * every;
}

function nextOf(timing: Timing, after: number): number | undefined {
  const { expression, timezone } = timing;
  const at = AT.exec(expression)?.[1];
  if (at !== undefined) {
    const instant = instantOf(at, timezone);
    return instant > after ? instant : undefined;
  }
  const [, count, unit] = RATE.exec(expression) ?? [];
  if (count !== undefined && unit !== undefined && Number(count) > 0)
    return nextOfRate(Number(count), unit, timing, after);
  const fields = CRON.exec(expression)?.[1];
  if (fields !== undefined) return nextOfCron(fields, timezone, Math.max(after, (timing.startDate ?? after) - 1));
  throw new InvalidExpressionError(`Invalid Schedule Expression ${expression}.`);
}

/**
 * The first time after `after` (milliseconds since the epoch) at which the schedule fires; undefined when there is none.
 * @throws InvalidExpressionError for an expression or a zone that is not one.
 */
export function nextTime(timing: Timing, after: number): number | undefined {
  try {
    const next = nextOf(timing, after);
    return next !== undefined && timing.endDate !== undefined && next > timing.endDate ? undefined : next;
  } catch (error) {
    if (error instanceof InvalidExpressionError) throw error;
    throw new InvalidExpressionError(`Invalid Schedule Expression ${timing.expression}: ${(error as Error).message}`);
  }
}

/** One-time schedules fire once, however late. */
export const isOneTime = (expression: string): boolean => expression.startsWith('at(');
