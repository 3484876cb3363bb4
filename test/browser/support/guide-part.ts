import type { Page } from 'playwright-core';
import { guidePicture } from './pages.ts';

/** A picture for a guide that begins at a part of the page. */
export const guidePart = async (page: Page, name: string, part: string): Promise<void> => {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 760, height: 460 });
  await page
    .locator(part)
    .first()
    .evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await guidePicture(page, name);
  if (before) await page.setViewportSize(before);
};
