import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiUrl, drain, outbox } from '../e2e/support/api.ts';
import { createOrder, newParties, unique } from '../e2e/support/orders.ts';
import { launchBrowser, type OpenBrowser } from './support/browser.ts';

let opened: OpenBrowser;
let browser: BrowserContext;

beforeAll(async () => {
  opened = await launchBrowser();
  browser = opened.context;
});

afterAll(() => opened.close());

/** The browser itself logs a 401 or 429 response; anything else is a fault of the page. */
const EXPECTED = /Failed to load resource: the server responded with a status of (401|404|429)/;

const openLink = async (languages: readonly string[] = ['en-GB']): Promise<{ page: Page; problems: string[] }> => {
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !EXPECTED.test(message.text())) problems.push(message.text());
  });
  await page.addInitScript((own) => {
    Object.defineProperty(navigator, 'languages', { get: () => own });
  }, languages);
  await page.goto(
    new URL(`/track/ord_01KJMFQ3M00000000000000001?token=out-of-date&lang=${languages[0]}`, apiUrl()).href,
  );
  return { page, problems };
};

const headlineOf = (page: Page) => expect.poll(() => page.locator('#headline').innerText());
const responseOf = (page: Page) => expect.poll(() => page.getByRole('status').innerText());

/** By the keyboard alone, as a screen reader's user would. */
const askByKeyboard = async (page: Page, orderNumber: string, proof: string): Promise<void> => {
  await page.getByLabel('Order number').focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(orderNumber);
  await page.keyboard.press('Tab');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(proof);
  await page.keyboard.press('Enter');
};

describe('a link that is not valid any more', () => {
  it('says so, and has a new one mailed by order number and address', async () => {
    const parties = await newParties();
    const guestEmail = `${unique('guest')}@example.com`;
    const order = await createOrder(parties, { buyerId: undefined, guestEmail, customer: { name: 'Ana Ruiz' } });
    const { page, problems } = await openLink();
    await headlineOf(page).toBe('This link is no longer valid');
    // Nothing is followed, so nothing says that it is.
    expect(await page.locator('#connection').isVisible()).toBe(false);
    expect(await page.locator('main').innerText()).not.toMatch(/do not know this number/i);
    await askByKeyboard(page, order.orderNumber, guestEmail);
    await responseOf(page).toMatch(/^If this matches an order, an e-mail/);
    await drain();
    expect((await outbox(order.id)).map(({ to, subject }) => [to, subject])).toEqual([
      [guestEmail, `We have received order ${order.orderNumber}`],
      [guestEmail, `Your link to order ${order.orderNumber}`],
    ]);
    expect(problems).toEqual([]);
    await page.close();
  });

  it('shows the same for a number that does not exist, and says when there were too many requests', async () => {
    const { page, problems } = await openLink();
    await headlineOf(page).toBe('This link is no longer valid');
    const orderNumber = unique('ORD').slice(0, 40);
    for (let i = 0; i < 3; i += 1) {
      await askByKeyboard(page, orderNumber, '28001');
      await responseOf(page).toMatch(/^If this matches an order, an e-mail/);
    }
    await askByKeyboard(page, orderNumber, '28001');
    await responseOf(page).toMatch(/^Too many requests. Please try again in \d+ minutes?\./);
    expect(problems).toEqual([]);
    await page.close();
  });

  it('names its fields, sends nothing that is incomplete, and speaks Spanish', async () => {
    const { page, problems } = await openLink(['es-MX', 'en']);
    await headlineOf(page).toBe('Este enlace ya no es válido');
    expect(await page.locator('html').getAttribute('lang')).toBe('es');
    const [number, proof] = [
      page.getByLabel('Número de pedido'),
      page.getByLabel('Correo electrónico o código postal'),
    ];
    for (const field of [number, proof]) {
      const hint = await field.getAttribute('aria-describedby');
      expect((await page.locator(`#${hint}`).innerText()).length).toBeGreaterThan(0);
    }
    await number.fill('ORD-2026-000001');
    await page.getByRole('button', { name: 'Enviarme el enlace' }).click();
    expect(await proof.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await page.getByRole('status').innerText()).toBe('');
    expect(problems).toEqual([]);
    await page.close();
  });

  it.each([
    ['ro-MD', 'Acest link nu mai este valabil', 'Trimite-mi linkul'],
    ['ru-RU', 'Эта ссылка больше не действует', 'Прислать мне ссылку'],
  ])('speaks %s', async (tag, headline, button) => {
    const { page, problems } = await openLink([tag, 'en']);
    await headlineOf(page).toBe(headline);
    expect(await page.locator('html').getAttribute('lang')).toBe(tag.slice(0, 2));
    expect(await page.getByRole('button', { name: button }).isVisible()).toBe(true);
    expect(problems).toEqual([]);
    await page.close();
  });

  it('has a new one mailed without JavaScript', async () => {
    const parties = await newParties();
    const guestEmail = `${unique('guest')}@example.com`;
    const order = await createOrder(parties, { buyerId: undefined, guestEmail, customer: { name: 'Ana Ruiz' } });
    const page = await browser.newPage();
    const session = await browser.newCDPSession(page);
    await session.send('Emulation.setScriptExecutionDisabled', { value: true });
    await page.goto(new URL('/track/ord_01KJMFQ3M00000000000000001?token=out-of-date', apiUrl()).href);
    await page.locator('#plain-number').fill(order.orderNumber);
    await page.locator('#plain-address').fill(guestEmail);
    await page.getByRole('button', { name: 'Send me the link' }).click();
    await expect.poll(() => page.url()).toContain('/api/orders/track?');
    expect(await page.getByRole('status').count()).toBe(1);
    await drain();
    expect((await outbox(order.id)).map(({ subject }) => subject)).toContain(`Your link to order ${order.orderNumber}`);
    await page.close();
  });
});
