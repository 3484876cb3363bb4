import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { call, drain } from '../e2e/support/api.ts';
import { type CreatedOrder, createOrder, fedexNumber, putStatus, statusOf } from '../e2e/support/orders.ts';
import { violations } from './support/axe.ts';
import { demoSession } from './support/demo-session.ts';
import { openAs, picture } from './support/pages.ts';

const demo = demoSession();

const SLOW = { timeout: 20_000 };
const newOrder = async (checkout: object = {}): Promise<CreatedOrder> => {
  const order = await createOrder(demo.parties, { ...checkout });
  await drain();
  return order;
};
const cardOf = (page: Page, { id }: CreatedOrder) => page.locator(`[data-order="${id}"]`);
const columnOf = (page: Page, order: CreatedOrder) =>
  cardOf(page, order).evaluate((card) => card.closest('[data-column]')?.getAttribute('data-column'));
const statusNow = async ({ id }: CreatedOrder) => (await statusOf(id, demo.parties.seller)).status;
const focused = (page: Page) => page.evaluate(() => document.activeElement?.id);

describe('a board under the hands of a shop', () => {
  it('takes one step for a double press, and keeps the card where it is pressed', async () => {
    const order = await newOrder();
    const { page, problems } = await openAs(demo.browser, 'demo-sara', '/shop');
    await cardOf(page, order).locator('[data-next]').dblclick(SLOW);
    await expect
      .poll(() => cardOf(page, order).locator('.wismo-status').getAttribute('data-status'), SLOW)
      .toBe('confirmed');
    expect([await statusNow(order), await columnOf(page, order)]).toEqual(['confirmed', 'new']);
    await page.mouse.move(2, 2);
    await expect.poll(() => columnOf(page, order), SLOW).toBe('confirmed');
    expect([await statusNow(order), problems]).toEqual(['confirmed', []]);
  });

  it('says nothing of a step that a colleague took a moment before, and what became of it where it went elsewhere', async () => {
    const [both, lost] = [await newOrder(), await newOrder()];
    const { page } = await openAs(demo.browser, 'demo-sara', '/shop');
    const first = async (order: CreatedOrder, status: string): Promise<void> => {
      await page.route(
        `**/api/orders/${order.id}/status`,
        async (route) => {
          await putStatus(order.id, demo.parties.admin, status);
          await route.continue();
        },
        { times: 1 },
      );
      await cardOf(page, order).locator('[data-next]').click(SLOW);
    };
    await first(both, 'confirmed');
    await expect
      .poll(() => cardOf(page, both).locator('.wismo-status').getAttribute('data-status'), SLOW)
      .toBe('confirmed');
    expect(await page.locator('[role="alert"]').count()).toBe(0);
    await first(lost, 'cancelled');
    await expect.poll(() => cardOf(page, lost).locator('[role="alert"]').innerText(), SLOW).toContain('moved on');
    expect(await cardOf(page, lost).locator('.wismo-status').getAttribute('data-status')).toBe('cancelled');
  });

  it('sends what a scanner types to the number field, whatever has the focus, and finds a second parcel', async () => {
    const order = await newOrder();
    await putStatus(order.id, demo.parties.seller, 'confirmed');
    const [one, two] = [fedexNumber(), fedexNumber()];
    for (const trackingNumber of [one, two])
      await call('POST', `/api/orders/${order.id}/shipments`, { token: demo.parties.seller, body: { trackingNumber } });
    await drain();
    const { page } = await openAs(demo.browser, 'demo-sara', '/shop');
    await cardOf(page, order).locator('[data-next]').focus(SLOW);
    await page.keyboard.type(`]C1${two}`);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('#detail').innerText(), SLOW).toContain(order.orderNumber);
    expect([await statusNow(order), await focused(page)]).toEqual(['confirmed', 'detail']);
    await page.keyboard.press('Escape');
    await expect
      .poll(
        () =>
          cardOf(page, order)
            .locator('[data-card]')
            .evaluate((card) => card === document.activeElement),
        SLOW,
      )
      .toBe(true);

    await page.keyboard.type('NOBODYHASTHIS1');
    await page.keyboard.press('Enter');
    await page.locator('[data-unknown]').waitFor(SLOW);
    // The next scan takes the place of the last one.
    await page.keyboard.type(order.orderNumber.toLowerCase());
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('#detail').innerText(), SLOW).toContain(order.orderNumber);
  });

  it('has its filter, its search and the open order in the address', async () => {
    const order = await newOrder({ customer: { name: 'Ștefan Núñez', email: 'stefan@example.com' } });
    const { page } = await openAs(demo.browser, 'demo-sara', '/shop');
    await page.locator('[data-filter="new"]').click(SLOW);
    await page.locator('input[type="search"]').fill('  stefan NUNEZ ');
    await expect.poll(() => page.locator('[data-filter="new"] b').innerText(), SLOW).toBe('1');
    await cardOf(page, order).locator('[data-card]').click();
    await page.locator('.detail a[href^="/orders/"]').click(SLOW);
    await page.waitForURL('**/orders/**');
    await page.goBack();
    await page.locator('#detail').waitFor(SLOW);
    expect(await page.locator('[data-filter="new"]').getAttribute('aria-pressed')).toBe('true');
    expect([
      await page.locator('input[type="search"]').inputValue(),
      await page.locator('[data-card]').count(),
    ]).toEqual(['  stefan NUNEZ ', 1]);
    await page.reload();
    await page.locator('#detail').waitFor(SLOW);
    expect(await page.locator('[data-card]').count()).toBe(1);
  });

  it('shows a tick that was refused as not ticked, and a telephone the order that was opened', async () => {
    const order = await newOrder({ orderType: 'farm', fulfilmentType: 'pickup' });
    for (const status of ['confirmed', 'preparing']) await putStatus(order.id, demo.parties.seller, status);
    await drain();
    const { page } = await openAs(demo.browser, 'demo-sara', '/shop');
    await page.setViewportSize({ width: 360, height: 740 });
    await cardOf(page, order).locator('[data-card]').click(SLOW);
    const box = page.locator('.detail [data-item]').first();
    await box.waitFor(SLOW);
    await expect
      .poll(() => page.locator('#detail').evaluate((heading) => heading.getBoundingClientRect().top), SLOW)
      .toBeLessThan(200);
    expect(
      await page.locator('#detail').evaluate((heading) => heading.getBoundingClientRect().top),
    ).toBeGreaterThanOrEqual(0);
    await page.route('**/items/**', (route) => route.abort());
    await box.click();
    await page.locator('.detail [role="alert"]').waitFor(SLOW);
    expect(await box.isChecked()).toBe(false);
    await page.unroute('**/items/**');
    await box.click();
    await expect
      .poll(
        async () =>
          (
            await call<{ order: { items: { preparedAt?: string }[] } }>('GET', `/api/orders/${order.id}`, {
              token: demo.parties.seller,
            })
          ).body.order.items[0]?.preparedAt,
        SLOW,
      )
      .toBeTruthy();
    expect(await violations(page)).toEqual([]);
    await picture(page, 'board-360-open');
  });

  it('asks before a step that nothing leads back from', async () => {
    const order = await newOrder();
    const { page } = await openAs(demo.browser, 'demo-sara', '/shop');
    await cardOf(page, order).locator('[data-card]').click(SLOW);
    await page.locator('.detail summary', { hasText: 'Other steps' }).click(SLOW);
    await page.locator('[data-move="cancelled"]').click(SLOW);
    await page.locator('[data-ends]').waitFor(SLOW);
    expect(await statusNow(order)).toBe('pending');
    await page.locator('[data-ends]').click();
    await expect.poll(() => statusNow(order), SLOW).toBe('cancelled');
  });
});

