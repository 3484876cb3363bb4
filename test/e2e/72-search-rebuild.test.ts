import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect, inject, it } from 'vitest';
import { orderItem } from '../../shared/store/order-item.ts';
import { connectionTo } from '../faults/stage.ts';
import { apiUrl, call, drain, local } from './support/api.ts';
import { createOrder, newParties, putStatus, unique } from './support/orders.ts';
import { putItems, seededOrder } from './support/seed.ts';
import { allItems } from './support/table.ts';

const run = promisify(execFile);

const find = async (q: string, token: string): Promise<readonly string[]> => {
  const answer = await call<{ orders: { id: string }[] }>(
    'GET',
    `/api/orders/search?${new URLSearchParams({ q, limit: '100' })}`,
    { token },
  );
  expect(answer.status, answer.text).toBe(200);
  return answer.body.orders.map(({ id }) => id);
};

/** As if it had never been written: every entry of the index, and what is known of it. */
const loseTheIndexOf = async (orderIds: readonly string[]): Promise<void> => {
  const { region, tables } = await local<{ region: string; tables: string[] }>('GET', 'health');
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(connectionTo({ edge: inject('edgeUrl'), region })));
  const entries = (await allItems()).filter(
    ({ entity, orderId }) => entity === 'search_entry' && orderIds.includes(String(orderId)),
  );
  expect(entries.length).toBeGreaterThan(0);
  for (const { pk, sk } of entries) await client.send(new DeleteCommand({ TableName: tables[0], Key: { pk, sk } }));
};

it('the command indexes every order anew, those that are over too, and those that no event ever told of', async () => {
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

  const { stdout } = await run(process.execPath, ['--import', 'tsx', 'bin/rebuild-search.ts'], {
    env: { ...process.env, WISMO_PORT: new URL(apiUrl()).port },
  });
  expect(stdout).toMatch(/nothing left to index\n$/);
  await drain();
  for (const token of [parties.seller, parties.buyer]) {
    expect((await find(word, token)).toSorted()).toEqual([open.id, over.id, silent.orderId].toSorted());
  }
  expect(await local('GET', 'denied')).toEqual([]);
});
