import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CloudProcess, startCloudProcess } from '../support/cloud-process.ts';
import { projectWithMadeUpChannel } from '../support/made-up-channel.ts';
import type { ProjectCopy } from '../support/project-copy.ts';
import { call, drain, local, outbox, useCloud } from './support/api.ts';
import { workflowThatNotifies } from './support/custom-workflow.ts';
import { createOrder, newParties, type Parties, putStatus, unique } from './support/orders.ts';

interface Note {
  readonly notificationId: string;
  readonly address: string;
  readonly from: string;
  readonly note: string;
}

const dataDirectory = mkdtempSync(join(tmpdir(), 'wismo-pigeon-'));
/** Where the pigeons come home. */
const notes: Note[] = [];
const loft = createServer((request, response) => {
  void text(request).then((body) => {
    notes.push(JSON.parse(body));
    response.writeHead(202).end();
  });
});
let project: ProjectCopy;
let cloud: CloudProcess;
let parties: Parties;
let orderType: string;

beforeAll(async () => {
  loft.listen(0, '127.0.0.1');
  await once(loft, 'listening');
  const address = loft.address();
  if (typeof address !== 'object' || address === null) throw new Error('a listening server has an address');
  project = projectWithMadeUpChannel(`http://127.0.0.1:${address.port}/`);
  cloud = await startCloudProcess({ root: project.root, dataDirectory });
  useCloud(cloud.api);
  parties = await newParties();
  orderType = await pigeonWorkflow();
});
afterAll(async () => {
  await cloud?.stop();
  loft.close();
  project.remove();
  rmSync(dataDirectory, { recursive: true, force: true });
});

/** A workflow that sends a pigeon, a mail and an entry of the inbox when an order is confirmed. */
const pigeonWorkflow = (): Promise<string> =>
  workflowThatNotifies(parties.admin, {
    type: 'order_confirmed',
    channels: ['email', 'inbox', 'pigeon', 'sms'],
    priority: 'urgent',
  });

const confirmed = async (checkout: Record<string, unknown> = {}) => {
  const order = await createOrder(parties, { orderType, ...checkout });
  const moved = await putStatus(order.id, parties.seller, 'confirmed');
  expect(moved.status, moved.text).toBe(200);
  await drain();
  const timeline = await call<{ notifications: readonly Record<string, unknown>[] }>(
    'GET',
    `/api/orders/${order.id}/timeline`,
    { token: parties.seller },
  );
  const sent = timeline.body.notifications.filter(({ type }) => type === 'order_confirmed');
  return { ...order, channels: Object.fromEntries(sent.map(({ channel, status }) => [channel, status])) };
};

describe('a channel that was added by one folder and one line', () => {
  it('is planned where a workflow asks for it, rendered, delivered by its provider once, and listed', async () => {
    const { id, orderNumber, channels } = await confirmed();
    expect(channels).toEqual({ email: 'sent', in_app: 'delivered', pigeon: 'sent' });
    expect(notes).toEqual([
      {
        notificationId: expect.stringMatching(/^ntf_[0-9a-f]{32}$/),
        address: `loft of ${parties.buyerId}`,
        from: 'orders@wismo.example',
        note: `Coo! Order ${orderNumber} is confirmed`,
      },
    ]);
    // And its receipt, by mail.
    expect(await outbox(id)).toHaveLength(2);
    const inbox = await call<{ notifications: readonly Record<string, unknown>[] }>('GET', '/api/notifications', {
      token: parties.buyer,
    });
    expect(inbox.body.notifications.map(({ data, type }) => [data, type])).toEqual([
      [{ orderId: id }, 'order_confirmed'],
      [{ orderId: id }, 'order_created'],
    ]);
    expect(await local('GET', 'denied')).toEqual([]);
  });

  it('records that somebody without an address could not be reached', async () => {
    const before = notes.length;
    const guest = { buyerId: undefined, guestEmail: `${unique('guest')}@example.com`, customer: { name: 'Ben' } };
    const { channels } = await confirmed(guest);
    expect(channels).toEqual({ email: 'sent', pigeon: 'suppressed' });
    expect(notes).toHaveLength(before);
  });

  it('is known to who validates workflows, and its name to nobody else', async () => {
    const digital = await call<Record<string, unknown>>('GET', '/api/admin/workflows/digital', {
      token: parties.admin,
    });
    const id = unique('raven-post').toLowerCase();
    const asked = JSON.stringify({ ...digital.body, id, version: undefined }).replaceAll('"in_app"', '"raven"');
    const refused = await call('POST', '/api/admin/workflows', { token: parties.admin, body: asked });
    expect([refused.status, refused.body.code], refused.text).toEqual([422, 'VALIDATION_FAILED']);
  });
});
