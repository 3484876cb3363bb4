import { DeleteScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { afterAll, expect, inject, it } from 'vitest';
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

it('the daily sweep re-makes a deadline’s schedule that went missing', async () => {
  const parties = await newParties();
  const order = await createOrder(parties);
  await putStatus(order.id, parties.seller, 'confirmed');
  await drain();
  const [schedule] = await schedulesOf(order.id);
  expect(schedule?.name).toMatch(new RegExp(`^deadline-${order.id}-stuck`));
  const { region } = await local<{ region: string }>('GET', 'health');
  const scheduler = new SchedulerClient({
    endpoint: inject('edgeUrl'),
    region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  await scheduler.send(new DeleteScheduleCommand({ Name: schedule?.name, GroupName: schedule?.group }));
  expect(await schedulesOf(order.id)).toEqual([]);
  await local('POST', 'clock', { advance: 'P1DT1H' });
  await drain();
  expect((await schedulesOf(order.id)).map(({ name }) => name)).toEqual([schedule?.name]);
});
