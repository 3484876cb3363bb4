import {
  ConflictException,
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  ResourceNotFoundException,
  SchedulerClient,
  UpdateScheduleCommand,
  ValidationException,
} from '@aws-sdk/client-scheduler';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { allow, arn, roleArn, testModel } from '../unit/local-services/model.ts';
import {
  newDataDirectory,
  removeDataDirectory,
  startTestServices,
  type TestServices,
} from '../unit/local-services/services.ts';

const TARGET = arn('lambda', 'function:fire');
const DEAD = arn('sqs', 'dead');
const FUNCTION_DEAD = arn('sqs', 'function-dead');
const MODEL = testModel(
  [
    {
      type: 'AWS::Lambda::Function',
      logicalId: 'Fire',
      arn: TARGET,
      properties: { DeadLetterConfig: { TargetArn: FUNCTION_DEAD } },
    },
    { type: 'AWS::IAM::Role', logicalId: 'Invoker', arn: roleArn('invoker') },
    { type: 'AWS::IAM::Role', logicalId: 'Powerless', arn: roleArn('powerless') },
    { type: 'AWS::SQS::Queue', logicalId: 'Dead', arn: DEAD },
    { type: 'AWS::SQS::Queue', logicalId: 'FunctionDead', arn: FUNCTION_DEAD },
    { type: 'AWS::Scheduler::ScheduleGroup', logicalId: 'Group', arn: arn('scheduler', 'schedule-group/deadlines') },
    {
      type: 'AWS::Scheduler::Schedule',
      logicalId: 'Daily',
      arn: arn('scheduler', 'schedule/default/daily'),
      properties: {
        ScheduleExpression: 'rate(1 day)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { Arn: TARGET, RoleArn: roleArn('invoker'), Input: '{"daily":true}' },
      },
    },
  ],
  {
    Fire: [allow(['sqs:SendMessage'], [FUNCTION_DEAD])],
    Invoker: [allow(['lambda:InvokeFunction'], [TARGET]), allow(['sqs:SendMessage'], [DEAD])],
    Powerless: [allow(['sqs:SendMessage'], [DEAD])],
  },
);

let dataDirectory: string;
let cloud: TestServices;
let client: SchedulerClient;

const start = async (): Promise<void> => {
  cloud = await startTestServices(MODEL, dataDirectory);
  client = new SchedulerClient(cloud.connection());
};
const stop = async (): Promise<void> => {
  client.destroy();
  await cloud.stop();
};

beforeEach(async () => {
  dataDirectory = newDataDirectory();
  await start();
});
afterEach(async () => {
  await stop();
  removeDataDirectory(dataDirectory);
});

/** `at()` has no milliseconds, and no zone: UTC. */
const inMinutes = (minutes: number): string =>
  `at(${new Date(cloud.clock.now().getTime() + minutes * 60_000).toISOString().slice(0, 19)})`;

const schedule = (
  Name: string,
  ScheduleExpression: string,
  more: Partial<CreateScheduleCommandInput> = {},
  target: object = {},
): CreateScheduleCommandInput => ({
  Name,
  GroupName: 'deadlines',
  ScheduleExpression,
  FlexibleTimeWindow: { Mode: 'OFF' },
  Target: {
    Arn: TARGET,
    RoleArn: roleArn('invoker'),
    Input: JSON.stringify({ name: Name }),
    DeadLetterConfig: { Arn: DEAD },
    ...target,
  },
  ...more,
});
const create = (...args: Parameters<typeof schedule>) => client.send(new CreateScheduleCommand(schedule(...args)));
const events = (): readonly unknown[] => cloud.host.invocations.map(({ event }) => event);
const atRest = (): Promise<void> =>
  eventually(async () => {
    const scheduler = cloud.services.quiescent.find(({ name }) => name === 'scheduler');
    expect(await scheduler?.pending()).toBe(0);
  });
