import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { FunctionId } from '../../shared/contract/environment.ts';
import type { ServiceContext } from './service-context.ts';

export interface WatchedWebhook {
  /** The function that takes the webhooks. */
  readonly by: FunctionId;
  /** Whose they are: the metrics' dimension. */
  readonly source: string;
}

/** Alarms and a chart of what a sender's webhooks come to: taken, or refused. */
export const watchWebhook = (
  scope: Construct,
  { monitoring }: ServiceContext,
  { by, source }: WatchedWebhook,
): void => {
  const refused = monitoring.counted(by, 'WebhookRefused', { source });
  monitoring.alarm(scope, `Refused-${source}`, {
    metric: refused,
    above: 20,
    severity: 'ticket',
    runbook: 'webhook-refusals',
    meaning: `Webhooks of ${source} are refused: their signature, source or rate is not right.`,
  });
  const received = monitoring.counted(by, 'WebhookReceived', { source });
  monitoring.rateAlarm(scope, `RefusalRate-${source}`, {
    part: refused,
    of: [received, refused],
    abovePercent: 50,
    atLeast: 3,
    period: Duration.hours(1),
    severity: 'ticket',
    runbook: 'webhook-refusals',
    meaning: `More than half of the webhooks of ${source} are refused: the secrets may have parted.`,
  });
  monitoring.chart(`Webhooks of ${source}`, [received, refused]);
};
