import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { apiUrl, call, drain, tokenFor } from '../e2e/support/api.ts';
import { newParties, unique } from '../e2e/support/orders.ts';
import { launchBrowser } from './support/browser.ts';

/** Where the pictures are for people to look at: `LOCAL_PICTURES`, else a folder of their own. */
const PICTURES = process.env.LOCAL_PICTURES ?? mkdtempSync(join(tmpdir(), 'wismo-local-'));
const PHONE = '+34600111222';

const ok = async (...given: Parameters<typeof call>): Promise<void> => {
  const response = await call(...given);
  expect(response.status, response.text).toBeLessThan(300);
};

/** Quiet hours that are not now, whenever the tests run. */
const awake = () => {
  const hour = (from: number): string => `${String((new Date().getUTCHours() + from) % 24).padStart(2, '0')}:00`;
  return { timezone: 'UTC', quietHours: { start: hour(8), end: hour(9) } };
};

const register = (token: string, of: object = {}): Promise<void> =>
  ok('POST', '/api/notifications/push/register-token', {
    token,
    body: { token: `${unique('fcm')}:${'t'.repeat(40)}`, platform: 'android', ...of },
  });

/** A grocery order from its creation to the door; resolves to its id. */
const deliver = async (): Promise<string> => {
  const { seller, buyer, buyerId, sellerId, system } = await newParties();
  const driverId = unique('driver');
  const driver = await tokenFor({ sub: driverId, roles: ['driver'] });
  for (const token of [buyer, driver]) {
    await ok('PUT', '/api/notifications/preferences', { token, body: awake() });
    await register(token);
  }
  await ok('PUT', `/api/shops/${sellerId}`, { token: seller, body: { name: 'Green Corner', locale: 'en' } });
  await register(seller, { sellerId });
  await ok('POST', '/api/notifications/whatsapp/opt-in', { token: buyer, body: { phoneNumber: PHONE } });
  const orderId = unique('groc');
  const path = `/orders/tracking/${orderId}`;
  const customer = { name: 'Ana Ruiz', phone: PHONE };
  const items = [{ name: 'Milk', quantity: 1, unit_price: '1.00' }];
  const body = { order_id: orderId, store_id: sellerId, customer_id: buyerId, customer, items, locale: 'en' };
  await ok('POST', '/orders/tracking/init', { token: system, headers: { 'idempotency-key': orderId }, body });
  await drain();
  await ok('POST', `${path}/acknowledge`, { token: seller, body: {} });
  for (const status of ['picking_in_progress', 'ready_for_pickup'])
    await ok('PUT', `${path}/status`, { token: seller, body: { status } });
  const own = { driver_id: driverId, name: 'Marta', phone: '+34600555666', provider: 'own' };
  await ok('PUT', `${path}/driver`, { token: seller, body: own });
  for (const status of ['driver_pickup_complete', 'in_transit'])
    await ok('PUT', `${path}/status`, { token: driver, body: { status } });
  await ok('PUT', `${path}/delivered`, { token: driver, body: {} });
  await drain();
  return orderId;
};

it('the local cloud’s page shows one grocery order as its customer, its store and its driver see it', async () => {
  const orderId = await deliver();
  const opened = await launchBrowser();
  const page = await opened.context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(new URL('/_local', apiUrl()).href);
  await page.getByLabel('order', { exact: true }).selectOption(orderId);
  const screen = (audience: string) => page.locator(`[data-audience=${audience}]`);
  const titles = (audience: string, channel: string) =>
    screen(audience).locator(`[data-channel=${channel}] strong`).allTextContents();
  await expect.poll(() => titles('customer', 'push')).toContain('Delivered');

  const steps = ['Your driver is assigned', 'Out for delivery', 'Delivered'];
  expect(await titles('customer', 'push')).toEqual(expect.arrayContaining(steps));
  expect(await titles('customer', 'in_app')).toEqual(expect.arrayContaining(steps));
  const texts = await screen('customer').locator('[data-channel=whatsapp] span').allTextContents();
  expect(texts.map((text) => steps.find((step) => text.startsWith(`${step}.`)))).toEqual(steps);
  for (const channel of ['push', 'in_app']) {
    expect(await titles('seller', channel)).toEqual(['You have a new order']);
    expect(await titles('driver', channel)).toEqual(['You have a new delivery']);
  }
  for (const [width, scheme] of [
    [360, 'dark'],
    [1280, 'light'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: scheme });
    const section = page.locator('section', { has: page.locator('#journey') });
    writeFileSync(join(PICTURES, `journey-${width}-${scheme}.png`), await section.screenshot());
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  expect(problems).toEqual([]);
  expect(await page.locator('#problem').textContent()).toBe('');
  await opened.close();
});
