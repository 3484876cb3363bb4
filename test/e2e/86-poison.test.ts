import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { keys } from '../../shared/store/keys.ts';
import { connectionTo } from '../faults/stage.ts';
import type { Health } from '../support/cloud-process.ts';
import { call, drain, local, outbox } from './support/api.ts';
import { deadLetters, discard, redrive } from './support/dead-letters.ts';
import { createOrder, newParties, type Parties, putStatus, statusOf } from './support/orders.ts';
import { allItems } from './support/table.ts';

let parties: Parties;
let table: DynamoDBDocumentClient;
let TableName: string;

beforeAll(async () => {
  parties = await newParties();
  const { region, tables } = await local<Health>('GET', 'health');
  [TableName = ''] = tables;
  table = DynamoDBDocumentClient.from(new DynamoDBClient(connectionTo({ edge: inject('edgeUrl'), region })));
});
afterAll(() => table.destroy());

interface Meter {
  readonly functions: Readonly<
    Record<string, { readonly failedInvocations: number; readonly calls: Readonly<Record<string, object>> }>
  >;
}

/** What the router did since the meter was cleared. */
const routerMeter = async () => {
  const { functions } = await local<Meter>('GET', 'meter');
  const [router] = Object.entries(functions).filter(([id]) => id.includes('FanOut'));
  return router?.[1];
};

const parkedRecords = async (): Promise<number> =>
  (await deadLetters()).find(({ name }) => name.includes('EventsRedriveQueue'))?.messages ?? 0;

describe('what no queue takes', () => {
  it.each([
    ['an emoji', 'where is it? 🚚', 'where is it? 🚚'],
    ['U+FFFF', 'a\uffffb', 'a\ufffdb'],
    ['U+FFFE', 'a\ufffeb', 'a\ufffdb'],
    ['half a character', 'a\ud83db', 'a\ufffdb'],
    ['NUL', 'a\u0000b', 'a\ufffdb'],
  ])('%s in what a person writes is taken, kept, and stops nobody', async (_what, text, stored) => {
    const order = await createOrder(parties);
    const other = await createOrder(parties);
    await drain();
    await local('DELETE', 'meter');
    const support = await call('POST', `/api/orders/${order.id}/support`, {
      token: parties.buyer,
      body: { subject: text, message: text },
    });
    expect(support.status, support.text).toBeLessThan(300);
    const cancelled = await putStatus(order.id, parties.seller, 'cancelled', { reason: text, notes: text });
    expect(cancelled.status, cancelled.text).toBe(200);
    await putStatus(other.id, parties.seller, 'confirmed');
    await drain();
    expect((await outbox(other.id)).length).toBeGreaterThan(0);
    expect((await outbox(order.id)).length).toBeGreaterThan(0);
    const { history } = await statusOf(order.id, parties.seller);
    expect(history.at(-1)).toMatchObject({ status: 'cancelled', reason: stored });
    expect(await parkedRecords()).toBe(0);
    const router = await routerMeter();
    // A batch that is given again sends its messages again.
    expect(router?.failedInvocations).toBe(0);
  });
});

describe('a record of another release', () => {
  it('is parked with its content while the others go on, and a redrive reads it again', async () => {
    const order = await createOrder(parties);
    await drain();
    const event = (await allItems()).find(({ entity, orderId }) => entity === 'event' && orderId === order.id);
    if (event === undefined) throw new Error('the order has no event');
    const strange = { ...event, ...keys.event('ord_of_another_release', 1), schemaVersion: 2 };
    const before = await parkedRecords();
    await local('DELETE', 'meter');
    await table.send(new PutCommand({ TableName, Item: strange }));
    await putStatus(order.id, parties.seller, 'confirmed');
    await drain();
    expect((await outbox(order.id)).length).toBeGreaterThan(0);
    expect(await parkedRecords()).toBe(before + 1);
    expect((await routerMeter())?.failedInvocations).toBe(0);

    expect(await redrive('EventsRedriveQueue')).toBe(before + 1);
    await drain();
    expect(await parkedRecords()).toBe(before + 1);
    await table.send(new DeleteCommand({ TableName, Key: { pk: strange.pk, sk: strange.sk } }));
    await discard('EventsRedriveQueue');
  });
});
