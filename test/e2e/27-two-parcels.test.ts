import { afterEach, describe, expect, it } from 'vitest';
import { call, drain, local, outbox, tokenFor } from './support/api.ts';
import { secret } from './support/fedex.ts';
import { createOrder, newParties, type Parties, putStatus, statusOf, timelineOf, unique } from './support/orders.ts';
import { advance } from './support/timed-flows.ts';

interface Script {
  readonly trackingNumber: string;
  readonly deliveries: readonly { readonly status: number; readonly outcome?: string }[];
}
interface Tracked {
  readonly milestone: string | null;
  readonly parcels: { readonly total: number; readonly delivered: number };
  readonly scans: readonly { readonly milestone: string }[];
}
interface Shipment {
  readonly trackingNumber: string;
  readonly masterNumber?: string;
  readonly pieces?: number;
  readonly correctedFrom?: string;
}

const simulate = (carrier: string, script: object) => local<Script>('POST', `simulators/${carrier}`, script);
const numberOf = async (carrier: string): Promise<string> =>
  (await simulate(carrier, { event: 'label', quiet: true })).trackingNumber;
const scan = async (trackingNumber: string, ...events: readonly string[]): Promise<readonly string[]> => {
  const outcomes: string[] = [];
  for (const event of events) {
    const { deliveries } = await simulate('ups', { trackingNumber, event });
    outcomes.push(...deliveries.map(({ outcome = '' }) => outcome));
  }
  await drain();
  return outcomes;
};

const preparing = async (parties: Parties): Promise<string> => {
  const { id } = await createOrder(parties);
  for (const status of ['confirmed', 'processing'])
    expect((await putStatus(id, parties.seller, status)).status).toBe(200);
  return id;
};
const register = async (orderId: string, token: string, trackingNumber: string, carrier = 'ups') => {
  const body = { trackingNumber, carrier };
  const registered = await call('POST', `/api/orders/${orderId}/shipments`, { token, body });
  expect(registered.status, registered.text).toBe(201);
};
const inTwo = async () => {
  const parties = await newParties();
  const id = await preparing(parties);
  const numbers = [await numberOf('ups'), await numberOf('ups')] as const;
  for (const number of numbers) await register(id, parties.seller, number);
  return { parties, id, numbers };
};

const tracked = async (trackingNumber: string): Promise<Tracked> =>
  (await call<Tracked>('GET', `/api/orders/track/${trackingNumber}`)).body;
const shipmentsOf = async (orderId: string, token: string): Promise<readonly Shipment[]> =>
  (await call<{ shipments: readonly Shipment[] }>('GET', `/api/orders/${orderId}`, { token })).body.shipments;
const statusIn = async (orderId: string, token: string): Promise<string> => (await statusOf(orderId, token)).status;
const mailsOf = async (orderId: string, pattern: RegExp): Promise<number> =>
  (await outbox(orderId)).filter(({ channel, subject }) => channel === 'email' && pattern.test(subject ?? '')).length;
const support = () => tokenFor({ sub: unique('support'), roles: ['csr'] });

afterEach(async () => {
  await local('POST', 'clock', { reset: true });
});

