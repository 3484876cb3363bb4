import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { findChromium } from '../../support/chromium.ts';

export interface OpenBrowser {
  readonly context: BrowserContext;
  close(): Promise<void>;
}

/**
 * A browser of its own, with a profile that goes with it.
 *
 * @param restoresPages Whether it shows pages that were left as they were, as browsers of people do; they load no more.
 */
export const launchBrowser = async ({ restoresPages = false } = {}): Promise<OpenBrowser> => {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('the browser tests need Chromium');
  const profile = mkdtempSync(join(tmpdir(), 'wismo-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    locale: 'en-GB',
    ...(restoresPages && { ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
  return {
    context,
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
};