describe('what a shop prints and hears', () => {
  it('is a packing slip with the address, dark letters on paper also from a dark page', async () => {
    const items = Array.from({ length: 60 }, (_, index) => ({
      name: `Jar ${index + 1}`,
      quantity: 1,
      unitPrice: '1.00',
    }));
    const order = await newOrder({ items, totalAmount: '60.00', deliveryNotes: 'Ring twice' });
    const { page } = await openAs(demo.browser, 'demo-sara', '/shop');
    await cardOf(page, order).locator('[data-card]').click(SLOW);
    await page.locator('[data-slip]').waitFor({ ...SLOW, state: 'attached' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const slip = page.locator('[data-slip]');
    const text = await slip.innerText();
    for (const part of ['Ana Ruiz', 'Calle Mayor 1', '28001 Madrid', order.orderNumber, 'Ring twice', 'Jar 60'])
      expect(text).toContain(part);
    expect(await slip.evaluate((element) => getComputedStyle(element).color)).toBe('rgb(0, 0, 0)');
    expect(
      await slip
        .locator('.number')
        .first()
        .evaluate((element) => getComputedStyle(element).color),
    ).toBe('rgb(0, 0, 0)');
    // The board itself, its buttons and boxes are not printed.
    expect(await page.locator('main button:visible, main input:visible').count()).toBe(0);
    await picture(page, 'packing-slip');
    await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
  });

  it('is a ring that a reload does not switch off, and that says when the browser keeps it silent', async () => {
    const { page } = await openAs(demo.browser, 'demo-sara', '/shop');
    await page.addInitScript(() => {
      const rung: string[] = [];
      let isTouched = false;
      addEventListener('pointerdown', () => (isTouched = true), { capture: true });
      const param = { value: 0 };
      class Silent extends EventTarget {
        state = 'suspended';
        currentTime = 0;
        async resume(): Promise<void> {
          if (!isTouched) return;
          this.state = 'running';
          this.dispatchEvent(new Event('statechange'));
        }
        async close(): Promise<void> {}
        createGain = () => ({ gain: param, connect: () => undefined });
        createOscillator = () => ({
          frequency: param,
          connect: (to: unknown) => to,
          start: () => rung.push('tone'),
          stop: () => undefined,
        });
      }
      Object.assign(globalThis, { AudioContext: Silent, rung });
    });
    await page.reload();
    const rung = () => page.evaluate(() => (globalThis as unknown as { rung: string[] }).rung.length);
    await page.locator('[data-sound]').check(SLOW);
    // It is heard once when it is switched on.
    await expect.poll(rung, SLOW).toBe(2);
    await page.reload();
    await page.locator('[data-muted]').waitFor(SLOW);
    expect(await page.locator('[data-sound]').isChecked()).toBe(true);
    const order = await newOrder();
    await cardOf(page, order).waitFor(SLOW);
    await page.locator('[data-new]').first().waitFor(SLOW);
    expect(await rung()).toBe(0);
    await page.locator('h1').click();
    await page.locator('[data-muted]').waitFor({ ...SLOW, state: 'detached' });
    await expect.poll(rung, SLOW).toBeGreaterThan(0);
    // A reload is not a look at it.
    await page.reload();
    await page.locator('[data-new]', { hasText: order.orderNumber }).locator('button').click(SLOW);
    await page.locator('[data-new]', { hasText: order.orderNumber }).waitFor({ ...SLOW, state: 'detached' });
  });
});
