import type { CloudProcess } from '../test/support/cloud-process.ts';

/** The least of a client that the measures need. Fails on any status that was not expected: a fast error is no figure. */
export class BenchClient {
  readonly #api: string;
  readonly #token: string;

  constructor(api: string, token: string) {
    this.#api = api;
    this.#token = token;
  }

  async call<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<T> {
    const response = await fetch(`${this.#api}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  }

  async createOrder(key: string): Promise<string> {
    const request = {
      paymentResult: { success: true, paymentMethod: 'card' },
      checkoutData: {
        buyerId: `buyer-${key}`,
        sellerId: 'bench-shop',
        items: [{ name: 'Olive oil', quantity: 1, unitPrice: '10.00' }],
        totalAmount: '10.00',
        currency: 'EUR',
        orderType: 'standard',
        customer: { name: 'Bench Buyer', email: `buyer-${key}@example.com` },
      },
    };
    const reply = await this.call<{ order: { id: string } }>('POST', '/api/orders', request, {
      'idempotency-key': key,
    });
    return reply.order.id;
  }

  putStatus(orderId: string, status: string): Promise<unknown> {
    return this.call('PUT', `/api/orders/${orderId}/status`, { status });
  }
}

/** An administrator, who may take every step of the table. */
export const adminClient = async (
  cloud: Pick<CloudProcess, 'api'>,
): Promise<{ client: BenchClient; token: string }> => {
  const response = await fetch(`${cloud.api}/_local/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sub: 'bench-admin', roles: ['admin', 'system'], expiresIn: 86_400 }),
  });
  const { token } = (await response.json()) as { token: string };
  return { client: new BenchClient(cloud.api, token), token };
};
