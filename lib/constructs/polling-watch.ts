import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { trackedCarrierWithId } from '../../shared/contract/carrier-apis.ts';
import { isPaced } from '../../shared/polling/quota.ts';
import type { Monitoring } from './monitoring.ts';
import type { ServiceContext } from './service-context.ts';

const BY = 'PollCarrier';
/** A parcel at the door is asked for every quarter of an hour: four of those are lost by then. */
const OVERDUE = Duration.hours(1);
const QUARTER = Duration.minutes(15);

/** Polling uses nine tenths of an account's quota at the most: with this much left hardly a call is. */
const QUOTA_USED_PERCENT = 85;

const hasCountedQuota = (carrier: string): boolean =>
  trackedCarrierWithId(carrier)?.poll.quotas.some((quota) => !isPaced(quota)) === true;

const watchQuota = (scope: Construct, monitoring: Monitoring, carrier: string, left: IMetric): void =>
  monitoring.alarm(scope, `Quota-${carrier}`, {
    metric: new MathExpression({ expression: '100 - left', usingMetrics: { left }, label: 'percent', period: QUARTER }),
    above: QUOTA_USED_PERCENT,
    periods: 2,
    severity: 'ticket',
    runbook: 'carrier-polling',
    meaning: `The account with ${carrier} is nearly used up: parcels wait for the next window.`,
  });

/** Alarms and a chart of how a carrier is asked for its parcels. */
export const watchPolling = (scope: Construct, { monitoring }: ServiceContext, carrier: string): void => {
  const counted = (metricName: string): Metric => monitoring.counted(BY, metricName, { source: carrier });
  const [called, failed, paused] = [counted('CarrierCalled'), counted('CarrierCallFailed'), counted('CarrierPaused')];
  const [overdue, latency, freshness] = [counted('PollOverdue'), counted('CarrierLatency'), counted('ParcelFreshness')];
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
  const left = counted('CarrierQuotaLeft').with({ statistic: 'Minimum' });
  if (hasCountedQuota(carrier)) watchQuota(scope, monitoring, carrier, left);
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
    [left],
  );
};
