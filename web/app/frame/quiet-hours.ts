import type { GetPreferencesQuietHours } from '../../../client/src/index.ts';

const clockIn = (timeZone: string, now: Date): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(now);

/** Whether somebody is not to be disturbed now. Hours may go over midnight; the same twice are none. */
export const isQuiet = ({ start, end }: GetPreferencesQuietHours, timeZone: string, now: Date): boolean => {
  const clock = clockIn(timeZone, now);
  return start <= end ? start <= clock && clock < end : start <= clock || clock < end;
};
