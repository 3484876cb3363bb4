import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCALES, type Locale } from '../../shared/contract/locale.ts';
import type { RenderRequest } from '../../shared/notifications/channel.ts';
import { renderEmail } from '../../shared/notifications/channels/email/render.ts';
import { TEMPLATE_TYPES, type TemplateType } from '../../shared/notifications/templates/template.ts';
import type { Order } from '../../shared/orders/model/order.ts';
import { aNotification, aRichOrder, shopIn } from '../unit/notifications/templates/support/messages.ts';
import { launchBrowser, type OpenBrowser } from './support/browser.ts';

/** Where the pictures are for people to look at: `MAIL_PICTURES`, else a folder of their own. */
const PICTURES = process.env.MAIL_PICTURES ?? mkdtempSync(join(tmpdir(), 'wismo-mails-'));
const WIDTHS = [360, 1100] as const;
const SCHEMES = ['light', 'dark'] as const;
/** WCAG 2.2, 1.4.3: text on its background. */
const MIN_CONTRAST = 4.5;

const PIXEL =
  'data:image/svg+xml;utf8,%3Csvg xmlns="http://www.w3.org/2000/svg" width="8" height="8"%3E%3Crect width="8" height="8" fill="%23c60"/%3E%3C/svg%3E';

const pictureAt = (url: string) => {
  const ours = /\/pages\/mail-\w+\.png$/.exec(url)?.[0];
  return ours === undefined
    ? { contentType: 'image/svg+xml', body: decodeURIComponent(PIXEL.slice(PIXEL.indexOf(',') + 1)) }
    : { path: `web/app/public${ours}` };
};

/** Many mail programs load no picture before they are asked to. */
let showsPictures = true;
let opened: OpenBrowser;
let page: Page;
beforeAll(async () => {
  opened = await launchBrowser();
  page = await opened.context.newPage();
  // A mail loads pictures and nothing else, from nowhere in a test.
  await page.route('**/*', (route) =>
    route.request().resourceType() === 'image' && showsPictures
      ? route.fulfill(pictureAt(route.request().url()))
      : route.abort(),
  );
});
afterAll(() => opened.close());

const mail = (type: TemplateType, locale: Locale, of: Partial<Order> = {}, shop: Partial<RenderRequest['shop']> = {}) =>
  renderEmail({
    notification: aNotification(type, locale),
    order: aRichOrder(locale, of),
    shop: { ...shopIn(locale), accentColor: '#1c5f2e', ...shop },
    link: 'https://w.example/track/122816215025810',
    publicUrl: 'https://w.example',
    unsubscribeUrl: 'https://w.example/u/1',
  }).html;

interface Look {
  readonly overflow: number;
  readonly outside: readonly string[];
  readonly faint: readonly string[];
}

