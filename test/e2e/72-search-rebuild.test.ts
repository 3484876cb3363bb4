import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect, inject, it } from 'vitest';
import { customerScope, sellerScope } from '../../shared/search/tokens.ts';
import { keys } from '../../shared/store/keys.ts';
import { orderItem } from '../../shared/store/order-item.ts';
import { connectionTo } from '../faults/stage.ts';
import type { TableItem } from '../faults/world.ts';
import { apiUrl, call, drain, local } from './support/api.ts';
import { createOrder, newParties, type Parties, putStatus, unique } from './support/orders.ts';
import { putItems, seededOrder } from './support/seed.ts';
import { allItems } from './support/table.ts';

const run = promisify(execFile);

const find = async (q: string, token: string): Promise<readonly string[]> => {
  const response = await call<{ orders: { id: string }[] }>(
    'GET',
    `/api/orders/search?${new URLSearchParams({ q, limit: '100' })}`,
    { token },
  );
  expect(response.status, response.text).toBe(200);
  return response.body.orders.map(({ id }) => id);
};

const entriesOf = async (orderId: string): Promise<readonly TableItem[]> =>
  (await allItems()).filter((item) => item.entity === 'search_entry' && item.orderId === orderId);

/** As if it had never been written: every entry of the index, and what is known of it. */
const loseTheIndexOf = async (orderIds: readonly string[]): Promise<void> => {
  const { region, tables } = await local<{ region: string; tables: string[] }>('GET', 'health');
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(connectionTo({ edge: inject('edgeUrl'), region })));
  const entries = (await Promise.all(orderIds.map(entriesOf))).flat();
  expect(entries.length).toBeGreaterThan(0);
  for (const { pk, sk } of entries) await client.send(new DeleteCommand({ TableName: tables[0], Key: { pk, sk } }));
};

/** As the index's first form had it: without times, and without the other words beside each. */
const putFirstFormOf = async (orderId: string, word: string, { sellerId, buyerId }: Parties): Promise<void> => {
  const scopes = ['all', sellerScope(sellerId), customerScope(buyerId)];
  const entity = 'search_entry';
  await putItems([
    ...scopes.map((scope) => ({ ...keys.timelessSearchEntry(scope, word, orderId), entity, orderId })),
    { ...keys.indexedTokens(orderId), entity, orderId, version: 1, tokens: [word] },
  ]);
};

it('the command indexes every order anew, those that are over too, and those that no event ever recorded', async () => {
  const parties = await newParties();
  const word = unique('rebuild').replaceAll('-', '');
  const items = [{ name: `Jar of ${word}`, quantity: 1, unitPrice: '3.00' }];
  const open = await createOrder(parties, { items });
  const over = await createOrder(parties, { items });
  expect((await putStatus(over.id, parties.seller, 'cancelled')).status).toBe(200);
  await drain();
  const silent = {
    ...seededOrder(parties, 1),
    items: [{ itemId: 'item-1', name: word, quantity: 1, unitPrice: '1.00' }],
  };
  await putItems([orderItem(silent)]);
  expect((await find(word, parties.seller)).toSorted()).toEqual([open.id, over.id].toSorted());
  await loseTheIndexOf([open.id, over.id]);
  expect(await find(word, parties.seller)).toEqual([]);
  await putFirstFormOf(open.id, word, parties);
  expect(await find(word, parties.seller)).toEqual([open.id]);

  const { stdout } = await run(process.execPath, ['--import', 'tsx', 'bin/rebuild-search.ts'], {
    env: { ...process.env, WISMO_PORT: new URL(apiUrl()).port },
  });
  expect(stdout).toMatch(/nothing left to index\n$/);
  await drain();
  for (const token of [parties.seller, parties.buyer]) {
    expect((await find(word, token)).toSorted()).toEqual([open.id, over.id, silent.orderId].toSorted());
  }
  for (const { sk, createdAt } of await entriesOf(open.id)) expect([sk, typeof createdAt]).toEqual([sk, 'string']);
  expect(await local('GET', 'denied')).toEqual([]);
});
