import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { type CloudProcess, startCloudProcess } from '../support/cloud-process.ts';
import { eventually } from '../support/eventually.ts';
import { useCloud } from './support/api.ts';
import { advance, expectNothing, expectOnce, TIMED_FLOWS } from './support/timed-flows.ts';

const dataDirectory = mkdtempSync(join(tmpdir(), 'wismo-restart-'));
let cloud: CloudProcess | undefined;

afterAll(async () => {
  await cloud?.stop();
  rmSync(dataDirectory, { recursive: true, force: true });
});

const post = async <T>(api: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<T> => {
  const response = await fetch(`${api}${path}`, {
    method: path.endsWith('/status') ? 'PUT' : 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
  return JSON.parse(text) as T;
};

it('what was written, scheduled and not yet delivered is there after Ctrl-C and a new start', async () => {
  cloud = await startCloudProcess({ dataDirectory });
  const first = cloud.api;
  const { token } = await post<{ token: string }>(first, '/_local/token', {
    sub: 'admin-1',
    roles: ['admin', 'system'],
    expiresIn: 86_400,
  });
  const authorization = { authorization: `Bearer ${token}` };
  const created = await post<{ order: { id: string; orderNumber: string } }>(
    first,
    '/api/orders',
    {
      paymentResult: { success: true, paymentMethod: 'card' },
      checkoutData: {
        buyerId: 'buyer-restart',
        sellerId: 'shop-restart',
        items: [{ name: 'Honey', quantity: 1, unitPrice: '8.00' }],
        totalAmount: '8.00',
        currency: 'EUR',
        orderType: 'standard',
        customer: { name: 'Ana', email: 'ana.restart@example.com' },
      },
    },
    { ...authorization, 'idempotency-key': 'restart-1' },
  );
  const { id } = created.order;
  useCloud(first);
  const waiting = await Promise.all(TIMED_FLOWS.map(async (flow) => ({ flow, order: await flow.begin() })));
  await post(first, '/_local/drain', {});

  // The mail provider is down: the message about the next step stays in its queue.
  await post(first, '/_local/faults', { service: 'ses', kind: 'error', rate: 1 });
  await post(first, `/api/orders/${id}/status`, { status: 'confirmed' }, authorization);
  await eventually(
    async () => {
      const faults = JSON.stringify(await (await fetch(`${first}/_local/faults`)).json());
      expect(faults).toMatch(/"applied":[1-9]/);
    },
    { timeoutMs: 30_000 },
  );
  await cloud.stop();

  cloud = await startCloudProcess({ dataDirectory, port: Number(new URL(first).port) });
  const { api } = cloud;
  const status = (await (await fetch(`${api}/api/orders/${id}/status`, { headers: authorization })).json()) as {
    status: string;
    history: { seq: number }[];
  };
  expect(status.status).toBe('confirmed');
  expect(status.history.map((entry) => entry.seq)).toEqual([1, 2]);

  // The deadlines that were scheduled before the restart fire after it, each once.
  for (const { flow, order } of waiting) await expectNothing(flow, order);
  await advance('PT5M30S');
  await advance('PT10M30S');
  await advance('PT4H');
  await advance('P7D');
  for (const { flow, order } of waiting) await expectOnce(flow, order);

  await eventually(
    async () => {
      const mails = (await (await fetch(`${api}/_local/outbox?orderId=${id}`)).json()) as {
        subject: string;
        text: string;
      }[];
      expect(
        mails.filter((mail) => `${mail.subject} ${mail.text}`.includes(created.order.orderNumber)).length,
      ).toBeGreaterThan(0);
    },
    { timeoutMs: 150_000, intervalMs: 200 },
  );
});
