/** The published elements as a shop has them: in a plain page of another origin, with a strict policy of its own. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bundleClient } from '../../client/build.ts';
import { apiUrl, drain, outbox } from '../e2e/support/api.ts';
import { createOrder, newParties, putStatus, unique } from '../e2e/support/orders.ts';
import { violations } from './support/axe.ts';
import { launchBrowser, type OpenBrowser } from './support/browser.ts';
import { demoParties, guidePicture, openAs, picture } from './support/pages.ts';

let opened: OpenBrowser;
let browser: BrowserContext;
let server: Server;
let shop = '';

const LINK = /\?token=([\w.%-]+)/;

const page = (orderId: string, token: string): string => `<!doctype html><html lang="en"><title>A shop</title>
<link rel="stylesheet" href="/shop.css"><script type="module" src="/start.js"></script>
<main><h1>Thank you</h1><wismo-order order="${orderId}" token="${token}"></wismo-order>
<wismo-status order="${orderId}" token="${token}" lang="ru"></wismo-status></main>`;

beforeAll(async () => {
  opened = await launchBrowser();
  browser = opened.context;
  const elements = (await bundleClient(false)).find(({ entry }) => entry === 'elements.js')?.text ?? '';
  const start = `import { defineElements } from '/elements.js';
    defineElements({ baseUrl: '${apiUrl()}', websocketUrl: '${inject('websocketUrl')}' });`;
  const policy = `default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src ${new URL(apiUrl()).origin} ${new URL(inject('websocketUrl')).origin}`;
  const files: Readonly<Record<string, readonly [string, string]>> = {
    '/elements.js': ['text/javascript', elements],
    '/start.js': ['text/javascript', start],
    '/shop.css': ['text/css', ':root { color-scheme: light dark; background: Canvas; font: 16px system-ui; }'],
  };
  server = createServer(({ url = '' }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://shop');
    const [type, body] = files[pathname] ?? ['text/html', undefined];
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': policy });
    response.end(body ?? page(searchParams.get('order') ?? '', searchParams.get('token') ?? ''));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  shop = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await opened.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('elements in a page of a shop', () => {
  it('show an order by its link, and move with it, in two languages at once', async () => {
    const parties = await newParties();
    const guestEmail = `${unique('embedded')}@example.com`;
    const order = await createOrder(parties, { buyerId: undefined, guestEmail, customer: { name: 'Ana Ruiz' } });
    await drain();
    const token = (await outbox(order.id)).flatMap(({ text = '' }) => LINK.exec(text)?.[1] ?? [])[0] ?? '';
    expect(token).not.toBe('');
    const tab = await browser.newPage();
    const problems: string[] = [];
    tab.on('pageerror', (error) => problems.push(error.message));
    tab.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('favicon')) problems.push(message.text());
    });
    await tab.goto(`${shop}/?${new URLSearchParams({ order: order.id, token: decodeURIComponent(token) })}`);
    const status = tab.locator('wismo-order .wismo-status');
    await expect.poll(() => status.getAttribute('data-status'), { timeout: 20_000 }).toBe('pending');
    await expect.poll(() => tab.locator('wismo-order .wismo-live').getAttribute('data-connection')).toBe('live');
    await putStatus(order.id, parties.seller, 'confirmed');
    await expect.poll(() => status.getAttribute('data-status'), { timeout: 20_000 }).toBe('confirmed');
    await expect.poll(() => tab.locator('wismo-status .wismo-status').innerText()).toBe('Заказ подтверждён');
    expect(await tab.locator('wismo-order .wismo-timeline li').count()).toBeGreaterThan(1);
    await guidePicture(tab, 'integrator-element', tab.locator('main'));
    for (const colorScheme of ['light', 'dark'] as const) {
      await tab.emulateMedia({ colorScheme });
      await picture(tab, `embedded-${colorScheme}`);
      expect(await violations(tab)).toEqual([]);
    }
    expect(problems).toEqual([]);
    await tab.close();
  });

  it('say that a link is over', async () => {
    const tab = await browser.newPage();
    await tab.goto(`${shop}/?order=ord_01KJMFQ3M00000000000000001&token=out-of-date`);
    await expect
      .poll(() => tab.locator('wismo-order [part="ended"]').innerText(), { timeout: 20_000 })
      .toBe('This link does not open the order any more.');
    await tab.close();
  });

  it('are shown living on the page of the documentation', async () => {
    const parties = await demoParties();
    const order = await createOrder(parties);
    const { page: docs, problems } = await openAs(browser, 'demo-ana', '/docs/components');
    await docs.locator('select:not(#language)').selectOption(order.id);
    await expect
      .poll(() => docs.locator('section[aria-labelledby=embed] code').innerText())
      .toContain(`order="${order.id}"`);
    const status = docs.locator('section[aria-labelledby="wismo-status"] .wismo-status');
    await expect.poll(() => status.getAttribute('data-status'), { timeout: 20_000 }).toBe('pending');
    await putStatus(order.id, parties.seller, 'confirmed');
    await expect.poll(() => status.getAttribute('data-status'), { timeout: 20_000 }).toBe('confirmed');
    await picture(docs, 'docs-components');
    expect([problems, await violations(docs)]).toEqual([[], []]);
  });
});
