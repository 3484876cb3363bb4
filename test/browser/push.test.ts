import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiUrl, drain, local, outbox } from '../e2e/support/api.ts';
import { createOrder, type Parties, putStatus } from '../e2e/support/orders.ts';
import { violations } from './support/axe.ts';
import { launchBrowser, type OpenBrowser } from './support/browser.ts';
import { demoParties, openAs, picture } from './support/pages.ts';

let opened: OpenBrowser;
let browser: BrowserContext;
let parties: Parties;

interface Pushed {
  readonly provider?: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly orderId: string;
}

/**
 * A browser without a push service behind it: only `PushManager` is the test's. Its subscriptions are those of the local
 * cloud's push service, which can read what is sent to them.
 */
const withPushService = async (): Promise<void> => {
  await browser.exposeFunction('subscribeLocally', (applicationServerKey: string) =>
    local('POST', 'simulators/web_push', { subscribe: { applicationServerKey } }),
  );
  await browser.exposeFunction('unsubscribeLocally', (endpoint: string) =>
    local('POST', 'simulators/web_push', { unsubscribe: endpoint }),
  );
  await browser.addInitScript(() => {
    const page = globalThis as unknown as {
      subscribeLocally(key: string): Promise<{ endpoint: string }>;
      unsubscribeLocally(endpoint: string): Promise<unknown>;
      PushManager?: { prototype: Record<string, unknown> };
      sessionStorage: Storage;
      localStorage: Storage;
    };
    // Where the page is not secure, there is none.
    if (page.PushManager === undefined) return;
    let held: { endpoint: string } | undefined;
    const asSubscription = (made: { endpoint: string }) => ({
      ...made,
      toJSON: () => made,
      unsubscribe: async () => {
        held = undefined;
        await page.unsubscribeLocally(made.endpoint);
        return true;
      },
    });
    page.PushManager.prototype.getSubscription = async () => (held ? asSubscription(held) : null);
    page.PushManager.prototype.subscribe = async (options: { applicationServerKey: string }) => {
      held = await page.subscribeLocally(options.applicationServerKey);
      return asSubscription(held);
    };
  });
};

beforeAll(async () => {
  opened = await launchBrowser();
  browser = opened.context;
  parties = await demoParties();
  await withPushService();
});
afterAll(() => opened.close());

const SLOW = { timeout: 20_000 };
const state = (page: Page) => () => page.locator('[data-browser]').getAttribute('data-browser');

/** What the local push service has taken for a browser, of one order. */
const pushedFor = async (orderId: string): Promise<readonly Pushed[]> =>
  ((await outbox(orderId)) as unknown as readonly Pushed[]).filter(({ provider }) => provider === 'web_push');

const movedOrder = async (): Promise<string> => {
  const { id } = await createOrder(parties);
  await putStatus(id, parties.seller, 'confirmed');
  await drain();
  return id;
};

/** Delivers to the real worker, as the browser's push service would. */
const deliverer = async (page: Page): Promise<(data: object) => Promise<void>> => {
  const session: CDPSession = await browser.newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations;
      if (first !== undefined) resolve(first.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  const registrationId = await registered;
  return async (data) => {
    const origin = new URL(apiUrl()).origin;
    await session.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data: JSON.stringify(data) });
  };
};

interface Shown {
  readonly title: string;
  readonly options: { readonly body: string; readonly tag: string; readonly data: unknown };
}
interface WorkerScope {
  shown: Shown[];
  registration: { showNotification(title: string, options: Shown['options']): Promise<void> };
}

const worker = () => {
  const [running] = browser.serviceWorkers();
  if (running === undefined) throw new Error('no worker runs');
  return running;
};

/** A browser without a window has no place for notifications: what the worker shows is written down. */
const recordShown = (): Promise<void> =>
  worker().evaluate(() => {
    const scope = globalThis as unknown as WorkerScope;
    scope.shown = [];
    scope.registration.showNotification = async (title, options) => {
      scope.shown.push({ title, options });
    };
  });
const shown = (): Promise<readonly (readonly [string, string, string])[]> =>
  worker().evaluate(() =>
    (globalThis as unknown as WorkerScope).shown.map(
      ({ title, options }) => [title, options.body, options.tag] as const,
    ),
  );

/** A click on the first of them. The browser lets a page come to the front for a real one only. */
const click = (): Promise<void> =>
  worker().evaluate(async () => {
    const [first] = (globalThis as unknown as WorkerScope).shown;
    const notification = { data: first?.options.data, close: () => undefined };
    const done: Promise<unknown>[] = [];
    const waitUntil = (work: Promise<unknown>) => done.push(work);
    dispatchEvent(Object.assign(new Event('notificationclick'), { notification, waitUntil }));
    await Promise.allSettled(done);
  });

describe('push messages to a browser', () => {
  it('a person who has not allowed it reads what to do, and was not asked before', async () => {
    const { page } = await openAs(browser, 'demo-ana', '/settings');
    const asked = await page.evaluate(() => Notification.permission);
    await page.locator('[data-browser]').waitFor(SLOW);
    // A browser without a window refuses by itself.
    expect(['denied', 'default']).toContain(asked);
    await expect.poll(state(page), SLOW).toBe(asked === 'denied' ? 'denied' : 'off');
    const text = await page.locator('[data-browser]').innerText();
    expect(text).toContain(
      asked === 'denied' ? 'Allow notifications for this page in its settings' : 'It will ask you once',
    );
    // Where the browser refuses, nothing is offered that it would not do.
    expect(await page.locator('[data-browser] button').count()).toBe(asked === 'denied' ? 0 : 1);
    expect(await violations(page)).toEqual([]);
    await picture(page, 'push-not-allowed');
    await page.close();
  });

  it('come while it is on, are shown once, open the order, and end with the session', async () => {
    await browser.grantPermissions(['notifications'], { origin: new URL(apiUrl()).origin });
    const { page, problems } = await openAs(browser, 'demo-ana', '/settings');
    await expect.poll(state(page), SLOW).toBe('off');
    await page.locator('[data-browser] button').click();
    await expect.poll(state(page), SLOW).toBe('on');
    const own = page.locator('[data-device]', { hasText: 'this browser' });
    await own.waitFor(SLOW);
    expect(await own.innerText()).toContain('Chrome');
    expect(await own.getByRole('button').count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    await picture(page, 'push-on');

    const deliver = await deliverer(page);
    await recordShown();
    // Who looks at a page of theirs is rung on no device.
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    const orderId = await movedOrder();
    await expect.poll(async () => (await pushedFor(orderId)).length, SLOW).toBeGreaterThan(0);
    const sent = (await pushedFor(orderId)).at(-1);
    if (sent === undefined) throw new Error('nothing was pushed');
    const data = { title: sent.subject, body: sent.text, orderId };
    await deliver(data);
    await expect.poll(shown, SLOW).toEqual([[sent.subject, sent.text, orderId]]);

    await click();
    await page.waitForURL(new URL(`/orders/${orderId}`, apiUrl()).href);
    await page.locator('.headline').waitFor(SLOW);
    // Its own page in front shows it already; another order's is shown beside it.
    await deliver({ ...data, body: 'again' });
    await deliver({ ...data, orderId: 'ord_other' });
    await expect.poll(shown, SLOW).toEqual([
      [sent.subject, sent.text, orderId],
      [sent.subject, sent.text, 'ord_other'],
    ]);

    await page.locator('header .icon').last().click();
    await page.waitForURL(new URL('/', apiUrl()).href);
    const after = await movedOrder();
    expect(await pushedFor(after)).toEqual([]);
    expect(problems).toEqual([]);
  });
});
