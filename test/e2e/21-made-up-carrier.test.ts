import { createHmac } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CloudProcess, startCloudProcess } from '../support/cloud-process.ts';
import { eventually } from '../support/eventually.ts';
import { projectWithMadeUpCarrier } from '../support/made-up-carrier.ts';
import type { ProjectCopy } from '../support/project-copy.ts';
import { call, drain, local, outbox, useCloud } from './support/api.ts';
import { secret } from './support/fedex.ts';
import { createOrder, newParties, putStatus, statusOf } from './support/orders.ts';

const dataDirectory = mkdtempSync(join(tmpdir(), 'wismo-acme-'));
const NUMBER = 'ACM123456789';
let project: ProjectCopy;
let cloud: CloudProcess;

beforeAll(async () => {
  project = projectWithMadeUpCarrier();
  cloud = await startCloudProcess({ root: project.root, dataDirectory });
  useCloud(cloud.api);
});
afterAll(async () => {
  await cloud?.stop();
  project.remove();
  rmSync(dataDirectory, { recursive: true, force: true });
});

const event = (id: string, code: string, at: string): string => JSON.stringify({ id, parcel: NUMBER, code, at });

const send = async (body: string, key?: string, path = '/api/webhooks/carriers/acme') => {
  const signature = createHmac('sha256', key ?? (await secret('carriers/acme')))
    .update(body)
    .digest('hex');
  return call('POST', path, { body, headers: { 'x-acme-signature': signature } });
};

/** The lines that the webhook function has printed. */
const logged = (): string =>
  readdirSync(join(dataDirectory, 'logs'))
    .filter((name) => name.includes('CarrierWebhook'))
    .map((name) => readFileSync(join(dataDirectory, 'logs', name), 'utf8'))
    .join('\n');

describe('a carrier that was added by one folder and one line', () => {
  it('is guessed from the number, moves the order, is counted, and is in the mail with its page', async () => {
    const parties = await newParties();
    const order = await createOrder(parties);
    await putStatus(order.id, parties.seller, 'confirmed');
    await putStatus(order.id, parties.seller, 'processing');
    const registered = await call('POST', `/api/orders/${order.id}/shipments`, {
      token: parties.seller,
      body: { trackingNumber: 'acm 123-456-789' },
    });
    expect(registered.status, registered.text).toBe(201);
    const collected = await send(event('evt_1', 'COLLECTED', '2026-11-18T17:00:00Z'));
    expect(collected.body, collected.text).toEqual({ received: true, outcome: 'applied' });
    expect((await send(event('evt_1', 'COLLECTED', '2026-11-18T17:00:00Z'))).body.outcome).toBe('duplicate');
    expect((await statusOf(order.id, parties.buyer)).status).toBe('shipped');
    await drain();
    const [mail] = (await outbox(order.id)).filter(({ text }) => text.includes(NUMBER));
    expect(mail?.text).toContain(`Acme Parcels ${NUMBER}`);
    expect(mail?.html).toContain(`https://track.acme.example/${NUMBER}`);
    const metrics = /^.*"WebhookApplied".*"source":"acme".*$|^.*"source":"acme".*"WebhookApplied".*$/m;
    await eventually(async () => expect(logged()).toMatch(metrics));
  });

  it('is asked for its own signature, under any spelling of its path', async () => {
    const body = event('evt_2', 'ON_VAN', '2026-11-20T08:00:00Z');
    for (const path of ['/api/webhooks/carriers/acme', '/api/webhooks/carriers/ACME'])
      expect((await send(body, 'another key', path)).status).toBe(401);
    const unsigned = await call('POST', '/api/webhooks/carriers/acme', { body });
    expect(unsigned.status).toBe(401);
    expect((await send('{"id":1}')).status).toBe(422);
    expect((await send(body, undefined, '/api/webhooks/carriers/ACME')).body.outcome).toBe('applied');
  });

  it('leaves the other carriers as they are', async () => {
    const others = await call('POST', '/api/webhooks/carriers/ups', { body: '{}' });
    expect(others.status).toBe(401);
    expect((await call('POST', '/api/webhooks/carriers/pigeon', { body: '{}' })).status).toBe(404);
    expect((await call('POST', '/api/webhooks/carriers/fedex', { body: '{}' })).status).toBe(401);
    await drain();
    expect(await local('GET', 'denied')).toEqual([]);
  });
});
