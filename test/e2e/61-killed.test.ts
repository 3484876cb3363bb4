import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { type CloudProcess, startCloudProcess } from '../support/cloud-process.ts';
import { eventually } from '../support/eventually.ts';
import { call, local, type Mail, useCloud } from './support/api.ts';
import { deadLetters } from './support/dead-letters.ts';
import { createOrder, newParties } from './support/orders.ts';

const dataDirectory = mkdtempSync(join(tmpdir(), 'wismo-killed-'));
let cloud: CloudProcess | undefined;

afterAll(async () => {
  await cloud?.stop();
  rmSync(dataDirectory, { recursive: true, force: true });
});

const ORDERS = 40;
const KILLS = 2;
/** It starts the cloud three times. */
const TIMEOUT_MILLISECONDS = 400_000;

/** Each mail takes its time, so that many are on their way at any moment. */
const slowMail = (): Promise<unknown> =>
  local('POST', 'faults', { service: 'ses', operation: 'SendEmail', kind: 'slow', delayMs: 2_000 });

/** Of the orders, but for those that had gone out before. */
const mails = async (ids: ReadonlySet<string>, before: ReadonlySet<string>): Promise<readonly Mail[]> =>
  (await local<readonly Mail[]>('GET', 'outbox')).filter(
    ({ orderId, notificationId }) => ids.has(orderId) && !before.has(notificationId),
  );

it(
  'kill -9 in the middle of mails, again and again: all go out, none is a dead letter, hardly any twice',
  async () => {
    cloud = await startCloudProcess({ dataDirectory });
    useCloud(cloud.api);
    const port = Number(new URL(cloud.api).port);
    const parties = await newParties();
    const orders = await Promise.all(Array.from({ length: ORDERS }, () => createOrder(parties)));
    const ids = new Set(orders.map(({ id }) => id));
    await local('POST', 'drain');
    const receipts = new Set((await mails(ids, new Set())).map(({ notificationId }) => notificationId));
    expect(receipts.size).toBe(ORDERS);
    await slowMail();
    for (const { id } of orders) {
      const response = await call('PUT', `/api/orders/${id}/status`, {
        token: parties.seller,
        body: { status: 'confirmed' },
      });
      expect(response.status, response.text).toBe(200);
    }
    for (let kill = 1; kill <= KILLS; kill += 1) {
      await eventually(async () => expect((await mails(ids, receipts)).length).toBeGreaterThan((kill - 1) * 15), {
        timeoutMs: 60_000,
      });
      expect((await mails(ids, receipts)).length).toBeLessThan(ORDERS);
      await cloud.kill();
      cloud = await startCloudProcess({ dataDirectory, port });
      await slowMail();
    }
    // Waits for what a dead sender had claimed: seconds, not minutes.
    expect(await local('POST', 'drain')).toEqual({ drained: true, waiting: [] });
    const sent = await mails(ids, receipts);
    const copies = new Map<string, number>();
    for (const { notificationId } of sent) copies.set(notificationId, (copies.get(notificationId) ?? 0) + 1);
    expect(new Set(sent.map(({ orderId }) => orderId)).size).toBe(ORDERS);
    // Twice is possible only for what the provider had taken and nobody lived to record: a few at each end.
    expect(sent.length - copies.size).toBeLessThanOrEqual(KILLS * 20);
    expect(await deadLetters()).toEqual([]);
  },
  TIMEOUT_MILLISECONDS,
);
