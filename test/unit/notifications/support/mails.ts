import type { OrderEvent } from '../../../../shared/contract/events.ts';
import { renderEmail } from '../../../../shared/notifications/channels/email/render.ts';
import { planNotifications } from '../../../../shared/notifications/plan.ts';
import type { Order } from '../../../../shared/orders/model/order.ts';
import type { NotificationType, Priority } from '../../../../shared/workflows/workflow.ts';
import { anOrder } from '../../../support/order-fixtures.ts';
import { anEvent } from '../../support/an-event.ts';

export const parcel = {
  shipmentId: 'shp_1',
  trackingNumber: '122816215025810',
  carrier: 'fedex',
  registeredAt: '2026-03-01T10:00:00.000Z',
};
export const order = anOrder({
  orderId: 'ord_1',
  shipments: [parcel],
  estimatedDelivery: '2026-03-05T22:30:00.000Z',
  shippingAddress: { line1: 'Calle 1', city: 'Toledo', country: 'ES' },
});
export const LINK = 'https://w.example/track/122816215025810?a=1&b=2';

/** The mail of this type that the event has sent about the order. */
export const mailOf = (
  type: NotificationType,
  of: Order,
  given: Partial<OrderEvent>,
  { now = '2026-03-01T10:00:02.000Z', priority = 'normal' }: { now?: string; priority?: Priority } = {},
) => {
  const effects = [{ kind: 'notify', type, channels: ['email'], priority, audience: 'customer' }] as const;
  const [planned] = planNotifications({ event: anEvent({ effects, ...given }), order: of, link: LINK, now });
  if (!planned) throw new Error('nothing was planned');
  return renderEmail({ notification: planned.notification, order: of, link: planned.link });
};

/** The mail about a parcel on its way. */
export const render = (type: NotificationType, of: Order = order) =>
  mailOf(type, of, { status: 'shipped', phase: 'in_transit' });

/** An order that is collected at a farm. */
export const farmOrder = (of: Partial<Order>): Order =>
  anOrder({ orderId: 'ord_1', workflow: { id: 'farm', version: 1 }, fulfilmentType: 'pickup', ...of });
