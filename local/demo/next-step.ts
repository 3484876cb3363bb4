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

export interface CarrierEvent {
  readonly event: string;
  readonly city: string;
  readonly exceptionCode?: string;
  readonly exceptionDescription?: string;
}

export type Step =
  | { readonly kind: 'status'; readonly status: string }
  | { readonly kind: 'register' }
  | { readonly kind: 'carrier'; readonly trackingNumber: string; readonly event: CarrierEvent }
  | { readonly kind: 'done' };

const ENDED = new Set(['delivered', 'completed', 'cancelled', 'returned', 'refunded', 'failed', 'disputed']);

const SHOP_STEPS: Readonly<Record<string, string>> = { pending: 'confirmed', confirmed: 'processing' };

const BAD_WEATHER = { exceptionCode: '084', exceptionDescription: 'Delay beyond our control - severe weather' };
const NOBODY_IN = { exceptionCode: '007', exceptionDescription: 'Customer not available or business closed' };

const carrierEvent = ({ shipments, order }: OrderView, { trouble, address }: Customer): CarrierEvent | undefined => {
  const { city } = address;
  switch (shipments[0]?.milestone) {
    case undefined:
      return { event: 'OC', city: 'VALENCIA' };
    case 'label_created':
      return { event: 'PU', city: 'VALENCIA' };
    case 'picked_up':
      return { event: 'AR', city };
    case 'in_transit':
    case 'arrived_at_facility':
      return trouble === 'weather' ? { event: 'DY', city, ...BAD_WEATHER } : { event: 'OD', city };
    case 'out_for_delivery':
      return trouble === 'nobody_in' && order.deliveryAttempts === 0
        ? { event: 'DE', city, ...NOBODY_IN }
        : { event: 'DL', city };
    case 'delayed':
    case 'delivery_attempted':
    case 'exception':
      return { event: 'OD', city };
    default:
      return undefined;
  }
};

/**
 * What comes next for an order, from the order alone: a demonstration that was stopped goes on where it was, and one
 * in which somebody else moved an order goes on from there.
 */
export const nextStep = (view: OrderView, customer: Customer): Step => {
  const { status, phase } = view.order;
  if (ENDED.has(phase)) return { kind: 'done' };
  const shopStep = SHOP_STEPS[status];
  if (shopStep !== undefined) return { kind: 'status', status: shopStep };
  const parcel = view.shipments[0];
  if (parcel === undefined) return { kind: 'register' };
  const event = carrierEvent(view, customer);
  return event === undefined ? { kind: 'done' } : { kind: 'carrier', trackingNumber: parcel.trackingNumber, event };
};
