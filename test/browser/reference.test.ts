import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../shared/contract/routes.ts';
import { violations } from './support/axe.ts';
import { launchBrowser, type OpenBrowser } from './support/browser.ts';
import { guidePicture, openPage, picture } from './support/pages.ts';

let opened: OpenBrowser;
let browser: BrowserContext;
beforeAll(async () => {
  opened = await launchBrowser();
  browser = opened.context;
});
afterEach(async () => {
  for (const page of browser.pages().slice(1)) await page.close();
});
afterAll(() => opened.close());

/** The tool's `main` within the page's is a group here, a role that is not meant for it: minor, as axe weighs. */
const MORE_THAN_MINOR = ['moderate', 'serious', 'critical'];

const operation = (page: Page, id: string) => page.locator(`.opblock[id$="-${id}"]`);

describe('the API reference', () => {
  it('the documentation page lists every route, and asks nobody but the service itself', async () => {
    const { page, problems, strangers } = await openPage(browser, '/docs');
    await operation(page, 'getHealth').waitFor({ timeout: 30_000 });
    const listed = await page.locator('.opblock-summary').evaluateAll((all) =>
      all.map((each) =>
        ['.opblock-summary-method', '.opblock-summary-path']
          // Invisible spaces let a long path break.
          .map((part) => (each.querySelector(part)?.textContent ?? '').replaceAll('\u200b', '').trim())
          .join(' '),
      ),
    );
    // Others are webhooks, which are named and have no path.
    expect(listed.filter((each) => each.includes(' /')).toSorted()).toEqual(
      ROUTES.map(({ method, path }) => `${method} ${path}`).toSorted(),
    );
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await picture(page, `docs-${scheme}`);
      expect(await violations(page, MORE_THAN_MINOR)).toEqual([]);
    }
    expect([problems, [...strangers]]).toEqual([[], []]);
  });

  it('sends a request as a person of the demonstration, and shows the response', async () => {
    const { page, problems, strangers } = await openPage(browser, '/docs');
    await operation(page, 'listActiveOrders').waitFor({ timeout: 30_000 });
    await operation(page, 'listActiveOrders').locator('.opblock-summary-control').click();
    await page.locator('[data-person="demo-ana"]').click();
    await page.locator('[data-caller="demo-ana"]').waitFor();
    // The address names the operation: it is open again after signing in, and after a reload.
    const tried = operation(page, 'listActiveOrders');
    await tried.locator('.try-out button').waitFor({ timeout: 30_000 });
    await page.reload();
    await tried.locator('.try-out button').click({ timeout: 30_000 });
    const [response] = await Promise.all([
      page.waitForResponse((each) => new URL(each.url()).pathname === '/api/orders/user/active'),
      tried.locator('button.execute').click(),
    ]);
    expect(response.status()).toBe(200);
    const shown = tried.locator('.live-responses-table');
    await expect.poll(() => shown.innerText()).toContain('"orders"');
    await guidePicture(page, 'integrator-reference', shown);
    expect([problems, [...strangers]]).toEqual([[], []]);
  });

  it('is usable in an open operation: by name, by the keyboard, and on a narrow screen', async () => {
    const { page } = await openPage(browser, '/docs');
    const tried = operation(page, 'createOrder');
    await tried.locator('.opblock-summary-control').click({ timeout: 30_000 });
    await tried.locator('.try-out button').click({ timeout: 30_000 });
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      expect(await violations(page, MORE_THAN_MINOR)).toEqual([]);
      await picture(page, `docs-operation-${width}`);
    }
    await page.close();
  });

  it('shows the live messages, and opens the one that the address names', async () => {
    const { page, problems } = await openPage(browser, '/docs/live#receiveFromSocket-order_update');
    const message = page.locator('#receiveFromSocket-order_update');
    await message.waitFor();
    expect(await message.getAttribute('open')).not.toBeNull();
    expect(await message.innerText()).toContain('estimatedDelivery');
    const names = await page.locator('[data-message]').evaluateAll((all) => all.map((each) => each.id));
    expect(names).toEqual(expect.arrayContaining(['sendToSocket-subscribe', 'receiveFromStream-reset']));
    expect(problems).toEqual([]);
  });
});
