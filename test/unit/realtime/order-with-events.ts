import type { OrderEvent } from '../../../shared/contract/events.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import type { OrderStore } from '../../../shared/orders/use-cases/order-store.ts';
import { anOrder, changed, created, type seededIds } from '../../support/order-fixtures.ts';

export const TRACKING = '122816215025810';

const AT = '2026-03-01T10:00:00.000Z';
const shipment = { shipmentId: 's', trackingNumber: TRACKING, carrier: 'fedex', registeredAt: AT };

/** Order `ord_1` of one parcel, stored with its events 1 to 4. */
export const orderWithFourEvents = async (
  orders: OrderStore,
  ids: ReturnType<typeof seededIds>,
): Promise<{ readonly order: Order; readonly events: readonly OrderEvent[] }> => {
  const first = created(anOrder({ orderId: 'ord_1', shipments: [shipment] }), ids);
  const trackingClaims = [{ trackingNumber: TRACKING, carrier: 'fedex', claimedAt: AT }];
  await orders.create(first.order, first.events, { stockTaken: [], trackingClaims });
  const events = [...first.events];
  let { order } = first;
  for (const status of ['processing', 'shipped', 'delivered']) {
    const next = changed(order, { status }, ids, { now: new Date('2026-03-01T10:30:00.000Z') });
    await orders.commit(order.version, next.order, next.events, {});
    order = next.order;
    events.push(...next.events);
  }
  return { order, events };
};
