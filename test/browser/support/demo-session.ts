import type { BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Parties } from '../../e2e/support/orders.ts';
import { launchBrowser, type OpenBrowser } from './browser.ts';
import { demoParties } from './pages.ts';

/** A browser and the people of the demonstration, there as soon as the first test of the file begins. */
export const demoSession = (): { readonly browser: BrowserContext; readonly parties: Parties } => {
  let opened: OpenBrowser | undefined;
  let parties: Parties | undefined;
  const there = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('no test has begun yet');
    return value;
  };
  beforeAll(async () => {
    opened = await launchBrowser();
    parties = await demoParties();
  });
  /** Each open page holds a connection, of which a browser has few for one host. */
  afterEach(async () => {
    const { context } = there(opened);
    await context.setOffline(false);
    for (const page of context.pages().slice(1)) await page.close();
  });
  afterAll(() => opened?.close());
  return {
    get browser() {
      return there(opened).context;
    },
    get parties() {
      return there(parties);
    },
  };
};
