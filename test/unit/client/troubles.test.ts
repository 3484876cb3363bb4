/** What a client does where server, network, or the program that uses it, misbehave. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClient, type LiveMessage, type WismoOptions, WismoUnreachable } from '../../../client/src/index.ts';
import { Queue } from '../../../client/src/live/queue.ts';
import { update } from './live-server.ts';
import { ScriptedSocket, scriptedSockets } from './scripted-socket.ts';

let stop = new AbortController();
beforeEach(() => {
  stop = new AbortController();
  vi.useFakeTimers();
});
afterEach(() => {
  stop.abort();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const STATUS = { orderId: 'ord_1', orderNumber: 'ORD-1', status: 'pending', phase: 'placed', version: 1 };
const page = (given: object = {}): Response =>
  Response.json({ events: [], cursor: 'c1', hasMore: false, pollAfterSeconds: 15, ...given });
const refused = (status: number, headers: Record<string, string>): Response =>
  new Response('<h1>Back soon</h1>', { status, headers: { 'content-type': 'text/html', ...headers } });

/** A client of an API that replies so, with the times at which it was asked. */
const clientOf = (reply: (url: URL) => Response | Promise<Response>, given: Partial<WismoOptions> = {}) => {
  const asked: number[] = [];
  const client = createClient({
    baseUrl: 'https://api.test',
    transports: ['pages'],
    random: () => 0,
    fetch: async (url) => {
      asked.push(Date.now());
      return reply(new URL(String(url)));
    },
    ...given,
  });
  return { client, asked };
};

const followed = (client: ReturnType<typeof clientOf>['client']) => {
  const messages: LiveMessage[] = [];
  const errors: unknown[] = [];
  void (async () => {
    for await (const message of client.follow('order:ord_1', { signal: stop.signal })) messages.push(message);
  })().catch((error) => errors.push(error));
  return { messages, errors };
};

const minutes = (count: number) => vi.advanceTimersByTimeAsync(count * 60_000);

describe('a server that misbehaves is not asked without a pause', () => {
  it('where it has always more behind the same place', async () => {
    const { client, asked } = clientOf(() => page({ hasMore: true }));
    followed(client);
    await minutes(1);
    expect(asked.length).toBeLessThan(8);
  });

  it('where every connection ends soon after it has begun well', async () => {
    const { client } = clientOf(() => page(), scriptedSockets(20));
    followed(client);
    await minutes(10);
    expect(ScriptedSocket.opened.length).toBeGreaterThan(10);
    expect(ScriptedSocket.opened.length).toBeLessThan(60);
  });

  it('but a connection that has lasted is taken up again at once', async () => {
    const { client } = clientOf(() => page(), scriptedSockets(60_000));
    followed(client);
    await minutes(10);
    expect(ScriptedSocket.opened.length).toBeGreaterThan(8);
  });

  it.each([
    [
      'by the API',
      () => Response.json({ code: 'RATE_LIMITED', status: 429 }, { status: 429, headers: { 'retry-after': '300' } }),
    ],
    ['by somebody before it', () => refused(503, { 'retry-after': '300' })],
    ['for longer than a timer can be', () => refused(503, { 'retry-after': '99999999' })],
  ])('where it is asked to wait %s', async (_by, reply) => {
    const { client, asked } = clientOf(reply);
    followed(client);
    client.watch.order('ord_1', { signal: stop.signal });
    await minutes(4.5);
    expect(asked).toHaveLength(2);
  });

  it('and who has asked once learns how long to wait', async () => {
    const { client } = clientOf(() => refused(503, { 'retry-after': '300' }));
    const error = await client.getHealth().catch((one: unknown) => one);
    expect(error).toBeInstanceOf(WismoUnreachable);
    expect(error).toMatchObject({ retryAfterSeconds: 300, message: expect.stringContaining('503') });
  });
});

describe('a body that is not of the API', () => {
  it.each(['null', '{}'])('%s is no state: it is read again', async (text) => {
    const { client, asked } = clientOf(({ pathname }) => {
      if (asked.length < 4) return new Response(text, { headers: { 'content-type': 'application/json' } });
      return pathname.endsWith('/status') ? Response.json({ ...STATUS, estimatedDelivery: null }) : page();
    });
    const watched = client.watch.order('ord_1', { signal: stop.signal }).next();
    await minutes(1);
    expect((await watched).value).toMatchObject({ status: 'pending' });
  });
});

