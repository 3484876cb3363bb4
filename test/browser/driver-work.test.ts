import { describe, expect, it } from 'vitest';
import { call, drain } from '../e2e/support/api.ts';
import { createOrder, putStatus, statusOf } from '../e2e/support/orders.ts';
import { violations } from './support/axe.ts';
import { demoSession } from './support/demo-session.ts';
import { guidePicture, openAs, picture } from './support/pages.ts';

const demo = demoSession();

const SLOW = { timeout: 20_000 };
/** The smallest PNG. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const stopOf = async (): Promise<string> => {
  const order = await createOrder(demo.parties, {
    orderType: 'grocery',
    fulfilmentType: 'delivery',
    customer: { name: 'Ana Ruiz', email: 'ana@demo.example', phone: '+34600111222' },
    deliveryNotes: 'The bell does not work',
  });
  await drain();
  for (const status of ['store_acknowledged', 'picking_in_progress', 'ready_for_pickup'])
    await putStatus(order.id, demo.parties.seller, status);
  await call('PUT', `/orders/tracking/${order.id}/driver`, {
    token: demo.parties.seller,
    body: { driver_id: 'demo-marta', name: 'Marta', provider: 'own' },
  });
  await drain();
  return order.id;
};

describe('a driver', () => {
  it('reports without a network, and all of it arrives in order as soon as there is one', async () => {
    const orderId = await stopOf();
    const { page } = await openAs(demo.browser, 'demo-marta', '/drive');
    await page.setViewportSize({ width: 360, height: 800 });
    const stop = page.locator(`[data-stop="${orderId}"]`);
    await stop.locator('[data-move]').waitFor(SLOW);
    await demo.browser.setOffline(true);
    await stop.locator('[data-move]').click();
    await expect.poll(() => page.locator('[data-waiting]').innerText(), SLOW).toContain('1');
    await picture(page, 'drive-waiting');
    await guidePicture(page, 'driver-waiting', page.locator('main').first());
    expect(await violations(page)).toEqual([]);
    expect((await statusOf(orderId, demo.parties.seller)).status).toBe('driver_assigned');
    await demo.browser.setOffline(false);
    await page.locator('[data-waiting]').waitFor({ ...SLOW, state: 'detached' });
    await expect
      .poll(async () => (await statusOf(orderId, demo.parties.seller)).status, SLOW)
      .toBe('driver_pickup_complete');
    const badge = () => stop.locator('.wismo-status').getAttribute('data-status');
    await expect.poll(badge, SLOW).toBe('driver_pickup_complete');
    await stop.locator('[data-move]').click(SLOW);
    await stop.locator('[data-deliver]').click(SLOW);

    await page.locator('#photo').setInputFiles({ name: 'door.png', mimeType: 'image/png', buffer: PNG });
    await page.locator('.taken').waitFor(SLOW);
    await picture(page, 'drive-proof');
    await guidePicture(page, 'driver-proof', page.locator('label[for="photo"]').first());
    expect(await violations(page)).toEqual([]);
    await demo.browser.setOffline(true);
    await page.locator('[data-confirm]').click();
    await expect.poll(() => page.locator('[data-waiting]').innerText(), SLOW).toContain('1');
    // A reload does not lose it: the photo is stored with the report.
    await demo.browser.setOffline(false);
    await page.reload();
    await expect.poll(async () => (await statusOf(orderId, demo.parties.seller)).status, SLOW).toBe('delivered');
    await page.locator('[data-waiting]').waitFor({ ...SLOW, state: 'detached' });

    const ana = await openAs(demo.browser, 'demo-ana', `/orders/${orderId}`);
    await ana.page.locator('[data-photo]').waitFor(SLOW);
    await expect
      .poll(() => ana.page.locator('[data-photo]').evaluate((image: HTMLImageElement) => image.naturalWidth), SLOW)
      .toBe(1);
    expect([ana.problems, await violations(ana.page)]).toEqual([[], []]);
  });

  it('goes on without a network from step to step, and each is sent once', async () => {
    const orderId = await stopOf();
    const { page } = await openAs(demo.browser, 'demo-marta', '/drive');
    const stop = page.locator(`[data-stop="${orderId}"]`);
    await stop.locator('[data-first]').or(stop.locator('[data-move]')).first().waitFor(SLOW);
    if ((await stop.locator('[data-first]').count()) > 0) await stop.locator('[data-first]').click();
    await demo.browser.setOffline(true);
    await stop.locator('[data-move]').click(SLOW);
    await expect
      .poll(() => stop.locator('.wismo-status').getAttribute('data-status'), SLOW)
      .toBe('driver_pickup_complete');
    await stop.locator('[data-move]').click(SLOW);
    await stop.locator('[data-deliver]').click(SLOW);
    await page.locator('[data-confirm]').click();
    await stop.waitFor({ ...SLOW, state: 'detached' });
    await expect.poll(() => page.locator('[data-waiting]').innerText(), SLOW).toContain('3');
    await demo.browser.setOffline(false);
    await page.locator('[data-waiting]').waitFor({ ...SLOW, state: 'detached' });
    expect((await statusOf(orderId, demo.parties.seller)).status).toBe('delivered');
    expect(await page.locator('[data-refused]').count()).toBe(0);
  });

  it('loses no report where the service does not take it now, and needs no event to send it', async () => {
    const orderId = await stopOf();
    const { page } = await openAs(demo.browser, 'demo-marta', '/drive');
    await page.route('**/orders/tracking/**', (route) =>
      route.request().method() === 'PUT'
        ? route.fulfill({
            status: 503,
            contentType: 'application/problem+json',
            body: JSON.stringify({
              type: 'about:blank',
              title: 'Not now',
              status: 503,
              code: 'UNAVAILABLE',
              canRetry: false,
            }),
          })
        : route.continue(),
    );
    const stop = page.locator(`[data-stop="${orderId}"]`);
    await stop.locator('[data-move]').click(SLOW);
    await expect.poll(() => page.locator('[data-waiting]').innerText(), SLOW).toContain('1');
    expect((await statusOf(orderId, demo.parties.seller)).status).toBe('driver_assigned');
    await page.unroute('**/orders/tracking/**');
    await page.locator('[data-waiting]').waitFor({ ...SLOW, state: 'detached' });
    expect((await statusOf(orderId, demo.parties.seller)).status).toBe('driver_pickup_complete');
  });

  it('collects several at the store, chooses where to go first, and keeps them when one is given to another', async () => {
    const [one, two, gone] = [await stopOf(), await stopOf(), await stopOf()];
    await call('PUT', `/orders/tracking/${gone}/driver`, {
      token: demo.parties.seller,
      body: { driver_id: 'somebody-else', name: 'Juan', provider: 'own' },
    });
    await drain();
    const { page } = await openAs(demo.browser, 'demo-marta', '/drive');
    await page.setViewportSize({ width: 360, height: 800 });
    const first = () => page.locator('[data-stop]').first().getAttribute('data-stop');
    for (const orderId of [one, two]) {
      const stop = page.locator(`[data-stop="${orderId}"]`);
      await stop.locator('[data-move]').click(SLOW);
      await expect
        .poll(() => stop.locator('.wismo-status').getAttribute('data-status'), SLOW)
        .toBe('driver_pickup_complete');
    }
    expect(await page.locator(`[data-stop="${gone}"]`).count()).toBe(0);
    for (const orderId of [two, one]) {
      if ((await first()) === orderId) continue;
      await page.locator(`[data-stop="${orderId}"] [data-first]`).click();
      await expect.poll(first, SLOW).toBe(orderId);
    }
    await page.reload();
    await expect.poll(first, SLOW).toBe(one);
    await picture(page, 'drive-several');
    expect(await violations(page)).toEqual([]);
  });
});
