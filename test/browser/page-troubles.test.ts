import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { apiUrl } from '../e2e/support/api.ts';
import { violations } from './support/axe.ts';
import { demoSession } from './support/demo-session.ts';
import { openAs, openPage, picture } from './support/pages.ts';

/** Fresh: no service worker stands between these pages and the network. */
const session = demoSession();
const SLOW = { timeout: 20_000 };
const main = (page: Page) => () => page.locator('main').innerText();

const inEnglish = async (page: Page): Promise<void> => {
  await page.locator('#language').selectOption('en');
  await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('en');
};

describe('what goes wrong says what to do', () => {
  it('an app whose files do not come offers to load it anew', async () => {
    await session.browser.route('**/pages/words-*.js', (route) => route.abort());
    const { page } = await openPage(session.browser, '/');
    await expect.poll(main(page), SLOW).toContain('This page could not be loaded');
    expect(await violations(page)).toEqual([]);
    await session.browser.unroute('**/pages/words-*.js');
    await page.getByRole('button').click();
    await page.locator('.cards').waitFor(SLOW);
  });

  it('a page whose files do not come offers to load it anew, and the rest stays', async () => {
    const { page } = await openAs(session.browser, 'demo-ana', '/orders');
    await inEnglish(page);
    await page.route('**/pages/settings-page-*.js', (route) => route.abort());
    await page.locator('header a[href="/settings"]').click();
    await expect.poll(main(page), SLOW).toContain('This page could not be loaded');
    expect(await main(page)()).toContain('My orders');
    await picture(page, 'page-not-loaded');
    await page.unroute('**/pages/settings-page-*.js');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.waitForURL(new URL('/settings', apiUrl()).href);
    await page.locator('table').waitFor(SLOW);
  });

  it('who comes back to the sign-in page is signed in already, and what was searched for stands in the address', async () => {
    const { page } = await openAs(session.browser, 'demo-ana', '/orders');
    await page.goto(new URL('/sign-in?next=%2Forders%3Ffind%3Dnothing-has-this-name', apiUrl()).href);
    await page.waitForURL(new URL('/orders?find=nothing-has-this-name', apiUrl()).href);
    await inEnglish(page);
    await expect.poll(main(page), SLOW).toContain('No order matches');
    expect(await page.locator('main input[type=search]').inputValue()).toBe('nothing-has-this-name');
  });

  it('a network that is slow says so, and goes on by itself', async () => {
    const { page } = await openAs(session.browser, 'demo-ana', '/inbox');
    await inEnglish(page);
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route('**/api/notifications?*', async (route) => {
      await held;
      await route.continue();
    });
    await page.clock.install();
    await page.reload();
    await page.locator('[role=status] .shape').first().waitFor(SLOW);
    await page.clock.runFor(9000);
    await expect.poll(main(page), SLOW).toContain('This is taking longer than usual');
    expect(await violations(page)).toEqual([]);
    await picture(page, 'slow');
    letGo();
    await page.locator('[data-slow]').waitFor({ ...SLOW, state: 'detached' });
  });

  it('a session that has ended offers to sign in where somebody works, and what was written stays', async () => {
    const { page } = await openAs(session.browser, 'demo-sara', '/shop/profile');
    await inEnglish(page);
    await page.locator('#profile-name').fill('Written before it ended', SLOW);
    const problem = { type: 'about:blank', title: 'x', status: 401, code: 'UNAUTHENTICATED' };
    await page.route('**/_local/oidc/**', (route) => route.fulfill({ status: 400, json: { error: 'login_required' } }));
    await page.route('**/api/shops/**', (route) =>
      route.fulfill({ status: 401, contentType: 'application/problem+json', body: JSON.stringify(problem) }),
    );
    await page.locator('[data-save]').click();
    await page.locator('form [role=alert]').getByRole('button', { name: 'Sign in again' }).waitFor(SLOW);
    expect(await page.locator('#profile-name').inputValue()).toBe('Written before it ended');
    expect(await violations(page)).toEqual([]);
  });

  it('a page for others leads to the first page, or to another account', async () => {
    const { page } = await openAs(session.browser, 'demo-ana', '/orders');
    await inEnglish(page);
    await page.goto(new URL('/staff', apiUrl()).href);
    await expect.poll(main(page), SLOW).toContain('Your account may not do that');
    expect(await violations(page)).toEqual([]);
    await picture(page, 'forbidden');
    await page.getByRole('button', { name: 'Sign in with another account' }).click();
    await page.locator('a[href*="person=demo-ines"]').click();
    await page.waitForURL(new URL('/staff', apiUrl()).href);
    await page.locator('[data-queue]').first().waitFor(SLOW);
  });
});