const deadLetter = async (name: string) => {
  const sqs = new SQSClient(cloud.connection());
  const QueueUrl = `${cloud.services.edge.endpoint}/000000000000/${name}`;
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'] }));
  sqs.destroy();
  return Messages?.[0];
};

describe('EventBridge Scheduler behind the edge', () => {
  it('fires a one-time schedule once when its time has come, and removes it', async () => {
    await create('deadline-1', inMinutes(60), { ActionAfterCompletion: 'DELETE' });
    cloud.clock.advance('PT59M');
    expect(events()).toEqual([]);
    cloud.clock.advance('PT1M');
    await atRest();
    cloud.clock.advance('PT12H');
    await atRest();
    expect(events()).toEqual([{ name: 'deadline-1' }]);
    await expect(
      client.send(new GetScheduleCommand({ GroupName: 'deadlines', Name: 'deadline-1' })),
    ).rejects.toBeInstanceOf(ResourceNotFoundException);
  });

  it('fires everything that is due in the order of its time', async () => {
    await create('second', inMinutes(40));
    await create('third', inMinutes(50));
    await create('first', inMinutes(30));
    await create('later', inMinutes(500));
    cloud.clock.advance('PT1H');
    await atRest();
    expect(events()).toEqual([{ name: 'first' }, { name: 'second' }, { name: 'third' }]);
  });

  it('repeats a rate and a cron expression in its zone', async () => {
    cloud.clock.set(new Date('2026-07-01T00:00:00Z'));
    await create('rate', 'rate(20 minutes)', { EndDate: new Date('2026-07-01T01:30:00Z') });
    await create('cron', 'cron(0 9 ? * MON-FRI *)', { ScheduleExpressionTimezone: 'Europe/Madrid' });
    for (const time of ['00:20', '00:40', '01:00']) {
      cloud.clock.set(new Date(`2026-07-01T${time}:05Z`));
      await atRest();
    }
    expect(events()).toEqual([{ name: 'rate' }, { name: 'rate' }, { name: 'rate' }]);
    cloud.clock.set(new Date('2026-07-01T06:59:00Z'));
    await atRest();
    expect(events().slice(3)).toEqual([{ name: 'rate' }]);
    cloud.clock.set(new Date('2026-07-01T07:00:00Z'));
    await atRest();
    expect(events().slice(4)).toEqual([{ name: 'cron' }]);
  });

  it('fires once for all that a leap of the clock passes over', async () => {
    cloud.clock.set(new Date('2026-07-01T00:00:00Z'));
    await create('rate', 'rate(1 minute)');
    cloud.clock.set(new Date('2026-07-01T01:00:30Z'));
    await atRest();
    expect(events()).toEqual([{ name: 'rate' }]);
    cloud.clock.set(new Date('2026-07-01T01:01:05Z'));
    await atRest();
    expect(events()).toEqual([{ name: 'rate' }, { name: 'rate' }]);
  });

  it('runs what the template declares', async () => {
    cloud.clock.advance('P1D');
    await atRest();
    expect(events()).toEqual([{ daily: true }]);
  });

  it('goes on day by day after the clock was set back', async () => {
    cloud.clock.advance('P9D');
    await atRest();
    const before = events().length;
    cloud.clock.reset();
    cloud.clock.advance('P1DT1H');
    await atRest();
    expect(events().slice(before)).toEqual([{ daily: true }]);
  });

  it('fires late, and once, what came due while nothing ran', async () => {
    // Two minutes hence by the clock; three hours later by the clock of the next start.
    cloud.clock.set(new Date(Date.now() - 3 * 3_600_000));
    await create('late', inMinutes(2));
    await create('often', 'rate(10 minutes)');
    await stop();
    await start();
    await atRest();
    expect(events()).toEqual([{ name: 'late' }, { name: 'often' }]);
    await stop();
    await start();
    await atRest();
    expect(events()).toEqual([]);
  });

  it('returns, lists and removes; and refuses as AWS does', async () => {
    const { ScheduleArn } = await create('one', inMinutes(60), { Description: 'the first' });
    expect(ScheduleArn).toBe(arn('scheduler', 'schedule/deadlines/one'));
    const found = await client.send(new GetScheduleCommand({ GroupName: 'deadlines', Name: 'one' }));
    expect([found.Description, found.State, found.Target?.Arn]).toEqual(['the first', 'ENABLED', TARGET]);
    await create('two', inMinutes(60));
    await client.send(new UpdateScheduleCommand(schedule('two', inMinutes(90))));
    const { Schedules } = await client.send(new ListSchedulesCommand({ GroupName: 'deadlines', NamePrefix: 't' }));
    expect(Schedules?.map(({ Name }) => Name)).toEqual(['two']);
    const { body } = await cloud.local('GET', 'schedules');
    expect((body as { name: string }[]).map(({ name }) => name)).toEqual(['one', 'two', 'daily']);
    await expect(create('one', inMinutes(1))).rejects.toBeInstanceOf(ConflictException);
    await expect(create('three', 'rate(1 week)')).rejects.toBeInstanceOf(ValidationException);
    await expect(create('three', inMinutes(1), { GroupName: 'absent' })).rejects.toBeInstanceOf(
      ResourceNotFoundException,
    );
    await client.send(new DeleteScheduleCommand({ GroupName: 'deadlines', Name: 'one' }));
    await expect(
      client.send(new DeleteScheduleCommand({ GroupName: 'deadlines', Name: 'one' })),
    ).rejects.toBeInstanceOf(ResourceNotFoundException);
    cloud.clock.advance('PT2H');
    await atRest();
    expect(events()).toEqual([{ name: 'two' }]);
  });

  it('runs a failed function twice more, after one minute and two, then gives the event to its dead letters', async () => {
    cloud.host.response = () => ({ ok: false, kind: 'Unhandled', errorType: 'Error', message: 'boom' });
    await create('failing', inMinutes(1));
    for (const [wait, runs] of [
      ['PT1M', 1],
      ['PT1M', 2],
      ['PT2M', 3],
    ] as const) {
      cloud.clock.advance(wait);
      await atRest();
      expect(events()).toHaveLength(runs);
      // What is tried again is named until it is given up.
      const { body } = await cloud.local('GET', 'schedules/retries');
      expect(body).toMatchObject(runs < 3 ? [{ runs }] : []);
    }
    const message = await deadLetter('function-dead');
    expect([message?.Body, message?.MessageAttributes?.ErrorMessage?.StringValue]).toEqual([
      '{"name":"failing"}',
      'boom',
    ]);
    cloud.clock.advance('P1D');
    await atRest();
    expect(events().filter((event) => JSON.stringify(event).includes('failing'))).toHaveLength(3);
  });

  it('tries a throttled target as often as its policy says, then gives it to the schedule’s dead letters', async () => {
    cloud.host.response = () => ({ ok: false, kind: 'Throttled', errorType: 'TooManyRequests', message: 'busy' });
    await create(
      'throttled',
      inMinutes(1),
      {},
      { RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 3_600 } },
    );
    for (const runs of [1, 2, 3]) {
      cloud.clock.advance('PT1M');
      await atRest();
      expect(events()).toHaveLength(runs);
    }
    const message = await deadLetter('dead');
    expect(message?.MessageAttributes?.ERROR_CODE?.StringValue).toBe('ThrottlingException');
    expect(message?.MessageAttributes?.RETRY_ATTEMPTS?.StringValue).toBe('2');
  });

  it('does not invoke for a role that may not', async () => {
    await create('forbidden', inMinutes(1), {}, { RoleArn: roleArn('powerless') });
    cloud.clock.advance('PT1M');
    await atRest();
    expect(events()).toEqual([]);
    expect((await deadLetter('dead'))?.MessageAttributes?.ERROR_CODE?.StringValue).toBe('AccessDeniedException');
    expect((await cloud.local('GET', 'denied')).body).toMatchObject([{ function: 'Powerless', service: 'lambda' }]);
  });
});
