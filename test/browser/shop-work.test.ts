import { describe, expect, it } from 'vitest';
import { call, drain } from '../e2e/support/api.ts';
import { createOrder, putStatus } from '../e2e/support/orders.ts';
import { violations } from './support/axe.ts';
import { demoSession } from './support/demo-session.ts';
import { guidePicture, openAs, picture } from './support/pages.ts';

const demo = demoSession();

const SLOW = { timeout: 20_000 };

describe('a shop', () => {
  it('prints what is to be picked, says when an order is ready, and takes a step for several', async () => {
    const preparing = await createOrder(demo.parties, {
      items: [{ name: 'Quince jelly', quantity: 3, unitPrice: '4.00' }],
      totalAmount: '12.00',
    });
    await putStatus(preparing.id, demo.parties.seller, 'confirmed');
    const grocery = await createOrder(demo.parties, { orderType: 'grocery', fulfilmentType: 'delivery' });
    await drain();
    const { page, problems } = await openAs(demo.browser, 'demo-sara', '/shop');
    const card = page.locator(`[data-order="${preparing.id}"]`);
    await card.waitFor(SLOW);
    await guidePicture(page, 'seller-board', page.locator('.filters').first());

    await page.evaluate(() => {
      window.print = () => {
        document.body.dataset.printed = document.querySelector<HTMLElement>('[data-pick-list]')?.textContent ?? '';
      };
    });
    await page.locator('[data-pick]').click();
    await expect.poll(() => page.locator('body').getAttribute('data-printed'), SLOW).toContain('Quince jelly');
    expect(await page.locator('body').getAttribute('data-printed')).toContain(`${preparing.orderNumber} (3)`);

    await page.locator(`[data-order="${grocery.id}"] [data-card]`).click();
    await page.locator('#ready-at').fill('2026-12-24T18:30', SLOW);
    await page.locator('#ready-at').press('Enter');
    await expect
      .poll(async () => {
        const { body } = await call<{ order: { status: string } }>('GET', `/api/orders/${grocery.id}`, {
          token: demo.parties.seller,
        });
        return body.order.status;
      }, SLOW)
      .toBe('store_acknowledged');
    await guidePicture(page, 'seller-order', page.locator('.detail').first());
    await page.locator('.detail button.plain').first().click();

    await card.locator('input[type="checkbox"]').check();
    await page.locator('[data-bulk]').click();
    await expect.poll(() => card.locator('.wismo-status').getAttribute('data-status'), SLOW).toBe('processing');
    await picture(page, 'board-bulk');
    expect([await violations(page), problems]).toEqual([[], []]);
  });
});
