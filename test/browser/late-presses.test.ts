import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { call, drain } from '../e2e/support/api.ts';
import { createOrder, fedexNumber, putStatus, statusOf } from '../e2e/support/orders.ts';
import { demoSession } from './support/demo-session.ts';
import { openAs, picture } from './support/pages.ts';

const demo = demoSession();

const SLOW = { timeout: 20_000 };
const statusNow = async (orderId: string) => (await statusOf(orderId, demo.parties.admin)).status;
const assign = async (orderId: string, driverId: string): Promise<void> => {
  const body = { driver_id: driverId, name: 'Marta', provider: 'own' };
  await call('PUT', `/orders/tracking/${orderId}/driver`, { token: demo.parties.seller, body });
  await drain();
};
const stopOf = async (): Promise<string> => {
  const { id } = await createOrder(demo.parties, { orderType: 'grocery', fulfilmentType: 'delivery' });
  await drain();
  for (const status of ['store_acknowledged', 'picking_in_progress', 'ready_for_pickup'])
    await putStatus(id, demo.parties.seller, status);
  await assign(id, 'demo-marta');
  return id;
};
/** A press that does not look, as the second one of a double. */
const pressBlindly = (button: Locator) => button.dispatchEvent('click');
/** As long as what a button does has just changed. */
const settled = async (button: Locator): Promise<void> => {
  await expect.poll(() => button.getAttribute('aria-disabled'), SLOW).toBe(null);
};
const writesOf = (page: Page): string[] => {
  const writes: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET') writes.push(new URL(request.url()).pathname);
  });
  return writes;
};

describe('a press that comes when a button says something else by now', () => {
  it('does not take the step that is behind the one that a colleague took', async () => {
    const { id } = await createOrder(demo.parties);
    await drain();
    const { page } = await openAs(demo.browser, 'demo-sara', `/shop?order=${id}`);
    const step = page.locator('[data-step]');
    await step.waitFor(SLOW);
    const writes = writesOf(page);
    await putStatus(id, demo.parties.admin, 'confirmed');
    await expect.poll(() => step.getAttribute('aria-disabled'), SLOW).toBe('true');
    await pressBlindly(step);
    await settled(step);
    expect([await statusNow(id), writes]).toEqual(['confirmed', []]);
    await step.click();
    await expect.poll(() => statusNow(id), SLOW).toBe('processing');
  });

  it('gives no reason for what cannot be delivered, where the list of reasons has just come', async () => {
    const id = await stopOf();
    for (const status of ['driver_pickup_complete', 'in_transit'])
      await call('POST', `/api/admin/orders/${id}/status`, {
        token: demo.parties.admin,
        body: { status, force: true, reason: 'a test' },
      });
    const { page } = await openAs(demo.browser, 'demo-marta', '/drive');
    await page.setViewportSize({ width: 360, height: 740 });
    const stop = page.locator(`[data-stop="${id}"]`);
    await stop.waitFor(SLOW);
    if ((await stop.locator('[data-first]').count()) > 0) await stop.locator('[data-first]').click();
    const writes = writesOf(page);
    await stop.locator('[data-cannot]').click(SLOW);
    const reason = stop.locator('[data-reason]').first();
    await pressBlindly(reason);
    await settled(reason);
    expect([await statusNow(id), writes.filter((path) => path.includes('/status'))]).toEqual(['in_transit', []]);
    await reason.click();
    await expect.poll(() => statusNow(id), SLOW).toBe('failed');
    // Ended by the driver: nobody has taken it away.
    await stop.waitFor({ ...SLOW, state: 'detached' });
    expect(await page.locator('[data-gone]').count()).toBe(0);
  });
});

describe('an order that leaves while somebody is at it', () => {
  it('is no longer on the list of a driver, and the page says that it went to another', async () => {
    const id = await stopOf();
    const { page } = await openAs(demo.browser, 'demo-marta', '/drive');
    const stop = page.locator(`[data-stop="${id}"]`);
    await stop.waitFor(SLOW);
    if ((await stop.locator('[data-first]').count()) > 0) await stop.locator('[data-first]').click();
    await expect.poll(() => page.locator('[data-stop]').first().getAttribute('data-stop'), SLOW).toBe(id);
    await assign(id, 'somebody-else');
    await page.locator('[data-gone]').waitFor(SLOW);
    expect(await stop.count()).toBe(0);
    await picture(page, 'drive-gone');
    await page.locator('[data-gone] button').click();
    expect(await page.locator('[data-gone]').count()).toBe(0);
  });

  it('leaves the choice of support as it was made, or asks for another one', async () => {
    const { id } = await createOrder(demo.parties);
    const { page } = await openAs(demo.browser, 'demo-max', `/staff/orders/${id}`);
    await page.locator('#move-status option[value="cancelled"]').waitFor({ ...SLOW, state: 'attached' });
    await page.locator('#move-status').selectOption('cancelled');
    await page.locator('#move-reason').fill('fraud');
    for (const status of ['confirmed', 'processing']) await putStatus(id, demo.parties.seller, status);
    const headline = () => page.locator('.headline').getAttribute('data-status');
    await expect.poll(headline, SLOW).toBe('processing');
    expect(await page.locator('#move-status').inputValue()).toBe('cancelled');
    const body = { status: 'delivered', force: true, reason: 'a test' };
    await call('POST', `/api/admin/orders/${id}/status`, { token: demo.parties.admin, body });
    await expect.poll(headline, SLOW).toBe('delivered');
    expect([await page.locator('#move-status').inputValue(), await page.locator('#move-reason').inputValue()]).toEqual([
      '',
      'fraud',
    ]);
    await picture(page, 'staff-choose-anew');
    expect(await page.locator('form button.main').isDisabled()).toBe(true);
  });
});

