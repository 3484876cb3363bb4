/** The client as a browser has it: bundled, in two tabs that share a connection, over a network that goes away. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { apiUrl, drain } from '../e2e/support/api.ts';
import { createOrder, newParties, putStatus } from '../e2e/support/orders.ts';
import { launchBrowser, type OpenBrowser } from './support/browser.ts';

let opened: OpenBrowser;
let browser: BrowserContext;
let server: Server;
let address = '';

beforeAll(async () => {
  opened = await launchBrowser();
  browser = opened.context;
  const { outputFiles } = await build({
    entryPoints: ['client/src/index.ts'],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'Wismo',
    target: 'es2022',
  });
  const script = outputFiles[0]?.text ?? '';
  server = createServer((request, response) => {
    const [type, body] = request.url === '/client.js' ? ['text/javascript', script] : ['text/html', PAGE];
    response.writeHead(200, { 'content-type': type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await opened.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const PAGE = `<!doctype html><title>client</title><script src="/client.js"></script><script>
  window.heard = [];
  window.states = [];
  window.errors = [];
  window.start = (options, topic, after) => {
    window.wismo = Wismo.createClient({ ...options, onState: (state) => window.states.push(state) });
    (async () => {
      for await (const message of window.wismo.follow(topic, { after })) window.heard.push(message.seq ?? message.type);
    })().catch((error) => window.errors.push(String(error)));
  };
  window.watch = (orderId) => {
    window.seen = [];
    window.wismo.watch.order(orderId).subscribe(({ status, isStale }) => window.seen.push(isStale ? 'stale ' + status : status));
  };
</script>`;

const open = async (options: object, topic: string, after?: string): Promise<Page> => {
  const page = await browser.newPage();
  await page.goto(address);
  await page.evaluate(`window.start(${JSON.stringify(options)}, ${JSON.stringify(topic)}, ${JSON.stringify(after)})`);
  return page;
};

const heardBy = (page: Page): Promise<unknown[]> => page.evaluate('window.heard');
const expectHeard = (page: Page, heard: readonly unknown[]): Promise<void> =>
  expect.poll(() => heardBy(page), { timeout: 20_000 }).toEqual(heard);

const expectState = (page: Page, state: string): Promise<void> =>
  expect.poll(() => page.evaluate('window.wismo.state'), { timeout: 20_000 }).toBe(state);

const getPage = async (orderId: string, token: string): Promise<unknown> =>
  (
    await fetch(`${apiUrl()}/api/orders/events?order=${orderId}&limit=1`, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
    })
  ).json();

const optionsOf = (token: string) => ({ baseUrl: String(apiUrl()), websocketUrl: inject('websocketUrl'), token });

describe('in Chromium', () => {
  it.each(['socket', 'stream', 'pages'])('an order is followed over %s', async (transport) => {
    const parties = await newParties();
    const { id } = await createOrder(parties);
    const options = { ...optionsOf(parties.buyer), transports: [transport], timing: { pollMilliseconds: 100 } };
    const page = await open(options, `order:${id}`);
    await expect.poll(() => page.evaluate('window.wismo.state'), { timeout: 20_000 }).not.toBe('connecting');
    for (const status of ['confirmed', 'processing']) await putStatus(id, parties.seller, status);
    await expectHeard(page, [2, 3]);
    expect(await page.evaluate('window.errors')).toEqual([]);
    await page.close();
  });

  describe('tabs that share a connection', () => {
    const tabsOf = async (count: number, options: object, topic: string): Promise<Page[]> => {
      const tabs: Page[] = [];
      for (let n = 0; n < count; n += 1) tabs.push(await open(options, topic));
      for (const tab of tabs) await expectState(tab, 'live');
      return tabs;
    };

    it('have one socket and one state; when its tab is closed another one goes on where it was', async () => {
      const parties = await newParties();
      const { id } = await createOrder(parties);
      const sockets: string[] = [];
      browser.on('page', (page) => page.on('websocket', (socket) => sockets.push(socket.url())));
      const [first, ...others] = await tabsOf(
        3,
        { ...optionsOf(parties.buyer), sharedAs: parties.buyerId },
        `order:${id}`,
      );
      if (first === undefined) throw new Error('no tab');
      await putStatus(id, parties.seller, 'confirmed');
      for (const tab of [first, ...others]) await expectHeard(tab, [2]);
      expect(sockets).toHaveLength(1);
      await first.close();
      await putStatus(id, parties.seller, 'processing');
      await putStatus(id, parties.seller, 'delayed');
      for (const tab of others) await expectHeard(tab, [2, 3, 4]);
      expect(sockets).toHaveLength(2);
      for (const tab of others) await tab.close();
    });

    it('do without the one that does not move any more, and it catches up when it does again', async () => {
      const parties = await newParties();
      const { id } = await createOrder(parties);
      const timing = { pingMilliseconds: 500, patienceMilliseconds: 1_000 };
      const [first, ...others] = await tabsOf(
        3,
        { ...optionsOf(parties.buyer), sharedAs: parties.buyerId, timing },
        `order:${id}`,
      );
      if (first === undefined) throw new Error('no tab');
      const session = await browser.newCDPSession(first);
      await session.send('Debugger.enable');
      await session.send('Debugger.pause');
      const frozen = first.evaluate('window.heard');
      for (const status of ['confirmed', 'processing']) await putStatus(id, parties.seller, status);
      for (const tab of others) await expectHeard(tab, [2, 3]);
      for (const tab of others) await expectState(tab, 'live');
      await session.send('Debugger.resume');
      await frozen;
      await putStatus(id, parties.seller, 'delayed');
      for (const tab of [first, ...others]) await expectHeard(tab, [2, 3, 4]);
      for (const tab of [first, ...others]) await expectState(tab, 'live');
      for (const tab of [first, ...others]) await tab.close();
    });

    it('each begin at their own place, and an error is reported where it happens', async () => {
      const parties = await newParties();
      const { id } = await createOrder(parties);
      const options = { ...optionsOf(parties.buyer), sharedAs: parties.buyerId };
      const { cursor } = (await getPage(id, parties.buyer)) as { cursor: string };
      await putStatus(id, parties.seller, 'confirmed');
      await drain();
      const now = await open(options, `order:${id}`);
      await expectState(now, 'live');
      const earlier = await open(options, `order:${id}`, cursor);
      await expectHeard(earlier, [2]);
      const stranger = await open(options, 'order:ord_of_somebody_else');
      await expect.poll(() => stranger.evaluate('window.errors'), { timeout: 20_000 }).toHaveLength(1);
      expect(await stranger.evaluate('window.errors[0]')).toMatch(/^WismoProblem/);
      await putStatus(id, parties.seller, 'processing');
      await expectHeard(now, [3]);
      await expectHeard(earlier, [2, 3]);
      for (const tab of [now, earlier, stranger]) await tab.close();
    });
  });

  it('what happened while there was no network is shown when there is one again, and the last state meanwhile', async () => {
    const parties = await newParties();
    const { id } = await createOrder(parties);
    const page = await open(optionsOf(parties.buyer), `order:${id}`);
    await page.evaluate(`window.watch(${JSON.stringify(id)})`);
    await expect.poll(() => page.evaluate('window.seen'), { timeout: 20_000 }).toEqual(['pending']);
    await expect.poll(() => page.evaluate('window.wismo.state')).toBe('live');
    await browser.setOffline(true);
    for (const status of ['confirmed', 'processing']) await putStatus(id, parties.seller, status);
    await drain();
    await browser.setOffline(false);
    await expectHeard(page, [2, 3]);
    await expect.poll(() => page.evaluate('window.seen')).toEqual(['pending', 'confirmed', 'processing']);
    await page.close();
  });
});
