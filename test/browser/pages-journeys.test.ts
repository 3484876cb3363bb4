import { describe, expect, it } from 'vitest';
import { call, drain } from '../e2e/support/api.ts';
import { createOrder, fedexNumber, putStatus, statusOf } from '../e2e/support/orders.ts';
import { eventually } from '../support/eventually.ts';
import { demoSession } from './support/demo-session.ts';
import { guidePicture, openAs, openPage } from './support/pages.ts';

const demo = demoSession();

const SLOW = { timeout: 20_000 };

describe('the first page', () => {
  it('signs a person of the demonstration in by one click, and leads to their place', async () => {
    const { page, problems, strangers } = await openPage(demo.browser, '/');
    await page.locator('.cards button').first().click();
    await page.waitForURL('**/orders');
    await page.reload();
    await expect.poll(() => page.locator('h1').innerText(), SLOW).toBe('My orders');
    expect(Object.keys(await page.evaluate(() => ({ ...localStorage })))).toEqual([]);
    expect([problems, [...strangers]]).toEqual([[], []]);
  });
});

describe('an order, seen by customer, shop and support at once', () => {
  it('moves on every page while it goes from placed to delivered', async () => {
    const ana = await openAs(demo.browser, 'demo-ana', '/orders');
    const sara = await openAs(demo.browser, 'demo-sara', '/shop');
    const order = await createOrder(demo.parties, { customer: { name: 'Ana Ruiz', email: 'ana@demo.example' } });
    const onBoard = sara.page.locator(`[data-order="${order.id}"]`);
    const onList = ana.page.locator(`[data-order="${order.id}"]`);
    await onBoard.waitFor(SLOW);
    await onList.waitFor(SLOW);
    const ines = await openAs(demo.browser, 'demo-ines', `/staff/orders/${order.id}`);

    await onBoard.locator('[data-next]').click();
    const statusIn = (place: typeof onBoard) => () =>
      place.locator('.wismo-status').first().getAttribute('data-status');
    for (const place of [onBoard, onList, ines.page.locator('.headline')])
      await expect.poll(statusIn(place), SLOW).toBe('confirmed');

    await onBoard.locator('[data-next]').click();
    await expect.poll(statusIn(onList), SLOW).toBe('processing');
    await onBoard.locator('[data-card]').click();
    await sara.page.locator('#parcel-number').fill(fedexNumber());
    await sara.page.locator('#parcel-number').press('Enter');
    await expect
      .poll(async () => (await statusOf(order.id, demo.parties.seller)).actions, SLOW)
      .toContain('register_shipment');
    await putStatus(order.id, demo.parties.admin, 'shipped');
    await putStatus(order.id, demo.parties.admin, 'delivered');
    for (const place of [onBoard, ines.page.locator('.headline')])
      await expect
        .poll(() => place.count().then((count) => (count > 0 ? statusIn(place)() : 'delivered')), SLOW)
        .toBe('delivered');
    await onList.waitFor({ ...SLOW, state: 'detached' });
    for (const { problems, strangers } of [ana, sara, ines]) expect([problems, [...strangers]]).toEqual([[], []]);
  });
});

describe('a customer', () => {
  it('cancels an order where that is offered, and sees it at once', async () => {
    const order = await createOrder(demo.parties);
    const { page, problems } = await openAs(demo.browser, 'demo-ana', `/orders/${order.id}`);
    const actions = page.locator('section[aria-labelledby="actions"]');
    await actions.waitFor(SLOW);
    await guidePicture(page, 'customer-order', page.locator('main'));
    await actions.locator('button.danger').last().click();
    await page.locator('form[data-action="cancel"] textarea').fill('ordered twice');
    await page.locator('form[data-action="cancel"] button[type="submit"]').click();
    await expect.poll(() => page.locator('.headline').getAttribute('data-status'), SLOW).toBe('cancelled');
    expect(problems).toEqual([]);
  });

  it('verifies a phone by the code that was sent to it', async () => {
    const { page } = await openAs(demo.browser, 'demo-ana', '/settings');
    await page.locator('#phone-number').fill('+34600111999');
    await page.locator('#phone-number').press('Enter');
    await page.locator('#phone-code').waitFor();
    const code = await eventually(async () => {
      const { body } = await call<{ text: string }[]>('GET', '/_local/outbox?to=%2B34600111999');
      const [digits] = /\d{6}/.exec(body.at(-1)?.text ?? '') ?? [];
      if (digits === undefined) throw new Error('no code has come');
      return digits;
    });
    await page.locator('#phone-code').fill(code);
    await page.locator('#phone-code').press('Enter');
    await expect.poll(() => page.locator('main').innerText(), SLOW).toContain('+34600111999 is confirmed');
  });

  it('turns one switch, and the inbox counts what comes', async () => {
    const { page } = await openAs(demo.browser, 'demo-ana', '/settings');
    const cell = page.locator('[data-switch="smsNotifications delivered"]');
    const before = await cell.isChecked();
    await cell.click();
    await expect.poll(() => page.locator('.saved').innerText(), SLOW).toBe('Saved');
    await guidePicture(page, 'customer-settings', page.locator('main'));
    const { body } = await call<{ smsNotifications: Record<string, boolean> }>(
      'GET',
      '/api/notifications/preferences',
      {
        token: demo.parties.buyer,
      },
    );
    expect(body.smsNotifications.delivered).toBe(!before);
    const order = await createOrder(demo.parties);
    await putStatus(order.id, demo.parties.seller, 'confirmed');
    await drain();
    await expect.poll(() => page.title(), SLOW).toMatch(/^\(\d+\) Settings/);
  });
});

