import type { LiveEvent } from './messages.ts';

/** An order as it stands, from what was read and from each update since. */
export interface OrderState {
  readonly orderId: string;
  readonly orderNumber?: string | undefined;
  readonly status: string;
  readonly phase: string;
  /** Number of the last event that is in it. */
  readonly version: number;
  readonly estimatedDelivery: string | null;
  readonly trackingNumber?: string | undefined;
  /** Where the last scan was. */
  readonly location?: Readonly<Record<string, unknown>> | null | undefined;
  /** Where the driver is, for those who follow the order itself. */
  readonly driver?: Extract<LiveEvent, { readonly type: 'driver_location' }>['location'] | undefined;
  /** When the last event happened. */
  readonly at?: string | undefined;
}

/** What is read of an order. */
export interface Read {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly status: string;
  readonly phase: string;
  readonly version: number;
  readonly estimatedDelivery: string | null;
  readonly trackingNumber?: string;
}

export const stateOf = (read: Read): OrderState => {
  const { orderId, orderNumber, status, phase, version, estimatedDelivery, trackingNumber } = read;
  return { orderId, orderNumber, status, phase, version, estimatedDelivery, trackingNumber };
};

/** The state after the message; the same object where it changes nothing, as one that is in it already does. */
export const stateAfter = (state: OrderState | undefined, message: LiveEvent): OrderState | undefined => {
  if (message.type === 'driver_location') return state && { ...state, driver: message.location };
  if (message.type !== 'order_update' && message.type !== 'new_order') return state;
  const { orderId = '', seq, update } = message;
  if (state !== undefined && seq <= state.version) return state;
  const { status, phase, estimatedDelivery, location, at, trackingNumber = state?.trackingNumber } = update;
  return {
    ...state,
    orderId,
    version: seq,
    ...{ status, phase, estimatedDelivery, at, trackingNumber },
    location: location ?? state?.location,
  };
};
