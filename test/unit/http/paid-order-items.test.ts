/** The items of an order that was paid: their names, quantities and weights. */
import { beforeEach, describe, expect, it } from 'vitest';
import { renderEmail } from '../../../shared/notifications/channels/email/render.ts';
import { planNotifications } from '../../../shared/notifications/plan.ts';
import { type Fields, ITEM, paidOrders } from './support/paid-orders.ts';
import { admin, buyer, seller, type World, world } from './support/world.ts';

let api: World;
beforeEach(() => {
  api = world();
});
const { post, made } = paidOrders(() => api);

describe('a trifle', () => {
  it('a weight is a quantity', async () => {
    const items = [{ name: 'Tomatoes', quantity: 1.5, unit: 'kg', unitPrice: '2.40' }];
    const { items: lines } = await made({ orderType: 'grocery', items, totalAmount: '3.60' });
    expect(lines).toEqual([
      {
        id: 'item-1',
        itemId: 'item-1',
        name: 'Tomatoes',
        productName: 'Tomatoes',
        quantity: 1.5,
        unit: 'kg',
        unitPrice: '2.40',
        totalPrice: '3.60',
        shippedQuantity: 0,
      },
    ]);
  });

  it.each<[string, Fields, Fields]>([
    ['text', { quantity: '2' }, { quantity: 2, unit: 'pc', totalPrice: '25.00' }],
    ['half a piece', { quantity: 0.5 }, { quantity: 0.5, unit: 'pc', totalPrice: '6.25' }],
    ['a unit nobody knows', { quantity: '0.250', unit: 'Bunch' }, { quantity: 0.25, unit: 'Bunch' }],
    ['noise', { quantity: 0.30000000000000004, unit: 'KG' }, { quantity: 0.3, unit: 'kg', totalPrice: '3.75' }],
    ['a line that is no whole cent', { quantity: 0.333, unit: 'kg', unitPrice: '2.99' }, { totalPrice: '1.00' }],
  ])('a quantity as %s is read', async (_what, change, line) => {
    expect((await made({ items: [{ ...ITEM, ...change }] })).items[0]).toMatchObject(line);
  });

  it.each<[string, Fields, Fields]>([
    ['sku', { sku: 'OIL-1L' }, { name: 'OIL-1L' }],
    ['listing', { listingId: 'lst-9' }, { name: 'lst-9' }],
    ['productName', { productName: 'Olive oil' }, { name: 'Olive oil' }],
    ['nothing', {}, { name: 'Item 1' }],
    ['a number', { name: 1984 }, { name: '1984' }],
    ['emoji and RTL', { name: '🫒 زيت زيتون' }, { name: '🫒 زيت زيتون' }],
    ['very much', { name: 'x'.repeat(5_000) }, { name: `${'x'.repeat(299)}…` }],
    ['//cdn.example/a.png', { name: 'x', image: '//cdn.example/a.png' }, { image: 'https://cdn.example/a.png' }],
    ['cdn.example/a.png', { name: 'x', image: 'cdn.example/a.png' }, { image: 'https://cdn.example/a.png' }],
  ])('an item named by %s is taken', async (_what, names, item) => {
    expect((await made({ items: [{ ...names, quantity: 1, unitPrice: '1' }] })).items[0]).toMatchObject(item);
  });

  it('lines of the same product are lines of their own', async () => {
    const line = { name: 'Apples', quantity: 1, unitPrice: '1.00' };
    const items = [
      { ...line, itemId: 'apples' },
      { ...line, itemId: 'apples' },
      { ...line, itemId: 'item-4' },
      line,
      { ...line, itemId: 'apples-2' },
    ];
    const ids = (await made({ items })).items.map(({ itemId }: { itemId: string }) => itemId);
    expect(ids).toEqual(['apples', 'apples-3', 'item-4', 'item-4-2', 'apples-2']);
  });

  it.each([0, '0', '0.00', ' 0.000 ', null])('a line of nothing (%j) beside others is left out', async (quantity) => {
    const gone = quantity === null ? null : { ...ITEM, name: 'Gone', quantity };
    const { items } = await made({ items: [gone, ITEM] });
    expect(items).toMatchObject([{ name: 'Olive oil, 1 l', quantity: 2 }]);
  });
});

describe('a real order', () => {
  it('has weights in its mails and its timeline', async () => {
    const items = [
      { name: 'Tomatoes', quantity: 1.5, unit: 'kg', unitPrice: '2.40' },
      { name: 'Oat milk', quantity: 2, unitPrice: '1.90' },
    ];
    const { order } = await made({ orderType: 'grocery', items, totalAmount: '7.40', locale: 'en' });
    const act = (method: string, what: string, body: object) =>
      api.call(method, `/orders/tracking/${order.id}/${what}`, { as: seller, body });
    await act('POST', 'acknowledge', {});
    await act('PUT', 'status', { status: 'picking_in_progress' });
    const substitute = { name: 'Peppers', quantity: '1.25', unit: 'KG', unit_price: '2.99' };
    const proposed = await act('PUT', 'substitutions', { substitutions: [{ item_id: 'item-1', substitute }] });
    // 1.25 kg for 2.99 are 3.7375.
    expect(proposed.body.substitutions[0]).toMatchObject({
      price_difference: '0.14',
      substitute: { quantity: 1.25, unit: 'kg', unit_price: '2.99' },
    });
    const timeline = async (locale: string) =>
      (await api.call('GET', `/api/orders/${order.id}/timeline?locale=${locale}`, { as: buyer })).text;
    expect(await timeline('en_GB')).toContain('Replacement suggested: 1.25 kg Peppers');
    expect(await timeline('es-ES')).toContain('1,25 kg Peppers');
    expect(await timeline('RU')).toContain('1,25 кг Peppers');
    const now = api.state.orders.get(order.id);
    const [asked] = (api.state.events.get(order.id) ?? []).filter(({ status }) => status === 'substitutions_needed');
    if (!now || !asked) throw new Error('nobody was asked');
    const [planned] = planNotifications({ event: asked, order: now, link: 'https://e.example', now: asked.recordedAt });
    if (!planned) throw new Error('no mail was planned');
    expect(renderEmail({ notification: planned.notification, order: now, link: planned.link }).text).toContain(
      'Suggested instead: 1.5 kg Tomatoes → 1.25 kg Peppers',
    );
  });

  it('takes weights from stock, and gives back what it took', async () => {
    const listing = (body?: object) =>
      body
        ? api.call('PUT', '/api/admin/listings/lst-tom', { as: admin, body: { sellerId: 'shop-7', ...body } })
        : api.call('GET', '/api/admin/listings/lst-tom', { as: seller });
    expect((await listing({ stock: '1.200' })).body.stock).toBe(1.2);
    const items = (...quantities: readonly number[]) =>
      quantities.map((quantity) => ({ listingId: 'lst-tom', quantity, unit: 'kg', unitPrice: '2.40' }));
    const first = await made({ items: items(0.1, 0.2) });
    expect((await listing()).body.stock).toBe(0.9);
    expect((await post({ items: items(0.9, 0.001) })).body.code).toBe('INSUFFICIENT_INVENTORY');
    await made({ items: items(0.9) });
    expect((await listing()).body.stock).toBe(0);
    const cancel = { as: buyer, body: { status: 'cancelled' } };
    expect((await api.call('PUT', `/api/orders/${first.order.id}/status`, cancel)).status).toBe(200);
    expect((await listing()).body.stock).toBe(0.3);
    expect((await listing({ stock: null })).body.stock).toBeNull();
    expect((await listing({ stock: 0.0001 })).body.errors[0].path).toBe('stock');
  });
});