describe('work that others cross', () => {
  it('is not lost: a second scan counts while the first is looked up', async () => {
    const order = await createOrder(demo.parties);
    await drain();
    const { page } = await openAs(demo.browser, 'demo-sara', '/shop');
    await page.locator(`[data-order="${order.id}"]`).waitFor(SLOW);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/search?*', async (route) => {
      await held;
      await route.continue().catch(() => undefined);
    });
    const asked = page.waitForRequest((request) => request.url().includes('/search?'));
    for (const number of ['UNKNOWN12345', order.orderNumber]) {
      await page.keyboard.type(number);
      await page.keyboard.press('Enter');
      await asked;
    }
    await expect.poll(() => page.locator('#detail').innerText(), SLOW).toContain(order.orderNumber);
    release();
    expect(await page.locator('[data-unknown]').count()).toBe(0);
  });

  it('is not lost: parcels that are scanned one after another are all added', async () => {
    const { id } = await createOrder(demo.parties);
    await putStatus(id, demo.parties.seller, 'confirmed');
    const { page } = await openAs(demo.browser, 'demo-sara', `/shop?order=${id}`);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/shipments', async (route) => {
      await held;
      await route.continue();
    });
    const field = page.locator('#parcel-number');
    const numbers = [fedexNumber(), fedexNumber()];
    for (const number of numbers) {
      await field.pressSequentially(number, SLOW);
      await field.press('Enter');
    }
    release();
    const added = async () => {
      const path = `/api/orders/${id}`;
      const { body } = await call<{ shipments: { trackingNumber: string }[] }>('GET', path, {
        token: demo.parties.seller,
      });
      return body.shipments.map(({ trackingNumber }) => trackingNumber);
    };
    await expect.poll(added, SLOW).toEqual(numbers);
    expect(await field.inputValue()).toBe('');
  });

  it('is not lost: an order that is too old for the board is there again after a reload', async () => {
    const { id, orderNumber } = await createOrder(demo.parties);
    const { page } = await openAs(demo.browser, 'demo-sara', '/shop');
    await page.route('**/api/orders/seller/**', async (route) => {
      const response = await route.fetch();
      const list = (await response.json()) as { orders: { orderId: string }[] };
      await route.fulfill({ response, json: { ...list, orders: list.orders.filter(({ orderId }) => orderId !== id) } });
    });
    await page.goto(new URL(`/shop?order=${id}`, page.url()).href);
    await expect.poll(() => page.locator('#detail').innerText(), SLOW).toContain(orderNumber);
  });

  it('is not lost: a profile that a colleague has saved meanwhile takes what was written as well', async () => {
    const path = '/api/shops/demo-shop';
    const { seller: token } = demo.parties;
    const shopNow = () => call<Record<string, unknown>>('GET', path, { token });
    const { page } = await openAs(demo.browser, 'demo-sara', '/shop/profile');
    await page.locator('#profile-name').fill('Demo', SLOW);
    await page.locator('[data-save]').click();
    await expect.poll(() => page.locator('[data-saved]').innerText(), SLOW).not.toBe('');
    await page.locator('#profile-hours').fill('Mon–Fri 9–12');
    await call('PUT', path, { token, body: { name: 'Demo', phone: '+34600777888' } });
    await page.locator('[data-save]').click();
    await page.locator('[data-behind]').waitFor(SLOW);
    await expect.poll(() => page.locator('#profile-phone').inputValue(), SLOW).toBe('+34600777888');
    expect(await page.locator('#profile-hours').inputValue()).toBe('Mon–Fri 9–12');
    await picture(page, 'profile-behind');
    await page.locator('[data-save]').click();
    await expect.poll(() => page.locator('[data-saved]').innerText(), SLOW).not.toBe('');
    expect((await shopNow()).body).toMatchObject({ phone: '+34600777888', pickup: { hours: 'Mon–Fri 9–12' } });
  });

  it('is not lost: what is written of a workflow outlives a reload of the page', async () => {
    const { page } = await openAs(demo.browser, 'demo-max', '/staff/workflows?workflow=farm');
    const editor = page.locator('#definition');
    await editor.waitFor(SLOW);
    await editor.fill('{"title": "half');
    await page.reload();
    await expect.poll(() => editor.inputValue(), SLOW).toBe('{"title": "half');
    await page.locator('[data-anew]').click();
    await page.reload();
    await expect.poll(() => editor.inputValue(), SLOW).toContain('"transitions"');
  });
});

describe('the list of a driver', () => {
  it('hears of a new stop also where the service had a problem as the page was opened', async () => {
    const { page } = await openAs(demo.browser, 'demo-marta', '/drive');
    const problem = { type: 'about:blank', title: 'x', status: 500, code: 'INTERNAL', canRetry: false };
    await page.route('**/unread-count*', (route) =>
      route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify(problem) }),
    );
    const isAsked = page.waitForResponse((response) => response.url().includes('/unread-count'));
    await page.reload();
    await isAsked;
    await page.unroute('**/unread-count*');
    const id = await stopOf();
    await page.locator(`[data-stop="${id}"]`).waitFor(SLOW);
  });
});
