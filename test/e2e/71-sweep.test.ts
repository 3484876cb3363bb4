import { DeleteScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { ListQueuesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, expect, inject, it } from 'vitest';
import { connectionTo } from '../faults/stage.ts';
import type { Health } from '../support/cloud-process.ts';
import { drain, local } from './support/api.ts';
import { createOrder, newParties, putStatus } from './support/orders.ts';

interface Schedule {
  readonly name: string;
  readonly group: string;
}

const schedulesOf = async (orderId: string): Promise<readonly Schedule[]> =>
  (await local<readonly Schedule[]>('GET', 'schedules')).filter((schedule) => schedule.name.includes(orderId));

afterAll(async () => {
  await local('POST', 'clock', { reset: true });
});

const connection = async () => {
  const { region } = await local<Health>('GET', 'health');
  return connectionTo({ edge: inject('edgeUrl'), region });
};

/** A confirmed order, and the name of the deadline’s schedule that it has no more. */
const withoutSchedule = async (): Promise<{ orderId: string; missing: string }> => {
  const parties = await newParties();
  const { id: orderId } = await createOrder(parties);
  await putStatus(orderId, parties.seller, 'confirmed');
  await drain();
  const [schedule] = await schedulesOf(orderId);
  expect(schedule?.name).toMatch(new RegExp(`^deadline-${orderId}-stuck`));
  const scheduler = new SchedulerClient(await connection());
  await scheduler.send(new DeleteScheduleCommand({ Name: schedule?.name, GroupName: schedule?.group }));
  expect(await schedulesOf(orderId)).toEqual([]);
  return { orderId, missing: schedule?.name ?? '' };
};

it('the daily sweep re-makes a deadline’s schedule that went missing', async () => {
  const { orderId, missing } = await withoutSchedule();
  await local('POST', 'clock', { advance: 'P1DT1H' });
  await drain();
  expect((await schedulesOf(orderId)).map(({ name }) => name)).toEqual([missing]);
});

it('a sweep that ran out of time is gone on with by a message', async () => {
  const { orderId, missing } = await withoutSchedule();
  const sqs = new SQSClient(await connection());
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  const QueueUrl = QueueUrls.find((url) => /SchedulesScheduleQueue[0-9A-F]+$/.test(url));
  const MessageBody = JSON.stringify({ kind: 'sweep', sweep: { phase: 'confirmed' } });
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  await drain();
  expect((await schedulesOf(orderId)).map(({ name }) => name)).toEqual([missing]);
});