/** What is wider than the window, and texts that do not stand out from what is behind them. */
const measure = (minContrast: number): Look => {
  const channels = (colour: string): readonly number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (colour: string): number => {
    const [r = 0, g = 0, b = 0] = channels(colour)
      .slice(0, 3)
      .map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const backgroundOf = (element: Element | null): string => {
    if (element === null) return 'rgb(255, 255, 255)';
    const { backgroundColor } = getComputedStyle(element);
    return channels(backgroundColor)[3] === 0 ? backgroundOf(element.parentElement) : backgroundColor;
  };
  const hasText = (element: Element): boolean =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '');
  const isShown = (element: Element): boolean => {
    const { display, visibility, fontSize } = getComputedStyle(element);
    const { width, height } = element.getBoundingClientRect();
    return display !== 'none' && visibility !== 'hidden' && Number.parseFloat(fontSize) > 2 && width > 1 && height > 1;
  };
  const texts = [...document.body.querySelectorAll('*')].filter((element) => hasText(element) && isShown(element));
  const contrast = (element: Element): number => {
    const [light = 0, dark = 0] = [getComputedStyle(element).color, backgroundOf(element)]
      .map(luminance)
      .toSorted((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  const nameOf = (element: Element): string => `${element.tagName} ${(element.textContent ?? '').trim().slice(0, 40)}`;
  return {
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    outside: texts
      .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
      .map(nameOf),
    faint: texts
      .filter((element) => contrast(element) < minContrast)
      .map((element) => `${nameOf(element)} ${contrast(element).toFixed(1)}`),
  };
};

const look = async (html: string, width: number, scheme: (typeof SCHEMES)[number], picture?: string): Promise<Look> => {
  await page.setViewportSize({ width, height: 800 });
  await page.emulateMedia({ colorScheme: scheme });
  await page.setContent(html, { waitUntil: 'load' });
  if (picture !== undefined) {
    const path = join(PICTURES, `${picture}-${width}-${scheme}.png`);
    writeFileSync(path, await page.screenshot({ fullPage: true }));
  }
  return page.evaluate(measure, MIN_CONTRAST);
};

const FINE: Look = { overflow: 0, outside: [], faint: [] };

const LONG_WORD = 'Sonderangebotsverpackungsgröße'.repeat(10).slice(0, 300);
const LONG_NAME = 'Aceite de oliva virgen extra de cosecha temprana '.repeat(7).slice(0, 300);
const item = (itemId: string, name: string) => ({
  itemId,
  name,
  quantity: 2,
  unitPrice: '123456.78',
  totalPrice: '246913.56',
  image: 'https://cdn.example/a.png',
});

const HARD: readonly (readonly [string, TemplateType, Partial<Order>, Partial<RenderRequest['shop']>])[] = [
  ['long-names', 'order_confirmed', { customer: { name: 'Maximiliana-Estefanía '.repeat(8) } }, { name: LONG_NAME }],
  ['one-long-word', 'order_created', { customer: { name: LONG_WORD } }, { name: LONG_WORD }],
  ['right-to-left', 'order_confirmed', { customer: { name: 'محمد عبد الله الأحمد' } }, { name: 'متجر الزيتون' }],
  [
    'long-products',
    'order_confirmed',
    { items: [item('a', LONG_NAME), item('b', LONG_WORD), item('c', 'زيت الزيتون البكر الممتاز')] },
    {},
  ],
  [
    'many-items',
    'store_new_order',
    { items: Array.from({ length: 25 }, (_, i) => item(`i${i}`, `Producto ${i}`)) },
    {},
  ],
];

describe.each(SCHEMES)('mails in the %s', (scheme) => {
  it.each(WIDTHS)(
    'have nothing outside a window of %i pixels and nothing faint, each type in each language',
    async (width) => {
      for (const locale of LOCALES) {
        for (const type of TEMPLATE_TYPES) {
          const picture = locale === 'ru' || type === 'order_confirmed' ? `${locale}-${type}` : undefined;
          expect(await look(mail(type, locale), width, scheme, picture), `${type} ${locale}`).toEqual(FINE);
        }
      }
    },
  );

  it.each(WIDTHS)('bear long and right-to-left names and products at %i pixels', async (width) => {
    for (const [name, type, order, shop] of HARD) {
      expect(await look(mail(type, 'en', order, shop), width, scheme, name), name).toEqual(FINE);
    }
  });
});

describe('a mail', () => {
  it.each(WIDTHS)('is right without its pictures at %i pixels', async (width) => {
    showsPictures = false;
    for (const scheme of SCHEMES)
      for (const type of ['order_confirmed', 'delayed'] as const)
        expect(await look(mail(type, 'ro'), width, scheme, `no-pictures-${type}`), type).toEqual(FINE);
    showsPictures = true;
  });

  it('says how large each picture is, and repeats none in words', async () => {
    const html = mail('order_confirmed', 'en');
    const pictures = [...html.matchAll(/<img\b[^>]*>/g)].map(([tag]) => tag);
    expect(pictures).toHaveLength(3);
    for (const tag of pictures) expect(tag).toMatch(/(?=.*\salt="")(?=.*\swidth="\d+")(?=.*\sheight="\d+")/);
  });

  it('loads pictures by absolute addresses, and nothing else', async () => {
    const html = mail('order_confirmed', 'es', {}, { logoUrl: 'https://cdn.example/logo.png' });
    const loaded = [...html.matchAll(/\ssrc="([^"]*)"/g)].map(([, address = '']) => address);
    const sign = expect.stringMatching(/^https:\/\/w\.example\/pages\/mail-[0-9a-f]{16}\.png$/);
    expect(loaded).toEqual(['https://cdn.example/logo.png', sign, 'https://cdn.example/a.png']);
    expect(html).not.toMatch(/<script|<link|@import|url\(/);
  });
});