describe('an order in two parcels', () => {
  it('has left when both have, and is 1 of 2 until both have come', async () => {
    const { parties, id, numbers } = await inTwo();
    const [first, second] = numbers;
    await scan(first, 'picked_up', 'out_for_delivery');
    expect(await statusIn(id, parties.buyer)).toBe('processing');
    await scan(second, 'picked_up');
    expect(await statusIn(id, parties.buyer)).toBe('shipped');
    await scan(first, 'delivered');
    expect(await statusIn(id, parties.buyer)).toBe('shipped');
    expect((await timelineOf(id, parties.buyer)).map(({ description }) => description)).toContain(
      '1 of 2 parcels delivered',
    );
    expect((await tracked(first)).parcels).toEqual({ total: 2, delivered: 1 });
    expect([await mailsOf(id, /delivered/), await mailsOf(id, /has shipped/)]).toEqual([0, 1]);
    await scan(second, 'out_for_delivery', 'delivered');
    expect(await statusIn(id, parties.buyer)).toBe('delivered');
    expect((await tracked(second)).parcels).toEqual({ total: 2, delivered: 2 });
    expect([await mailsOf(id, /delivered/), await mailsOf(id, /has shipped/)]).toEqual([1, 1]);
  });

  it('is late when one of them is silent, whatever becomes of the other', async () => {
    const { parties, id, numbers } = await inTwo();
    const [first, second] = numbers;
    for (const number of numbers) await scan(number, 'picked_up');
    await advance('P2D');
    await scan(second, 'arrived', 'out_for_delivery');
    await advance('P1DT5M');
    expect(await statusIn(id, parties.buyer)).toBe('delayed');
    await scan(second, 'delivered');
    expect(await statusIn(id, parties.buyer)).toBe('delayed');
    expect((await tracked(second)).parcels).toEqual({ total: 2, delivered: 1 });
    await scan(first, 'arrived');
    expect(await statusIn(id, parties.buyer)).toBe('shipped');
    await scan(first, 'delivered');
    expect(await statusIn(id, parties.buyer)).toBe('delivered');
    expect(await mailsOf(id, /will be late/)).toBe(1);
  });

  it('has a problem while one of them has, and goes on when it is solved', async () => {
    const { parties, id, numbers } = await inTwo();
    for (const number of numbers) await scan(number, 'picked_up');
    await advance('PT1H');
    await scan(numbers[0], 'lost');
    await scan(numbers[1], 'delivered');
    expect(await statusIn(id, parties.buyer)).toBe('exception');
    await advance('PT1H');
    await scan(numbers[0], 'arrived', 'delivered');
    expect(await statusIn(id, parties.buyer)).toBe('delivered');
  });

  it('without one of them, taken off by support, is what the other one is', async () => {
    const { parties, id, numbers } = await inTwo();
    await scan(numbers[0], 'picked_up', 'delivered');
    expect(await statusIn(id, parties.buyer)).toBe('processing');
    const removed = await call('DELETE', `/api/orders/${id}/shipments/${numbers[1]}?reason=Never+packed`, {
      token: await support(),
    });
    expect(removed.status, removed.text).toBe(200);
    await drain();
    expect(await statusIn(id, parties.buyer)).toBe('delivered');
    expect((await tracked(numbers[0])).parcels).toEqual({ total: 1, delivered: 1 });
  });
});

describe('a parcel', () => {
  it('that belongs to another order is moved there with all that its carrier said', async () => {
    const parties = await newParties();
    const [wrong, right] = [await preparing(parties), await preparing(parties)];
    const number = await numberOf('ups');
    await register(wrong, parties.seller, number);
    await scan(number, 'picked_up', 'arrived');
    const token = await support();
    const path = `/api/orders/${wrong}/shipments/${number}?reason=Packed+for+the+other+order`;
    expect((await call('DELETE', path, { token })).status).toBe(200);
    await register(right, token, number);
    await drain();
    expect([await statusIn(wrong, parties.buyer), await statusIn(right, parties.buyer)]).toEqual([
      'processing',
      'shipped',
    ]);
    await scan(number, 'delivered');
    expect([await statusIn(wrong, parties.buyer), await statusIn(right, parties.buyer)]).toEqual([
      'processing',
      'delivered',
    ]);
    expect([await mailsOf(wrong, /delivered/), await mailsOf(right, /delivered/)]).toEqual([0, 1]);
  });

  it('whose number support corrects is followed under the right one', async () => {
    const { parties, id, numbers } = await inTwo();
    await scan(numbers[0], 'picked_up');
    const right = await numberOf('ups');
    await scan(right, 'picked_up', 'arrived');
    const body = { trackingNumber: right, reason: 'One digit was wrong' };
    const path = `/api/orders/${id}/shipments/${numbers[1]}`;
    expect((await call('PUT', path, { token: await support(), body })).status).toBe(200);
    await drain();
    expect(await statusIn(id, parties.buyer)).toBe('shipped');
    expect((await shipmentsOf(id, parties.seller)).map(({ trackingNumber }) => trackingNumber)).toEqual([
      numbers[0],
      right,
    ]);
    expect((await shipmentsOf(id, parties.seller))[1]?.correctedFrom).toBe(numbers[1]);
    await scan(numbers[1], 'picked_up', 'delivered');
    expect(await statusIn(id, parties.buyer)).toBe('shipped');
  });

  it('whose number was another’s more than a year ago has nothing to do with that one', async () => {
    const [before, after] = [await newParties(), await newParties()];
    const first = await preparing(before);
    const number = await numberOf('ups');
    await register(first, before.seller, number);
    await scan(number, 'picked_up', 'delivered');
    expect(await statusIn(first, before.buyer)).toBe('delivered');
    await advance('P390D');
    const [fresh, past] = [await newParties(), { seller: before.sellerId, buyer: before.buyerId }];
    const second = await preparing({ ...after, ...fresh });
    await register(second, fresh.seller, number);
    await drain();
    expect(await statusIn(second, fresh.buyer)).toBe('processing');
    expect((await shipmentsOf(second, fresh.seller))[0]).not.toHaveProperty('needsConfirmation');
    await scan(number, 'picked_up');
    expect(await statusIn(second, fresh.buyer)).toBe('shipped');
    const buyer = await tokenFor({ sub: past.buyer, roles: ['customer'] });
    expect(await statusIn(first, buyer)).toBe('delivered');
    expect((await tracked(number)).scans.map(({ milestone }) => milestone)).toEqual(['picked_up']);
  });
});

