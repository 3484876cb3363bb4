import { hoursThatHold, type Timing } from './plan-hours.ts';
import { quietUntil } from './quiet-hours.ts';

/** Until when a message waits; `undefined` where it goes now. */
export const waitsUntil = (timing: Timing, now: Date): Date | undefined => {
  const hours = hoursThatHold(timing);
  return hours && quietUntil(now, hours, timing.timeZone);
};
