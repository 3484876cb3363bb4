import { local } from './api.ts';

/** The time of the next day, in UTC, wherever and whenever the tests run. */
export const tomorrowAt = (time: string): string => {
  const tomorrow = new Date(Math.ceil(Date.now() / 86_400_000) * 86_400_000).toISOString();
  return `${tomorrow.slice(0, 10)}T${time}:00.000Z`;
};

/** Noon, or nearly: nobody's night in Europe. */
export const atNoon = (): Promise<unknown> => local('POST', 'clock', { set: tomorrowAt('11:00') });
