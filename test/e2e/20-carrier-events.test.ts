import { describe, expect, it } from 'vitest';
import { call, drain, local, outbox } from './support/api.ts';
import { daysAgo, type FedexScan, fedexBody, fedexSignature, sendFedex } from './support/fedex.ts';
import { createOrder, fedexNumber, newParties, pathOf, putStatus, statusOf } from './support/orders.ts';

const LABEL: FedexScan = { at: daysAgo(8, '08:00:00Z'), eventType: 'OC' };
const PICKED_UP: FedexScan = { at: daysAgo(8, '17:00:00Z'), eventType: 'PU' };
const ON_VEHICLE: FedexScan = { at: daysAgo(6, '08:00:00Z'), eventType: 'OD', derivedStatusCode: 'IT' };
const DELIVERED: FedexScan = { at: daysAgo(6, '12:00:00Z'), eventType: 'DL', derivedStatusCode: 'DL' };
const RETURNING: FedexScan = { at: daysAgo(5, '09:00:00Z'), eventType: 'RS', derivedStatusCode: 'DL' };

const shippedOrder = async () => {
  const parties = await newParties();
  const order = await createOrder(parties);
  await putStatus(order.id, parties.seller, 'confirmed');
  await putStatus(order.id, parties.seller, 'processing');
  const trackingNumber = fedexNumber();
  const response = await call('POST', `/api/orders/${order.id}/shipments`, {
    token: parties.seller,
    body: { trackingNumber, carrier: 'fedex' },
  });
  expect(response.status, response.text).toBe(201);
  return { parties, order, trackingNumber };
};

const scansOf = async (trackingNumber: string): Promise<readonly unknown[]> => {
  const response = await call<{ scans: unknown[] }>('GET', `/api/orders/track/${trackingNumber}`);
  expect(response.status, response.text).toBe(200);
  return response.body.scans;
};

