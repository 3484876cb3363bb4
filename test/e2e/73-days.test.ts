import { afterEach, describe, expect, it } from 'vitest';
import { call, drain, local, outbox } from './support/api.ts';
import { type FedexScan, fedexBody, sendFedex } from './support/fedex.ts';
import { createOrder, fedexNumber, newParties, putStatus, statusOf } from './support/orders.ts';

const CHICAGO = { line1: '1 Main St', city: 'Chicago', state: 'IL', zipCode: '60601', country: 'US' };
const HOUR = 3_600_000;

interface Detail {
  readonly order: {
    readonly estimatedDelivery: string;
    readonly deliveryWindow: { readonly to: string; readonly timezone: string; readonly isDay: boolean };
  };
}

const now = async (): Promise<number> => Date.parse((await local<{ now: string }>('GET', 'clock')).now);
const dayAhead = async (days: number): Promise<string> =>
  new Date((await now()) + days * 24 * HOUR).toISOString().slice(0, 'YYYY-MM-DD'.length);
const moveTo = async (milliseconds: number): Promise<void> => {
  await drain();
  await local('POST', 'clock', { set: new Date(milliseconds).toISOString() });
  await drain();
};

afterEach(async () => {
  await local('POST', 'clock', { reset: true });
});

describe('a day', () => {
  it('is over when it has ended where the order goes to, and not before', async () => {
    const parties = await newParties();
    const { id } = await createOrder(parties, { shippingAddress: CHICAGO });
    await putStatus(id, parties.seller, 'confirmed');
    await putStatus(id, parties.seller, 'processing');
    const tomorrow = await dayAhead(1);
    const path = `/api/orders/${id}`;
    const body = { status: 'shipped', estimatedDelivery: tomorrow };
    const { order } = (await call<Detail>('PUT', `${path}/status`, { token: parties.seller, body })).body;
    expect(order).toMatchObject({
      estimatedDelivery: tomorrow,
      deliveryWindow: { timezone: 'America/Chicago', isDay: true },
    });
    const isNow = async () => (await statusOf(id, parties.buyer)).status;
    await moveTo(Date.parse(`${tomorrow}T04:05:00.000Z`));
    expect(await isNow()).toBe('shipped');
    const end = Date.parse(order.deliveryWindow.to);
    expect(end).toBeGreaterThan(Date.parse(`${tomorrow}T23:59:59.999Z`));
    // The workflow's grace is four hours.
    await moveTo(end + 3.9 * HOUR);
    expect(await isNow()).toBe('shipped');
    expect((await outbox(id)).filter(({ subject }) => subject?.includes('late'))).toEqual([]);
    await moveTo(end + 4.1 * HOUR);
    expect(await isNow()).toBe('delayed');
    expect((await outbox(id)).filter(({ subject }) => subject?.includes('late'))).toHaveLength(1);
  });

  it('of a carrier is shown as it was written', async () => {
    const parties = await newParties();
    const { id } = await createOrder(parties, { shippingAddress: CHICAGO });
    await putStatus(id, parties.seller, 'confirmed');
    await putStatus(id, parties.seller, 'processing');
    const number = fedexNumber();
    const parcel = { trackingNumber: number, carrier: 'fedex' };
    await call('POST', `/api/orders/${id}/shipments`, { token: parties.seller, body: parcel });
    const day = await dayAhead(5);
    const scan: FedexScan = { at: new Date((await now()) - 1000).toISOString(), eventType: 'PU' };
    const dated = fedexBody(number, [scan]).replace(
      '"dateAndTimes":[]',
      `"dateAndTimes":[{"type":"ESTIMATED_DELIVERY","dateTime":"${day}T00:00:00-06:00"}]`,
    );
    expect((await sendFedex(dated)).body.outcome).toBe('applied');
    await drain();
    const { body } = await call<Detail>('GET', `/api/orders/${id}`, { token: parties.buyer });
    expect(body.order).toMatchObject({ estimatedDelivery: day, deliveryWindow: { isDay: true } });
    const [mail] = (await outbox(id)).filter(({ subject }) => subject?.includes('shipped'));
    const dayOfMonth = String(Number(day.slice(-2)));
    expect(/Estimated delivery: .*/.exec(mail?.text ?? '')?.[0]).toMatch(new RegExp(` ${dayOfMonth} `));
  });
});

describe('a pickup', () => {
  it('is reminded of with when, where and how', async () => {
    const parties = await newParties();
    const estimatedPickupAt = new Date((await now()) + 6 * HOUR).toISOString();
    const { id } = await createOrder(parties, {
      orderType: 'farm',
      fulfilmentType: 'pickup',
      estimatedPickupAt,
      items: [{ name: 'Eggs', quantity: 2, unitPrice: '12.50', preparedAt: '2026-01-01T00:00:00Z' }],
    });
    await putStatus(id, parties.seller, 'confirmed');
    await putStatus(id, parties.seller, 'preparing');
    await putStatus(id, parties.seller, 'ready_for_pickup', {
      location: { city: 'Toledo', country: 'ES' },
      notes: 'Ring twice.',
    });
    await moveTo((await now()) + 4.1 * HOUR);
    const mails = await outbox(id);
    for (const subject of ['is ready to collect', 'Reminder']) {
      const text = mails.find((mail) => mail.subject?.includes(subject))?.text;
      expect(text, subject).toMatch(/When to collect: .*\d\d:\d\d/);
      expect(text, subject).toContain('Where to collect: Toledo, ES');
      expect(text, subject).toContain('Instructions: Ring twice.');
    }
  });
});

describe('a date out of this world', () => {
  it('is refused with a clear sentence, and leaves nothing behind', async () => {
    const parties = await newParties();
    const { id } = await createOrder(parties);
    const body = { status: 'confirmed', estimatedDelivery: '9999-12-31T00:00:00Z' };
    const response = await call<{ errors: readonly object[] }>('PUT', `/api/orders/${id}/status`, {
      token: parties.seller,
      body,
    });
    expect([response.status, response.body.errors]).toEqual([
      422,
      [{ path: 'estimatedDelivery', message: 'Must be at most two years ahead' }],
    ]);
    expect((await statusOf(id, parties.buyer)).status).toBe('pending');
  });
});
