/** What fails at every try: it is a dead letter, and what can still be done about it is done. */
import { GetQueueAttributesCommand, ListQueuesCommand, PurgeQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { connectionTo } from '../faults/stage.ts';
import type { Health } from '../support/cloud-process.ts';
import { call, drain, local, outbox } from './support/api.ts';
import { createOrder, newParties, putStatus, startGrocery, statusOf } from './support/orders.ts';
import { advance } from './support/timed-flows.ts';

let sqs: SQSClient;
let QueueUrl: string;

beforeAll(async () => {
  const { region } = await local<Health>('GET', 'health');
  sqs = new SQSClient(connectionTo({ edge: inject('edgeUrl'), region }));
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  QueueUrl = QueueUrls.find((url) => url.includes('SchedulesDeadLetters')) ?? expect.fail('There is no such queue');
});
afterAll(() => sqs.destroy());

const deadLetters = async (): Promise<number> => {
  const AttributeNames = ['ApproximateNumberOfMessages' as const];
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
  return Number(Attributes?.ApproximateNumberOfMessages);
};

afterEach(async () => {
  await local('DELETE', 'faults');
  await local('POST', 'clock', { reset: true });
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
});

const fails = (functionName: string): Promise<unknown> =>
  local('POST', 'faults', { service: 'dynamodb', function: functionName, kind: 'error' });

/** Lambda runs a failed asynchronous event again after one minute, and after two more. */
const thrice = async (): Promise<void> => {
  for (const pause of ['PT1M5S', 'PT2M5S']) await advance(pause);
};

describe('what a schedule set going, and failed three times', () => {
  it('a deadline: the daily sweep has it carried out', async () => {
    const parties = await newParties();
    const orderId = await startGrocery(parties);
    await fails('FireDeadline');
    await advance('PT16M');
    await thrice();
    expect(await deadLetters()).toBeGreaterThan(0);
    expect((await statusOf(orderId, parties.admin)).status).toBe('store_notified');
    await local('DELETE', 'faults');
    await advance('P1DT1H');
    await advance('PT5M');
    expect((await statusOf(orderId, parties.admin)).status).toBe('cancelled');
  });

  it('a notification that waited for the morning: the daily sweep has it sent', async () => {
    const parties = await newParties();
    const { now } = await local<{ now: string }>('GET', 'clock');
    const time = (hours: number) => new Date(Date.parse(now) + hours * 3_600_000).toISOString().slice(11, 16);
    const body = { timezone: 'UTC', quietHours: { start: time(-1), end: time(1) } };
    const chosen = await call('PUT', '/api/notifications/preferences', { token: parties.buyer, body });
    expect(chosen.status, chosen.text).toBe(200);
    const order = await createOrder(parties);
    await putStatus(order.id, parties.seller, 'confirmed');
    await drain();
    const mails = async () => (await outbox(order.id)).length;
    const before = await mails();
    await fails('Release');
    await advance('PT1H5M');
    await thrice();
    expect([await mails(), (await deadLetters()) > 0]).toEqual([before, true]);
    await local('DELETE', 'faults');
    await advance('P1DT1H');
    await advance('PT5M');
    expect(await mails()).toBe(before + 1);
  });

  it('the sweep itself: the next day’s does what it did not', async () => {
    await fails('Sweep');
    await advance('P1DT1H');
    await thrice();
    expect(await deadLetters()).toBeGreaterThan(0);
  });
});
