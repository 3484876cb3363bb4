import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  Metric,
  TextWidget,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct, type Node } from 'constructs';
import type { FunctionId } from '../../shared/contract/environment.ts';
import type { Stage, StageName } from '../stages.ts';
import { metricsNamespace } from './metrics-namespace.ts';

/** `page` wakes somebody: orders stand still or are lost. `ticket` waits for the morning. */
export type Severity = 'page' | 'ticket';

/** Each is a page of docs/runbooks, by the same name. */
export type Runbook =
  | 'api-errors'
  | 'api-latency'
  | 'dead-letters'
  | 'function-errors'
  | 'function-throttles'
  | 'notification-failures'
  | 'order-alerts'
  | 'parked-notifications'
  | 'parked-records'
  | 'queue-age'
  | 'scheduler-drops'
  | 'sending-blocked'
  | 'stream-lag'
  | 'table-throttles'
  | 'web-socket-errors'
  | 'webhook-refusals';

export interface AlarmProps {
  readonly metric: IMetric;
  /** Alarms when the metric is above it. */
  readonly above: number;
  /** Periods in a row; 1 by default. */
  readonly periods?: number;
  readonly severity: Severity;
  readonly runbook: Runbook;
  /** What it means for people, in one sentence. */
  readonly meaning: string;
}

export interface MonitoringProps {
  readonly stageName: StageName;
  readonly stage: Stage;
}

const MINUTE = Duration.minutes(1);
const FIVE_MINUTES = Duration.minutes(5);
/** Widgets per row of the dashboard: 24 columns. */
const WIDGET_WIDTH = 8;

/**
 * The one registry of alarms: every alarm has a severity, a meaning and a runbook, and tells the one topic. A stage
 * without alarms has none of it, and asks for the same constructs.
 */
/** A function as monitoring sees it. */
interface WatchedFunction {
  readonly node: Node;
  readonly handler: LambdaFunction;
}

export class Monitoring extends Construct {
  /** Where alarms go; people subscribe to it by hand, for their addresses are not configuration. */
  readonly topic?: Topic;
  private readonly dashboard?: Dashboard;
  private readonly namespace: string;

  constructor(scope: Construct, id: string, { stageName, stage }: MonitoringProps) {
    super(scope, id);
    this.namespace = metricsNamespace(stageName);
    if (!stage.alarms) return;
    this.topic = new Topic(this, 'Alarms', { displayName: `Wismo ${stageName} alarms`, enforceSSL: true });
    this.dashboard = new Dashboard(this, 'Dashboard', { defaultInterval: Duration.hours(3) });
    this.dashboard.addWidgets(new TextWidget({ markdown: `# Wismo ${stageName}`, width: 24, height: 1 }));
  }

  alarm(scope: Construct, id: string, props: AlarmProps): void {
    if (this.topic === undefined) return;
    const alarm = new Alarm(scope, id, {
      alarmDescription: `[${props.severity}] ${props.meaning} Runbook: docs/runbooks/${props.runbook}.md`,
      metric: props.metric,
      threshold: props.above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: props.periods ?? 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    if (props.severity === 'page') alarm.addOkAction(new SnsAction(this.topic));
  }

  /** A row of the dashboard. */
  chart(title: string, ...groups: readonly (readonly IMetric[])[]): void {
    this.dashboard?.addWidgets(
      ...groups.map((metrics) => new GraphWidget({ title, left: [...metrics], width: WIDGET_WIDTH })),
    );
  }

  watchFunction({ node, handler }: WatchedFunction): void {
    this.alarm(handler, 'Errors', {
      metric: handler.metricErrors({ period: FIVE_MINUTES }),
      above: 5,
      severity: 'ticket',
      runbook: 'function-errors',
      meaning: `${node.id} failed more than five times in five minutes.`,
    });
    this.alarm(handler, 'Throttles', {
      metric: handler.metricThrottles({ period: FIVE_MINUTES }),
      above: 0,
      periods: 2,
      severity: 'ticket',
      runbook: 'function-throttles',
      meaning: `${node.id} had no concurrency left.`,
    });
    this.chart(
      node.id,
      [handler.metricInvocations(), handler.metricErrors(), handler.metricThrottles()],
      [handler.metricDuration({ statistic: 'p50' }), handler.metricDuration({ statistic: 'p95' })],
      [handler.metric('ConcurrentExecutions', { statistic: 'Maximum' })],
    );
  }

  /** A metric that the function's own code counts. */
  counted(by: FunctionId, metricName: string, dimensions: Readonly<Record<string, string>> = {}): Metric {
    const dimensionsMap = { service: by, ...dimensions };
    return new Metric({ namespace: this.namespace, metricName, dimensionsMap, statistic: 'Sum', period: FIVE_MINUTES });
  }

  /** A message older than the limit means that a consumer stands still or cannot keep up. */
  watchQueueAge(scope: Construct, name: string, queue: IQueue, oldestAge: Duration, severity: Severity): void {
    const age = queue.metricApproximateAgeOfOldestMessage({ period: MINUTE, statistic: 'Maximum' });
    this.alarm(scope, 'Age', {
      metric: age,
      above: oldestAge.toSeconds(),
      periods: 3,
      severity,
      runbook: 'queue-age',
      meaning: `The oldest message of ${name} waits longer than ${oldestAge.toHumanString()}.`,
    });
    this.chart(name, [age], [queue.metricNumberOfMessagesSent(), queue.metricNumberOfMessagesDeleted()]);
  }

  watchDeadLetters(scope: Construct, name: string, queue: IQueue, runbook: Runbook): void {
    this.alarm(scope, 'DeadLetters', {
      metric: queue.metricApproximateNumberOfMessagesVisible({ period: MINUTE, statistic: 'Maximum' }),
      above: 0,
      severity: 'page',
      runbook,
      meaning: `Messages of ${name} were given up.`,
    });
  }
}
