import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  type EventSourceMapping,
  FilterCriteria,
  FilterRule,
  MetricType,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { STREAM_USE, STREAMED_ENTITIES } from '../../shared/store/table-shape.ts';
import { DeadLetterQueue } from '../constructs/dead-letter-queue.ts';
import type { ServiceContext } from '../constructs/service-context.ts';
import { type NamedQueue, ServiceFunction } from '../constructs/service-function.ts';
import type { Table } from '../constructs/table.ts';
import { WorkQueue } from '../constructs/work-queue.ts';

export interface EventsProps {
  readonly context: ServiceContext;
  readonly table: Table;
  /** Where it is routed to. */
  readonly destinations: readonly NamedQueue[];
}

const FAN_OUT_TIMEOUT = Duration.seconds(30);

/** Two for any number of entities: Lambda takes five filters for a mapping. */
const FILTERS = [
  { eventNames: ['INSERT'], use: 'when_created' },
  { eventNames: ['INSERT', 'MODIFY'], use: 'at_every_write' },
].map(({ eventNames, use }) =>
  FilterCriteria.filter({
    eventName: FilterRule.or(...eventNames),
    dynamodb: {
      NewImage: { entity: { S: FilterRule.or(...STREAMED_ENTITIES.filter((entity) => STREAM_USE[entity] === use)) } },
    },
  }),
);

/** The stream of the table, and the one function that routes what happened to those whose business it is. */
export class Events extends Construct {
  constructor(scope: Construct, id: string, { context, table, destinations }: EventsProps) {
    super(scope, id);
    const fanOut = new ServiceFunction(this, 'FanOut', {
      context,
      description: 'Routes what happened to the queues of those whose business it is',
      timeout: FAN_OUT_TIMEOUT,
      memoryMegabytes: 512,
    });
    for (const destination of destinations) fanOut.sendsTo(destination);
    const deadLetters = new DeadLetterQueue(this, 'DeadLetters', { context, of: 'the stream' });
    const mapping = fanOut.handler.addEventSourceMapping('Stream', {
      eventSourceArn: table.grantStream(fanOut.role),
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: FILTERS,
      batchSize: 100,
      parallelizationFactor: context.stage.consumers.perStreamShard,
      bisectBatchOnError: true,
      // What fails for good is parked by the function itself: what it gives back passes by itself, and is waited for.
      retryAttempts: 10_000,
      // Records expire from the stream after 24 hours, so failures become dead letters before that.
      maxRecordAge: Duration.hours(12),
      onFailure: new SqsDlq(deadLetters.queue),
      reportBatchItemFailures: true,
      metricsConfig: { metrics: [MetricType.EVENT_COUNT] },
    });
    this.park(context, fanOut);
    this.watch(context, fanOut, mapping);
  }

  /** Parked records are the dead letters of the queue by which they come back. */
  private park(context: ServiceContext, fanOut: ServiceFunction): void {
    const redrive = new WorkQueue(this, 'redrive', { context, consumerTimeout: FAN_OUT_TIMEOUT });
    redrive.feeds(fanOut, { batchSize: 10 });
    fanOut.sendsTo(redrive.parking);
  }

  private watch({ monitoring }: ServiceContext, fanOut: ServiceFunction, mapping: EventSourceMapping): void {
    const age = fanOut.handler.metric('IteratorAge', { statistic: 'Maximum', period: Duration.minutes(1) });
    monitoring.alarm(this, 'StreamLag', {
      metric: age,
      above: Duration.minutes(1).toMilliseconds(),
      periods: 3,
      severity: 'page',
      runbook: 'stream-lag',
      meaning: 'Events wait in the stream for more than a minute: notifications and live updates are late.',
    });
    monitoring.alarm(this, 'StreamDropped', {
      metric: new Metric({
        namespace: 'AWS/Lambda',
        metricName: 'DroppedEventCount',
        dimensionsMap: { EventSourceMappingUUID: mapping.eventSourceMappingId },
        statistic: 'Sum',
        period: Duration.minutes(5),
      }),
      above: 0,
      severity: 'page',
      runbook: 'dropped-invocations',
      meaning: 'Lambda dropped events of the stream that it could not put into the dead-letter queue either.',
    });
    const alerts = monitoring.counted('FanOut', 'OrderAlert');
    monitoring.alarm(this, 'OrderAlerts', {
      metric: alerts,
      above: 0,
      severity: 'ticket',
      runbook: 'order-alerts',
      meaning: 'A workflow asks for a person to look at an order.',
    });
    monitoring.chart('Stream', [age], [alerts]);
  }
}
