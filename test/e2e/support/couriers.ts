/** Shops and orders that a courier can be asked to bring. */
import { expect } from 'vitest';
import { type ApiResponse, call, local } from './api.ts';
import { createOrder, newParties, type Parties, putStatus } from './orders.ts';

export const COURIERS = ['uber', 'doordash'] as const;

const ADDRESS = { line1: 'Calle Mayor 1', city: 'Madrid', postalCode: '28001', country: 'ES' };

export interface Quote {
  readonly carrier: string;
  readonly quoteId: string;
  readonly fee: string;
  readonly currency: string;
  readonly estimatedPickup: string;
  readonly estimatedDelivery: string;
  readonly expiresAt: string;
}

interface Quotes {
  readonly quotes: readonly Quote[];
  readonly errors: readonly { readonly carrier: string; readonly code: string; readonly message: string }[];
}

export interface Delivery {
  readonly deliveryId: string;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly trackingUrl: string;
  readonly state: string;
}

export const putShop = async ({ seller, sellerId }: Parties, more: object = {}): Promise<void> => {
  const body = { name: 'Green Farm', phone: '+34 600 111 222', address: ADDRESS, ...more };
  const response = await call('PUT', `/api/shops/${sellerId}`, { token: seller, body });
  expect(response.status, response.text).toBe(201);
};

/** Groceries that wait for a courier, of a shop that a courier finds. */
export const readyGroceries = async (line1 = 'Calle Mayor 2') => {
  const parties = await newParties();
  await putShop(parties);
  const { id: orderId } = await createOrder(parties, {
    orderType: 'grocery',
    fulfilmentType: 'delivery',
    customer: { name: 'Ana Ruiz', email: `${parties.buyerId}@example.com`, phone: '+34 600 333 444' },
    shippingAddress: { ...ADDRESS, line1 },
  });
  await local('POST', 'drain');
  for (const status of ['store_acknowledged', 'picking_in_progress', 'ready_for_pickup']) {
    const moved = await putStatus(orderId, parties.seller, status);
    expect(moved.status, moved.text).toBe(200);
  }
  return { parties, orderId };
};

export const quotesOf = (orderId: string, token: string, body: object = {}): Promise<ApiResponse<Quotes>> =>
  call<Quotes>('POST', `/api/orders/${orderId}/delivery-quotes`, { token, body });

export const quoteOf = async (orderId: string, token: string, carrier: string): Promise<Quote> => {
  const response = await quotesOf(orderId, token, { carriers: [carrier] });
  expect(response.status, response.text).toBe(200);
  const [quote] = response.body.quotes;
  if (quote === undefined) throw new Error(`no quote: ${response.text}`);
  return quote;
};

interface Booked {
  readonly delivery: Delivery;
  readonly code?: string;
  readonly reason?: string;
}

export const book = (
  orderId: string,
  token: string,
  { carrier, quoteId }: Pick<Quote, 'carrier' | 'quoteId'>,
  headers: Readonly<Record<string, string>> = {},
): Promise<ApiResponse<Booked>> =>
  call<Booked>('POST', `/api/orders/${orderId}/deliveries`, { token, body: { carrier, quoteId }, headers });

export const cancel = (orderId: string, token: string, deliveryId: string): Promise<ApiResponse<Booked>> =>
  call<Booked>('DELETE', `/api/orders/${orderId}/deliveries/${deliveryId}`, {
    token,
    body: { reason: 'Closed early' },
  });