describe('a grocery order', () => {
  const grocery = async () => {
    const order = await createOrder(demo.parties, {
      orderType: 'grocery',
      fulfilmentType: 'delivery',
      customer: { name: 'Ana Ruiz', email: 'ana@demo.example' },
    });
    await drain();
    await putStatus(order.id, demo.parties.seller, 'store_acknowledged');
    await putStatus(order.id, demo.parties.seller, 'picking_in_progress');
    return order;
  };

  it('asks for a replacement, which the customer takes', async () => {
    const order = await grocery();
    const sara = await openAs(demo.browser, 'demo-sara', '/shop');
    await sara.page.locator(`[data-order="${order.id}"] [data-card]`).click(SLOW);
    await sara.page.locator('.detail button.plain.small').first().click();
    await sara.page.locator('#substitute-name').fill('Sunflower oil 1 l');
    await sara.page.locator('#substitute-price').fill('9.00');
    await sara.page.locator('.detail form button[type="submit"]').first().click();
    const proposed = sara.page.locator('[data-proposed]', { hasText: 'Sunflower oil 1 l' });
    await proposed.waitFor(SLOW);
    const ana = await openAs(demo.browser, 'demo-ana', `/orders/${order.id}`);
    await ana.page.locator('.headline').waitFor(SLOW);
    await ana.page.locator('[data-substitution] button.main').click(SLOW);
    await ana.page.locator('[data-substitution]').waitFor({ ...SLOW, state: 'detached' });
    await proposed.waitFor({ ...SLOW, state: 'detached' });
    expect((await statusOf(order.id, demo.parties.buyer)).status).toBe('picking_in_progress');
  });

  it('is brought by its driver: collected, on the way, delivered with a PIN', async () => {
    const order = await grocery();
    await putStatus(order.id, demo.parties.seller, 'ready_for_pickup');
    await call('PUT', `/orders/tracking/${order.id}/driver`, {
      token: demo.parties.seller,
      body: { driver_id: 'demo-marta', name: 'Marta', provider: 'own' },
    });
    await drain();
    const { page } = await openAs(demo.browser, 'demo-marta', '/drive');
    const stop = page.locator(`[data-stop="${order.id}"]`);
    await stop.locator('[data-move]').click(SLOW);
    await expect
      .poll(() => stop.locator('.wismo-status').getAttribute('data-status'), SLOW)
      .toBe('driver_pickup_complete');
    // Other stops may be before it.
    const first = stop.locator('[data-first]');
    if (await first.isVisible()) await first.click();
    await stop.locator('[data-move]').click();
    await stop.locator('[data-deliver]').click(SLOW);
    await page.locator('#pin').fill('1234');
    await page.locator('[data-confirm]').click();
    await stop.waitFor({ ...SLOW, state: 'detached' });
    expect((await statusOf(order.id, demo.parties.buyer)).status).toBe('delivered');
  });
});

describe('support', () => {
  it('finds an order, moves it with a reason, and the reason stands in its history', async () => {
    const order = await createOrder(demo.parties);
    const { page } = await openAs(demo.browser, 'demo-ines', '/staff');
    await page.locator('input[type="search"]').fill(order.orderNumber);
    await page.locator(`[data-found="${order.id}"] a`).click(SLOW);
    await page.locator('#move-status').waitFor();
    await page.locator('#move-status').selectOption('confirmed');
    await page.locator('#move-reason').fill('the shop has called');
    await page.locator('#move-reason').press('Enter');
    await expect.poll(() => page.locator('.headline').getAttribute('data-status'), SLOW).toBe('confirmed');
    const { history } = await statusOf(order.id, demo.parties.admin);
    expect(history.at(-1)).toMatchObject({
      status: 'confirmed',
      reason: 'the shop has called',
      actor: { role: 'csr' },
    });
  });
});
