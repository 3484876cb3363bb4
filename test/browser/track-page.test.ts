import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiUrl, call, drain, outbox, tokenFor } from '../e2e/support/api.ts';
import { daysAgo, type FedexScan, fedexBody, sendFedex } from '../e2e/support/fedex.ts';
import { createOrder, fedexNumber, newParties, putStatus, unique } from '../e2e/support/orders.ts';
import { launchBrowser, type OpenBrowser } from './support/browser.ts';
import { guidePicture } from './support/pages.ts';

let opened: OpenBrowser;
let browser: BrowserContext;

const open = async (
  path: string,
  options: { readonly locale?: string; readonly width?: number } = {},
): Promise<{ page: Page; problems: string[] }> => {
  const page = await browser.newPage();
  if (options.width !== undefined) await page.setViewportSize({ width: options.width, height: 800 });
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(new URL(path, apiUrl()).href);
  return { page, problems };
};

beforeAll(async () => {
  opened = await launchBrowser();
  browser = opened.context;
});

afterAll(() => opened.close());

const PICKED_UP: FedexScan = { at: daysAgo(8, '17:00:00Z'), eventType: 'PU', city: 'MADRID' };

/** An order in so many parcels, which FedEx has collected. */
const shippedOrder = async (parcels: number, checkout: Readonly<Record<string, unknown>> = {}) => {
  const parties = await newParties();
  const order = await createOrder(parties, checkout);
  await putStatus(order.id, parties.seller, 'confirmed');
  await putStatus(order.id, parties.seller, 'processing');
  const trackingNumbers = Array.from({ length: parcels }, fedexNumber);
  for (const trackingNumber of trackingNumbers) {
    await call('POST', `/api/orders/${order.id}/shipments`, {
      token: parties.seller,
      body: { trackingNumber, carrier: 'fedex' },
    });
    await sendFedex(fedexBody(trackingNumber, [PICKED_UP]));
  }
  return { order, trackingNumbers };
};

const shippedParcel = async (): Promise<string> => (await shippedOrder(1)).trackingNumbers[0] ?? '';

/** Where the newest mail to a guest leads. */
const guestPage = async (orderId: string): Promise<string> => {
  await drain();
  const mails = await outbox(orderId);
  const { pathname, search } = new URL(
    /https?:\/\/\S+\?token=\S+/.exec(mails.at(-1)?.text ?? '')?.[0] ?? 'http://no-link',
  );
  return `${pathname}${search}`;
};

