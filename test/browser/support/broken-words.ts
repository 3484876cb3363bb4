import type { Page } from 'playwright-core';

/** Words of letters that stand on two lines without a hyphen, anywhere on the page where somebody sees them. */
export const brokenWords = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const isSeen = (element: Element): boolean =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      element.getBoundingClientRect().width > 1;
    const isBroken = (node: Text, from: number, to: number): boolean => {
      const range = document.createRange();
      range.setStart(node, from);
      range.setEnd(node, to);
      const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
      return lines.size > 1;
    };
    const broken: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node as Text;
      if (text.parentElement === null || !isSeen(text.parentElement)) continue;
      for (const { 0: word, index } of text.data.matchAll(/(?<![^\s])\p{L}{3,20}(?![^\s.,:;!?])/gu)) {
        if (isBroken(text, index, index + word.length)) broken.push(word);
      }
    }
    return broken;
  });
