import type { Locale } from '../../../../../shared/contract/locale.ts';
import { audienceOfTexts } from '../../../../../shared/notifications/audience-texts.ts';
import type { Notification } from '../../../../../shared/notifications/notification.ts';
import type { TemplateType } from '../../../../../shared/notifications/templates/template.ts';
import type { Order } from '../../../../../shared/orders/model/order.ts';
import type { Shop } from '../../../../../shared/shops/shop.ts';
import { TEXT_VARIANTS, type TextVariant } from '../../../../../shared/workflows/text-variants.ts';
import type { NotificationType } from '../../../../../shared/workflows/workflow.ts';
import { anOrder } from '../../../../support/order-fixtures.ts';

const NOW = '2026-03-01T10:00:02.000Z';

/** Named in the letters of the language, so that what is not can be seen. */
const NAMES: Readonly<Record<Locale, { shop: string; person: string; item: string; city: string; street: string }>> = {
  es: { shop: 'Granja Verde', person: 'Ana Ruiz', item: 'Huevos', city: 'Toledo', street: 'Calle 1' },
  en: { shop: 'Granja Verde', person: 'Ana Ruiz', item: 'Eggs', city: 'Toledo', street: 'Calle 1' },
  ro: { shop: 'Granja Verde', person: 'Ana Ruiz', item: 'Ouă', city: 'Toledo', street: 'Calle 1' },
  ru: { shop: 'Зелёная ферма', person: 'Анна Руис', item: 'Яйца', city: 'Толедо', street: 'Улица 1' },
};

const SHOP: Shop = {
  shopId: 'seller-1',
  version: 1,
  createdAt: NOW,
  updatedAt: NOW,
  name: '',
  supportContact: '+34 600 111 222',
  accountUrl: 'https://shop.example/orders',
};

const isVariant = (type: TemplateType): type is TextVariant => (TEXT_VARIANTS as readonly string[]).includes(type);

/** The type that a variant is of does not matter to what is said. */
const typeOf = (type: TemplateType): NotificationType => (isVariant(type) ? 'order_confirmed' : type);

export const aRichOrder = (locale: Locale, given: Partial<Order> = {}): Order => {
  const { person, item, city, street } = NAMES[locale];
  return anOrder({
    orderId: 'ord_1',
    orderNumber: 'ORD-2026-000001',
    locale,
    customer: { name: person, email: 'ana@example.com' },
    items: [
      { itemId: 'a', name: item, quantity: 2, unitPrice: '2.10', image: 'https://cdn.example/a.png' },
      { itemId: 'b', name: item, quantity: 1.5, unit: 'kg', unitPrice: '1', totalPrice: '1.50' },
    ],
    payment: { method: 'fiat', status: 'refunded', refundedAmount: '4.20' },
    shippingAddress: { line1: street, city, country: 'ES' },
    ...given,
  });
};

/** A planned notification of the type; of a variant, one whose event is special in that regard. */
export const aNotification = (type: TemplateType, locale: Locale, given: Partial<Notification> = {}): Notification => ({
  notificationId: 'ntf_1',
  orderId: 'ord_1',
  eventId: 'evt_1',
  type: typeOf(type),
  channel: 'email',
  audience: audienceOfTexts(type),
  priority: 'normal',
  status: 'pending',
  locale,
  templateId: typeOf(type),
  templateVersion: 1,
  facts: {
    orderNumber: 'ORD-2026-000001',
    status: 'shipped',
    phase: 'in_transit',
    carrier: 'fedex',
    trackingNumber: '122816215025810',
    estimatedDelivery: '2026-03-05',
    occurredAt: NOW,
    pickup: { place: { name: NAMES[locale].shop, city: NAMES[locale].city }, at: '2026-03-05' },
    ...(isVariant(type) && { variant: type }),
  },
  createdAt: NOW,
  attempts: [],
  ...given,
});

export const shopIn = (locale: Locale): Shop => ({ ...SHOP, name: NAMES[locale].shop });
