import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { call, drain } from '../e2e/support/api.ts';
import { daysAgo, fedexBody, sendFedex } from '../e2e/support/fedex.ts';
import { createOrder, fedexNumber, newParties, type Parties, putStatus } from '../e2e/support/orders.ts';
import { violations } from './support/axe.ts';
import { demoSession } from './support/demo-session.ts';
import { openAs, picture } from './support/pages.ts';

const session = demoSession();
const SLOW = { timeout: 20_000 };
const LOGO_URL = 'https://green-farm.example/logo.svg';
const PICTURE_URL = 'https://green-farm.example/oil.svg';
const DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="64" height="64"/></svg>';
/** Legible on white, and on nothing dark. */
const ACCENT = '#1c5f2e';

/** Ana, and a shop that nobody else buys from. */
const ofNewShop = async (): Promise<Parties> => {
  const { buyer, buyerId } = session.parties;
  const parties = { ...(await newParties()), buyer, buyerId };
  const body = {
    name: 'Green Farm',
    logoUrl: LOGO_URL,
    accentColor: ACCENT,
    supportContact: 'help@green-farm.example',
  };
  const { status, text } = await call('PUT', `/api/shops/${parties.sellerId}`, { token: parties.seller, body });
  expect(status, text).toBeLessThan(300);
  return parties;
};

const openOrder = async (path: string): Promise<Page> => {
  await session.browser.route('https://green-farm.example/**', (route) =>
    route.fulfill({ contentType: 'image/svg+xml', body: DRAWING }),
  );
  const { page } = await openAs(session.browser, 'demo-ana', path);
  await page.locator('#language').selectOption('en');
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  return page;
};

/** At 320 pixels, and as wide as a page of 1280 pixels is at 200 %. */
const expectClean = async (page: Page, name: string): Promise<void> => {
  for (const [width, colorScheme] of [
    [320, 'dark'],
    [640, 'light'],
  ] as const) {
    await page.setViewportSize({ width, height: 700 });
    await page.emulateMedia({ colorScheme });
    await picture(page, `${name}-${width}-${colorScheme}`);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect([name, width, overflow, await violations(page)]).toEqual([name, width, 0, []]);
  }
};

describe('my orders', () => {
  it('fit 320 pixels in the language with the longest words', async () => {
    await createOrder(session.parties);
    const page = await openOrder('/orders');
    await page.locator('#language').selectOption('ru');
    await page.locator('[data-order]').first().waitFor(SLOW);
    await page.waitForLoadState('networkidle');
    await expectClean(page, 'orders-ru');
  });

  it('are gone through and searched by keys, with letters as any keyboard has them', async () => {
    await createOrder(session.parties, { items: [{ name: 'Brânză', quantity: 1, unitPrice: '25.00' }] });
    const page = await openOrder('/orders');
    await page.locator('[data-order]').nth(1).waitFor(SLOW);
    const focused = () =>
      page.evaluate(
        () => document.activeElement?.getAttribute('data-order') ?? document.activeElement?.getAttribute('type'),
      );
    const orderAt = (place: number) => page.locator('[data-order]').nth(place).getAttribute('data-order');
    for (const key of ['j', 'j', 'k']) await page.keyboard.press(key);
    expect(await focused()).toBe(await orderAt(0));
    await page.keyboard.press('/');
    expect(await focused()).toBe('search');
    await page.keyboard.type('branza');
    await expect.poll(() => page.locator('[data-order]').count(), SLOW).toBe(1);
  });
});

