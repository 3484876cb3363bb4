import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { drain } from '../e2e/support/api.ts';
import { createOrder, type Parties, putStatus } from '../e2e/support/orders.ts';
import { violations } from './support/axe.ts';
import { brokenWords } from './support/broken-words.ts';
import { launchBrowser, type OpenBrowser } from './support/browser.ts';
import { demoParties, openAs, openPage, picture } from './support/pages.ts';

const LOOKS = [
  { width: 1280, scheme: 'light', language: 'en' },
  { width: 360, scheme: 'dark', language: 'ru' },
  { width: 360, scheme: 'light', language: 'es' },
  { width: 1280, scheme: 'dark', language: 'ro' },
] as const;
type Look = (typeof LOOKS)[number];

let opened: OpenBrowser;
let browser: BrowserContext;
let parties: Parties;
let orderId: string;
let farmOrderId: string;

beforeAll(async () => {
  opened = await launchBrowser();
  browser = opened.context;
  parties = await demoParties();
  const order = await createOrder(parties, { estimatedDelivery: new Date(Date.now() + 2 * 86_400_000).toISOString() });
  await putStatus(order.id, parties.seller, 'confirmed');
  orderId = order.id;
  const farm = await createOrder(parties, { orderType: 'farm', fulfilmentType: 'pickup' });
  await putStatus(farm.id, parties.seller, 'confirmed');
  farmOrderId = farm.id;
  await drain();
});
/** Each open page holds a connection, of which a browser has few for one host. */
afterEach(async () => {
  await browser.setOffline(false);
  for (const page of browser.pages().slice(1)) await page.close();
});
afterAll(() => opened.close());

const put = async (page: Page, { width, scheme, language }: Look): Promise<void> => {
  await page.setViewportSize({ width, height: 800 });
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await page.locator('#language').selectOption(language);
  await expect.poll(() => page.locator('html').getAttribute('lang')).toBe(language);
};

/** Nothing is wider than the window. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const lookAt = async (page: Page, name: string, ready: string): Promise<void> => {
  for (const look of LOOKS) {
    await put(page, look);
    await page.locator(ready).first().waitFor({ timeout: 20_000 });
    // What the API says in the language is read anew.
    await page.waitForLoadState('networkidle');
    await picture(page, `${name}-${look.width}-${look.scheme}-${look.language}`);
    const seen = {
      violations: await violations(page),
      overflow: await overflow(page),
      broken: await brokenWords(page),
    };
    expect([name, look, seen]).toEqual([name, look, { violations: [], overflow: 0, broken: [] }]);
  }
};

describe('every page is clean for axe, fits 360 pixels, and is pictured in light and dark and four languages', () => {
  it.each([
    ['home', '/', '.cards'],
    ['sign-in', '/sign-in', 'main button'],
    ['missing', '/shop/nothing-here', 'h1'],
    ['docs-live', '/docs/live', '[data-message]'],
  ])('%s', async (name, path, ready) => {
    const { page } = await openPage(browser, path);
    await lookAt(page, name, ready);
  });

  it.each([
    ['orders', 'demo-ana', '/orders', '[data-order]'],
    ['order', 'demo-ana', () => `/orders/${orderId}`, '.headline'],
    ['farm-order', 'demo-ana', () => `/orders/${farmOrderId}`, '.headline'],
    ['unknown-order', 'demo-ana', '/orders/ord_0', '.note'],
    ['inbox', 'demo-ana', '/inbox', '[data-notification]'],
    ['settings', 'demo-ana', '/settings', 'table'],
    ['board', 'demo-sara', '/shop', '[data-card]'],
    ['shop-profile', 'demo-sara', '/shop/profile', '[data-profile]'],
    ['drive', 'demo-marta', '/drive', 'main .card'],
    ['staff', 'demo-max', '/staff', '[data-queue]'],
    ['staff-order', 'demo-max', () => `/staff/orders/${orderId}`, '.headline'],
    ['queue', 'demo-max', '/staff/queues/stuck', '[data-shown]'],
    ['carriers', 'demo-max', '/staff/carriers', '[data-carrier]'],
    ['workflows', 'demo-max', '/staff/workflows', '[data-workflow]'],
  ] as const)('%s', async (name, person, path, ready) => {
    const { page } = await openAs(browser, person, typeof path === 'string' ? path : path());
    await lookAt(page, name, ready);
  });
});

describe('what goes wrong has a page that says what to do', () => {
  it('offline: what is known stays, and a note says so until the network is back', async () => {
    const { page } = await openAs(browser, 'demo-ana', `/orders/${orderId}`);
    await page.locator('.headline').waitFor();
    await put(page, LOOKS[0]);
    await browser.setOffline(true);
    await expect.poll(() => page.locator('main').innerText()).toContain('No connection');
    await picture(page, 'offline');
    expect(await page.locator('.headline').count()).toBe(1);
    await browser.setOffline(false);
    await expect.poll(() => page.locator('main').innerText()).not.toContain('No connection');
  });

  it('an expired sign-in, and an error of ours with its number', async () => {
    const { page } = await openAs(browser, 'demo-ana', '/orders');
    await put(page, LOOKS[0]);
    await page.route('**/api/orders/buyer/**', (route) =>
      route.fulfill({
        status: 500,
        contentType: 'application/problem+json',
        body: JSON.stringify({ status: 500, code: 'INTERNAL_ERROR', title: 'x', detail: 'x', requestId: 'req-17' }),
      }),
    );
    await page.route('**/_local/oidc/**/token', (route) => route.fulfill({ status: 400, body: '{}' }));
    await page.reload();
    await expect.poll(() => page.locator('main').innerText(), { timeout: 60_000 }).toContain('req-17');
    await picture(page, 'error-500');
    await page.unroute('**/api/orders/buyer/**');
    await page.route('**/api/orders/buyer/**', (route) =>
      route.fulfill({
        status: 401,
        contentType: 'application/problem+json',
        body: JSON.stringify({ status: 401, code: 'UNAUTHENTICATED', title: 'x', detail: 'x', requestId: 'req-18' }),
      }),
    );
    await page.reload();
    await expect.poll(() => page.locator('main').innerText(), { timeout: 60_000 }).toContain('Sign in again');
    await picture(page, 'expired');
  });
});

describe('keyboard', () => {
  it('leads past the header, from card to card, and back to the scanner', async () => {
    const { page } = await openAs(browser, 'demo-sara', '/shop');
    await page.locator('[data-card]').first().waitFor();
    const focused = () =>
      page.evaluate(() => document.activeElement?.id || document.activeElement?.getAttribute('data-card'));
    await page.keyboard.press('j');
    expect(await focused()).toBe('');
    await page.keyboard.press('Enter');
    await page.locator('.detail').waitFor();
    await page.keyboard.press('/');
    expect(await focused()).toBe('scan');
  });
});