describe('a token', () => {
  const failing = (): never => {
    throw new Error('no session');
  };

  it.each(['pages', 'stream', 'socket'] as const)(
    'that cannot be had for a while ends nothing over %s',
    async (transport) => {
      let isThere = false;
      const token = (): string => (isThere ? 'jwt' : failing());
      const { client } = clientOf(() => page(), {
        ...scriptedSockets(),
        transports: [transport, 'pages'],
        token,
      });
      const { errors } = followed(client);
      await minutes(1);
      expect(client.state).toBe('connecting');
      isThere = true;
      await minutes(2);
      expect(errors).toEqual([]);
      expect(client.state).not.toBe('connecting');
    },
  );

  it('that cannot be had is a reason not to reach the API, and says why', async () => {
    const { client, asked } = clientOf(() => page(), { token: failing, maxRetries: 0 });
    const error = await client.getHealth().catch((one: unknown) => one);
    expect(error).toBeInstanceOf(WismoUnreachable);
    expect((error as Error).message).toContain('no session');
    expect(asked).toEqual([]);
  });

  it('that never comes is waited for no longer than a response, or than the signal', async () => {
    vi.useRealTimers();
    const { client } = clientOf(() => page(), { token: () => new Promise<never>(() => undefined), maxRetries: 0 });
    const late = client.getHealth({}, { timeoutMilliseconds: 20 }).catch((one: unknown) => one);
    expect(await late).toBeInstanceOf(WismoUnreachable);
    const reason = new Error('the page was left');
    const leaving = new AbortController();
    const left = client.getHealth({}, { signal: leaving.signal }).catch((one: unknown) => one);
    leaving.abort(reason);
    expect(await left).toBe(reason);
  });

  it.each([null, undefined, ''])('that is %j is none', async (none) => {
    const sent: unknown[] = [];
    const { client } = clientOf(() => page(), {
      token: () => none,
      fetch: async (_url, init) => {
        sent.push(new Headers(init?.headers).get('authorization'));
        return page();
      },
    });
    await client.getHealth();
    expect(sent).toEqual([null]);
  });
});

describe('a program that uses the client', () => {
  it('and fails in its own onState learns so, and follows on', async () => {
    const failures: unknown[] = [];
    vi.stubGlobal('queueMicrotask', (run: () => void) => {
      try {
        run();
      } catch (error) {
        failures.push(error);
      }
    });
    const onState = (): never => {
      throw new Error('mine');
    };
    const { client } = clientOf(({ searchParams }) => page(searchParams.has('after') ? { events: [update(2)] } : {}), {
      onState,
    });
    const { messages } = followed(client);
    await minutes(1);
    expect(messages).toHaveLength(1);
    expect(failures).toEqual([new Error('mine')]);
  });

  it('and gives no second function learns of its own failures all the same', async () => {
    const report = vi.spyOn(console, 'error').mockReturnValue();
    const { client } = clientOf(({ pathname }) =>
      pathname.endsWith('/status') ? Response.json({ ...STATUS, estimatedDelivery: null }) : page(),
    );
    client.watch.order('ord_1').subscribe(() => {
      throw new Error('mine');
    });
    await minutes(0.1);
    expect(report).toHaveBeenCalledWith(new Error('mine'));
    report.mockRestore();
  });

  it('and asks for two messages at once gets both, or their end', async () => {
    const queue = new Queue<number>();
    const both = Promise.all([queue.next(), queue.next()]);
    queue.push(1);
    queue.push(2);
    expect((await both).map(({ value }) => value)).toEqual([1, 2]);
    const ends = Promise.all([queue.next(), queue.next()]);
    void queue.return();
    expect((await ends).map(({ done }) => done)).toEqual([true, true]);
  });

  it('and follows nothing any more leaves no timer behind', async () => {
    const { client } = clientOf(() => page(), scriptedSockets());
    followed(client);
    // A ping waits for its reply.
    await minutes(1.28);
    expect(vi.getTimerCount()).toBeGreaterThan(0);
    stop.abort();
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});

it('what a stream says holds every letter, also those that end lines elsewhere', async () => {
  const message = update(2, { note: 'one\u2028two' });
  const { client } = clientOf(
    () =>
      new Response(`id: c1\r\n\r\nid: c2\r\ndata: ${JSON.stringify(message)}\r\n\r\n`, {
        headers: { 'content-type': 'text/event-stream' },
      }),
    { transports: ['stream'] },
  );
  const { messages } = followed(client);
  await minutes(0.1);
  expect(messages).toEqual([message]);
});
