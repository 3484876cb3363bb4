/**
 * ISO 8601 durations without a calendar: days of 24 hours, hours, minutes and seconds; months and years would need one.
 */
const DURATION =
  /^(?<sign>-)?P(?=\d|T\d)(?:(?<days>\d+)D)?(?:T(?=\d)(?:(?<hours>\d+)H)?(?:(?<minutes>\d+)M)?(?:(?<seconds>\d+)S)?)?$/;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Milliseconds of a duration such as `P2D`, `PT48H` or `-PT2H`; `undefined` where the text is none. */
export const parseDuration = (text: string): number | undefined => {
  const parts = DURATION.exec(text)?.groups;
  if (!parts) return undefined;
  const count = (part: string | undefined): number => Number(part ?? 0);
  const total =
    count(parts.days) * DAY + count(parts.hours) * HOUR + count(parts.minutes) * MINUTE + count(parts.seconds) * SECOND;
  return parts.sign ? 0 - total : total;
};

/** The instant that lies `duration` after `instant`. Throws on a duration that a checked workflow cannot contain. */
export const addDuration = (instant: string, duration: string): string => {
  const milliseconds = parseDuration(duration);
  if (milliseconds === undefined)
    throw new TypeError(`Not a duration of days, hours, minutes and seconds: ${duration}`);
  return new Date(Date.parse(instant) + milliseconds).toISOString();
};
