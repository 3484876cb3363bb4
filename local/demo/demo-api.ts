import { CARRIER_WIRES } from '../simulators/register.ts';
import type { CarrierEvent, OrderView } from './next-step.ts';
import { CUSTOMERS, type Customer, DRIVER, SHOP } from './people.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The API as shops and customers call it, and the local cloud's doors to tokens and FedEx. */
export interface DemoApi {
  /** The customer's newest order. */
  newestOrderId(customer: Customer): Promise<string | undefined>;
  /** Makes an order once for each order before it. */
  createOrder(customer: Customer, previousId: string | undefined): Promise<string>;
  order(orderId: string): Promise<OrderView>;
  changeStatus(orderId: string, status: string): Promise<void>;
  /** Everything of the order is prepared, and it can be collected. */
  prepare(view: OrderView): Promise<void>;
  /** Returns the tracking number. */
  registerParcel(view: OrderView, customer: Customer): Promise<string>;
  carrierReports(customer: Customer, trackingNumber: string, event: CarrierEvent): Promise<void>;
  courierReports(customer: Customer, orderId: string, event: CarrierEvent): Promise<void>;
  /** The shop's own driver is assigned, or says how far the order is. */
  driverReports(orderId: string, status: string): Promise<void>;
  /** Everybody is reached on the telephone of the local cloud's page: push, WhatsApp and texts. */
  introduce(): Promise<void>;
}

interface Call {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly token?: string;
  readonly idempotencyKey?: string;
  readonly body?: Fields;
}

