import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClient } from '../../../client/src/index.ts';
import { Feed, type Watcher } from '../../../client/src/live/feed.ts';
import { lateWatcher } from '../../../client/src/live/late-watcher.ts';
import type { LiveMessage } from '../../../client/src/live/messages.ts';
import { LiveServer, subscribed, update } from './live-server.ts';

let server: LiveServer;
const stop = new Set<AbortController>();
beforeEach(async () => {
  server = await LiveServer.start();
});
afterEach(async () => {
  for (const one of stop) one.abort();
  stop.clear();
  await server.close();
});

const TOPIC = 'order:ord_1';
const PAGE = 2;
const message = (seq: number) => update(seq) as unknown as LiveMessage;
const numberIn = (cursor: string | undefined): number => Number((cursor ?? 'c0').slice(1));
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** One order's events, a topic that follows them, and the pages that whoever joins late asks for. */
class World {
  /** The newest number that the server has. */
  newest: number;
  readonly feed: Feed;
  readonly #onTheWay: number[] = [];
  #isSubscribed = false;
  #pages: { readonly feed: Feed; snapshot?: number; readonly arrive: (page: { hasMore: boolean }) => void }[] = [];

  constructor(newest: number, cursor: string | undefined) {
    this.newest = newest;
    this.feed = new Feed(TOPIC, cursor);
  }

