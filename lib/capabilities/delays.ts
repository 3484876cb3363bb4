import { Duration } from 'aws-cdk-lib';
import { MathExpression, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { CARRIERS } from '../../shared/contract/carrier-registry.ts';
import { keys } from '../../shared/store/keys.ts';
import type { ServiceContext } from '../constructs/service-context.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import type { ServiceProps } from './service-props.ts';

/** What is usual of each carrier, learnt from the parcels that were delivered. */
export class Delays extends Construct {
  constructor(scope: Construct, id: string, { context, table }: ServiceProps) {
    super(scope, id);
    const timeout = Duration.seconds(30);
    const learnTransit = new ServiceFunction(this, 'LearnTransit', {
      context,
      description: 'Learns from delivered parcels how long they take, and measures what was said of them',
      timeout,
      memoryMegabytes: 512,
    })
      .readsTable(table, { operations: ['Query'], partitions: [keys.orderPartitions, keys.transitPartitions] })
      .writesTable(table, { operations: ['PutItem'], partitions: [keys.orderPartitions] })
      .writesTable(table, { operations: ['UpdateItem'], partitions: [keys.transitPartitions] });
    new WorkQueue(this, 'deliveredParcels', { context, consumerTimeout: timeout }).feeds(learnTransit, {
      batchSize: 10,
    });
    this.chart(context);
  }

  /** How right promises and estimates are, and how often a delay was none: a line for each carrier. */
  private chart({ monitoring }: ServiceContext): void {
    const perCarrier = (make: (carrier: string) => Metric | MathExpression) => CARRIERS.map(({ id }) => make(id));
    const counted = (name: string) => (carrier: string) => monitoring.counted('LearnTransit', name, { carrier });
    const average = (name: string) => (carrier: string) => counted(name)(carrier).with({ statistic: 'Average' });
    const share = (part: string, whole: string) => (carrier: string) =>
      new MathExpression({
        expression: `100 * FILL(part_${carrier}, 0) / whole_${carrier}`,
        usingMetrics: {
          [`part_${carrier}`]: counted(part)(carrier),
          [`whole_${carrier}`]: counted(whole)(carrier),
        },
        label: `${carrier} percent`,
        period: Duration.days(1),
      });
    monitoring.chart('Late deliveries', perCarrier(share('PromiseBroken', 'PromiseGiven')));
    monitoring.chart(
      'Days of error',
      perCarrier(average('PromiseErrorDays')),
      perCarrier(average('CarrierEstimateErrorDays')),
      perCarrier(average('OwnEstimateErrorDays')),
    );
    monitoring.chart('Delays that were none', perCarrier(share('DelayRefuted', 'DelayRaised')));
  }
}
