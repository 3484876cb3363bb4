import { describe, expect, it, vi } from 'vitest';
import { createClient, isProblem, type WismoOptions, WismoUnreachable } from '../../../client/src/index.ts';

interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

type Reply = Response | Error | ((sent: Sent) => Response | Promise<Response>);

const json = (body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json', ...headers },
  });
const problem = (status: number, code: string, more: object = {}, headers = {}): Response =>
  json({ type: 'about:blank', title: code, status, detail: `It is ${code}`, code, ...more }, status, headers);
const html = (status: number): Response =>
  new Response('<h1>Sign in to the network</h1>', { status, headers: { 'content-type': 'text/html' } });

/** A client whose requests get these replies, one after the other; the last one again and again. */
const stage = (replies: readonly Reply[], given: Partial<WismoOptions> = {}) => {
  const sent: Sent[] = [];
  const client = createClient({
    baseUrl: 'https://api.example.com/',
    random: () => 0,
    ...given,
    fetch: async (url, { method = '', headers, body, signal } = {}) => {
      const request = { url: String(url), method, headers: headers as Record<string, string>, body: body as string };
      sent.push(request);
      const reply = replies[Math.min(sent.length, replies.length) - 1] ?? new Error('no reply');
      signal?.throwIfAborted();
      if (reply instanceof Error) throw reply;
      return typeof reply === 'function' ? reply(request) : reply.clone();
    },
  });
  return { client, sent };
};

const CREATE = { body: {} as never };
const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a request', () => {
  it('has its parameters where the operation has them', async () => {
    const { client, sent } = stage([json({})], { token: 'jwt', headers: { 'accept-language': 'ro' } });
    await client.changeOrderStatus({ orderId: 'a/b', ifMatch: 3, body: { status: 'shipped' } });
    await client.listSellerOrders({ sellerId: 's', limit: 5, status: 'a,b' });
    await client.getOrderStatus({ orderId: 'o', ifNoneMatch: '"7"' });
    expect(sent).toMatchObject([
      {
        url: 'https://api.example.com/api/orders/a%2Fb/status',
        method: 'PUT',
        body: '{"status":"shipped"}',
        headers: {
          authorization: 'Bearer jwt',
          'if-match': '"3"',
          'content-type': 'application/json',
          'accept-language': 'ro',
        },
      },
      { url: 'https://api.example.com/api/orders/seller/s?limit=5&status=a%2Cb', method: 'GET', body: undefined },
      { headers: { 'if-none-match': '"7"' } },
    ]);
    await expect(client.getOrder({ orderId: '' })).rejects.toThrow('getOrder needs orderId');
    expect(sent).toHaveLength(3);
  });

  it('has an address, or there is no client', () => {
    for (const none of [undefined, {}, { baseUrl: null }])
      expect(() => createClient(none as never)).toThrow('createClient needs a baseUrl');
  });

  it('returns nothing where nothing has changed', async () => {
    const { client } = stage([new Response(null, { status: 304 })]);
    expect(await client.getOrderStatus({ orderId: 'o', ifNoneMatch: 7 })).toBeUndefined();
  });
});

