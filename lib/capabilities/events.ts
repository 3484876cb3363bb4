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
import { STREAMED_ENTITIES } from '../../shared/store/table-shape.ts';
import { DeadLetterQueue } from '../constructs/dead-letter-queue.ts';
import type { ServiceContext } from '../constructs/service-context.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import type { Table } from '../constructs/table.ts';
import { WorkQueue } from '../constructs/work-queue.ts';

/** Where an event may be routed to, by the variable by which the code finds it. */
export interface EventQueues {
  readonly NOTIFY_QUEUE_URL: WorkQueue;
  readonly BROADCAST_QUEUE_URL: WorkQueue;
  readonly SCHEDULE_QUEUE_URL: WorkQueue;
  readonly SEARCH_QUEUE_URL: WorkQueue;
  readonly PARKED_QUEUE_URL: WorkQueue;
  readonly BULK_MOVES_QUEUE_URL: WorkQueue;
  readonly URGENT_LANE_QUEUE_URL: WorkQueue;
  readonly NORMAL_LANE_QUEUE_URL: WorkQueue;
  readonly BULK_LANE_QUEUE_URL: WorkQueue;
}

/** All that work waits in: where events go, and what their consumers send on or back. */
export interface WorkQueues extends EventQueues {
  readonly HEARTBEAT_QUEUE_URL: WorkQueue;
  readonly REDRIVE_QUEUE_URL: WorkQueue;
  readonly REDELIVERY_LANE_QUEUE_URL: WorkQueue;
}

export interface EventsProps {
  readonly context: ServiceContext;
  readonly table: Table;
  readonly queues: EventQueues;
}

const FAN_OUT_TIMEOUT = Duration.seconds(30);
/** A record may be larger than an ordinary message, even compressed. */
const MAX_PARKED_BYTES = 1024 * 1024;

/** History items and notifications are written once; a location is one item that is written over and over. */
const REWRITTEN_ENTITIES: ReadonlySet<string> = new Set(['location']);

/** Two for any number of entities: Lambda takes five filters for a mapping. */
const FILTERS = [
  { eventNames: ['INSERT'], entities: STREAMED_ENTITIES.filter((entity) => !REWRITTEN_ENTITIES.has(entity)) },
  { eventNames: ['INSERT', 'MODIFY'], entities: STREAMED_ENTITIES.filter((entity) => REWRITTEN_ENTITIES.has(entity)) },
].map(({ eventNames, entities }) =>
  FilterCriteria.filter({
    eventName: FilterRule.or(...eventNames),
    dynamodb: { NewImage: { entity: { S: FilterRule.or(...entities) } } },
  }),
);

/** The stream of the table, and the one function that routes what happened to those whose business it is. */
export class Events extends Construct {
  readonly redriveQueue: WorkQueue;

  constructor(scope: Construct, id: string, { context, table, queues }: EventsProps) {
    super(scope, id);
    const fanOut = new ServiceFunction(this, 'FanOut', {
      context,
      description: 'Routes what happened to the queues of those whose business it is',
      timeout: FAN_OUT_TIMEOUT,
      memoryMegabytes: 512,
    });
    for (const [variable, { queue }] of Object.entries(queues)) fanOut.sendsTo(queue, variable);
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
      // The stream itself forgets after 24 hours: what fails until then is better kept as a dead letter.
      maxRecordAge: Duration.hours(12),
      onFailure: new SqsDlq(deadLetters.queue),
      reportBatchItemFailures: true,
      metricsConfig: { metrics: [MetricType.EVENT_COUNT] },
    });
    this.redriveQueue = this.park(context, fanOut);
    this.watch(context, fanOut, mapping);
  }

  /** Parked records are the dead letters of the queue by which they come back. */
  private park(context: ServiceContext, fanOut: ServiceFunction): WorkQueue {
    const redrive = new WorkQueue(this, 'RedriveQueue', {
      context,
      consumerTimeout: FAN_OUT_TIMEOUT,
      oldestAge: Duration.minutes(15),
      runbook: 'parked-records',
      maxMessageBytes: MAX_PARKED_BYTES,
    }).feeds(fanOut, { batchSize: 10 });
    fanOut.sendsTo(redrive.deadLetters.queue, 'PARKED_RECORDS_QUEUE_URL');
    return redrive;
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
