import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { call, drain, outbox } from './support/api.ts';
import { daysAgo, type FedexScan, fedexBody, sendFedex } from './support/fedex.ts';
import { createOrder, eventNumbersOf, fedexNumber, newParties, pathOf, putStatus, statusOf } from './support/orders.ts';
import { SocketClient } from './support/socket.ts';

const JOURNEY: readonly (FedexScan & { readonly leadsTo: string })[] = [
  { at: daysAgo(8, '08:00:00+01:00'), eventType: 'OC', leadsTo: 'processing' },
  { at: daysAgo(8, '17:30:00+01:00'), eventType: 'PU', leadsTo: 'shipped' },
  { at: daysAgo(6, '08:10:00+01:00'), eventType: 'OD', leadsTo: 'out_for_delivery' },
  { at: daysAgo(6, '12:45:00+01:00'), eventType: 'DL', derivedStatusCode: 'DL', leadsTo: 'delivered' },
];

describe('a parcel from order to doorstep', () => {
  it('moves by signed FedEx events, notifies the customer once per step, and shows on an open socket', async () => {
    const parties = await newParties();
    const order = await createOrder(parties);
    const socket = await SocketClient.connect(parties.buyer);
    await socket.subscribe(`order:${order.id}`);

    expect((await putStatus(order.id, parties.seller, 'confirmed')).status).toBe(200);
    expect((await putStatus(order.id, parties.seller, 'PROCESSING')).status).toBe(200);
    const trackingNumber = fedexNumber();
    const shipment = await call('POST', `/api/orders/${order.id}/shipments`, {
      token: parties.seller,
      body: { trackingNumber, carrier: 'fedex' },
    });
    expect(shipment.status, shipment.text).toBe(201);

    for (const [index, step] of JOURNEY.entries()) {
      const response = await sendFedex(fedexBody(trackingNumber, JOURNEY.slice(0, index + 1), step.eventType));
      expect(response.status, response.text).toBe(200);
      expect((await statusOf(order.id, parties.buyer)).status).toBe(step.leadsTo);
    }
    await drain();

    const status = await statusOf(order.id, parties.buyer);
    expect(pathOf(status)).toEqual(['pending', 'confirmed', 'processing', 'shipped', 'out_for_delivery', 'delivered']);
    const numbers = Array.from({ length: status.version }, (_, i) => i + 1);
    expect(await eventNumbersOf(order.id, parties.buyer)).toEqual(numbers);
    const delivered = status.history.find((entry) => entry.status === 'delivered');
    expect(delivered?.occurredAt).toBe(daysAgo(6, '11:45:00.000Z'));
    expect(delivered?.actor.role).toBe('carrier');

    const mails = await outbox(order.id);
    const steps = ['received', 'confirmed', 'processing', 'shipped', 'out_for_delivery', 'delivered'];
    expect(mails).toHaveLength(steps.length);
    expect(new Set(mails.map((mail) => mail.notificationId)).size).toBe(steps.length);
    for (const mail of mails) {
      expect(mail.to).toContain(`${parties.buyerId}@example.com`);
      expect(`${mail.subject} ${mail.text}`).toContain(order.orderNumber);
      expect(mail.html).toContain(order.orderNumber);
    }

    await socket.waitFor((m) => m.type === 'order_update' && (m.update as { status?: string }).status === 'delivered');
    const seqs = socket.ofType('order_update').map((message) => Number(message.seq));
    expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b));
    expect(seqs.at(-1)).toBe(status.version);
    socket.close();
  });

  it('shows the whole story in the timeline, each thing at its own time', async () => {
    const parties = await newParties();
    const order = await createOrder(parties);
    await putStatus(order.id, parties.seller, 'confirmed');
    await putStatus(order.id, parties.seller, 'processing');
    const trackingNumber = fedexNumber();
    await call('POST', `/api/orders/${order.id}/shipments`, {
      token: parties.seller,
      body: { trackingNumber, carrier: 'fedex' },
    });
    await sendFedex(fedexBody(trackingNumber, JOURNEY, 'DL'));
    await drain();

    const response = await call<{
      timeline: { type: string; timestamp: string; status?: string; source: string }[];
      currentStatus: string;
    }>('GET', `/api/orders/${order.id}/timeline?limit=100`, { token: parties.buyer });
    expect(response.status, response.text).toBe(200);
    expect(response.body.currentStatus).toBe('delivered');
    const types = new Set(response.body.timeline.map((entry) => entry.type));
    expect([...types].toSorted()).toEqual(expect.arrayContaining(['notification', 'scan', 'status']));
    expect(response.body.timeline.filter((entry) => entry.type === 'scan')).toHaveLength(JOURNEY.length);
  });

  it('is public by tracking number, without a trace of the person', async () => {
    const parties = await newParties();
    const order = await createOrder(parties);
    await putStatus(order.id, parties.seller, 'confirmed');
    const trackingNumber = fedexNumber();
    await call('POST', `/api/orders/${order.id}/shipments`, {
      token: parties.seller,
      body: { trackingNumber, carrier: 'fedex' },
    });
    await sendFedex(fedexBody(trackingNumber, JOURNEY.slice(0, 2), 'PU'));

    const response = await call('GET', `/api/orders/track/${trackingNumber}`);
    expect(response.status, response.text).toBe(200);
    for (const personal of ['Ana', 'Ruiz', parties.buyerId, 'Calle Mayor', '28001', parties.sellerId]) {
      expect(response.text).not.toContain(personal);
    }
    interface Scans {
      readonly scans: readonly { readonly milestone: string }[];
      readonly nextCursor: string | null;
    }
    const scansFrom = async (cursor: string): Promise<Scans> =>
      (await call<Scans>('GET', `/api/orders/track/${trackingNumber}?limit=1${cursor}`)).body;
    const newest = await scansFrom('');
    const oldest = await scansFrom(`&cursor=${encodeURIComponent(newest.nextCursor ?? '')}`);
    expect([...newest.scans, ...oldest.scans]).toEqual(response.body.scans);
    expect(oldest.nextCursor).toBeNull();
    const page = await call('GET', `/track/${trackingNumber}`);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toContain('text/html');
  });

  it('gives a socket that comes back exactly what it missed', async () => {
    const parties = await newParties();
    const order = await createOrder(parties);
    const first = await SocketClient.connect(parties.buyer);
    const subscribed = await first.subscribe(`order:${order.id}`);
    first.close();
    await putStatus(order.id, parties.seller, 'confirmed');
    await putStatus(order.id, parties.seller, 'processing');
    await drain();

    const second = await SocketClient.connect(parties.buyer);
    const again = await second.subscribe(`order:${order.id}`, String(subscribed.cursor));
    expect((again.events as { seq: number }[]).map((event) => event.seq)).toEqual([2, 3]);
    second.close();
  });

  it('refuses a socket to somebody else, and reports a malformed message', async () => {
    const parties = await newParties();
    const stranger = await newParties();
    const order = await createOrder(parties);
    const socket = await SocketClient.connect(stranger.buyer);
    socket.send({ action: 'subscribe', topic: `order:${order.id}` });
    const refusal = await socket.waitFor((message) => message.type === 'error');
    expect(refusal.code ?? (refusal.error as { code?: string } | undefined)?.code).toBe('NOT_FOUND');
    socket.send('{not json');
    await eventually(() => expect(socket.ofType('error').length).toBe(2));
    socket.send({ action: 'ping' });
    await socket.waitFor((message) => message.type === 'pong');
    socket.close();
    const refused = await SocketClient.connect('not-a-token');
    expect(await refused.closed()).toBe(4401);
  });
});