describe('a request that fails', () => {
  it.each<[string, Reply]>([
    ['without a connection', new TypeError('fetch failed')],
    ['with an error of the server', html(500)],
    ['with a page of the network', html(200)],
    ['with half a body', new Response('{"orders": [', { headers: { 'content-type': 'application/json' } })],
    ['with a problem of the server', problem(503, 'UNAVAILABLE')],
  ])('%s is sent again, with the key that it had', async (_how, reply) => {
    const { client, sent } = stage([reply, reply, json({ success: true })]);
    expect(await client.createOrder(CREATE)).toEqual({ success: true });
    const keys = sent.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toEqual([keys[0], keys[0], keys[0]]);
    expect(keys[0]).toMatch(/^[\w-]{36}$/);
  });

  it('is sent so often and no more', async () => {
    const { client, sent } = stage([html(200)], { maxRetries: 2 });
    expect(await failure(client.getHealth())).toBeInstanceOf(WismoUnreachable);
    expect(sent).toHaveLength(3);
    await failure(client.getHealth({}, { maxRetries: 0 }));
    expect(sent).toHaveLength(4);
  });

  it('and is not known again by a key is not sent twice', async () => {
    const { client, sent } = stage([new TypeError('fetch failed')]);
    expect(await failure(client.readAllNotifications())).toBeInstanceOf(WismoUnreachable);
    expect(sent).toHaveLength(1);
  });

  it.each([
    [404, 'NOT_FOUND', {}],
    [409, 'INVALID_TRANSITION', { allowedNext: ['shipped'] }],
    [422, 'VALIDATION_FAILED', {}],
    [500, 'DATABASE_ERROR', { canRetry: false }],
  ])('with %i %s is a problem, and not repeated', async (status, code, more) => {
    const { client, sent } = stage([problem(status, code, more)]);
    const error = await failure(client.getOrder({ orderId: 'o' }));
    expect(isProblem(error)).toBe(true);
    expect(error).toMatchObject({ status, code, message: `It is ${code}`, problem: more });
    expect(sent).toHaveLength(1);
  });

  it('waits as long as it is asked to, also after what was refused unread', async () => {
    vi.useFakeTimers();
    try {
      const busy = problem(409, 'DUPLICATE_REQUEST_IN_PROGRESS', {}, { 'retry-after': '2' });
      const limited = problem(429, 'RATE_LIMITED', {}, { 'retry-after': '7' });
      const { client, sent } = stage([limited, busy, json({ marked: 1 })]);
      const read = client.readAllNotifications();
      await vi.advanceTimersByTimeAsync(6_900);
      expect(sent).toHaveLength(1);
      await vi.advanceTimersByTimeAsync(200);
      expect(sent).toHaveLength(2);
      await vi.advanceTimersByTimeAsync(2_000);
      expect(await read).toEqual({ marked: 1 });
    } finally {
      vi.useRealTimers();
    }
  });

  it('for an hour at least is not waited for', async () => {
    const { client, sent } = stage([problem(429, 'RATE_LIMITED', {}, { 'retry-after': '3600' })]);
    expect(await failure(client.getHealth())).toMatchObject({ status: 429, retryAfterSeconds: 3_600 });
    expect(sent).toHaveLength(1);
  });

  it('for its token asks for a fresh one, once', async () => {
    const asked: boolean[] = [];
    const token = ({ refresh }: { readonly refresh: boolean }): string => {
      asked.push(refresh);
      return refresh ? 'fresh' : 'old';
    };
    const refused = (): Response => problem(401, 'UNAUTHENTICATED');
    const needsFresh = (sent: Sent): Response =>
      sent.headers.authorization === 'Bearer fresh' ? json({ ok: 1 }) : refused();
    const { client } = stage([needsFresh], { token });
    expect(await client.getHealth()).toEqual({ ok: 1 });
    expect(asked).toEqual([false, true]);
    const hopeless = stage([refused], { token });
    expect(await failure(hopeless.client.getHealth())).toMatchObject({ status: 401 });
    expect(hopeless.sent).toHaveLength(2);
    const fixed = stage([refused], { token: 'text' });
    expect(await failure(fixed.client.getHealth())).toMatchObject({ status: 401 });
    expect(fixed.sent).toHaveLength(1);
  });
});

describe('a request that is not wanted any more', () => {
  it('ends with the reason of its signal, before, during and between attempts', async () => {
    const reason = new Error('the page was left');
    const { client, sent } = stage([html(500)]);
    expect(await failure(client.getHealth({}, { signal: AbortSignal.abort(reason) }))).toBe(reason);
    const leaving = new AbortController();
    const waiting = failure(client.getHealth({}, { signal: leaving.signal, maxRetries: 50 }));
    await vi.waitFor(() => expect(sent.length).toBeGreaterThan(1));
    leaving.abort(reason);
    expect(await waiting).toBe(reason);
  });

  it('ends by itself when there is no response in time', async () => {
    const fetchNever: typeof fetch = (_url, { signal } = {}) =>
      new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    const slow = createClient({
      baseUrl: 'https://api.example.com',
      maxRetries: 0,
      timeoutMilliseconds: 20,
      fetch: fetchNever,
    });
    expect(await failure(slow.getHealth())).toBeInstanceOf(WismoUnreachable);
  });
});
