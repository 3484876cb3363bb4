import { expect, it } from 'vitest';
import { apiUrl, call } from '../e2e/support/api.ts';
import { createOrder, fedexNumber, newParties } from '../e2e/support/orders.ts';
import { launchBrowser } from './support/browser.ts';

const LOGO_URL = 'https://green-farm.example/logo.svg';
const LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="32"><rect width="64" height="32"/></svg>';

it('the tracking page wears the name, logo and colour of the shop, and says where to ask', async () => {
  const parties = await newParties();
  const shop = {
    name: 'Green <b>Farm</b>',
    logoUrl: LOGO_URL,
    accentColor: '#1c5f2e',
    supportContact: 'help@green-farm.example',
  };
  await call('PUT', `/api/shops/${parties.sellerId}`, { token: parties.seller, body: shop });
  const order = await createOrder(parties);
  const trackingNumber = fedexNumber();
  await call('POST', `/api/orders/${order.id}/shipments`, { token: parties.seller, body: { trackingNumber } });

  const opened = await launchBrowser();
  const page = await opened.context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.route(LOGO_URL, (route) => route.fulfill({ contentType: 'image/svg+xml', body: LOGO }));
  await page.goto(new URL(`/track/${trackingNumber}`, apiUrl()).href);
  const name = page.locator('#shop-name');
  await expect.poll(() => name.textContent()).toBe(shop.name);
  await expect.poll(() => page.locator('#shop-logo').evaluate((logo: HTMLImageElement) => logo.naturalWidth)).toBe(64);
  expect(await name.evaluate((element) => getComputedStyle(element).color)).toBe('rgb(28, 95, 46)');
  const contact = page.getByRole('link', { name: shop.supportContact });
  expect(await contact.getAttribute('href')).toBe(`mailto:${shop.supportContact}`);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await name.evaluate((element) => getComputedStyle(element).color)).toBe('rgb(79, 195, 195)');
  expect(problems).toEqual([]);
  await opened.close();
});
