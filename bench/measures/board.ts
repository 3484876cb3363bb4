import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { launchBrowser } from '../../test/browser/support/browser.ts';
import type { BenchCloud } from '../rows/shared-cloud.ts';

export interface BoardFigures {
  readonly orders: number;
  readonly changes: number;
  readonly frames: number;
  /** Milliseconds of scripting in a frame, of 95 in a hundred frames no more. */
  readonly p95: number;
  readonly worst: number;
  /** Megabytes of the page's heap after its garbage is collected, at the beginning and at the end. */
  readonly heapBefore: number;
  readonly heapAfter: number;
}

const ORDERS = 500;
const CHANGES_A_SECOND = 20;
const SELLER = 'demo-shop';
const STATES = [
  ['pending', 'placed'],
  ['confirmed', 'confirmed'],
  ['processing', 'preparing'],
  ['shipped', 'in_transit'],
] as const;

const stateOf = (step: number): (typeof STATES)[number] => STATES[step % STATES.length] ?? STATES[0];

/** 500 orders like one that the API has returned; the page's lists are served from them. */
const serveOrders = async (page: Page): Promise<void> => {
  await page.route(`**/api/orders/seller/${SELLER}*`, async (route) => {
    const asked = new URL(route.request().url());
    const first = new URL(asked);
    first.searchParams.delete('cursor');
    const response = await route.fetch({ url: first.href });
    const list = (await response.json()) as { orders: object[]; pagination: object };
    const [model] = list.orders;
    if (model === undefined) throw new Error('the shop has no order to make others like');
    const { searchParams } = asked;
    const limit = Number(searchParams.get('limit') ?? 20);
    const from = Number(searchParams.get('cursor') ?? 0);
    const orders = Array.from({ length: Math.min(limit, ORDERS - from) }, (_, index) => {
      const number = from + index;
      const [status, phase] = stateOf(number);
      const orderId = `ord_bench_${number}`;
      const orderNumber = `ORD-2026-9${String(number).padStart(5, '0')}`;
      return { ...model, id: orderId, orderId, orderNumber, status, phase, version: 1 };
    });
    const nextCursor = from + limit < ORDERS ? String(from + limit) : null;
    await route.fulfill({ response, json: { ...list, orders, pagination: { ...list.pagination, nextCursor } } });
  });
};

/** A socket of the shop that sends so many changes a second, each of another order. */
const changesOn = async (page: Page): Promise<{ start(): void; stop(): number }> => {
  let send: (message: object) => void = () => {};
  await page.routeWebSocket(/127\.0\.0\.1|localhost/, (socket) => {
    send = (message) => socket.send(JSON.stringify(message));
    socket.onMessage((text) => {
      const { action, topic } = JSON.parse(String(text)) as { readonly action: string; readonly topic?: string };
      if (action === 'subscribe') send({ type: 'subscribed', topic, cursor: 'c-0', events: [] });
      if (action === 'ping') send({ type: 'pong' });
    });
  });
  let sent = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  const change = (): void => {
    const number = sent % ORDERS;
    const round = Math.floor(sent / ORDERS) + 1;
    const [status, phase] = stateOf(number + round);
    sent += 1;
    const at = new Date().toISOString();
    const update = { status, previousStatus: stateOf(number + round - 1)[0], phase, estimatedDelivery: null };
    const place = { topics: [`seller:${SELLER}`], cursor: `c-${sent}` };
    send({
      type: 'order_update',
      ...place,
      orderId: `ord_bench_${number}`,
      seq: round + 1,
      update: { ...update, location: null, at },
    });
  };
  return {
    start: () => {
      timer = setInterval(change, 1000 / CHANGES_A_SECOND);
    },
    stop: () => {
      clearInterval(timer);
      return sent;
    },
  };
};

const heapOf = async (session: CDPSession): Promise<number> => {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 1024 / 1024;
};

/** Scripting of each frame; below 50 ms the browser does not say how much, which is all that has to be known. */
const WATCH_FRAMES = `
  globalThis.seen = { frames: 0, long: [] };
  const count = () => { seen.frames += 1; requestAnimationFrame(count); };
  requestAnimationFrame(count);
  new PerformanceObserver((list) => {
    for (const { scripts } of list.getEntries()) seen.long.push(scripts.reduce((sum, { duration }) => sum + duration, 0));
  }).observe({ type: 'long-animation-frame' });
`;

const openBoard = async (browser: BrowserContext, api: string): Promise<Page> => {
  const page = await browser.newPage();
  await page.goto(`${api}/sign-in?next=/shop`);
  await page.locator('main button').click();
  await serveOrders(page);
  return page;
};

/** A shop's board with 500 open orders, while twenty of them change each second. */
export const measureBoard = async ({ cloud, client }: BenchCloud, seconds: number): Promise<BoardFigures> => {
  await client.createOrder('board', SELLER);
  const { context, close } = await launchBrowser();
  try {
    const page = await openBoard(context, cloud.api);
    const changes = await changesOn(page);
    await page.locator('a[href*="person=demo-sara"]').click();
    await page.waitForFunction((count) => document.querySelectorAll('[data-card]').length >= count, ORDERS, {
      timeout: 60_000,
    });
    const session = await context.newCDPSession(page);
    const heapBefore = await heapOf(session);
    await page.evaluate(WATCH_FRAMES);
    changes.start();
    await page.waitForTimeout(seconds * 1000);
    const sent = changes.stop();
    const seen = await page.evaluate<{ frames: number; long: number[] }>('seen');
    const long = seen.long.toSorted((a, b) => b - a);
    const p95 = long[Math.floor(seen.frames * 0.05)] ?? 0;
    const heapAfter = await heapOf(session);
    return { orders: ORDERS, changes: sent, frames: seen.frames, p95, worst: long[0] ?? 0, heapBefore, heapAfter };
  } finally {
    await close();
  }
};
