import { Duration, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { keys } from '../../shared/store/keys.ts';
import { acknowledgeWildcard, asFound } from '../constructs/acknowledge.ts';
import { DeadLetterQueue } from '../constructs/dead-letter-queue.ts';
import { InvokerRole } from '../constructs/invoker-role.ts';
import type { ServiceContext } from '../constructs/service-context.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import type { ServiceProps } from './service-props.ts';

const TIMEOUT = Duration.seconds(30);
const SWEEP_TIMEOUT = Duration.minutes(5);
/** EventBridge Scheduler would try 185 times over a day; the daily sweep finds what was abandoned. */
const SWEEP_RETRY_POLICY = { maximumRetryAttempts: 3, maximumEventAgeInSeconds: Duration.hours(1).toSeconds() };

const PASSED_TO_SCHEDULER = { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } };

export interface SchedulesProps extends ServiceProps {
  /** Where a notification goes whose time has come. */
  readonly lanes: readonly WorkQueue[];
  /** They plan notifications that wait for their time. */
  readonly planners: readonly ServiceFunction[];
}

/** Deadlines: one-time schedules made and removed by a queue's consumer, what they fire, and the daily sweep. */
export class Schedules extends Construct {
  readonly sweep: ServiceFunction;
  private readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, { lanes, planners, ...props }: SchedulesProps) {
    super(scope, id);
    const { context } = props;
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', { context, of: 'schedules' });
    const release = this.makeRelease(props);
    for (const lane of lanes) release.sendsTo(lane);
    const fireDeadline = this.makeFireDeadline(props);
    const schedule = this.makeSchedule(props, fireDeadline, release);
    const queue = new WorkQueue(this, 'schedule', { context, consumerTimeout: TIMEOUT });
    queue.feeds(schedule, { batchSize: 10 });
    // A sweep that runs out of time goes on by this queue.
    schedule.sendsTo(queue);
    // A notification that waits for its time has its schedule made here.
    for (const planner of planners) planner.sendsTo(queue);
    release.sendsTo(queue);
    // So has a deadline that turns out not to be due yet.
    fireDeadline.sendsTo(queue);
    this.sweep = this.makeSweep(props, queue);
  }

  private makeFireDeadline({ context, table }: ServiceProps): ServiceFunction {
    return (
      new ServiceFunction(this, 'FireDeadline', {
        context,
        description: 'Does what a workflow says when a deadline has passed',
        timeout: TIMEOUT,
        memoryMegabytes: 512,
        deadLetters: this.deadLetters.queue,
      })
        .readsTable(table, { operations: ['GetItem'] })
        // The way of the parcel, and what is usual of such parcels.
        .readsTable(table, { operations: ['Query'], partitions: [keys.orderPartitions, keys.transitPartitions] })
        .writesTable(table, { operations: ['PutItem', 'UpdateItem'] })
    );
  }

  private makeRelease({ context, table, secrets }: ServiceProps): ServiceFunction {
    return new ServiceFunction(this, 'Release', {
      context,
      description: 'Sends, puts off or withdraws a notification whose time has come',
      environment: { SUPPORT_EMAIL: context.stage.supportEmail ?? '' },
      timeout: TIMEOUT,
      memoryMegabytes: 512,
      deadLetters: this.deadLetters.queue,
    })
      .readsTable(table, { operations: ['GetItem', 'Query'], indexes: ['byCustomer'] })
      .writesTable(table, { operations: ['UpdateItem'], partitions: [keys.orderPartitions] })
      .readsSecret(secrets.contacts, 'CONTACTS_SECRET_ID');
  }

  private makeSchedule(
    { context, table }: ServiceProps,
    target: ServiceFunction,
    release: ServiceFunction,
  ): ServiceFunction {
    const deadLetters = this.deadLetters.queue;
    const group = new CfnScheduleGroup(this, 'Deadlines');
    this.watch(context, 'Dropped', group);
    const { role } = new InvokerRole(this, 'DeadlineInvoker', { target, deadLetters });
    const releaser = new InvokerRole(this, 'ReleaseInvoker', { target: release, deadLetters });
    const schedule = new ServiceFunction(this, 'Schedule', {
      context,
      description: 'Makes and removes the schedules of deadlines',
      timeout: TIMEOUT,
      memoryMegabytes: 512,
      feedsItself: true,
      environment: {
        SCHEDULE_GROUP_NAME: group.ref,
        DEADLINE_TARGET_ARN: target.handler.functionArn,
        DEADLINE_ROLE_ARN: role.roleArn,
        DEADLINE_DEAD_LETTER_ARN: deadLetters.queueArn,
        RELEASE_TARGET_ARN: release.handler.functionArn,
        RELEASE_ROLE_ARN: releaser.role.roleArn,
      },
    })
      .readsTable(table, { operations: ['GetItem', 'BatchGetItem'], indexes: ['byPhase'] })
      .writesTable(table, { operations: ['UpdateItem'], partitions: [keys.trackingPartitions] })
      .knows('POLLED_CARRIERS', context.stage.carrierAccounts.join(','))
      .may('iam:PassRole', role.roleArn, PASSED_TO_SCHEDULER)
      .may('iam:PassRole', releaser.role.roleArn, PASSED_TO_SCHEDULER);
    schedule.role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['scheduler:CreateSchedule', 'scheduler:UpdateSchedule', 'scheduler:DeleteSchedule'],
        resources: [
          Stack.of(this).formatArn({ service: 'scheduler', resource: 'schedule', resourceName: `${group.ref}/*` }),
        ],
      }),
    );
    acknowledgeWildcard(
      schedule.role,
      `arn:${Stack.of(this).partition}:scheduler:${Stack.of(this).region}:<AWS::AccountId>:schedule/${asFound(group)}/*`,
      'A schedule is made for each deadline: all are in one group of their own.',
    );
    return schedule;
  }

  private makeSweep({ context, table }: ServiceProps, queue: WorkQueue): ServiceFunction {
    const sweep = new ServiceFunction(this, 'Sweep', {
      context,
      description: 'Once a day, asks again for the schedules that every open order should have',
      timeout: SWEEP_TIMEOUT,
      memoryMegabytes: 512,
      deadLetters: this.deadLetters.queue,
    })
      .readsTable(table, { indexes: ['byPhase'] })
      .sendsTo(queue);
    const invoker = new InvokerRole(this, 'SweepInvoker', { target: sweep, deadLetters: this.deadLetters.queue });
    // Of its own, so that its drops are counted apart from those of other stages in the account.
    const group = new CfnScheduleGroup(this, 'Sweeps');
    this.watch(context, 'SweepDropped', group);
    const daily = new CfnSchedule(this, 'Daily', {
      description: 'Runs the sweep',
      groupName: group.ref,
      scheduleExpression: 'rate(1 day)',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: sweep.handler.functionArn,
        roleArn: invoker.role.roleArn,
        input: '{}',
        retryPolicy: SWEEP_RETRY_POLICY,
        deadLetterConfig: { arn: this.deadLetters.queue.queueArn },
      },
    });
    daily.node.addDependency(invoker);
    return sweep;
  }

  private watch({ monitoring }: ServiceContext, id: string, group: CfnScheduleGroup): void {
    monitoring.alarm(this, id, {
      metric: new Metric({
        namespace: 'AWS/Scheduler',
        metricName: 'InvocationDroppedCount',
        dimensionsMap: { ScheduleGroup: group.ref },
        statistic: 'Sum',
        period: Duration.minutes(5),
      }),
      above: 0,
      severity: 'ticket',
      runbook: 'scheduler-drops',
      meaning: 'EventBridge Scheduler gave up an invocation: a deadline may not have been acted upon.',
    });
  }
}
