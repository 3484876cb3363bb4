import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiUrl, call } from '../e2e/support/api.ts';
import { fedexBody, sendFedex } from '../e2e/support/fedex.ts';
import { createOrder, fedexNumber, newParties, putStatus } from '../e2e/support/orders.ts';
import { findChromium } from '../support/chromium.ts';

const profile = mkdtempSync(join(tmpdir(), 'wismo-browser-'));
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
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('the browser tests need Chromium');
  browser = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    locale: 'en-GB',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
});

afterAll(async () => {
  await browser?.close();
  rmSync(profile, { recursive: true, force: true });
});

const shippedParcel = async (): Promise<string> => {
  const parties = await newParties();
  const order = await createOrder(parties);
  await putStatus(order.id, parties.seller, 'confirmed');
  await putStatus(order.id, parties.seller, 'processing');
  const trackingNumber = fedexNumber();
  await call('POST', `/api/orders/${order.id}/shipments`, {
    token: parties.seller,
    body: { trackingNumber, carrier: 'fedex' },
  });
  await sendFedex(fedexBody(trackingNumber, [{ at: '2026-11-18T17:00:00Z', eventType: 'PU', city: 'MADRID' }]));
  return trackingNumber;
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
        { at: '2026-11-18T17:00:00Z', eventType: 'PU', city: 'MADRID' },
        { at: '2026-11-20T08:00:00Z', eventType: 'OD', city: 'TOLEDO' },
      ]),
    );
    await expect.poll(() => headline.getAttribute('data-status'), { timeout: 10_000 }).toBe('out_for_delivery');
    await expect.poll(() => page.content()).toMatch(/toledo/i);
    expect(problems).toEqual([]);
    await page.close();
  });

  it('fits a telephone', async () => {
    const { page } = await open(`/track/${await shippedParcel()}`, { width: 360 });
    await page.locator('[data-status]').first().waitFor();
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    await page.close();
  });

  it('is kind about a number that nobody knows', async () => {
    const { page } = await open(`/track/${fedexNumber()}`);
    await expect.poll(() => page.locator('main').innerText()).toMatch(/not|don’t|don't/i);
    await page.close();
  });

  it('the documentation page lists every route', async () => {
    const { page, problems } = await open('/docs');
    await expect.poll(() => page.locator('body').innerText()).toContain('/api/orders');
    expect(problems).toEqual([]);
    await page.close();
  });
});
