import type { SchedulerClient } from '@aws-sdk/client-scheduler';
import { describe, expect, it } from 'vitest';
import { eventBridgeScheduler } from '../../../shared/schedules/eventbridge-scheduler.ts';

const OPTIONS = { groupName: 'deadlines', targetArn: 'arn:target', roleArn: 'arn:role', deadLetterArn: 'arn:dead' };
const SCHEDULE = {
  name: 'deadline-ord_1-stuck',
  at: new Date('2026-03-01T12:00:00.000Z'),
  input: { orderId: 'ord_1', rule: 'stuck', dueAt: '2026-03-01T12:00:00.000Z' },
};
const named = (name: string): Error => Object.assign(new Error(name), { name });

/** Responds to each call in turn: an error's name, or nothing. */
const scripted = (...errors: readonly (string | undefined)[]) => {
  const calls: { readonly operation: string; readonly input: Readonly<Record<string, unknown>> }[] = [];
  const client = {
    send: async (command: {
      readonly input: Readonly<Record<string, unknown>>;
      readonly constructor: { name: string };
    }) => {
      const error = errors[calls.length];
      calls.push({ operation: command.constructor.name, input: command.input });
      if (error !== undefined) throw named(error);
      return {};
    },
  } as unknown as SchedulerClient;
  return { calls, scheduler: eventBridgeScheduler(client, OPTIONS) };
};

describe('EventBridge Scheduler', () => {
  it('makes a schedule that runs once and is gone, with its own retries and dead letters', async () => {
    const { calls, scheduler } = scripted();
    await scheduler.set(SCHEDULE);
    expect(calls[0]?.input).toMatchObject({
      Name: 'deadline-ord_1-stuck',
      GroupName: 'deadlines',
      ScheduleExpression: 'at(2026-03-01T12:00:00)',
      ScheduleExpressionTimezone: 'UTC',
      ActionAfterCompletion: 'DELETE',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Input: JSON.stringify(SCHEDULE.input),
        RetryPolicy: { MaximumRetryAttempts: 12 },
        DeadLetterConfig: { Arn: 'arn:dead' },
      },
    });
  });

  it.each([
    ['moves one that is there', ['ConflictException'], 2],
    ['makes one that ran out meanwhile', ['ConflictException', 'ResourceNotFoundException'], 3],
  ])('%s', async (_name, errors, calls) => {
    const script = scripted(...errors);
    await script.scheduler.set(SCHEDULE);
    expect(script.calls).toHaveLength(calls);
  });

  it('moves in one call one that is known to be there, and makes it where it is gone', async () => {
    for (const [errors, calls] of [
      [[], ['UpdateScheduleCommand']],
      [['ResourceNotFoundException'], ['UpdateScheduleCommand', 'CreateScheduleCommand']],
    ] as const) {
      const script = scripted(...errors);
      await script.scheduler.set({ ...SCHEDULE, isMoved: true });
      expect(script.calls.map(({ operation }) => operation)).toEqual(calls);
    }
  });

  it('throws what is not about the name', async () => {
    await expect(scripted('ThrottlingException').scheduler.set(SCHEDULE)).rejects.toThrow('Throttling');
    const rivals = ['ConflictException', 'ResourceNotFoundException', 'ConflictException'];
    await expect(scripted(...rivals).scheduler.set(SCHEDULE)).rejects.toThrow('Conflict');
  });

  it('removes one that is not there without a word', async () => {
    await scripted('ResourceNotFoundException').scheduler.remove('deadline-ord_1-stuck');
    await expect(scripted('InternalServerException').scheduler.remove('x')).rejects.toThrow();
  });
});
