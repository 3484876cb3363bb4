import { type ApiResponse, call, tokenFor } from './api.ts';

let counter = 0;
const run = Date.now().toString(36);

/** Text that no other test of this run or an earlier one has used. */
export const unique = (prefix: string): string => {
  counter += 1;
  return `${prefix}-${run}-${process.pid.toString(36)}-${counter}`;
};

/** A FedEx Express number (12 digits) with a right check digit: weights 3, 1, 7 over eleven digits, mod 11, mod 10. */
export const fedexNumber = (): string => {
  counter += 1;
  const serial = `${Date.now() % 10_000_000}`.padStart(7, '1') + `${counter % 10_000}`.padStart(4, '0');
  const sum = [...serial].reduce((total, digit, index) => total + Number(digit) * ([3, 1, 7][index % 3] ?? 0), 0);
  return `${serial}${(sum % 11) % 10}`;
};

export interface Parties {
  readonly buyerId: string;
  readonly sellerId: string;
  readonly buyer: string;
  readonly seller: string;
  readonly admin: string;
  readonly system: string;
}

/** A buyer, a seller with one shop, an administrator and a service: fresh ones, so that tests never meet. */
export const newParties = async (): Promise<Parties> => {
  const buyerId = unique('buyer');
  const sellerId = unique('shop');
  const [buyer, seller, admin, system] = await Promise.all([
    tokenFor({ sub: buyerId, roles: ['customer'], email: `${buyerId}@example.com` }),
    tokenFor({ sub: unique('keeper'), roles: ['seller'], seller_ids: [sellerId] }),
    tokenFor({ sub: 'admin-1', roles: ['admin'] }),
    tokenFor({ sub: 'shop-backend', roles: ['system'] }),
  ]);
  return { buyerId, sellerId, buyer, seller, admin, system };
};

export interface CreatedOrder {
  readonly id: string;
  readonly orderNumber: string;
  readonly status: string;
  readonly trackingUrl?: string;
}

/** A paid order's request body. `checkout` and `payment` are laid over sensible defaults. */
export const orderRequest = (
  parties: Pick<Parties, 'buyerId' | 'sellerId'>,
  checkout: Readonly<Record<string, unknown>> = {},
  payment: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> => ({
  paymentResult: { success: true, paymentMethod: 'card', ...payment },
  checkoutData: {
    buyerId: parties.buyerId,
    sellerId: parties.sellerId,
    items: [{ name: 'Olive oil 1 l', quantity: 2, unitPrice: '12.50' }],
    totalAmount: '25.00',
    currency: 'EUR',
    orderType: 'standard',
    locale: 'en',
    customer: { name: 'Ana Ruiz', email: `${parties.buyerId}@example.com` },
    shippingAddress: { line1: 'Calle Mayor 1', city: 'Madrid', postalCode: '28001', country: 'ES' },
    ...checkout,
  },
});

export const createOrder = async (
  parties: Parties,
  checkout: Readonly<Record<string, unknown>> = {},
  payment: Readonly<Record<string, unknown>> = {},
): Promise<CreatedOrder> => {
  const response = await call<{ order: CreatedOrder }>('POST', '/api/orders', {
    token: parties.system,
    headers: { 'idempotency-key': unique('create') },
    body: orderRequest(parties, checkout, payment),
  });
  if (response.status !== 201) throw new Error(`the order was not created: ${response.status} ${response.text}`);
  return response.body.order;
};

export interface HistoryEntry {
  readonly seq: number;
  readonly eventId: string;
  readonly status: string;
  readonly previousStatus?: string;
  readonly actor: { readonly role: string; readonly id?: string };
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly reason?: string;
}

export interface StatusResponse {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly status: string;
  readonly phase: string;
  readonly version: number;
  readonly allowedNext: readonly string[];
  readonly actions: readonly string[];
  readonly history: readonly HistoryEntry[];
}

export const statusOf = async (orderId: string, token: string): Promise<StatusResponse> => {
  const response = await call<StatusResponse>('GET', `/api/orders/${orderId}/status?limit=100`, { token });
  if (response.status !== 200) throw new Error(`no status: ${response.status} ${response.text}`);
  return response.body;
};

export const putStatus = (
  orderId: string,
  token: string,
  status: string,
  more: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<ApiResponse> => call('PUT', `/api/orders/${orderId}/status`, { token, body: { status, ...more }, headers });

/** The statuses that an order went through, in order, repeats of non-moving events left out. */
export const pathOf = (response: StatusResponse): string[] =>
  response.history.filter((entry) => entry.status !== entry.previousStatus).map((entry) => entry.status);

/** What happened to an order, as its timeline shows it to the holder of the token: also what moved nothing. */
export interface TimelineEntry {
  readonly type: string;
  readonly status?: string;
  readonly description: string;
  readonly source: string;
  readonly metadata: { readonly event?: string; readonly rule?: string; readonly reason?: string };
}

export const timelineOf = async (orderId: string, token: string): Promise<readonly TimelineEntry[]> => {
  const path = `/api/orders/${orderId}/timeline?limit=100`;
  const response = await call<{ timeline: readonly TimelineEntry[] }>('GET', path, { token });
  if (response.status !== 200) throw new Error(`no timeline: ${response.status} ${response.text}`);
  return response.body.timeline;
};

/** The numbers of an order's events, oldest first. */
export const eventNumbersOf = async (orderId: string, token: string): Promise<readonly number[]> => {
  const path = `/api/orders/events?order=${orderId}&limit=100`;
  const headers = { accept: 'application/json' };
  const response = await call<{ events: readonly { seq: number }[] }>('GET', path, { token, headers });
  if (response.status !== 200) throw new Error(`no events: ${response.status} ${response.text}`);
  return response.body.events.map(({ seq }) => seq);
};

/** A grocery order through the store's own route; its id is the caller's. */
export const startGrocery = async (
  parties: Parties,
  items: readonly Readonly<Record<string, unknown>>[] = [{ name: 'Milk', quantity: 1, unit_price: '1.00' }],
): Promise<string> => {
  const orderId = unique('groc');
  const response = await call('POST', '/orders/tracking/init', {
    token: parties.system,
    headers: { 'idempotency-key': orderId },
    body: { order_id: orderId, store_id: parties.sellerId, customer_id: parties.buyerId, items, locale: 'en' },
  });
  if (response.status !== 201) throw new Error(`the order was not started: ${response.status} ${response.text}`);
  return orderId;
};
