import type { Instant } from './instant.ts';

export const SECONDS_A_DAY = 86_400;
export const MILLISECONDS_A_DAY = SECONDS_A_DAY * 1000;

/** So many times 24 hours later, or earlier where `days` is negative. */
export const daysAfter = (from: Date, days: number): Instant =>
  new Date(from.getTime() + days * MILLISECONDS_A_DAY).toISOString();