  join(after: number): { readonly seqs: number[]; readonly errors: unknown[] } {
    const seqs: number[] = [];
    const errors: unknown[] = [];
    const watcher: Watcher = {
      push: (one) => seqs.push('seq' in one ? one.seq : Number.NaN),
      fail: (error) => errors.push(error),
      isFull: false,
      drained: async () => undefined,
    };
    const readPage = (feed: Feed) => new Promise<{ hasMore: boolean }>((arrive) => this.#pages.push({ feed, arrive }));
    this.feed.watchers.add(lateWatcher(TOPIC, `c${after}`, watcher, this.feed.cursor, readPage));
    return { seqs, errors };
  }

  emit(): void {
    this.newest += 1;
    if (this.#isSubscribed) this.#onTheWay.push(this.newest);
  }

  /** The reply holds what the topic missed, and its place. */
  subscribe(): void {
    if (this.#isSubscribed) return;
    this.#isSubscribed = true;
    const { cursor } = this.feed;
    if (cursor !== undefined)
      for (let seq = numberIn(cursor) + 1; seq <= this.newest; seq += 1) this.feed.take(message(seq), false);
    this.feed.moveTo(`c${this.newest}`);
  }

  deliver(): void {
    const seq = this.#onTheWay.shift();
    if (seq !== undefined) this.feed.take(message(seq), true);
  }

  /** The server reads a page; what it holds arrives later. */
  readPages(): void {
    for (const page of this.#pages) page.snapshot ??= this.newest;
  }

  arrivePages(): void {
    const here = this.#pages.filter(({ snapshot }) => snapshot !== undefined);
    this.#pages = this.#pages.filter((page) => !here.includes(page));
    for (const { feed, snapshot = 0, arrive } of here) {
      const from = numberIn(feed.cursor);
      const to = Math.min(snapshot, from + PAGE);
      for (let seq = from + 1; seq <= to; seq += 1) feed.take(message(seq), false);
      feed.moveTo(`c${to}`);
      arrive({ hasMore: to < snapshot });
    }
  }

  async finish(): Promise<void> {
    this.subscribe();
    this.emit();
    for (let left = this.newest + 2; left > 0; left -= 1) {
      this.deliver();
      this.readPages();
      this.arrivePages();
      await settled();
    }
  }
}

const from = (after: number, newest: number): readonly number[] =>
  Array.from({ length: newest - after }, (_, index) => after + 1 + index);

describe('a watcher that joins late', () => {
  it('waits for the place of a topic whose subscription is under way', async () => {
    const world = new World(3, undefined);
    const { seqs } = world.join(1);
    // Recorded before the topic has a place, and after whoever asks now would have read their page.
    world.readPages();
    world.emit();
    world.subscribe();
    await world.finish();
    expect(seqs).toEqual(from(1, world.newest));
  });

  it('reads at once where the topic has a place, and what comes meanwhile waits', async () => {
    const world = new World(3, 'c3');
    world.subscribe();
    const { seqs } = world.join(0);
    world.emit();
    world.deliver();
    expect(seqs).toEqual([]);
    await world.finish();
    expect(seqs).toEqual(from(0, world.newest));
  });

  it('has each event once and in order, whatever happens when', async () => {
    const step = fc.constantFrom('emit', 'subscribe', 'deliver', 'readPages', 'arrivePages', 'join');
    await fc.assert(
      fc.asyncProperty(fc.nat(4), fc.boolean(), fc.array(step, { maxLength: 30 }), async (newest, hasPlace, steps) => {
        const world = new World(newest, hasPlace ? `c${newest}` : undefined);
        const joined: { readonly after: number; readonly seqs: number[]; readonly errors: unknown[] }[] = [];
        for (const one of steps) {
          if (one === 'join') {
            const after = world.newest >> 1;
            joined.push({ after, ...world.join(after) });
          } else world[one]();
          await settled();
        }
        await world.finish();
        for (const { after, seqs, errors } of joined) {
          expect(seqs).toEqual(from(after, world.newest));
          expect(errors).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('a client whose order is followed already', () => {
  const clientOf = (pages: (asked: number, signal: AbortSignal | null | undefined) => Response | Promise<Response>) => {
    let asked = 0;
    const client = createClient({
      baseUrl: 'http://127.0.0.1:9',
      websocketUrl: server.url,
      token: 'jwt',
      transports: ['socket'],
      timing: { pingMilliseconds: 5_000, patienceMilliseconds: 2_000, upgradeMilliseconds: 60_000 },
      maxRetries: 0,
      random: () => 0,
      fetch: async (_url, init) => {
        asked += 1;
        return pages(asked, init?.signal);
      },
    });
    const follow = (after: string | undefined) => {
      const seqs: number[] = [];
      const ending = new AbortController();
      stop.add(ending);
      const ended = (async () => {
        for await (const one of client.follow(TOPIC, { after, signal: ending.signal }))
          seqs.push('seq' in one ? one.seq : Number.NaN);
        return 'stopped';
      })().catch((error: unknown) => error);
      return { seqs, ended, leave: () => ending.abort() };
    };
    return { follow, asked: () => asked };
  };

  const page = (...seqs: number[]) =>
    Response.json({ events: seqs.map((seq) => update(seq)), cursor: `c${seqs.at(-1)}`, hasMore: false });

  it('asks again for a page that did not come', async () => {
    const { follow, asked } = clientOf((count) => (count === 1 ? new Response('<html>', { status: 502 }) : page(2, 3)));
    const first = follow('c3');
    await vi.waitFor(() => expect(server.subscriptions).toEqual(['c3']));
    server.say(subscribed([], 'c3'));
    const late = follow('c1');
    await vi.waitFor(() => expect(asked()).toBe(1));
    server.say(update(4));
    await vi.waitFor(() => expect(late.seqs).toEqual([2, 3, 4]));
    expect([first.seqs, asked()]).toEqual([[4], 2]);
  });

  it('hears that it may not read, and the others go on', async () => {
    const refused = { type: 'urn:wismo:problem:not-found', title: 'Not found', status: 404, code: 'NOT_FOUND' };
    const { follow } = clientOf(() => Response.json(refused, { status: 404 }));
    const first = follow('c3');
    await vi.waitFor(() => expect(server.subscriptions).toEqual(['c3']));
    server.say(subscribed([], 'c3'));
    expect(await follow('c1').ended).toMatchObject({ status: 404 });
    server.say(update(4));
    await vi.waitFor(() => expect(first.seqs).toEqual([4]));
  });

  it('asks for nothing more once it has left', async () => {
    let given: AbortSignal | null | undefined;
    const { follow } = clientOf((_count, signal) => {
      given = signal;
      return new Promise<Response>((_resolve, reject) =>
        signal?.addEventListener('abort', () => reject(signal.reason)),
      );
    });
    follow('c3');
    await vi.waitFor(() => expect(server.subscriptions).toEqual(['c3']));
    server.say(subscribed([], 'c3'));
    const late = follow('c1');
    await vi.waitFor(() => expect(given).toBeDefined());
    late.leave();
    expect(await late.ended).toBe('stopped');
    expect(given?.aborted).toBe(true);
  });

  it('does not say with its pages that somebody looks, for the socket does', async () => {
    const asked: URL[] = [];
    const client = createClient({
      baseUrl: 'http://127.0.0.1:9',
      websocketUrl: server.url,
      token: `x.${Buffer.from(JSON.stringify({ sub: 'ana' })).toString('base64url')}.x`,
      transports: ['socket'],
      isLookedAt: () => true,
      fetch: async (url) => {
        asked.push(new URL(String(url)));
        return page(2, 3);
      },
    });
    const ending = new AbortController();
    stop.add(ending);
    const followMe = (after: string) => void client.follow('me', { after, signal: ending.signal }).next();
    followMe('c3');
    await vi.waitFor(() => expect(server.subscriptions).toEqual(['c3']));
    server.say(subscribed([], 'c3', { topic: 'me' }));
    followMe('c1');
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    expect(asked[0]?.searchParams.get('customerId')).toBe('ana');
    expect(asked[0]?.searchParams.has('focused')).toBe(false);
  });
});
