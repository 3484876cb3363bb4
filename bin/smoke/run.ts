import { randomUUID } from 'node:crypto';
import { SMOKE_SHOP } from '../../lib/stages.ts';
import { followBySocket, followByStream, type Listener } from './live.ts';
import type { Target } from './target.ts';

/** The path of an order between strangers, which its seller may go alone. */
const PATH = ['order_confirmed', 'processing', 'ready_to_ship', 'shipped', 'delivered'] as const;
/** SES takes mails to it even in the sandbox, and delivers them to nobody. */
const RECIPIENT = 'success@simulator.amazonses.com';
const REQUEST_MILLISECONDS = 30_000;
const SEARCH_MILLISECONDS = 60_000;
const PAUSE_MILLISECONDS = 500;

interface OrderReply {
  readonly order: { readonly id: string; readonly orderNumber: string };
}
interface StatusReply {
  readonly status: string;
}
interface TimelineReply {
  readonly timeline: readonly { readonly type: string; readonly status?: string }[];
}
interface SearchReply {
  readonly orders: readonly { readonly id: string }[];
}

type Call = <T>(method: string, path: string, body?: unknown) => Promise<T>;

const caller =
  ({ url, token }: Target): Call =>
  async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(new URL(path, url), {
      method,
      signal: AbortSignal.timeout(REQUEST_MILLISECONDS),
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`);
    return JSON.parse(text) as T;
  };

const newOrder = () => ({
  paymentResult: { success: true, status: 'confirmed', paymentMethod: 'fiat' },
  checkoutData: {
    guestEmail: RECIPIENT,
    sellerId: SMOKE_SHOP,
    items: [{ name: 'Smoke test', quantity: 1, unitPrice: '1.00' }],
    totalAmount: '1.00',
    currency: 'EUR',
    orderType: 'marketplace',
    locale: 'en',
    customer: { name: 'Smoke Test', email: RECIPIENT },
    shippingAddress: { line1: 'Calle Mayor 1', city: 'Madrid', postalCode: '28013', country: 'ES' },
  },
});

const expectThat = (holds: boolean, otherwise: string): void => {
  if (!holds) throw new Error(otherwise);
};

/** Asks until the index has the order: it follows behind the stream and a queue. */
const foundBySearch = async (call: Call, orderNumber: string, orderId: string): Promise<void> => {
  const endsAt = Date.now() + SEARCH_MILLISECONDS;
  for (;;) {
    const { orders } = await call<SearchReply>('GET', `/api/orders/search?q=${encodeURIComponent(orderNumber)}`);
    if (orders.some(({ id }) => id === orderId)) return;
    expectThat(Date.now() < endsAt, `a search for ${orderNumber} did not find it within 60 s`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
  }
};

type Step = <T>(name: string, work: () => Promise<T>) => Promise<T>;

const steps =
  (say: (line: string) => void): Step =>
  async (name, work) => {
    const startedAt = performance.now();
    const took = (): string => `${Math.round(performance.now() - startedAt)} ms`.padStart(8);
    try {
      const result = await work();
      say(`ok   ${took()}  ${name}`);
      return result;
    } catch (error) {
      say(`FAIL ${took()}  ${name}`);
      throw error;
    }
  };

const follow = async (target: Target, orderId: string, step: Step): Promise<readonly Listener[]> => {
  const { websocketUrl, token } = target;
  const stream = await step('follow it by the event stream', () => followByStream(target, orderId));
  if (websocketUrl === undefined) return [stream];
  return [stream, await step('follow it by the socket', () => followBySocket(websocketUrl, token, orderId))];
};

const checkTimeline = async (call: Call, orderId: string): Promise<void> => {
  const { timeline } = await call<TimelineReply>('GET', `/api/orders/${orderId}/timeline?limit=100`);
  const reached = timeline.filter(({ type }) => type === 'status').map(({ status }) => status);
  for (const status of PATH) expectThat(reached.includes(status), `the timeline lacks ${status}`);
};

/**
 * Runs one order through the stage: create, status, timeline, live events, delivered, found by search. The order stays, in
 * a shop of its own.
 *
 * @param say Gets a line for each step.
 * @throws Error of the first step that fails.
 */
export const runSmokeTest = async (target: Target, say: (line: string) => void): Promise<void> => {
  const call = caller(target);
  const step = steps(say);
  await step('the table and the queues can be reached', () => call('GET', '/health?deep'));
  const { order } = await step('create an order', () => call<OrderReply>('POST', '/api/orders', newOrder()));
  say(`                 ${order.orderNumber} (${order.id})`);
  const statusOf = () => call<StatusReply>('GET', `/api/orders/${order.id}/status`);
  await step('read its status', async () => {
    const { status } = await statusOf();
    expectThat(status === 'payment_confirmed', `the status is ${status}`);
  });
  const listeners = await follow(target, order.id, step);
  try {
    for (const status of PATH) {
      await step(`move it to ${status}`, () => call('PUT', `/api/orders/${order.id}/status`, stepBody(status)));
    }
    await step('hear live that it is delivered', () => Promise.all(listeners.map((each) => each.heard('delivered'))));
  } finally {
    for (const listener of listeners) listener.close();
  }
  await step('read that it is delivered', async () => {
    const { status } = await statusOf();
    expectThat(status === 'delivered', `the status is ${status}`);
  });
  await step('read its timeline', () => checkTimeline(call, order.id));
  await step('find it by its number', () => foundBySearch(call, order.orderNumber, order.id));
};

/** A parcel that is shipped has a number. */
const stepBody = (status: (typeof PATH)[number]) => ({
  status,
  ...(status === 'shipped' ? { trackingNumber: `SMOKE${Date.now()}`, carrier: 'other' } : {}),
});
