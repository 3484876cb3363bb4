/** An order that nobody made, for looking at a template. */
import { MILLISECONDS_A_DAY } from '../../calendar/durations.ts';
import type { Instant } from '../../calendar/instant.ts';
import { CARRIERS } from '../../contract/carrier-registry.ts';
import type { NotificationAudience } from '../../contract/channel-descriptor.ts';
import type { ChannelId } from '../../contract/channel-registry.ts';
import type { Locale } from '../../contract/locale.ts';
import { UNKNOWN_CARRIER } from '../../contract/unknown-carrier.ts';
import type { Estimate } from '../../orders/model/estimate.ts';
import type { Order } from '../../orders/model/order.ts';
import type { Shop } from '../../shops/shop.ts';
import { NOTIFICATION_TYPES, type NotificationType, type Phase } from '../../workflows/workflow.ts';
import { audienceOfTexts } from '../audience-texts.ts';
import type { RenderRequest } from '../channel.ts';
import type { NotificationFacts } from '../notification.ts';
import type { TemplateType } from './template.ts';

const [CARRIER] = CARRIERS;
const SAMPLE_CARRIER = CARRIER?.id ?? UNKNOWN_CARRIER;
const TRACKING_NUMBER = '1Z999AA10123456784';

const sampleOrder = (locale: Locale, at: Instant, estimate: Estimate): Order => ({
  orderId: 'ord_sample',
  orderNumber: 'ORD-2026-001234',
  orderType: 'standard',
  workflow: { id: 'parcel', version: 1 },
  status: 'shipped',
  phase: 'in_transit',
  version: 1,
  statusSince: at,
  createdAt: at,
  updatedAt: at,
  buyerId: 'sample',
  sellerId: 'sample',
  customer: { name: 'Ana Ruiz', email: 'ana@example.com' },
  locale,
  items: [
    {
      itemId: 'itm_1',
      name: 'Aceite de oliva virgen extra 500 ml',
      quantity: 2,
      unitPrice: '12.50',
      totalPrice: '25.00',
    },
    { itemId: 'itm_2', name: 'Tomate', quantity: 1.5, unit: 'kg', unitPrice: '2.40', totalPrice: '3.60' },
  ],
  totalAmount: '28.60',
  currency: 'EUR',
  payment: { method: 'fiat', status: 'confirmed', refundedAmount: '28.60' },
  fulfilmentType: 'shipping',
  shippingAddress: { line1: 'Calle Mayor 1', city: 'Madrid', postalCode: '28013', country: 'ES' },
  estimatedDelivery: estimate,
  shipments: [{ shipmentId: 'shp_1', trackingNumber: TRACKING_NUMBER, carrier: SAMPLE_CARRIER, registeredAt: at }],
  deliveryAttempts: 0,
  substitutions: [],
  stamps: {},
  firedDeadlines: {},
  reservedStock: [],
});

const sampleShop = (at: Instant): Shop => ({
  shopId: 'sample',
  version: 1,
  createdAt: at,
  updatedAt: at,
  name: 'Granja Verde',
  email: 'pedidos@example.com',
  supportContact: '+34 600 111 222',
  accountUrl: 'https://shop.example/orders',
});

const isType = (type: TemplateType): type is NotificationType =>
  (NOTIFICATION_TYPES as readonly string[]).includes(type);

const PHASES_OF: Readonly<Partial<Record<TemplateType, Phase>>> = {
  order_created: 'placed',
  order_confirmed: 'confirmed',
  farm_confirmed: 'confirmed',
  processing: 'preparing',
  preparing: 'preparing',
  ready_for_pickup: 'ready',
  out_for_delivery: 'out_for_delivery',
  delivered: 'delivered',
  delayed: 'delayed',
  exception: 'exception',
  cancelled: 'cancelled',
  returned: 'returned',
  refunded: 'refunded',
  completed: 'completed',
  dispute_opened: 'disputed',
};

const sampleFacts = (
  type: TemplateType,
  { orderNumber }: Order,
  at: Instant,
  estimate: Estimate,
): NotificationFacts => ({
  orderNumber,
  status: isType(type) ? type : 'shipped',
  phase: PHASES_OF[type] ?? 'in_transit',
  carrier: SAMPLE_CARRIER,
  trackingNumber: TRACKING_NUMBER,
  estimatedDelivery: estimate,
  occurredAt: at,
  pickup: { place: { name: 'Granja Verde', line1: 'Camino 3', city: 'Toledo', country: 'ES' }, since: at },
  ...(type === 'custom' && { message: { subject: 'Granja Verde', text: 'Ana, …' } }),
  ...(!isType(type) && { variant: type }),
});

export interface PreviewOf {
  readonly type: TemplateType;
  readonly channel: ChannelId;
  readonly language: Locale;
}

const pageOf = (
  audience: NotificationAudience,
  { orderId }: Order,
  shop: Shop | undefined,
  publicUrl: string,
): string => {
  if (audience === 'customer') return `${publicUrl}/track/${encodeURIComponent(orderId)}`;
  return (audience === 'seller' && shop?.accountUrl) || '';
};

/** The request to render a message of a real order, or of a sample, as it would be planned now. */
export const previewRequest = (
  { type, channel, language }: PreviewOf,
  real: { readonly order: Order; readonly shop?: Shop | undefined } | undefined,
  { at, publicUrl }: { readonly at: Instant; readonly publicUrl: string },
): RenderRequest => {
  const estimate = new Date(Date.parse(at) + 2 * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
  const { order, shop } = real ?? { order: sampleOrder(language, at, estimate), shop: sampleShop(at) };
  const facts = sampleFacts(type, order, at, order.estimatedDelivery ?? estimate);
  const parcel = order.shipments.at(-1);
  const audience = audienceOfTexts(type);
  return {
    notification: {
      notificationId: 'ntf_preview',
      orderId: order.orderId,
      eventId: 'evt_preview',
      type: isType(type) ? type : 'custom',
      channel,
      audience,
      priority: 'normal',
      status: 'pending',
      locale: language,
      templateId: type,
      templateVersion: 1,
      facts: {
        ...facts,
        ...(real && { status: order.status, phase: order.phase }),
        ...(real && parcel && { carrier: parcel.carrier, trackingNumber: parcel.trackingNumber }),
      },
      createdAt: at,
      attempts: [],
    },
    order,
    shop,
    link: pageOf(audience, order, shop, publicUrl),
    publicUrl,
    unsubscribeUrl: `${publicUrl}/u/preview`,
  };
};
