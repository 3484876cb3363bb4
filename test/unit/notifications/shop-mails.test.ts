/** What mails have of the shop, and what shops are sent themselves. */
import { describe, expect, it } from 'vitest';
import type { OrderEvent } from '../../../shared/contract/events.ts';
import { renderEmail } from '../../../shared/notifications/channels/email/render.ts';
import { planNotifications } from '../../../shared/notifications/plan.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import { type Shop, withShop } from '../../../shared/shops/shop.ts';
import { NOTIFICATION_TYPES, type NotificationType } from '../../../shared/workflows/workflow.ts';
import { anOrder } from '../../support/order-fixtures.ts';
import { anEvent } from '../support/an-event.ts';

const NOW = '2026-03-01T10:00:02.000Z';
const LINK = 'https://w.example/track/ord_1?token=secret';
const SHOP: Shop = {
  shopId: 'seller-1',
  version: 3,
  createdAt: NOW,
  updatedAt: NOW,
  name: 'Green Farm SL',
  storeName: 'Green <Farm>',
  email: 'orders@green-farm.example',
  locale: 'en',
  timezone: 'Europe/Madrid',
  supportContact: '+34 600 111 222',
  accountUrl: 'https://green-farm.example/orders',
  logoUrl: 'https://green-farm.example/logo.png?a=1&b=2',
  accentColor: '#1c5f2e',
  pickup: { place: { name: 'The green barn' }, instructions: 'Ring twice', hours: 'Mon–Sat 9–14' },
};

interface Given {
  readonly type: NotificationType;
  readonly audience?: 'customer' | 'seller';
  readonly shop?: Shop | undefined;
  readonly order?: Partial<Order>;
  readonly event?: Partial<OrderEvent>;
}

const plan = ({ type, audience = 'seller', shop = SHOP, order = {}, event = {} }: Given) => {
  const effects = [{ kind: 'notify', type, channels: ['email'], priority: 'normal', audience }] as const;
  const of = anOrder({ orderId: 'ord_1', locale: 'es', ...order });
  const [planned] = planNotifications({ event: anEvent({ effects, ...event }), order: of, shop, link: LINK, now: NOW });
  if (!planned) throw new Error('nothing was planned');
  return { ...planned, order: of };
};

const mail = (given: Given) => {
  const { notification, link, order } = plan(given);
  const shop = 'shop' in given ? given.shop : SHOP;
  return renderEmail({ notification, order: withShop(order, shop), shop, link });
};

describe('a notification for a shop', () => {
  it('goes to the address that the shop gave, in its language, and leads to its own pages', () => {
    const { notification, link } = plan({ type: 'store_new_order' });
    expect(notification).toMatchObject({
      status: 'pending',
      recipient: 'o***@green-farm.example',
      locale: 'en',
      audience: 'seller',
    });
    expect(link).toBe(SHOP.accountUrl);
  });

  it('never carries the link of the customer', () => {
    const { accountUrl: _accountUrl, ...shop } = SHOP;
    expect(plan({ type: 'store_new_order', shop }).link).toBe('');
    const { text, html } = mail({ type: 'store_new_order', shop });
    for (const part of [text, html]) expect(part).not.toMatch(/secret|Open my orders|href=""/);
  });

  it('is suppressed where the shop gave no address, in the language of the order', () => {
    const { email: _email, locale: _locale, ...shop } = SHOP;
    expect(plan({ type: 'store_new_order', shop }).notification).toMatchObject({
      status: 'suppressed',
      error: 'no_address',
      locale: 'es',
    });
  });

  it.each(
    NOTIFICATION_TYPES.flatMap((type) => (['es', 'en', 'ro', 'ru'] as const).map((locale) => [type, locale] as const)),
  )('of %s speaks to a shop in %s, with nothing left unfilled', (type, locale) => {
    const { subject, text, html } = mail({ type, shop: { ...SHOP, locale } });
    expect(subject).toContain('ORD-2026-000001');
    for (const part of [subject, text, html]) expect(part).not.toMatch(/\{\{|\{%|undefined|\[object/);
    const forCustomer = mail({ type, audience: 'customer', order: { locale } });
    if (type !== 'store_new_order') expect(text.split('\n')[0]).not.toBe(forCustomer.text.split('\n')[0]);
    expect(text).not.toContain('Ana Ruiz');
    expect(text).not.toContain(SHOP.supportContact);
  });

  it('names the status where its text does not', () => {
    const { text } = mail({ type: 'delivered', event: { status: 'delivered', phase: 'delivered' } });
    expect(text).toContain('Status: Delivered');
  });
});

describe('a mail for a customer', () => {
  it('wears the name, logo and colour of the shop, and says where to ask', () => {
    const { html, text } = mail({ type: 'shipped', audience: 'customer', order: { locale: 'en' } });
    expect(html).toContain('Green &lt;Farm&gt;');
    expect(html).toContain('src="https://green-farm.example/logo.png?a=1&amp;b=2"');
    expect(html).toContain('background:#1c5f2e');
    expect(html).not.toMatch(/wismo|#0b6e6e/);
    expect(text).toContain('Questions?: +34 600 111 222');
  });

  it('has the name that the order knows, where the shop has said nothing since', () => {
    const order = { seller: { name: 'Old Mill' } };
    const { html } = mail({ type: 'shipped', audience: 'customer', shop: undefined, order });
    expect(html).toContain('Old Mill');
    expect(html).not.toMatch(/<img|wismo/);
    expect(html).toContain('#0b6e6e');
  });

  it('is ours where no shop is known', () => {
    expect(mail({ type: 'shipped', audience: 'customer', shop: undefined }).html).toContain('wismo');
  });

  it('says when, where and how to collect, in the zone of the shop, where the order does not say', () => {
    const given = {
      type: 'ready_for_pickup',
      audience: 'customer',
      order: { locale: 'en', fulfilmentType: 'pickup', estimatedPickupAt: '2026-03-05T09:30:00.000Z' },
      event: { status: 'ready_for_pickup', phase: 'ready' },
    } as const;
    const { text } = mail(given);
    expect(text).toContain('Where to collect: The green barn');
    expect(text).toMatch(/When to collect: Thursday.* 10:30 CET/);
    expect(text).toContain('Opening hours: Mon–Sat 9–14');
    expect(text).toContain('Instructions: Ring twice');
    const named = mail({ ...given, order: { ...given.order, pickup: { place: { name: 'Stall 12' } } } });
    expect(named.text).toContain('Where to collect: Stall 12');
    expect(named.text).toMatch(/10:30 CET/);
  });
});
