import type { Customer } from './people.ts';

/** An order as `GET /api/orders/:orderId` returns it, as far as the demonstration looks. */
export interface OrderView {
  readonly order: {
    readonly orderId: string;
    readonly orderNumber: string;
    readonly status: string;
    readonly phase: string;
    readonly deliveryAttempts: number;
  };
  readonly shipments: readonly { readonly trackingNumber: string; readonly milestone?: string }[];
}

/** What a simulated carrier is to report, in the simulators' words. */
export interface CarrierEvent {
  readonly event: string;
  readonly city: string;
}

export type Step =
  | { readonly kind: 'status'; readonly status: string }
  | { readonly kind: 'prepare' }
  | { readonly kind: 'register' }
  | { readonly kind: 'carrier'; readonly trackingNumber: string; readonly event: CarrierEvent }
  | { readonly kind: 'delivery'; readonly event: CarrierEvent }
  /** By the shop's own driver: the first is to be assigned. */
  | { readonly kind: 'driver'; readonly status: string }
  | { readonly kind: 'done' };

const ENDED = new Set(['delivered', 'completed', 'cancelled', 'returned', 'refunded', 'failed', 'disputed']);

/** What the shop does next, by the order's type and status. */
const SHOP_STEPS: Readonly<Record<Customer['orderType'], Readonly<Record<string, string>>>> = {
  standard: { pending: 'confirmed', confirmed: 'processing' },
  farm: { pending: 'confirmed', confirmed: 'preparing', ready_for_pickup: 'completed' },
  grocery: {
    store_notified: 'store_acknowledged',
    store_acknowledged: 'picking_in_progress',
    picking_in_progress: 'ready_for_pickup',
  },
};

/** What the courier does next, by the order's status. */
const COURIER_STEPS: Readonly<Record<string, string>> = {
  ready_for_pickup: 'assigned',
  driver_assigned: 'collected',
  driver_pickup_complete: 'underway',
  in_transit: 'delivered',
};

/** What the shop's own driver does next, by the order's status. */
const DRIVER_STEPS: Readonly<Record<string, string>> = {
  ready_for_pickup: 'driver_assigned',
  driver_assigned: 'driver_pickup_complete',
  driver_pickup_complete: 'in_transit',
  in_transit: 'delivered',
};

const carrierEvent = (
  { shipments, order }: OrderView,
  { trouble, address, isPolled }: Customer,
): CarrierEvent | undefined => {
  const { city } = address;
  switch (shipments[0]?.milestone) {
    case undefined:
      // Before it is handed over its carrier would be asked every six hours: nobody waits for that.
      return { event: isPolled ? 'picked_up' : 'label', city: 'VALENCIA' };
    case 'label_created':
      return { event: 'picked_up', city: 'VALENCIA' };
    case 'picked_up':
      return { event: 'arrived', city };
    case 'in_transit':
    case 'arrived_at_facility':
      return { event: trouble === 'weather' ? 'delayed' : 'out_for_delivery', city };
    case 'out_for_delivery':
      return { event: trouble === 'nobody_in' && order.deliveryAttempts === 0 ? 'attempted' : 'delivered', city };
    case 'delayed':
    case 'delivery_attempted':
    case 'exception':
      return { event: 'out_for_delivery', city };
    default:
      return undefined;
  }
};

const ofParcel = (view: OrderView, customer: Customer): Step => {
  const parcel = view.shipments[0];
  if (parcel === undefined) return { kind: 'register' };
  const event = carrierEvent(view, customer);
  return event === undefined ? { kind: 'done' } : { kind: 'carrier', trackingNumber: parcel.trackingNumber, event };
};

const ofCourier = (status: string, { address, carrier }: Customer): Step => {
  const driven = carrier === undefined ? DRIVER_STEPS[status] : undefined;
  if (driven !== undefined) return { kind: 'driver', status: driven };
  const event = COURIER_STEPS[status];
  return event === undefined ? { kind: 'done' } : { kind: 'delivery', event: { event, city: address.city } };
};

/**
 * What comes next for an order, from the order alone: a demonstration that was stopped goes on where it was, and one
 * in which somebody else moved an order goes on from there.
 */
export const nextStep = (view: OrderView, customer: Customer): Step => {
  const { status, phase } = view.order;
  const { orderType } = customer;
  if (ENDED.has(phase)) return { kind: 'done' };
  const shopStep = SHOP_STEPS[orderType][status];
  if (shopStep !== undefined) return { kind: 'status', status: shopStep };
  if (orderType === 'farm') return status === 'preparing' ? { kind: 'prepare' } : { kind: 'done' };
  return orderType === 'grocery' ? ofCourier(status, customer) : ofParcel(view, customer);
};