/** DHL's push about a shipment of several pieces. */
const pushOfDhl = async (id: string, pieceIds: readonly string[], statusCode: string, description: string) => {
  const timestamp = (await local<{ now: string }>('GET', 'clock')).now;
  const location = { address: { countryCode: 'ES', postalCode: '28001', addressLocality: 'MADRID' } };
  const event = { timestamp, statusCode, status: statusCode.toUpperCase(), description, location };
  const details = { product: { productName: 'EXPRESS DOMESTIC' }, totalNumberOfPieces: pieceIds.length, pieceIds };
  const shipments = [{ id, service: 'express', status: event, details, events: [event] }];
  const sent = await call('POST', '/api/webhooks/carriers/dhl', {
    body: JSON.stringify({ scope: 'subscription.push', shipments }),
    headers: { 'x-dhl-hook-key': await secret('carriers/dhl') },
  });
  expect(sent.status, sent.text).toBe(200);
  await drain();
};

describe('a shipment in pieces', () => {
  it('leads the pieces that an order has by their own numbers, and says whose they are', async () => {
    const parties = await newParties();
    const id = await preparing(parties);
    const master = await numberOf('dhl');
    const serial = Date.now().toString().slice(-9);
    const pieces = [`JD01${serial}1`, `JD01${serial}2`];
    for (const piece of pieces) await register(id, parties.seller, piece, 'dhl');
    await pushOfDhl(master, pieces, 'transit', 'Shipment picked up');
    expect(await statusIn(id, parties.buyer)).toBe('shipped');
    expect(await shipmentsOf(id, parties.seller)).toEqual(
      pieces.map((trackingNumber) => expect.objectContaining({ trackingNumber, masterNumber: master, pieces: 2 })),
    );
    await pushOfDhl(master, pieces, 'delivered', 'Delivered');
    expect(await statusIn(id, parties.buyer)).toBe('delivered');
    expect(await mailsOf(id, /delivered/)).toBe(1);
  });

  it('is one parcel to an order that has its own number', async () => {
    const parties = await newParties();
    const id = await preparing(parties);
    const master = await numberOf('dhl');
    await register(id, parties.seller, master, 'dhl');
    await pushOfDhl(
      master,
      [`JD02${Date.now().toString().slice(-10)}`, 'JD0299999999'],
      'transit',
      'Shipment picked up',
    );
    expect(await statusIn(id, parties.buyer)).toBe('shipped');
    expect(await shipmentsOf(id, parties.seller)).toEqual([
      expect.objectContaining({ trackingNumber: master, pieces: 2 }),
    ]);
  });
});
