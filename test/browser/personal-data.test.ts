import { afterAll, beforeAll, expect, it } from 'vitest';
import { drain } from '../e2e/support/api.ts';
import { createOrder, type Parties } from '../e2e/support/orders.ts';
import { launchBrowser, type OpenBrowser } from './support/browser.ts';
import { demoParties, openAs } from './support/pages.ts';

let opened: OpenBrowser;
let parties: Parties;
beforeAll(async () => {
  opened = await launchBrowser({ restoresPages: true });
  parties = await demoParties();
});
afterAll(() => opened.close());

/** What outlives the tab in this browser. */
const storedForLong = async () => ({
  local: Object.keys(localStorage),
  cached: (await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys())))
    .flat()
    .map(({ url }) => new URL(url).pathname)
    // The document that everybody gets, and files: what opens without a network.
    .filter((path) => path !== '/' && !path.startsWith('/pages/')),
  databases: (await indexedDB.databases()).map(({ name }) => name),
  cookies: document.cookie,
});

it('a customer who looks at everything leaves nothing but their language behind, and no other host is asked', async () => {
  const { id } = await createOrder(parties, { customer: { name: 'Ana Ruiz', email: 'ana@demo.example' } });
  await drain();
  const { page, strangers, problems } = await openAs(opened.context, 'demo-ana', '/orders');
  await page.locator('#language').selectOption('es');
  await page.locator(`[data-order="${id}"]`).click();
  await page.locator('.headline').waitFor();
  await page.locator('a[href="/inbox"]').click();
  await page.locator('[data-notification]').first().waitFor();
  await page.locator('a[href="/settings"]').click();
  await page.locator('[data-browser]').waitFor();
  const [language, ...more] = (await page.evaluate(storedForLong)).local;
  expect(more).toEqual([]);
  expect(await page.evaluate((key) => localStorage.getItem(String(key)), language)).toBe('es');
  expect(await page.evaluate(storedForLong)).toEqual({ local: [language], cached: [], databases: [], cookies: '' });
  expect([[...strangers], problems]).toEqual([[], []]);

  await page.locator('header .icon').last().click();
  await page.waitForURL((url) => url.pathname === '/');
  const session = await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('oidc.')));
  expect(session).toEqual([]);
});

it('who signs out is not shown to whoever goes back', async () => {
  const { page } = await openAs(opened.context, 'demo-ana', '/orders');
  await page.locator('main h1').waitFor();
  // A page that is not the one which signs out, in the same tab.
  await page.goto(new URL('/settings', page.url()).href);
  await page.locator('header .icon').last().click();
  await page.waitForURL((url) => url.pathname === '/');
  for (const path of ['/settings', '/orders']) {
    await page.evaluate(() => history.back());
    await page.waitForURL((url) => url.pathname === '/sign-in' && url.searchParams.get('next') === path);
    await page.locator('main button').waitFor();
    expect(await page.locator('header .icon').count()).toBe(0);
  }
});
