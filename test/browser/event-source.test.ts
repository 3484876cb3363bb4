/** The event stream as a browser's own `EventSource` reads it, over a connection that goes away and comes back. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiUrl, drain, local } from '../e2e/support/api.ts';
import { createOrder, newParties, putStatus } from '../e2e/support/orders.ts';
import { launchBrowser, type OpenBrowser } from './support/browser.ts';

let opened: OpenBrowser;
let browser: BrowserContext;
let server: Server;

const PAGE = `<!doctype html><title>stream</title><script>
  window.heard = [];
  window.opened = 0;
  window.start = (address) => {
    window.source = new EventSource(address);
    window.source.onopen = () => { window.opened += 1; };
    window.source.addEventListener('order_update', ({ data }) => window.heard.push(JSON.parse(data).seq));
  };
</script>`;

beforeAll(async () => {
  opened = await launchBrowser();
  browser = opened.context;
  server = createServer((_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await local('POST', 'clock', { reset: true });
  await opened.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('EventSource in Chromium', () => {
  it('goes on behind its last event after half an hour without a network, and hears each once', async () => {
    const parties = await newParties();
    const { id } = await createOrder(parties);
    await drain();
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const address = new URL(`/api/orders/events?${new URLSearchParams({ order: id, token: parties.buyer })}`, apiUrl());
    await page.evaluate(`window.start(${JSON.stringify(String(address))})`);
    const heard = (expected: readonly number[]) =>
      expect.poll(() => page.evaluate('window.heard'), { timeout: 40_000 }).toEqual(expected);
    await expect.poll(() => page.evaluate('window.opened'), { timeout: 20_000 }).toBe(1);
    await putStatus(id, parties.seller, 'confirmed');
    await heard([2]);

    await browser.setOffline(true);
    await local('POST', 'clock', { advance: 'PT30M' });
    await expect.poll(() => page.evaluate('window.source.readyState'), { timeout: 40_000 }).toBe(0);
    for (const status of ['processing', 'delayed', 'processing']) await putStatus(id, parties.seller, status);
    await drain();
    expect(await page.evaluate('window.heard')).toEqual([2]);
    await browser.setOffline(false);
    await heard([2, 3, 4, 5]);

    await putStatus(id, parties.seller, 'delayed');
    await heard([2, 3, 4, 5, 6]);
    expect(await page.evaluate('window.opened')).toBeGreaterThan(1);
    await page.close();
  });
});
