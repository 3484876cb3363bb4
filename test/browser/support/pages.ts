import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, ConsoleMessage, Locator, Page } from 'playwright-core';
import { apiUrl, tokenFor } from '../../e2e/support/api.ts';
import type { Parties } from '../../e2e/support/orders.ts';

/** Where the pictures of a run are, to be looked at: outside the sources. */
const PICTURES = join('.cache', 'pictures');
/** Those of the guides: `npm run guides` says where they are in the sources. */
const GUIDE_PICTURES = process.env.WISMO_GUIDE_PICTURES ?? join(PICTURES, 'guides');

/** The people whom the local cloud signs in, with the tokens by which a test moves their orders. */
export const demoParties = async (): Promise<Parties> => {
  const [buyer, seller, admin, system] = await Promise.all([
    tokenFor({ sub: 'demo-ana', roles: ['customer'] }),
    tokenFor({ sub: 'demo-sara', roles: ['seller'], seller_ids: ['demo-shop'] }),
    tokenFor({ sub: 'demo-max', roles: ['admin'] }),
    tokenFor({ sub: 'shop-backend', roles: ['system'] }),
  ]);
  return { buyerId: 'demo-ana', sellerId: 'demo-shop', buyer, seller, admin, system };
};

export interface Opened {
  readonly page: Page;
  /** What the browser has complained of: errors of scripts, and what its policy has refused. */
  readonly problems: readonly string[];
  /** Hosts other than the cloud's own that were asked for anything. */
  readonly strangers: ReadonlySet<string>;
}

/** A shop without a profile has a board all the same: the browser reports that there is none. */
const isMissingProfile = (message: ConsoleMessage): boolean =>
  message.text().includes('404') && message.location().url.includes('/api/shops/');

const watched = (page: Page): Opened => {
  const problems: string[] = [];
  const strangers = new Set<string>();
  const own = new URL(apiUrl()).hostname;
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !isMissingProfile(message)) problems.push(message.text());
  });
  page.on('request', (request) => {
    const { hostname } = new URL(request.url());
    if (hostname !== '' && hostname !== own) strangers.add(hostname);
  });
  return { page, problems, strangers };
};

/** A page with a session of its own, at a place in the app. */
export const openAs = async (browser: BrowserContext, person: string, path: string): Promise<Opened> => {
  const opened = watched(await browser.newPage());
  const { page } = opened;
  await page.goto(new URL(`/sign-in?next=${encodeURIComponent(path)}`, apiUrl()).href);
  await page.locator('main button').click();
  await page.locator(`a[href*="person=${person}"]`).click();
  await page.waitForURL(new URL(path, apiUrl()).href);
  return opened;
};

export const openPage = async (browser: BrowserContext, path: string): Promise<Opened> => {
  const opened = watched(await browser.newPage());
  await opened.page.goto(new URL(path, apiUrl()).href);
  return opened;
};

export const picture = async (page: Page, name: string): Promise<void> => {
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
};

/** A small picture for a guide: of what the window shows from this part of the page on. */
export const guidePicture = async (page: Page, name: string, part: Locator): Promise<void> => {
  mkdirSync(GUIDE_PICTURES, { recursive: true });
  const window = page.viewportSize();
  await page.setViewportSize({ width: 760, height: 460 });
  await part.evaluate((element) => element.scrollIntoView());
  await page.screenshot({ path: join(GUIDE_PICTURES, `${name}.jpg`), type: 'jpeg', quality: 70 });
  if (window) await page.setViewportSize(window);
};
