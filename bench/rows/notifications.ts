import { measureNotifications } from '../measures/notifications.ts';
import type { Row } from '../report.ts';
import { milliseconds, percentilesOf } from '../statistics.ts';
import type { BenchCloud } from './shared-cloud.ts';

/** A thread that takes less of a notification says nothing. */
const SHOWN_MILLISECONDS = 0.1;

/** Planning and sending to many, with the processor time by part, and how long urgent messages take beside it. */
export const notificationRows = async ({ client, cloud, drain }: BenchCloud): Promise<readonly Row[]> => {
  const { api, pid } = cloud;
  const figures = await measureNotifications({ api, client, pid, drain });
  const { notifications, waiting, seconds, processor, alone, besideBulk } = figures;
  const [atRest, loaded] = [percentilesOf(alone), percentilesOf(besideBulk)];
  const threads = [...(processor?.byThread ?? [])].filter(([, time]) => time / notifications > SHOWN_MILLISECONDS);
  return [
    {
      measure: `notifications of a bulk send of ${notifications}, planned and sent`,
      ours: `${((notifications / seconds) * 60).toFixed(0)}/min`,
      target: '≥ 10,000/min',
    },
    ...(processor === undefined
      ? []
      : [
          {
            measure: 'processor time of a notification',
            ours: milliseconds(processor.milliseconds / notifications),
            target: '≤ 12 ms (two cores)',
          },
        ]),
    ...threads.map(([name, time]) => ({ measure: `  thread ${name}`, ours: milliseconds(time / notifications) })),
    { measure: 'change → urgent mail with its provider P50', ours: milliseconds(atRest.p50) },
    { measure: 'change → urgent mail with its provider P95', ours: milliseconds(atRest.p95), target: '≤ 500 ms' },
    { measure: `the same beside bulk sends of ${waiting} P95`, ours: milliseconds(loaded.p95), target: '≤ 500 ms' },
  ];
};
