import { liveWeek } from '../../test/support/polling/week.ts';
import type { Row } from '../report.ts';

const PARCELS = 2_000;
const DAYS = 7;

/** Counted, not timed: a week of parcels over all carriers, couriers among them, with silence, an outage and a spent quota. */
export const weekRows = async (): Promise<readonly Row[]> => {
  const figures = await liveWeek(PARCELS, DAYS);
  const row = (measure: string, ours: string | number, target?: string): Row => ({
    measure: `week of ${PARCELS} parcels: ${measure}`,
    ours: String(ours),
    ...(target !== undefined && { target }),
  });
  return [
    row('final statuses that are wrong', figures.wrong.length, '0'),
    row('calls beyond a quota', figures.overQuota, '0'),
    ...Object.entries(figures.calls).map(([carrier, calls]) => row(`calls of ${carrier}`, calls)),
    row('late parcels of which it was said', `${figures.delayed} of ${figures.late}`, 'all'),
    row('longest from the rule to the delay', `${Math.round(figures.longestDelayMinutes)} min`, '≤ 137 min'),
    row('false alarms', figures.falseAlarms),
    row('orders whose customer heard of one thing twice', figures.messagesTwice, '0'),
  ];
};