describe("an order's page", () => {
  it('has the face of the shop, the way of money in escrow, documents, and what was sent', async () => {
    const parties = await ofNewShop();
    const escrow = { paymentMethod: 'escrow', escrowId: 'esc_77' };
    const order = await createOrder(parties, { orderType: 'marketplace' }, escrow);
    await putStatus(order.id, parties.seller, 'order_confirmed');
    await drain();
    const page = await openOrder(`/orders/${order.id}`);
    const shop = page.locator('[data-shop]');
    await shop.waitFor(SLOW);
    await expect.poll(() => shop.locator('img').evaluate((logo: HTMLImageElement) => logo.naturalWidth)).toBe(64);
    const contact = shop.getByRole('link');
    expect(await contact.getAttribute('href')).toBe('mailto:help@green-farm.example');
    const colour = () => contact.evaluate((link) => getComputedStyle(link).color);
    expect(await colour()).toBe('rgb(28, 95, 46)');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(colour).not.toBe('rgb(28, 95, 46)');

    const states = await page
      .locator('[data-escrow] [data-state]')
      .evaluateAll((all) => all.map((each) => each.getAttribute('data-state')));
    expect(states).toEqual(['done', 'todo', 'todo']);
    expect(await page.locator('[data-messages]').innerText()).toMatch(/E-mail: (sent|delivered)/);
    await expectClean(page, 'order-escrow');

    await page.locator('[data-documents] a').first().click();
    await page.locator('[data-summary]').waitFor(SLOW);
    const summary = await page.locator('[data-summary]').innerText();
    for (const text of [order.orderNumber, 'Green Farm', 'Olive oil 1 l', '25.00', 'not an invoice'])
      expect(summary).toContain(text);
    await expectClean(page, 'order-summary');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('header').isVisible()).toBe(false);
    await picture(page, 'order-summary-print');
  });

  it('changes one line of an address and retains the others; what has ended is not expected any more', async () => {
    const shippingAddress = {
      name: 'Ana Ruiz',
      line1: 'Ocean Drive 1',
      line2: 'Apt 5',
      city: 'Miami',
      region: 'FL',
      postalCode: '33101',
      country: 'US',
    };
    const estimatedDelivery = new Date(Date.now() + 3 * 86_400_000).toISOString();
    const order = await createOrder(session.parties, { shippingAddress, estimatedDelivery });
    const page = await openOrder(`/orders/${order.id}`);
    await page.getByRole('button', { name: 'Change the address' }).click();
    await page.locator('#field-line1').fill('Ocean Drive 2');
    await page.locator('form[data-action] button.main').click();
    const main = () => page.locator('main').innerText();
    await expect.poll(main, SLOW).toContain('Done: Change the address');
    await expect.poll(main, SLOW).toMatch(/Ana Ruiz\s+Ocean Drive 2\s+Apt 5\s+33101 Miami, FL\s+United States/);
    expect(await page.locator('.headline').innerText()).toContain('Expected:');

    // Its day is gone, and what is typed at that moment is not.
    await page.getByRole('button', { name: 'Choose another day' }).click();
    await page.locator('#field-reason').fill('I am away');
    await putStatus(order.id, session.parties.buyer, 'cancelled');
    await expect.poll(() => page.locator('.headline h1').innerText(), SLOW).toBe('Cancelled');
    expect(await page.locator('.headline').innerText()).not.toMatch(/Expected:|Promised by/);
    expect(await page.locator('#field-reason').inputValue()).toBe('I am away');
  });

  it('has what was typed after a session that ended, and the focus where the form was', async () => {
    const order = await createOrder(session.parties);
    const page = await openOrder(`/orders/${order.id}`);
    const offer = page.locator('[data-offer="support"]');
    await offer.click();
    await page.keyboard.press('Escape');
    await expect.poll(() => offer.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await page.locator('#field-subject').fill('The parcel');
    await page.locator('#field-message').fill('It is not here');
    await page.keyboard.press('Escape');

    const ended = { status: 401, code: 'UNAUTHENTICATED', title: 'x', detail: 'x' };
    const problem = { status: 401, contentType: 'application/problem+json', body: JSON.stringify(ended) };
    await page.route('**/api/orders/*/support', (route) => route.fulfill(problem));
    await page.route('**/_local/oidc/**/token', (route) => route.fulfill({ status: 400, body: '{}' }));
    await page.locator('form[data-action] button.main').click();
    const again = page.locator('main > section[role="alert"] button');
    await again.waitFor(SLOW);
    await page.unroute('**/api/orders/*/support');
    await page.unroute('**/_local/oidc/**/token');
    await again.click();
    await page.locator('a[href*="person=demo-ana"]').click();
    await page.locator('#field-message').waitFor(SLOW);
    expect(await page.locator('#field-subject').inputValue()).toBe('The parcel');
    expect(await page.locator('#field-message').inputValue()).toBe('It is not here');
    await page.locator('form[data-action] button.main').click();
    await expect.poll(() => page.locator('#actions').evaluate((title) => title === document.activeElement)).toBe(true);
    const drafts = () => page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.includes('draft')));
    expect(await drafts()).toEqual([]);
  });

  it('says that the carrier was there, where and when, and where it is to be left', async () => {
    const order = await createOrder(session.parties);
    for (const status of ['confirmed', 'processing']) await putStatus(order.id, session.parties.seller, status);
    const trackingNumber = fedexNumber();
    const parcel = { token: session.parties.seller, body: { trackingNumber, carrier: 'fedex' } };
    await call('POST', `/api/orders/${order.id}/shipments`, parcel);
    const instructions = { leaveWith: 'neighbour', instructions: 'Ring twice' };
    const wish = { token: session.parties.buyer, body: instructions };
    await call('POST', `/api/orders/${order.id}/delivery-preferences`, wish);
    const scans = [
      { at: daysAgo(0, '00:00:01Z'), eventType: 'PU' },
      { at: daysAgo(0, '00:00:02Z'), eventType: 'OD' },
      { at: daysAgo(0, '00:00:03Z'), eventType: 'DE', city: 'TOLEDO' },
    ];
    await sendFedex(fedexBody(trackingNumber, scans));
    await drain();
    const page = await openOrder(`/orders/${order.id}`);
    await expect.poll(() => page.locator('.headline h1').innerText(), SLOW).toMatch(/^The carrier tried to deliver it/);
    expect(await page.locator('[data-latest]').innerText()).toContain('Delivery attempted · TOLEDO');
    expect(await page.locator('[data-preference]').innerText()).toBe('Leave it with a neighbour · Ring twice');
    await page.locator('[data-offer="delivery_preferences"]').click();
    expect(await page.locator('#field-instructions').inputValue()).toBe('Ring twice');
  });

  it('shows both goods of a replacement with their pictures and prices, and until when the store waits', async () => {
    const parties = await ofNewShop();
    const items = [{ name: 'Olive oil 1 l', quantity: 2, unitPrice: '12.50', image: PICTURE_URL }];
    const order = await createOrder(parties, { orderType: 'grocery', fulfilmentType: 'delivery', items });
    await drain();
    for (const status of ['store_acknowledged', 'picking_in_progress'])
      await putStatus(order.id, parties.seller, status);
    const path = `/orders/tracking/${order.id}`;
    const found = await call<{ items: readonly { item_id: string }[] }>('GET', path, { token: parties.seller });
    const substitute = { name: 'Sunflower oil 1 l', quantity: 2, unit_price: '9.00', image: PICTURE_URL };
    const body = { substitutions: [{ item_id: found.body.items[0]?.item_id, substitute }] };
    const proposed = await call('PUT', `${path}/substitutions`, { token: parties.seller, body });
    expect(proposed.status, proposed.text).toBe(200);

    const page = await openOrder(`/orders/${order.id}`);
    const choice = page.locator('[data-substitution]');
    await choice.waitFor(SLOW);
    const widths = () =>
      choice.locator('img').evaluateAll((all) => all.map((img) => (img as HTMLImageElement).naturalWidth));
    await expect.poll(widths, SLOW).toEqual([64, 64]);
    for (const text of ['Olive oil 1 l', 'Sunflower oil 1 l', '7.00 less'])
      expect(await choice.innerText()).toContain(text);
    expect(await page.locator('[data-until]').innerText()).toMatch(/Please choose by .+ \(in (10|9) minutes\)/);
    await expectClean(page, 'order-replacement');
    await choice.getByRole('button', { name: 'Take it' }).focus();
    await page.keyboard.press('Enter');
    await choice.waitFor({ ...SLOW, state: 'detached' });
    const heading = page.locator('.headline h1');
    expect(await heading.evaluate((element) => element === document.activeElement)).toBe(true);
    const list = page.locator('section[aria-labelledby="items"]');
    await expect.poll(() => list.innerText(), SLOW).toContain('Olive oil 1 l (not delivered)');
    expect(await list.innerText()).toContain('Sunflower oil 1 l');
  });
});