describe('carrier events as they really come', () => {
  it('a repeated event is a duplicate and changes nothing twice', async () => {
    const { parties, order, trackingNumber } = await shippedOrder();
    const body = fedexBody(trackingNumber, [LABEL, PICKED_UP], 'PU');
    expect((await sendFedex(body)).body.outcome).toBe('applied');
    const before = await statusOf(order.id, parties.buyer);
    expect((await sendFedex(body)).body.outcome).toBe('duplicate');
    await drain();
    expect(await statusOf(order.id, parties.buyer)).toEqual(before);
    expect(await scansOf(trackingNumber)).toHaveLength(2);
    expect((await outbox(order.id)).filter((mail) => /ship/i.test(mail.subject ?? ''))).toHaveLength(1);
  });

  it('a late event is recorded and never moves the order back', async () => {
    const { parties, order, trackingNumber } = await shippedOrder();
    await sendFedex(fedexBody(trackingNumber, [ON_VEHICLE], 'OD'));
    expect((await statusOf(order.id, parties.buyer)).status).toBe('out_for_delivery');
    const late = await sendFedex(fedexBody(trackingNumber, [PICKED_UP], 'PU'));
    expect(late.body.outcome).toBe('recorded');
    expect((await statusOf(order.id, parties.buyer)).status).toBe('out_for_delivery');
    expect(await scansOf(trackingNumber)).toHaveLength(2);
  });

  it('events out of order end where events in order end, each step at its own time', async () => {
    const { parties, order, trackingNumber } = await shippedOrder();
    for (const scans of [[DELIVERED], [LABEL], [ON_VEHICLE], [PICKED_UP]]) {
      await sendFedex(fedexBody(trackingNumber, scans));
    }
    const status = await statusOf(order.id, parties.buyer);
    expect(status.status).toBe('delivered');
    expect(status.history.find((entry) => entry.status === 'delivered')?.occurredAt).toBe(daysAgo(6, '12:00:00.000Z'));
  });

  it('one message that holds the whole journey writes each step with its scan’s time', async () => {
    const { parties, order, trackingNumber } = await shippedOrder();
    await sendFedex(fedexBody(trackingNumber, [LABEL, PICKED_UP, ON_VEHICLE, DELIVERED], 'DL'));
    const status = await statusOf(order.id, parties.buyer);
    expect(pathOf(status).slice(-3)).toEqual(['shipped', 'out_for_delivery', 'delivered']);
    const times = status.history.slice(-3).map((entry) => entry.occurredAt);
    expect(times).toEqual([daysAgo(8, '17:00:00.000Z'), daysAgo(6, '08:00:00.000Z'), daysAgo(6, '12:00:00.000Z')]);
  });

  it('a bad signature is 401, audited, and nothing is stored', async () => {
    const { parties, order, trackingNumber } = await shippedOrder();
    const before = await statusOf(order.id, parties.buyer);
    const body = fedexBody(trackingNumber, [PICKED_UP], 'PU');
    for (const signature of [fedexSignature(body, 'Another1SecurityToken23456789'), '', 'AAAA', 'ñ']) {
      const response = await sendFedex(body, signature === 'ñ' ? '%C3%B1' : signature);
      expect(response.status).toBe(401);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
    }
    expect(await statusOf(order.id, parties.buyer)).toEqual(before);
    expect(await scansOf(trackingNumber)).toHaveLength(0);
  });

  it('an unknown parcel is parked and applied when it is registered', async () => {
    const parties = await newParties();
    const order = await createOrder(parties);
    await putStatus(order.id, parties.seller, 'confirmed');
    await putStatus(order.id, parties.seller, 'processing');
    const trackingNumber = fedexNumber();
    const parked = await sendFedex(fedexBody(trackingNumber, [LABEL, PICKED_UP], 'PU'));
    expect(parked.body.outcome).toBe('parked');
    expect((await call('GET', `/api/orders/track/${trackingNumber}`)).status).toBe(404);
    await call('POST', `/api/orders/${order.id}/shipments`, {
      token: parties.seller,
      body: { trackingNumber, carrier: 'fedex' },
    });
    await drain();
    expect((await statusOf(order.id, parties.buyer)).status).toBe('shipped');
    expect(await scansOf(trackingNumber)).toHaveLength(2);
  });

  it('a return whose derived status says delivered is a return', async () => {
    const { parties, order, trackingNumber } = await shippedOrder();
    await sendFedex(fedexBody(trackingNumber, [LABEL, PICKED_UP, ON_VEHICLE], 'OD'));
    await sendFedex(
      fedexBody(trackingNumber, [LABEL, PICKED_UP, ON_VEHICLE, RETURNING], 'DE', [
        { reason: '060G', reasonDescription: 'Returned to shipper' },
      ]),
    );
    const status = await statusOf(order.id, parties.buyer);
    expect(status.history.map((entry) => entry.status)).not.toContain('delivered');
    expect(['exception', 'returned']).toContain(status.status);
  });

  it('broken bodies are refused with the right problem', async () => {
    for (const [body, expected] of [
      ['{', 400],
      ['[]', 422],
      ['{"output":{}}', 422],
    ] as const) {
      const response = await sendFedex(body);
      expect(response.status, response.text).toBe(expected);
    }
    expect((await call('POST', '/api/webhooks/carriers/pigeon', { body: '{}' })).status).toBe(404);
  });

  it('every carrier has a secret, and is asked for its proof', async () => {
    const carriers = ['correos', 'dhl', 'doordash', 'fedex', 'generic', 'uber', 'ups'];
    const secrets = Object.keys(await local('GET', 'secrets')).filter((name) => name.startsWith('carriers/'));
    // Who has no adapter of its own has no API to ask.
    const asked = carriers.filter((id) => id !== 'generic').map((id) => `${id}-api`);
    expect(secrets.sort()).toEqual([...carriers, ...asked].map((id) => `carriers/${id}`).sort());
    for (const id of carriers) {
      const response = await call('POST', `/api/webhooks/carriers/${id}`, { body: '{}' });
      expect(response.status, response.text).toBe(401);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
      expect(response.body).toMatchObject({ code: 'SIGNATURE_REFUSED' });
    }
  });

  it('what happened left no message behind', async () => {
    await drain();
    expect(await local('GET', 'denied')).toEqual([]);
  });
});
