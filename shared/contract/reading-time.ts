/**
 * What time it is while a request is checked. Schemas are made once, and some of them depend on the time: whoever checks
 * says it. Checking is synchronous, so that nobody else's time is ever seen.
 */
let readingAt: Date | undefined;

const YEARS_AHEAD = 2;

/** Runs a check at a time. */
export const readAt = <T>(now: Date, check: () => T): T => {
  const before = readingAt;
  readingAt = now;
  try {
    return check();
  } finally {
    readingAt = before;
  }
};

/** Two calendar years ahead, to the millisecond. */
export const yearsAhead = (now: Date): Date => {
  const latest = new Date(now);
  latest.setUTCFullYear(now.getUTCFullYear() + YEARS_AHEAD);
  return latest;
};

/** The latest moment that may be sent; `undefined` outside `readAt`, where a schema is only described. */
export const latestSendable = (): Date | undefined => readingAt && yearsAhead(readingAt);
