import { Duration, NestedStack, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  Metric,
  TextWidget,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
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
  | 'carrier-polling'
  | 'couriers'
  | 'dead-letters'
  | 'dropped-invocations'
  | 'email-reputation'
  | 'function-errors'
  | 'function-throttles'
  | 'live-latency'
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

export interface RateAlarmProps extends Omit<AlarmProps, 'metric' | 'above'> {
  readonly part: IMetric;
  /** What the part is a share of: the sum of these. */
  readonly of: readonly IMetric[];
  readonly abovePercent: number;
  /** So many at least within the period: a single failure that was tried again wakes nobody. */
  readonly atLeast: number;
  readonly period: Duration;
}

export interface MonitoringProps {
  readonly stageName: StageName;
  readonly stage: Stage;
}

const MINUTE = Duration.minutes(1);
const FIVE_MINUTES = Duration.minutes(5);
/** A shop with ten orders a day fails seldom in five minutes, and all the time in an hour. */
const HOUR = Duration.hours(1);
const ASYNC_MEANINGS = {
  AsyncEventsDropped: (id: string) => `Lambda abandoned an event that ${id} was to be invoked with.`,
  DeadLetterErrors: (id: string) => `An event that ${id} failed on could not be put into its dead-letter queue.`,
} as const;
/** Widgets per row of the dashboard: 24 columns. */
const WIDGET_WIDTH = 8;

/** A function as monitoring sees it. */
interface WatchedFunction {
  readonly node: Node;
  readonly handler: LambdaFunction;
}

/**
 * The one registry of alarms: every alarm has a severity, a meaning and a runbook, and notifies the one topic. A stage
 * without alarms has none of it, and asks for the same constructs.
 */
export class Monitoring extends Construct {
  /** Where alarms go; people subscribe to it by hand, for their addresses are not configuration. */
  readonly topic?: Topic;
  readonly dashboard?: Dashboard;
  /** A stack of their own: a stack takes 500 resources, and a third of the service's would be alarms. */
  private readonly alarms?: NestedStack;
  private readonly namespace: string;

  constructor(scope: Construct, id: string, { stageName, stage }: MonitoringProps) {
    super(scope, id);
    this.namespace = metricsNamespace(stageName);
    if (!stage.alarms) return;
    this.topic = new Topic(this, 'Alarms', { displayName: `Wismo ${stageName} alarms`, enforceSSL: true });
    letAlarmsPublish(this.topic);
    this.alarms = new NestedStack(this, 'Stack', { description: `Wismo ${stageName}: alarms` });
    this.dashboard = new Dashboard(this, 'Dashboard', { defaultInterval: Duration.hours(3) });
    this.dashboard.addWidgets(new TextWidget({ markdown: `# Wismo ${stageName}`, width: 24, height: 1 }));
  }

  alarm(scope: Construct, id: string, props: AlarmProps): void {
    if (this.topic === undefined || this.alarms === undefined) return;
    const alarm = new Alarm(placeOf(scope, this.alarms), id, {
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

  /** An alarm on a share instead of a count: what fires for a shop with little traffic, too. */
  rateAlarm(scope: Construct, id: string, props: RateAlarmProps): void {
    const { part, of, abovePercent, atLeast, period, ...alarm } = props;
    const whole = of.map((_metric, index) => `FILL(whole${index}, 0)`).join(' + ');
    const metric = new MathExpression({
      expression: `IF(FILL(part, 0) >= ${atLeast}, 100 * FILL(part, 0) / (${whole}), 0)`,
      usingMetrics: { part, ...Object.fromEntries(of.map((each, index) => [`whole${index}`, each])) },
      label: 'percent',
      period,
    });
    this.alarm(scope, id, { ...alarm, metric, above: abovePercent });
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
    this.rateAlarm(handler, 'ErrorRate', {
      part: handler.metricErrors(),
      of: [handler.metricInvocations()],
      abovePercent: 10,
      atLeast: 2,
      period: HOUR,
      severity: 'ticket',
      runbook: 'function-errors',
      meaning: `${node.id} failed in more than one of ten invocations within an hour.`,
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

  /** What Lambda could not invoke in the end, where nobody waits for the result; and dead letters that it could not send. */
  watchAsyncInvocations({ node, handler }: WatchedFunction): void {
    for (const metricName of ['AsyncEventsDropped', 'DeadLetterErrors'] as const) {
      this.alarm(handler, metricName, {
        metric: handler.metric(metricName, { statistic: 'Sum', period: FIVE_MINUTES }),
        above: 0,
        severity: 'ticket',
        runbook: 'dropped-invocations',
        meaning: ASYNC_MEANINGS[metricName](node.id),
      });
    }
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
      meaning: `Messages of ${name} were abandoned.`,
    });
  }
}

/** The same path below the alarms as the watched construct has in its own stack: `Orders/OrdersApi/Handler`. */
const placeOf = (watched: Construct, alarms: Construct): Construct =>
  watched.node.scopes
    .slice(Stack.of(watched).node.scopes.length)
    .map(({ node }) => node.id)
    .reduce<Construct>(
      (at, id) => (at.node.tryFindChild(id) as Construct | undefined) ?? new Construct(at, id),
      alarms,
    );

/** A policy on a topic takes the place of the default one, which lets the whole account publish. */
const letAlarmsPublish = (topic: Topic): void => {
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AllowPublishByAlarms',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(topic).account } },
    }),
  );
};
