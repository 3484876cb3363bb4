import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { RunReport } from '../../../shared/polling/run-report.ts';
import type { ScheduledContext } from '../../consumers/scheduled.ts';

/** One log line and one line of metrics for a run; none for a minute in which nothing was due. */
export const countRun = (carrier: string, report: RunReport, { logger, metrics }: ScheduledContext): void => {
  const { end, calls, failures, milliseconds, overdueSeconds } = report;
  if (end === 'idle' || end === 'taken') return;
  logger.info('A carrier was asked for its parcels', { carrier, ...report });
  metrics.addDimension('source', carrier);
  if (end === 'paused') metrics.addMetric('CarrierPaused', MetricUnit.Count, 1);
  if (end !== 'disabled') metrics.addMetric('PollOverdue', MetricUnit.Seconds, overdueSeconds);
  if (calls === 0) return;
  metrics.addMetric('CarrierCalled', MetricUnit.Count, calls);
  metrics.addMetric('CarrierCallFailed', MetricUnit.Count, failures);
  metrics.addMetric('CarrierLatency', MetricUnit.Milliseconds, milliseconds / calls);
  metrics.addMetric('ParcelPolled', MetricUnit.Count, report.replies);
  if (report.quotaLeftPercent !== undefined)
    metrics.addMetric('CarrierQuotaLeft', MetricUnit.Percent, report.quotaLeftPercent);
  metrics.addMetric('ParcelFreshness', MetricUnit.Seconds, report.oldestReplySeconds);
};
