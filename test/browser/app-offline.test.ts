import { describe, expect, it } from 'vitest';
import { apiUrl, drain } from '../e2e/support/api.ts';
import { createOrder, putStatus } from '../e2e/support/orders.ts';
import { violations } from './support/axe.ts';
import { demoSession } from './support/demo-session.ts';
import { openAs, openPage, picture } from './support/pages.ts';

const session = demoSession();
const SLOW = { timeout: 20_000 };

interface Manifest {
  readonly start_url: string;
  readonly display: string;
  readonly icons: readonly { readonly src: string; readonly sizes: string; readonly purpose: string }[];
}

describe('the app', () => {
  it('can be installed: a manifest with icons of the sizes that browsers ask for', async () => {
    const { page, problems } = await openPage(session.browser, '/');
    const href = await page.locator('link[rel=manifest]').getAttribute('href');
    const response = await page.request.get(new URL(String(href), apiUrl()).href);
    expect(response.headers()['content-type']).toContain('application/manifest+json');
    const manifest = (await response.json()) as Manifest;
    expect(manifest).toMatchObject({ start_url: '/', display: 'standalone' });
    expect(manifest.icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual([
      '192x192 any',
      '512x512 any',
      '512x512 maskable',
    ]);
    const touch = await page.locator('link[rel=apple-touch-icon]').getAttribute('href');
    for (const src of [...manifest.icons.map((icon) => icon.src), String(touch)]) {
      const icon = await page.request.get(new URL(src, apiUrl()).href);
      expect([src, icon.status(), icon.headers()['content-type']]).toEqual([src, 200, 'image/png']);
    }
    const devtools = await session.browser.newCDPSession(page);
    const { errors } = await devtools.send('Page.getAppManifest');
    expect([errors, problems]).toEqual([[], []]);
  });

  it('opens without a network: what this tab knew, with its age, and says what needs one', async () => {
    const order = await createOrder(session.parties);
    await putStatus(order.id, session.parties.seller, 'confirmed');
    await drain();
    const { page } = await openAs(session.browser, 'demo-ana', '/orders');
    await page.locator(`[data-order="${order.id}"]`).click();
    await page.locator('.headline').waitFor(SLOW);
    await page.evaluate(() => navigator.serviceWorker.ready);

    await session.browser.setOffline(true);
    await page.reload();
    await page.locator('[data-known]').waitFor(SLOW);
    const number = await page.locator('.headline').innerText();
    expect(number).toContain(order.orderNumber);
    await expect.poll(() => page.locator('main').innerText(), SLOW).toContain('No connection');
    expect(await violations(page)).toEqual([]);
    await picture(page, 'offline-opened');
    // Another page of the app, by its address: its files are there, what it shows is not.
    await page.goto(new URL('/settings', apiUrl()).href);
    await expect.poll(() => page.locator('main').innerText(), { timeout: 60_000 }).toContain('Try again');

    await session.browser.setOffline(false);
    await page.goto(new URL(`/orders/${order.id}`, apiUrl()).href);
    await page.locator('.headline').waitFor(SLOW);
    await expect.poll(() => page.locator('[data-known]').count(), SLOW).toBe(0);
  });

  it('stores nothing of anybody: documents and files in caches, and the language in the local storage', async () => {
    const { page } = await openAs(session.browser, 'demo-ana', '/orders');
    await page.locator('[data-order]').first().waitFor(SLOW);
    await page.evaluate(() => navigator.serviceWorker.ready);
    const stored = await page.evaluate(async () => {
      const paths: string[] = [];
      for (const name of await caches.keys())
        for (const request of await (await caches.open(name)).keys()) paths.push(new URL(request.url).pathname);
      return { paths, local: Object.keys(localStorage) };
    });
    expect(stored.paths).toContain('/');
    expect(stored.paths.filter((path) => path !== '/' && !path.startsWith('/pages/'))).toEqual([]);
    expect(stored.local.filter((key) => key !== 'wismo-language')).toEqual([]);
    // And the tab forgets with the session.
    await page.locator('header .icon').last().click();
    await page.waitForURL(new URL('/', apiUrl()).href);
    const left = () => page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('wismo')));
    await page.locator('.cards').waitFor(SLOW);
    expect(await left()).toEqual([]);
  });

  it('signs nobody in without a network, and says so', async () => {
    const { page } = await openAs(session.browser, 'demo-ana', '/orders');
    await page.evaluate(() => navigator.serviceWorker.ready);
    const fresh = await openPage(session.browser, '/sign-in');
    await session.browser.setOffline(true);
    await fresh.page.reload();
    await fresh.page.locator('main button.main').click();
    await expect.poll(() => fresh.page.locator('main [role=alert]').innerText(), SLOW).toContain('No connection');
    await picture(fresh.page, 'offline-sign-in');
  });
});
