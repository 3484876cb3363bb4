import { BarcodeFormat, QRCodeWriter } from '@zxing/library';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { call, drain } from '../e2e/support/api.ts';
import { createOrder, putStatus } from '../e2e/support/orders.ts';
import { violations } from './support/axe.ts';
import { demoSession } from './support/demo-session.ts';
import { guidePicture, openAs, picture } from './support/pages.ts';

const demo = demoSession();

const SLOW = { timeout: 20_000 };

/** A camera in front of which there is a code. */
const showToCamera = async (page: Page, text: string): Promise<void> => {
  const SIDE = 240;
  const code = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, SIDE, SIDE, new Map());
  const dark = Array.from({ length: SIDE * SIDE }, (_, at) => code.get(at % SIDE, Math.floor(at / SIDE)));
  await page.evaluate(
    ({ side, dots }) => {
      const canvas = document.createElement('canvas');
      canvas.width = side;
      canvas.height = side;
      const context = canvas.getContext('2d');
      const draw = (): void => {
        for (const [at, isDark] of dots.entries()) {
          if (context) context.fillStyle = isDark ? '#000' : '#fff';
          context?.fillRect(at % side, Math.floor(at / side), 1, 1);
        }
      };
      draw();
      navigator.mediaDevices.getUserMedia = async () => {
        const stream = canvas.captureStream(10);
        setInterval(draw, 200);
        return stream;
      };
    },
    { side: SIDE, dots: dark },
  );
};

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

  it('scans a parcel with the camera where the browser reads no barcodes itself', async () => {
    const order = await createOrder(demo.parties);
    await putStatus(order.id, demo.parties.seller, 'confirmed');
    await drain();
    const { page, problems } = await openAs(demo.browser, 'demo-sara', '/shop');
    expect(await page.evaluate(() => 'BarcodeDetector' in globalThis)).toBe(false);
    await page.locator(`[data-order="${order.id}"] [data-card]`).click(SLOW);
    await page.locator('[data-scan]').waitFor(SLOW);
    await showToCamera(page, 'JD014600003828');
    await page.locator('[data-scan]').click();
    await expect.poll(() => page.locator('#parcel-number').inputValue(), SLOW).toBe('JD014600003828');
    await page.locator('.detail button.plain').first().click();

    await page.keyboard.press('?');
    await page.locator('[data-keys]').waitFor(SLOW);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('[data-keys]').waitFor({ ...SLOW, state: 'detached' });
    expect(problems).toEqual([]);
  });

  it('changes its profile, and is stopped by a colour that nobody can read', async () => {
    const path = '/api/shops/demo-shop';
    const shopNow = () => call<Record<string, unknown>>('GET', path, { token: demo.parties.seller });
    const before = await shopNow();
    const { page, problems } = await openAs(demo.browser, 'demo-sara', '/shop/profile');
    await page.locator('#profile-accent').fill('#f5d000', SLOW);
    await expect.poll(() => page.locator('[data-save]').isDisabled(), SLOW).toBe(true);
    expect(await violations(page)).toEqual([]);
    await picture(page, 'shop-profile');
    await page.locator('#profile-accent').fill('#1c5f2e');
    if ((await page.locator('#profile-name').inputValue()) === '') await page.locator('#profile-name').fill('Demo');
    await page.locator('#profile-hours').fill('Mon–Sat 9–14');
    await page.locator('#profile-placeName').fill('The barn');
    await page.locator('#profile-placeCity').fill('Olite');
    await page.locator('[data-save]').click();
    await expect.poll(() => page.locator('[data-saved]').innerText(), SLOW).not.toBe('');
    const after = await shopNow();
    expect(after.body).toMatchObject({
      accentColor: '#1c5f2e',
      pickup: { hours: 'Mon–Sat 9–14', place: { name: 'The barn', city: 'Olite' } },
    });
    expect(after.body.address).toEqual(before.body.address ?? null);
    // Without a shop to begin with, the browser reports the 404 that the page was shown for it.
    expect(problems.filter((problem) => !problem.includes('404'))).toEqual([]);
  });
});