describe('the tracking page', () => {
  it('shows the parcel and moves by itself when the carrier speaks', async () => {
    const trackingNumber = await shippedParcel();
    const { page, problems } = await open(`/track/${trackingNumber}`);
    const headline = page.locator('[data-status]').first();
    await headline.waitFor();
    await expect.poll(() => headline.getAttribute('data-status')).toBe('shipped');
    await expect.poll(() => page.locator('[data-connection]').first().getAttribute('data-connection')).toBe('live');
    await sendFedex(
      fedexBody(trackingNumber, [
        { at: daysAgo(8, '17:00:00Z'), eventType: 'PU', city: 'MADRID' },
        { at: daysAgo(6, '08:00:00Z'), eventType: 'OD', city: 'TOLEDO' },
      ]),
    );
    await expect.poll(() => headline.getAttribute('data-status'), { timeout: 10_000 }).toBe('out_for_delivery');
    await expect.poll(() => page.content()).toMatch(/toledo/i);
    await guidePicture(page, 'customer-tracking', page.locator('#main'));
    expect(problems).toEqual([]);
    await page.close();
  });

  it('shows a guest each timeline entry once, at its place', async () => {
    const guest = { buyerId: undefined, guestEmail: `${unique('guest')}@example.com`, customer: { name: 'Ana Ruiz' } };
    const { order, trackingNumbers } = await shippedOrder(1, guest);
    const [trackingNumber = ''] = trackingNumbers;
    const attempt = { at: daysAgo(6, '08:00:00Z'), eventType: 'OD', city: 'TOLEDO' };
    await sendFedex(fedexBody(trackingNumber, [PICKED_UP, attempt]));
    const { page, problems } = await open(await guestPage(order.id));
    await expect.poll(() => page.locator('#headline').innerText()).toBe('Out for delivery');
    const lines = await page.locator('#history li').allInnerTexts();
    expect(lines.filter((line) => /out for delivery/i.test(line))).toHaveLength(1);
    expect(lines.filter((line) => /shipped|picked up/i.test(line))).toHaveLength(1);
    expect(lines.find((line) => line.startsWith('Package shipped via FedEx'))).toContain('MADRID');
    expect(lines.find((line) => line.startsWith('Out for delivery'))).toContain('TOLEDO');
    expect(problems).toEqual([]);
    await page.close();
  });

  it('shows a guest where their driver is while the order is on its way, and nobody else', async () => {
    const parties = await newParties();
    const guest = { buyerId: undefined, guestEmail: `${unique('guest')}@example.com`, customer: { name: 'Ana Ruiz' } };
    const { id: orderId } = await createOrder(parties, { ...guest, orderType: 'grocery', fulfilmentType: 'delivery' });
    const put = async (what: string, token: string, body: object): Promise<void> => {
      const response = await call('PUT', `/orders/tracking/${orderId}/${what}`, { token, body });
      expect(response.status, response.text).toBeLessThan(300);
    };
    for (const status of ['store_acknowledged', 'picking_in_progress', 'ready_for_pickup'])
      await put('status', parties.seller, { status });
    const driverId = unique('driver');
    const driver = await tokenFor({ sub: driverId, roles: ['driver'] });
    await put('driver', parties.seller, { driver_id: driverId, name: 'Marta', provider: 'own' });
    await put('status', driver, { status: 'driver_pickup_complete' });
    await put('status', driver, { status: 'in_transit' });
    const { page, problems } = await open(await guestPage(orderId));
    const place = page.locator('#driver a');
    await expect.poll(() => page.locator('#connection').getAttribute('data-connection')).toBe('live');
    await put('location', driver, { lat: 40.4168, lng: -3.7038, at: new Date().toISOString() });
    await expect.poll(() => place.getAttribute('href'), { timeout: 10_000 }).toContain('mlat=40.4168');
    await put('delivered', driver, { proof: { pin: '1234' } });
    await expect.poll(() => page.locator('#driver').isHidden(), { timeout: 10_000 }).toBe(true);
    expect(problems).toEqual([]);
    await page.close();
  });

  it('says that one of two parcels has come', async () => {
    const { trackingNumbers } = await shippedOrder(2);
    const [first = '', second = ''] = trackingNumbers;
    const delivered = { at: daysAgo(7, '09:00:00Z'), eventType: 'DL', city: 'TOLEDO' };
    await sendFedex(fedexBody(first, [PICKED_UP, delivered]));
    for (const [number, headline] of [
      [first, 'Delivered'],
      [second, 'Picked up by the carrier'],
    ]) {
      const { page } = await open(`/track/${number}`);
      await expect.poll(() => page.locator('#headline').innerText()).toBe(headline);
      expect(await page.locator('#parcels').innerText()).toBe('1 of 2 parcels delivered');
      await page.close();
    }
  });

  it('says the same without JavaScript, and is loaded anew by itself', async () => {
    const trackingNumber = await shippedParcel();
    const { page } = await open(`/track/${trackingNumber}`);
    await expect.poll(() => page.locator('#connection').getAttribute('data-connection')).toBe('live');
    const facts = ['#reference', '#headline', '#steps', '#next'] as const;
    const withScript = await Promise.all(facts.map((fact) => page.locator(fact).innerText()));
    const still = await browser.newPage();
    const session = await browser.newCDPSession(still);
    await session.send('Emulation.setScriptExecutionDisabled', { value: true });
    await still.goto(new URL(`/track/${trackingNumber}`, apiUrl()).href);
    expect(await Promise.all(facts.map((fact) => still.locator(fact).innerText()))).toEqual(withScript);
    expect(await still.locator('#history').innerText()).toMatch(/MADRID.*UTC|UTC.*MADRID/is);
    expect(await still.locator('#connection').isVisible()).toBe(false);
    expect(await still.locator('noscript meta[http-equiv=refresh]').getAttribute('content')).toBe('60');
    await Promise.all([page.close(), still.close()]);
  });

  it('fits a telephone', async () => {
    const { page } = await open(`/track/${await shippedParcel()}`, { width: 360 });
    await page.locator('[data-status]').first().waitFor();
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    await page.close();
  });

  it('says that it is offline and how old what it shows is, until the network is back', async () => {
    const { page } = await open(`/track/${await shippedParcel()}`);
    const hint = page.locator('#hint');
    await expect.poll(() => page.locator('#connection').getAttribute('data-connection')).toBe('live');
    await browser.setOffline(true);
    await expect.poll(() => hint.innerText()).toMatch(/You are offline.*what was known at .*\d{4}/);
    expect(await page.locator('#connection').innerText()).toBe('Offline');
    expect(await page.locator('#headline').getAttribute('data-status')).toBe('shipped');
    await browser.setOffline(false);
    await expect.poll(() => hint.isHidden(), { timeout: 20_000 }).toBe(true);
    await page.close();
  });

  it('can be installed, and opens anew without a network with what was known, and how old that is', async () => {
    const { page } = await open(`/track/${await shippedParcel()}`);
    const devtools = await browser.newCDPSession(page);
    const { errors, url } = await devtools.send('Page.getAppManifest');
    expect([errors, new URL(url).pathname]).toEqual([[], '/track/manifest.webmanifest']);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await browser.setOffline(true);
    await page.reload();
    const known = /(You are offline|cannot be loaded).*what was known at .*\d{4}/;
    await expect.poll(() => page.locator('#hint').innerText(), { timeout: 20_000 }).toMatch(known);
    expect(await page.locator('#headline').getAttribute('data-status')).toBe('shipped');
    await browser.setOffline(false);
    await expect.poll(() => page.locator('#hint').isHidden(), { timeout: 20_000 }).toBe(true);
    await page.close();
  });

  it('is read in another language by one click, and says so to a screen reader', async () => {
    const { page, problems } = await open(`/track/${await shippedParcel()}`);
    await page.getByRole('link', { name: 'Español' }).click();
    await expect.poll(() => page.locator('#headline').getAttribute('data-status')).toBe('shipped');
    expect(await page.locator('html').getAttribute('lang')).toBe('es');
    expect(await page.locator('#history-title').innerText()).toBe('Lo que ha pasado hasta ahora');
    expect(await page.getByRole('link', { name: 'Español' }).getAttribute('aria-current')).toBe('true');
    expect(problems).toEqual([]);
    await page.close();
  });

  it('is printed without what only a screen has', async () => {
    const { page } = await open(`/track/${await shippedParcel()}`);
    await page.locator('[data-status]').first().waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#languages').isHidden()).toBe(true);
    expect(await page.locator('#connection').isHidden()).toBe(true);
    expect(await page.locator('#history').isVisible()).toBe(true);
    await page.close();
  });

  it('is kind about a number that nobody knows', async () => {
    const { page } = await open(`/track/${fedexNumber()}`);
    await expect.poll(() => page.locator('main').innerText()).toMatch(/not|don’t|don't/i);
    await page.close();
  });
});
