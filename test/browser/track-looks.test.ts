import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiUrl, call } from '../e2e/support/api.ts';
import { daysAgo, fedexBody, sendFedex } from '../e2e/support/fedex.ts';
import { createOrder, fedexNumber, newParties, putStatus } from '../e2e/support/orders.ts';
import { violations } from './support/axe.ts';
import { brokenWords } from './support/broken-words.ts';
import { launchBrowser, type OpenBrowser } from './support/browser.ts';
import { picture } from './support/pages.ts';

/** 640 pixels are what a window of 1280 has at 200 % zoom. */
const LOOKS = [
  { width: 320, scheme: 'light', language: 'ru' },
  { width: 360, scheme: 'dark', language: 'es' },
  { width: 640, scheme: 'light', language: 'ro' },
  { width: 1280, scheme: 'dark', language: 'en' },
  { width: 1280, scheme: 'light', language: 'en' },
] as const;

let opened: OpenBrowser;
let browser: BrowserContext;
let page: Page;
let trackingNumber: string;

beforeAll(async () => {
  opened = await launchBrowser();
  browser = opened.context;
  page = await browser.newPage();
  const parties = await newParties();
  const order = await createOrder(parties);
  for (const status of ['confirmed', 'processing']) await putStatus(order.id, parties.seller, status);
  trackingNumber = fedexNumber();
  const path = `/api/orders/${order.id}/shipments`;
  await call('POST', path, { token: parties.seller, body: { trackingNumber, carrier: 'fedex' } });
  const scans = [
    { at: daysAgo(8, '17:00:00Z'), eventType: 'PU', city: 'MADRID' },
    { at: daysAgo(6, '08:00:00Z'), eventType: 'OD', city: 'VILLANUEVA DE LA SERENA' },
  ];
  await sendFedex(fedexBody(trackingNumber, scans));
});

afterAll(() => opened.close());

const goTo = async (path: string): Promise<void> => {
  await page.goto(new URL(path, apiUrl()).href);
  await page.locator('#main[aria-busy=false] #headline').waitFor();
};

const overflow = (): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** The colour with which a part before an element is filled. */
const fillOf = (selector: string): Promise<string> =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => getComputedStyle(element, '::before').backgroundColor);

describe('the tracking page is clean for axe and fits its window', () => {
  it.each([
    ['parcel', () => `/track/${trackingNumber}`],
    ['unknown number', () => `/track/${fedexNumber()}`],
    ['ended link', () => '/track/ord_01KJMFQ3M00000000000000001?token=out-of-date'],
  ])('%s', async (name, pathOf) => {
    const path = pathOf();
    for (const look of LOOKS) {
      const { width, scheme, language } = look;
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce', forcedColors: 'none' });
      await goTo(`${path}${path.includes('?') ? '&' : '?'}lang=${language}`);
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      await picture(page, `track-${name.replace(' ', '-')}-${width}-${scheme}-${language}`);
      const looks = { violations: await violations(page), overflow: await overflow(), broken: await brokenWords(page) };
      expect([name, look, looks]).toEqual([name, look, { violations: [], overflow: 0, broken: [] }]);
    }
  });

  it('shows progress where the reader has colours of their own, and does not move where they want no motion', async () => {
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active', reducedMotion: 'reduce' });
    await goTo(`/track/${trackingNumber}`);
    const connection = (): Promise<string | null> => page.locator('#connection').getAttribute('data-connection');
    await expect.poll(connection, { timeout: 15_000 }).toBe('live');
    const [done, todo] = await Promise.all(['done', 'todo'].map((state) => fillOf(`#steps li[data-state=${state}]`)));
    const ink = await page.locator('#headline').evaluate((headline) => getComputedStyle(headline).color);
    expect([done === ink, todo === ink]).toEqual([true, false]);
    const animation = await page
      .locator('#connection')
      .evaluate((element) => getComputedStyle(element, '::before').animationName);
    expect(animation).toBe('none');
    await picture(page, 'track-parcel-forced-colours');
    expect(await violations(page)).toEqual([]);
  });

  it('shows where the keyboard is', async () => {
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
    await goTo(`/track/${trackingNumber}`);
    await page.keyboard.press('Tab');
    const [style, width] = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body);
      return [outlineStyle, outlineWidth];
    });
    expect([style, width]).toEqual(['solid', '3px']);
  });
});
