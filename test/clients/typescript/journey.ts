/**
 * An order from payment to doorstep by a client generated from /openapi.json. Prints the statuses that it went through.
 *
 * Takes the address of the API, and tokens of the shop's backend, the seller and the buyer.
 */
import createClient from 'openapi-fetch';
import type { components, paths } from './api.d.ts';

const [baseUrl = '', system = '', seller = '', buyer = ''] = process.argv.slice(2);

// Without `Accept`, the events of an order are a stream.
const clientOf = (token: string) =>
  createClient<paths>({ baseUrl, headers: { accept: 'application/json', authorization: `Bearer ${token}` } });

const need = <T>(value: T | undefined, problem: unknown): T => {
  if (value === undefined) throw new Error(JSON.stringify(problem));
  return value;
};

const created = await clientOf(system).POST('/api/orders', {
  params: { header: { 'Idempotency-Key': crypto.randomUUID() } },
  body: {
    paymentResult: { success: true, paymentMethod: 'card' },
    checkoutData: {
      buyerId: 'typed-buyer',
      sellerId: 'typed-shop',
      items: [{ name: 'Olive oil', quantity: '2', unitPrice: '12.50' }],
      totalAmount: '25.00',
      currency: 'EUR',
      customer: { name: 'Ana', email: 'ana@example.com' },
    },
  },
});
const { id: orderId } = need(created.data, created.error).order;

const shop = clientOf(seller);
const path = { orderId };
for (const status of ['confirmed', 'processing']) {
  const moved = await shop.PUT('/api/orders/{orderId}/status', { params: { path }, body: { status } });
  need(moved.data, moved.error);
}
const shipped = await shop.POST('/api/orders/{orderId}/shipments', {
  params: { path },
  body: { trackingNumber: '1Z999AA10123456784' },
});
need(shipped.data, shipped.error);

const refused = await shop.PUT('/api/orders/{orderId}/status', { params: { path }, body: { status: 'pending' } });
const problem: components['schemas']['Problem'] | undefined = refused.error;
if (problem?.code !== 'INVALID_TRANSITION') throw new Error(`Expected a typed problem, got ${JSON.stringify(refused)}`);

const status = await clientOf(buyer).GET('/api/orders/{orderId}/status', { params: { path } });
const { history, allowedNext } = need(status.data, status.error);
const page = await clientOf(buyer).GET('/api/orders/events', { params: { query: { order: orderId } } });
const { events } = need(page.data, page.error);
for (const event of events) {
  // The discriminator narrows: `seq` is there for updates alone.
  if (event.type === 'order_update' && event.seq < 1) throw new Error('A sequence begins at 1');
}

console.log(
  JSON.stringify({
    orderId,
    statuses: history.map((entry) => entry.status),
    refused: problem.code,
    allowedNext,
    events: events.length,
  }),
);