const call = async <T>(
  base: string,
  signal: AbortSignal,
  { method, path, token, idempotencyKey, body }: Call,
): Promise<T> => {
  const response = await fetch(`${base}${path}`, {
    method,
    signal,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} returned ${response.status}: ${text.slice(0, 300)}`);
  return JSON.parse(text) as T;
};

const creation = (customer: Customer): Fields => ({
  paymentResult: { success: true, paymentMethod: 'card' },
  checkoutData: {
    buyerId: customer.buyerId,
    sellerId: SHOP,
    orderType: customer.orderType,
    ...(customer.orderType === 'farm' && { fulfilmentType: 'pickup' }),
    ...(customer.orderType === 'grocery' && { fulfilmentType: 'delivery' }),
    locale: customer.locale,
    items: [customer.item],
    totalAmount: customer.totalAmount,
    currency: 'EUR',
    customer: { name: customer.name, email: customer.email, phone: customer.phone },
    shippingAddress: { name: customer.name, ...customer.address },
    metadata: { demonstration: true },
  },
});

/** A tracking number of the carrier's form, which an order always has. */
const parcelNumber = (carrier: string, orderNumber: string): string => {
  const wire = CARRIER_WIRES.find(({ id }) => id === carrier);
  if (wire === undefined) throw new Error(`No simulator of ${carrier}`);
  return wire.numberOf(orderNumber.replace(/\D/g, ''));
};

type Send = <T>(request: Call) => Promise<T>;

const simulate = async (send: Send, carrier: string, body: Fields): Promise<void> => {
  const path = `/_local/simulators/${carrier}`;
  const { deliveries = [] } = await send<{ deliveries?: { status: number }[] }>({ method: 'POST', path, body });
  const refused = deliveries.find(({ status }) => status !== 200);
  if (refused !== undefined) throw new Error(`The webhook of ${carrier} received ${refused.status}`);
};

const prepare = async (send: Send, { order }: OrderView, token: string): Promise<void> => {
  const path = `/api/orders/${order.orderId}`;
  const { items } = await send<{ items: readonly { itemId: string }[] }>({ method: 'GET', path, token });
  for (const { itemId } of items)
    await send({ method: 'PUT', path: `${path}/items/${itemId}`, token, body: { prepared: true } });
  await send({ method: 'PUT', path: `${path}/status`, token, body: { status: 'ready_for_pickup' } });
};

const SHOP_FACE: Fields = {
  name: 'Demo Corner',
  email: 'corner@demo.example',
  phone: '+34600777888',
  locale: 'en',
};

const driverReports = async (
  send: Send,
  { orderId, status }: { readonly orderId: string; readonly status: string },
  shop: string,
  driver: string,
): Promise<void> => {
  const path = `/orders/tracking/${orderId}`;
  if (status === 'driver_assigned') {
    await send({ method: 'PUT', path: `${path}/driver`, token: shop, body: DRIVER });
    return;
  }
  const [last, body] = status === 'delivered' ? ['delivered', {}] : ['status', { status }];
  await send({ method: 'PUT', path: `${path}/${last}`, token: driver, body });
};

/** The telephone of the local cloud's page shows what is pushed to it. */
const register = (send: Send, token: string, name: string, of: Fields = {}): Promise<unknown> =>
  send({
    method: 'POST',
    path: '/api/notifications/push/register-token',
    token,
    body: { token: `${name}:${'0'.repeat(40)}`, platform: 'android', ...of },
  });

const introduceShop = async (send: Send, token: string): Promise<void> => {
  await send({ method: 'PUT', path: `/api/shops/${SHOP}`, token, body: SHOP_FACE });
  await register(send, token, SHOP, { sellerId: SHOP });
};

const introduceCustomer = async (send: Send, { buyerId, phone }: Customer, token: string): Promise<void> => {
  await register(send, token, buyerId);
  const body = { phoneNumber: phone };
  await send({ method: 'POST', path: '/api/notifications/whatsapp/opt-in', token, body });
};

/**
 * By webhook; of a parcel that is polled, to the carrier alone: until it is asked the order looks the same, and nothing is
 * new.
 */
const carrierReporter = (send: Send): DemoApi['carrierReports'] => {
  const waiting = new Map<string, string>();
  return async ({ carrier = 'fedex', isPolled }, trackingNumber, event) => {
    if (!isPolled) return simulate(send, carrier, { trackingNumber, ...event });
    if (waiting.get(trackingNumber) === event.event) return;
    waiting.set(trackingNumber, event.event);
    await simulate(send, carrier, { trackingNumber, quiet: true, ...event });
  };
};

/** A token for each call: a clock that was moved, or a new signing key, never stops the demonstration. */
export const createDemoApi = (base: string, signal: AbortSignal): DemoApi => {
  const send = <T>(request: Call): Promise<T> => call<T>(base, signal, request);
  const tokenFor = async (identity: Fields): Promise<string> =>
    (await send<{ token: string }>({ method: 'POST', path: '/_local/token', body: identity })).token;
  const asShop = () => tokenFor({ sub: 'demo-keeper', roles: ['seller'], seller_ids: [SHOP] });
  const asCustomer = ({ buyerId, email }: Customer) => tokenFor({ sub: buyerId, roles: ['customer'], email });
  const asDriver = () => tokenFor({ sub: DRIVER.driver_id, roles: ['driver'] });
  const asBackend = () => tokenFor({ sub: 'demo-backend', roles: ['system'] });
  return {
    newestOrderId: async (customer) => {
      const path = `/api/orders/buyer/${customer.buyerId}?limit=1`;
      const token = await asCustomer(customer);
      const { orders } = await send<{ orders: { orderId: string }[] }>({ method: 'GET', path, token });
      return orders[0]?.orderId;
    },
    createOrder: async (customer, previousId = 'none') => {
      const idempotencyKey = `${customer.buyerId}-after-${previousId}`;
      const request = { method: 'POST', path: '/api/orders', idempotencyKey, body: creation(customer) } as const;
      return (await send<{ order: { id: string } }>({ ...request, token: await asBackend() })).order.id;
    },
    order: async (orderId) => send({ method: 'GET', path: `/api/orders/${orderId}`, token: await asShop() }),
    changeStatus: async (orderId, status) => {
      await send({ method: 'PUT', path: `/api/orders/${orderId}/status`, token: await asShop(), body: { status } });
    },
    prepare: async (view) => prepare(send, view, await asShop()),
    registerParcel: async ({ order }, customer) => {
      const { carrier = 'fedex' } = customer;
      const trackingNumber = parcelNumber(carrier, order.orderNumber);
      await send({
        method: 'POST',
        path: `/api/orders/${order.orderId}/shipments`,
        token: await asShop(),
        idempotencyKey: `${order.orderId}-parcel`,
        body: { trackingNumber, carrier },
      });
      return trackingNumber;
    },
    carrierReports: carrierReporter(send),
    driverReports: async (orderId, status) =>
      driverReports(send, { orderId, status }, await asShop(), await asDriver()),
    introduce: async () => {
      await introduceShop(send, await asShop());
      await register(send, await asDriver(), DRIVER.driver_id);
      for (const customer of CUSTOMERS) await introduceCustomer(send, customer, await asCustomer(customer));
    },
    courierReports: ({ carrier = 'uber' }, orderId, event) => simulate(send, carrier, { orderId, ...event }),
  };
};
