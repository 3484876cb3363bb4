import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, drain } from '../e2e/support/api.ts';
import { createOrder } from '../e2e/support/orders.ts';
import { violations } from './support/axe.ts';
import { demoSession } from './support/demo-session.ts';
import { openAs, picture } from './support/pages.ts';

const session = demoSession();
const SLOW = { timeout: 20_000 };
const LOST = { token: 'token-of-a-telephone-that-was-sold', platform: 'android' };

const asAna = () => ({ token: session.parties.buyer });
const choose = async (body: object): Promise<void> => {
  const { status, text } = await call('PUT', '/api/notifications/preferences', { ...asAna(), body });
  expect(status, text).toBe(200);
};
const DEFAULTS = { languagePreference: 'en', timezone: 'Europe/Madrid', quietHours: null };
type Switches = Readonly<Record<string, boolean>>;
let before: Switches = {};

beforeEach(async () => {
  const path = '/api/notifications/preferences';
  before = (await call<{ emailNotifications: Switches }>('GET', path, asAna())).body.emailNotifications;
  await choose(DEFAULTS);
});
afterEach(async () => {
  await choose({ ...DEFAULTS, languagePreference: null, emailNotifications: before });
  await call('DELETE', '/api/notifications/push/unregister-token', { ...asAna(), body: LOST });
});

const mail = (page: Page) => page.locator('[data-next-message] [data-channel="email"]');

const inHours = (hours: number): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: DEFAULTS.timezone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(Date.now() + hours * 3_600_000));

describe('the settings', () => {
  it('show the message that would come next, and follow what is chosen', async () => {
    const { orderNumber } = await createOrder(session.parties);
    await drain();
    const { page, problems } = await openAs(session.browser, 'demo-ana', '/settings');
    await mail(page).waitFor(SLOW);
    expect(await page.locator('[data-next-message]').innerText()).toContain(orderNumber);
    expect(await mail(page).innerText()).toMatch(/at once|not before/);
    await mail(page).evaluate((details) => details.setAttribute('open', ''));
    expect(await mail(page).locator('blockquote').innerText()).toContain(orderNumber);

    await page.locator('#message-language').selectOption('ru');
    await page.locator('form button.main').click();
    await expect.poll(() => mail(page).locator('blockquote').getAttribute('lang'), SLOW).toBe('ru');
    expect(await mail(page).locator('blockquote').innerText()).toMatch(/[а-я]/);

    await page.getByRole('checkbox', { name: 'All events, E-mail' }).click();
    await expect.poll(() => mail(page).getAttribute('data-outcome'), SLOW).toBe('suppressed');
    expect(await mail(page).innerText()).toContain('you have turned it off');
    expect(problems).toEqual([]);
  });

  it('save switches that are pressed quickly, keep what is being edited, and undo one that could not be saved', async () => {
    const { page } = await openAs(session.browser, 'demo-ana', '/settings');
    const boxes = page.locator('[data-switch^="emailNotifications"]');
    await boxes.first().waitFor(SLOW);
    const names = await boxes.evaluateAll((all) =>
      all.slice(0, 3).map((box) => box.dataset.switch?.split(' ')[1] ?? ''),
    );
    await page.locator('#zone').fill('Europe/Paris');
    await boxes.evaluateAll((all) => {
      for (const box of all.slice(0, 3)) (box as HTMLElement).click();
    });
    const stored = async (): Promise<readonly boolean[]> => {
      const path = '/api/notifications/preferences';
      const { body } = await call<{ emailNotifications: Switches }>('GET', path, asAna());
      return names.map((name) => body.emailNotifications[name] === true);
    };
    const turned = names.map((name) => before[name] !== true);
    await expect.poll(stored, SLOW).toEqual(turned);
    await expect.poll(() => page.locator('.saved').innerText(), SLOW).not.toBe('');
    expect(await page.locator('#zone').inputValue()).toBe('Europe/Paris');
    await page.route('**/api/notifications/preferences', (route) =>
      route.request().method() === 'PUT' ? route.abort() : route.continue(),
    );
    await boxes.first().click();
    await expect.poll(() => boxes.first().isChecked(), SLOW).toBe(turned[0]);
    await page.getByText('The service does not respond').first().waitFor(SLOW);
  });

  it('hold for what pops up while the app is open: quiet hours show nothing, and no page of its own order', async () => {
    const toast = (page: Page) => page.locator('[data-toast]');
    await choose({ ...DEFAULTS, quietHours: { start: '03:00', end: '03:00', allowUrgent: false } });
    const { page } = await openAs(session.browser, 'demo-ana', '/settings');
    await page.locator('table').waitFor(SLOW);
    await expect.poll(() => page.locator('.icon[href="/inbox"]').getAttribute('aria-label'), SLOW).not.toBeNull();
    const order = await createOrder(session.parties);
    await drain();
    await toast(page).waitFor(SLOW);
    await toast(page).hover();
    await picture(page, 'toast');
    expect(await violations(page)).toEqual([]);
    await toast(page).getByRole('link').click();
    await page.waitForURL(`**/orders/${order.id}`);
    expect(await toast(page).count()).toBe(0);

    await choose({ ...DEFAULTS, quietHours: { start: inHours(-1), end: inHours(1), allowUrgent: false } });
    await page.goto(new URL('/settings', page.url()).href);
    await page.locator('table').waitFor(SLOW);
    const read = page.waitForResponse((response) => response.url().endsWith('/api/notifications/preferences'), SLOW);
    await createOrder(session.parties);
    await drain();
    await read;
    expect(await toast(page).count()).toBe(0);
  });

  it('list the devices, and send nothing to one that is removed; the heading has the focus then', async () => {
    await call('POST', '/api/notifications/push/register-token', { ...asAna(), body: { ...LOST, name: 'Old phone' } });
    const { page } = await openAs(session.browser, 'demo-ana', '/settings');
    const device = page.locator('[data-device]', { hasText: 'Old phone' });
    await device.waitFor(SLOW);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await violations(page)).toEqual([]);
    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await overflow()).toBe(0);
    await picture(page, 'settings-320');
    await device.getByRole('button').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => device.count(), SLOW).toBe(0);
    expect(await page.locator('main').innerText()).toContain('Old phone is sent nothing any more');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('devices');
    const { body } = await call<{ devices: readonly object[] }>('GET', '/api/notifications/devices', asAna());
    expect(JSON.stringify(body.devices)).not.toContain('Old phone');
  });
});
