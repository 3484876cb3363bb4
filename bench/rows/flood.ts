import { measureFlood } from '../measures/flood.ts';
import type { Row } from '../report.ts';
import { milliseconds, percentilesOf } from '../statistics.ts';
import type { BenchCloud } from './shared-cloud.ts';

const PER_SECOND = 1_000;
const SECONDS = 5;
const PARCELS = 60;

/** Good webhooks of four carriers among forged, stale, oversized and malformed ones. */
export const floodRows = async ({ client, cloud, drain }: BenchCloud): Promise<readonly Row[]> => {
  const options = { perSecond: PER_SECOND, seconds: SECONDS, parcels: PARCELS };
  const figures = await measureFlood({ api: cloud.api, client, drain }, options);
  const { counts, requests, seconds, good, recorded, heldBack, heldBackWithoutTime } = figures;
  const { p50, p95 } = percentilesOf(figures.milliseconds);
  const row = (measure: string, ours: string | number, target?: string): Row => ({
    measure: `flood of ${requests} webhooks, ${PER_SECOND}/s offered: ${measure}`,
    ours: String(ours),
    ...(target !== undefined && { target }),
  });
  const fives = Object.values(counts).flatMap((byStatus) =>
    Object.entries(byStatus).flatMap(([status, count]) => (Number(status) >= 500 ? [count] : [])),
  );
  return [
    row('responses a second', (requests / seconds).toFixed(0)),
    row('P50', milliseconds(p50)),
    row('P95', milliseconds(p95)),
    ...Object.entries(counts).map(([kind, byStatus]) =>
      row(
        `${kind}, by status`,
        Object.entries(byStatus)
          .map(([status, count]) => `${status}: ${count}`)
          .join(', '),
      ),
    ),
    row(
      '5xx',
      fives.reduce((sum, count) => sum + count, 0),
      '0',
    ),
    row(
      'held back by the rate, and of these without a time to wait',
      `${heldBack}, ${heldBackWithoutTime}`,
      '0 without',
    ),
    row('good ones on record in the end', `${recorded} of ${good}`, 'all'),
  ];
};
