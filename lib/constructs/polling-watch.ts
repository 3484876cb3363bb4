import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ServiceContext } from './service-context.ts';

const BY = 'PollCarrier';
/** A parcel at the door is asked for every quarter of an hour: four of those are lost by then. */
const OVERDUE = Duration.hours(1);

/** Alarms and a chart of how a carrier is asked for its parcels. */
export const watchPolling = (scope: Construct, { monitoring }: ServiceContext, carrier: string): void => {
  const source = { source: carrier };
  const [called, failed, paused, overdue, latency, freshness] = [
    'CarrierCalled',
    'CarrierCallFailed',
    'CarrierPaused',
    'PollOverdue',
    'CarrierLatency',
    'ParcelFreshness',
  ].map((metricName) => monitoring.counted(BY, metricName, source));
  if (!called || !failed || !paused || !overdue || !latency || !freshness) throw new Error('A metric is missing.');
  monitoring.alarm(scope, `Paused-${carrier}`, {
    metric: paused,
    above: 0,
    severity: 'page',
    runbook: 'carrier-polling',
    meaning: `${carrier} refuses our credentials: none of its parcels is asked for.`,
  });
  monitoring.alarm(scope, `Overdue-${carrier}`, {
    metric: overdue.with({ statistic: 'Maximum' }),
    above: OVERDUE.toSeconds(),
    periods: 3,
    severity: 'ticket',
    runbook: 'carrier-polling',
    meaning: `Parcels of ${carrier} are asked for more than an hour late.`,
  });
  monitoring.rateAlarm(scope, `FailureRate-${carrier}`, {
    part: failed,
    of: [called],
    abovePercent: 50,
    atLeast: 5,
    period: Duration.hours(1),
    severity: 'ticket',
    runbook: 'carrier-polling',
    meaning: `More than half of the calls of ${carrier} fail.`,
  });
  monitoring.chart(
    `Polling of ${carrier}`,
    [called, failed, paused],
    [latency.with({ statistic: 'Average' }), latency.with({ statistic: 'p95' })],
    [overdue.with({ statistic: 'Maximum' }), freshness.with({ statistic: 'Maximum' })],
  );
};
