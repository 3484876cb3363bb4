import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { call, drain, local, outbox } from './support/api.ts';
import { createOrder, newParties, type Parties, putStatus, statusOf, timelineOf, unique } from './support/orders.ts';
import { advance } from './support/timed-flows.ts';

interface Outlook {
  readonly status: string;
  readonly estimatedDelivery: string | null;
  readonly estimateSource: string | null;
  readonly estimateReason: string | null;
  readonly firstPromise: string | null;
  readonly isQuiet: boolean;
  readonly silence: {
    readonly since: string;
    readonly unusualFrom: string;
    readonly learntFrom: number | null;
    readonly scope: string | null;
  } | null;
}

const HOUR = 3_600_000;
const now = async (): Promise<number> => Date.parse((await local<{ now: string }>('GET', 'clock')).now);
const simulate = (script: object) =>
  local<{ trackingNumber: string; deliveries: readonly { status: number }[] }>('POST', 'simulators/ups', script);
const scan = async (trackingNumber: string, event: string, more: object = {}): Promise<void> => {
  const { deliveries } = await simulate({ trackingNumber, event, ...more });
  expect(deliveries.map(({ status }) => status)).toEqual([200]);
  await drain();
};

const outlookOf = async (orderId: string, token: string): Promise<Outlook> =>
  (await call<Outlook>('GET', `/api/orders/${orderId}/status`, { token, headers: { 'accept-language': 'en' } })).body;

const subjectsOf = async (orderId: string): Promise<readonly string[]> =>
  (await outbox(orderId)).filter(({ channel }) => channel === 'email').map(({ subject }) => subject ?? '');

const register = async (
  parties: Parties,
  orderId: string,
  { service }: { readonly service?: string } = {},
): Promise<string> => {
  const { trackingNumber } = await simulate({ event: 'label', quiet: true });
  const registered = await call('POST', `/api/orders/${orderId}/shipments`, {
    token: parties.seller,
    body: { trackingNumber, carrier: 'ups', ...(service && { service }) },
  });
  expect(registered.status, registered.text).toBe(201);
  return trackingNumber;
};

const preparing = async (checkout: object = {}, service?: string) => {
  const parties = await newParties();
  const { id, orderNumber } = await createOrder(parties, { ...checkout });
  for (const status of ['confirmed', 'processing'])
    expect((await putStatus(id, parties.seller, status)).status).toBe(200);
  const trackingNumber = await register(parties, id, { ...(service && { service }) });
  return { parties, id, orderNumber, trackingNumber };
};

const timesOfRule = async (orderId: string, token: string, rule: string) =>
  (await timelineOf(orderId, token)).filter(({ metadata }) => metadata.rule === rule);

afterEach(async () => {
  await local('POST', 'clock', { reset: true });
});

describe('a label without a parcel', () => {
  it('is quiet after a day, the shop hears of it after two, and the customer after three', async () => {
    const { parties, id, orderNumber } = await preparing();
    const shop = { name: 'Olivas', email: `${parties.sellerId}@example.com`, locale: 'en' };
    expect((await call('PUT', `/api/shops/${parties.sellerId}`, { token: parties.seller, body: shop })).status).toBe(
      201,
    );
    expect((await outlookOf(id, parties.buyer)).isQuiet).toBe(false);
    await advance('PT24H2M');
    expect(await outlookOf(id, parties.buyer)).toMatchObject({ status: 'processing', isQuiet: true });
    const toShop = async () =>
      (await timelineOf(id, parties.seller)).filter(
        ({ metadata }) => 'notificationType' in metadata && metadata.notificationType === 'order_reminder',
      ).length;
    expect(await toShop()).toBe(0);
    await advance('PT24H');
    const heard = await toShop();
    expect(heard).toBeGreaterThan(0);
    await advance('PT23H50M');
    expect((await statusOf(id, parties.buyer)).status).toBe('processing');
    await advance('PT12M');
    const status = await statusOf(id, parties.buyer);
    expect(status.history.at(-1)).toMatchObject({ status: 'delayed', reason: 'label_without_parcel' });
    expect(await toShop()).toBe(heard);
    expect(await subjectsOf(id)).toContain(`Order ${orderNumber} will be late`);
  });

  it('that is handed over after all is a parcel like any other', async () => {
    const { parties, id, trackingNumber } = await preparing();
    await advance('PT73H');
    expect((await statusOf(id, parties.buyer)).status).toBe('delayed');
    await scan(trackingNumber, 'picked_up');
    expect(await outlookOf(id, parties.buyer)).toMatchObject({ status: 'shipped', isQuiet: false });
  });
});

