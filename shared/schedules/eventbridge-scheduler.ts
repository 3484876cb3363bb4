import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  type SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import type { DeadlineInput, OneTimeSchedule, SchedulerPort } from './scheduler.ts';

export interface EventBridgeSchedulerOptions {
  readonly groupName: string;
  readonly targetArn: string;
  readonly roleArn: string;
  readonly deadLetterArn: string;
}

/** The service's own default would be 185 tries; a deadline that fails for six hours is for a person to look at. */
const RETRY_POLICY = { MaximumRetryAttempts: 12, MaximumEventAgeInSeconds: 6 * 3600 };
const MAX_TRIES = 3;

const hasName = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;

/** `at(yyyy-mm-ddThh:mm:ss)`, in UTC, to the second. */
const expression = (at: Date): string => `at(${at.toISOString().slice(0, 19)})`;

const inputOf = (
  schedule: OneTimeSchedule<unknown>,
  options: EventBridgeSchedulerOptions,
): CreateScheduleCommandInput => ({
  Name: schedule.name,
  GroupName: options.groupName,
  ScheduleExpression: expression(schedule.at),
  ScheduleExpressionTimezone: 'UTC',
  FlexibleTimeWindow: { Mode: 'OFF' },
  ActionAfterCompletion: 'DELETE',
  Target: {
    Arn: options.targetArn,
    RoleArn: options.roleArn,
    Input: JSON.stringify(schedule.input),
    RetryPolicy: RETRY_POLICY,
    DeadLetterConfig: { Arn: options.deadLetterArn },
  },
});

/** One-time schedules in one group of EventBridge Scheduler. */
export const eventBridgeScheduler = <Input = DeadlineInput>(
  client: SchedulerClient,
  options: EventBridgeSchedulerOptions,
): SchedulerPort<Input> => ({
  set: async (schedule) => {
    const input = inputOf(schedule, options);
    // Made, moved and run out by others at the same time: each finding leads to the other call.
    let isThere = schedule.isMoved ?? false;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await client.send(isThere ? new UpdateScheduleCommand(input) : new CreateScheduleCommand(input));
        return;
      } catch (error) {
        const isOvertaken = hasName(error, 'ConflictException') || hasName(error, 'ResourceNotFoundException');
        if (!isOvertaken || attempt === MAX_TRIES) throw error;
        isThere = !isThere;
      }
    }
  },
  remove: async (name) => {
    try {
      await client.send(new DeleteScheduleCommand({ Name: name, GroupName: options.groupName }));
    } catch (error) {
      if (!hasName(error, 'ResourceNotFoundException')) throw error;
    }
  },
});
