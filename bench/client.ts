import { request } from 'undici';
import type { CloudProcess } from '../test/support/cloud-process.ts';

type Method = 'GET' | 'PUT' | 'POST';

interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** A request by undici's own interface: the load takes as little of the machine that is measured as it can. */
export const send = async (
  method: Method,
  url: string,
  headers: Readonly<Record<string, string>>,
  body?: string,
): Promise<Received> => {
  const response = await request(url, { method, headers, ...(body === undefined ? {} : { body }) });
  const text = await response.body.text();
  if (response.statusCode >= 400) throw new Error(`${method} ${url}: ${response.statusCode} ${text}`);
  return { status: response.statusCode, headers: response.headers, text };
};

/** The least of a client that the measures need. Fails on any status that was not expected: a fast error is no figure. */
export class BenchClient {
  readonly #api: string;
  readonly #token: string;

  constructor(api: string, token: string) {
    this.#api = api;
    this.#token = token;
  }

  async call<T>(
    method: Method,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<T> {
    return JSON.parse((await this.send(method, path, headers, body)).text) as T;
  }

  /** The same with status and headers of the response. */
  send(
    method: Method,
    path: string,
    headers: Readonly<Record<string, string>> = {},
    body?: unknown,
  ): Promise<Received> {
    const authorization = `Bearer ${this.#token}`;
    const url = `${this.#api}${path}`;
    if (body === undefined) return send(method, url, { authorization, ...headers });
    return send(method, url, { authorization, 'content-type': 'application/json', ...headers }, JSON.stringify(body));
  }

  async createOrder(key: string, sellerId = 'bench-shop'): Promise<string> {
    const request = {
      paymentResult: { success: true, paymentMethod: 'card' },
      checkoutData: {
        buyerId: `buyer-${key}`,
        sellerId,
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