describe('a parcel that nobody scans any more', () => {
  it('is delayed within a minute of the third day, spoken of twice, and looked into on the sixth', async () => {
    const { parties, id, orderNumber, trackingNumber } = await preparing();
    await scan(trackingNumber, 'picked_up');
    await scan(trackingNumber, 'departed');
    const { silence } = await outlookOf(id, parties.buyer);
    expect(silence).toMatchObject({ learntFrom: null, scope: null });
    await advance('P2DT23H50M');
    expect((await statusOf(id, parties.buyer)).status).toBe('shipped');
    await advance('PT11M');
    const delayed = await statusOf(id, parties.buyer);
    expect(delayed.history.at(-1)).toMatchObject({ status: 'delayed', reason: 'no_scan' });
    const late = Date.parse(delayed.history.at(-1)?.recordedAt ?? '') - Date.parse(silence?.unusualFrom ?? '');
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(2 * 60_000);
    await advance('P2DT1M');
    await advance('PT12H');
    const about = async () => (await subjectsOf(id)).filter((subject) => /will be late|still delayed/.test(subject));
    expect(await about()).toEqual([`Order ${orderNumber} will be late`, `Order ${orderNumber} is still delayed`]);
    await advance('PT12H');
    expect((await statusOf(id, parties.buyer)).status).toBe('exception');
    await advance('P3D');
    expect(await about()).toHaveLength(2);
  });

  it('that turns up again is on its way, and nobody is sent what they were sent before', async () => {
    const { parties, id, trackingNumber } = await preparing();
    await scan(trackingNumber, 'picked_up');
    await advance('P3DT5M');
    expect((await statusOf(id, parties.buyer)).status).toBe('delayed');
    await scan(trackingNumber, 'arrived');
    expect((await statusOf(id, parties.buyer)).status).toBe('shipped');
    for (const event of ['out_for_delivery', 'delivered']) await scan(trackingNumber, event);
    expect((await statusOf(id, parties.buyer)).status).toBe('delivered');
    const subjects = await subjectsOf(id);
    expect(subjects.filter((subject) => subject.includes('has shipped'))).toHaveLength(1);
    expect(new Set(subjects).size).toBe(subjects.length);
  });

  it('and that waits at a counter is not late, whatever was promised', async () => {
    const { parties, id, trackingNumber } = await preparing();
    await scan(trackingNumber, 'picked_up');
    await scan(trackingNumber, 'held', { estimatedDelivery: new Date((await now()) + 6 * HOUR).toISOString() });
    await advance('P4D');
    expect((await outlookOf(id, parties.buyer)).silence).toBeNull();
    expect((await statusOf(id, parties.buyer)).status).toBe('shipped');
  });
});

describe('a promise', () => {
  it('that the carrier moved stays beside its date, and passes on its own', async () => {
    const at = await now();
    const [promised, moved] = [2, 4].map((days) => new Date(at + days * 24 * HOUR).toISOString());
    const { parties, id, trackingNumber } = await preparing({ estimatedDelivery: promised });
    expect(await outlookOf(id, parties.buyer)).toMatchObject({
      estimatedDelivery: promised,
      estimateSource: 'promise',
      estimateReason: 'Promised by the shop',
      firstPromise: promised,
    });
    await scan(trackingNumber, 'picked_up', { estimatedDelivery: moved });
    const carrier = await outlookOf(id, parties.buyer);
    expect(carrier).toMatchObject({
      estimateSource: 'carrier',
      estimateReason: 'Estimated by UPS',
      firstPromise: promised,
    });
    // The carrier gives a day where the parcel goes: at night it is not that of UTC.
    const dayInMadrid = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Madrid' }).format(new Date(moved ?? ''));
    expect(carrier.estimatedDelivery?.slice(0, 10)).toBe(dayInMadrid);
    await advance('P3D');
    await scan(trackingNumber, 'arrived');
    await advance('P2DT8H');
    const late = await outlookOf(id, parties.buyer);
    expect(late).toMatchObject({ status: 'delayed', firstPromise: promised });
    expect(late.estimateReason).toBe('The date that UPS gave has passed');
  });
});

describe('what is usual of a carrier', () => {
  const service = unique('Night ');
  /** Enough to be learnt from. */
  const PARCELS = 32;

  beforeAll(async () => {
    const { parties, id, trackingNumber } = await preparing({}, service);
    const numbers = [trackingNumber];
    while (numbers.length < PARCELS) numbers.push(await register(parties, id, { service }));
    const at = await now();
    const hoursAgo = (hours: number) => ({ at: new Date(at - hours * HOUR).toISOString() });
    await Promise.all(
      numbers.map(async (number) => {
        // Thirty hours between the two, and five from the second to the doorstep.
        await simulate({ trackingNumber: number, event: 'departed', ...hoursAgo(36) });
        await simulate({ trackingNumber: number, event: 'out_for_delivery', ...hoursAgo(6) });
        await simulate({ trackingNumber: number, event: 'delivered', ...hoursAgo(1) });
      }),
    );
    await drain();
    expect((await statusOf(id, parties.buyer)).status).toBe('delivered');
  }, 120_000);

  it('says when an order comes that nobody promised anything of, and why', async () => {
    const { parties, id, trackingNumber } = await preparing({}, service);
    await scan(trackingNumber, 'departed');
    const outlook = await outlookOf(id, parties.buyer);
    expect(outlook).toMatchObject({
      estimateSource: 'history',
      estimateReason: `Estimated from ${PARCELS} earlier parcels of UPS`,
      silence: { learntFrom: PARCELS, scope: 'route' },
    });
    const hours = (Date.parse(outlook.silence?.unusualFrom ?? '') - Date.parse(outlook.silence?.since ?? '')) / HOUR;
    expect(Math.abs(hours - 30) / 30).toBeLessThan(0.12);
    expect(outlook.estimatedDelivery).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    // Who only has the parcel's number reads the same, in the language of the page.
    const tracked = await call('GET', `/api/orders/track/${trackingNumber}?locale=es`);
    expect(tracked.body).toMatchObject({ estimateSource: 'history', estimatedDelivery: outlook.estimatedDelivery });
    expect(tracked.body.estimateReason).toMatch(/UPS/);
    expect(tracked.body.estimateReason).not.toMatch(/Estimated/);
  });

  it('makes a silence unusual sooner than the table does', async () => {
    const { parties, id, trackingNumber } = await preparing({}, service);
    await scan(trackingNumber, 'departed');
    await advance('PT25H');
    expect((await statusOf(id, parties.buyer)).status).toBe('shipped');
    await advance('PT9H');
    expect((await statusOf(id, parties.buyer)).history.at(-1)).toMatchObject({ status: 'delayed', reason: 'no_scan' });
    const [entry] = await timesOfRule(id, parties.admin, 'no-scan-shipped');
    expect(entry?.metadata).toMatchObject({ learntFrom: PARCELS });
  });
});
