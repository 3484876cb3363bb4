import { describe, expect, it } from 'vitest';
import { drain, local, tokenFor } from './support/api.ts';
import { createOrder, newParties, putStatus } from './support/orders.ts';
import { type Message, SocketClient } from './support/socket.ts';

const nameOf = ({ orderId, seq }: Message): string => `${orderId} ${seq}`;
const isEvent = ({ seq }: Message): boolean => seq !== undefined;

/** Every event that the client was sent, in the order sent, what was missed among it. */
const heardBy = (client: SocketClient): readonly Message[] =>
  client.messages.flatMap((message) => [
    ...(message.type === 'subscribed' ? (message.events as readonly Message[]) : []),
    ...(isEvent(message) ? [message] : []),
  ]);

/** The place of a client that goes on with the last cursor that it was given. */
const placeOf = (client: SocketClient): string | undefined => {
  const cursor = heardBy(client).at(-1)?.cursor ?? client.ofType('subscribed')[0]?.cursor;
  return cursor === undefined ? undefined : String(cursor);
};

/** A sequence of numbers that looks like chance and is the same each time. */
const dice = (seed: number) => {
  let state = seed;
  return (sides: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % sides;
  };
};

/** A client that is cut off between two messages now and again, and goes on with its last cursor. */
const restless = async (token: string, topic: string, roll: (sides: number) => number) => {
  const heard: Message[] = [];
  let client = await SocketClient.connect(token);
  await client.subscribe(topic);
  let place = placeOf(client);
  const leave = (): void => {
    client.close();
    heard.push(...heardBy(client));
    place = placeOf(client) ?? place;
  };
  const cut = async (): Promise<void> => {
    leave();
    client = await SocketClient.connect(token);
    if (roll(2) === 0) await client.subscribe(topic, place);
    else client.send({ action: 'subscribe', topic, after: place });
  };
  let cuts = Promise.resolve();
  return {
    /** One cut at a time. */
    maybeCut: (): Promise<void> => {
      if (roll(3) === 0) cuts = cuts.then(cut);
      return cuts;
    },
    end: async (): Promise<readonly Message[]> => {
      leave();
      client = await SocketClient.connect(token);
      await client.subscribe(topic, place);
      leave();
      return heard;
    },
  };
};

const expectInOrder = (names: readonly string[]): void => {
  const last = new Map<string, number>();
  for (const name of names) {
    const [orderId = '', seq] = name.split(' ');
    expect(Number(seq), name).toBeGreaterThan(last.get(orderId) ?? 0);
    last.set(orderId, Number(seq));
  }
};

describe('who comes back with the last cursor', () => {
  it('has every event in order over any number of cuts, while orders go on', async () => {
    const parties = await newParties();
    const roll = dice(20_261);
    const followed = await createOrder(parties);
    await drain();
    const topics = [
      ['me', parties.buyer],
      [`seller:${parties.sellerId}`, parties.seller],
      [`order:${followed.id}`, parties.buyer],
    ] as const;
    const clients = await Promise.all(
      Array.from({ length: 12 }, (_, n) => {
        const [topic, token] = topics[n % topics.length] ?? topics[0];
        return restless(token, topic, roll);
      }),
    );
    const expected: string[] = [];
    const lives = Array.from({ length: 5 }, async (_, n) => {
      const { id } = n === 0 ? followed : await createOrder(parties);
      if (n > 0) expected.push(`${id} 1`);
      for (const [index, status] of ['confirmed', 'processing', 'delayed', 'processing', 'delayed'].entries()) {
        const moved = await putStatus(id, parties.seller, status);
        expect(moved.status, moved.text).toBe(200);
        expected.push(`${id} ${index + 2}`);
        await clients[roll(clients.length)]?.maybeCut();
      }
    });
    await Promise.all(lives);
    await drain();
    for (const [n, client] of clients.entries()) {
      const names = [...new Set((await client.end()).map(nameOf))];
      expectInOrder(names);
      const mine = n % 3 === 2 ? expected.filter((name) => name.startsWith(`${followed.id} `)) : expected;
      expect(names.toSorted()).toEqual(mine.toSorted());
    }
  });

  it('is sent nothing again: the cursor of a live message says what its reader has had', async () => {
    const parties = await newParties();
    const client = await SocketClient.connect(parties.seller);
    await client.subscribe(`seller:${parties.sellerId}`);
    // One at rest before the next: two functions that send at the same moment do not know of each other.
    const orders: string[] = [];
    for (let n = 0; n < 2; n += 1) {
      orders.push((await createOrder(parties)).id);
      await drain();
    }
    for (const id of orders) {
      await putStatus(id, parties.seller, 'confirmed');
      await drain();
    }
    const heard = heardBy(client);
    expect(heard).toHaveLength(4);
    client.close();
    for (const [index, message] of heard.entries()) {
      const again = await SocketClient.connect(parties.seller);
      const { events } = await again.subscribe(`seller:${parties.sellerId}`, String(message.cursor));
      expect((events as readonly Message[]).map(nameOf)).toEqual(heard.slice(index + 1).map(nameOf));
      again.close();
    }
  });

  it('hears what was missed before anything live, however much that is, on both feeds', async () => {
    const parties = await newParties();
    const order = await createOrder(parties);
    await drain();
    const topics = [
      ['me', parties.buyer],
      [`seller:${parties.sellerId}`, parties.seller],
    ] as const;
    const first = await Promise.all(
      topics.map(async ([topic, token]) => {
        const client = await SocketClient.connect(token);
        return { topic, token, client, after: String((await client.subscribe(topic)).cursor) };
      }),
    );
    const statuses = [
      'confirmed',
      'processing',
      ...Array.from({ length: 20 }, (_, n) => (n % 2 ? 'processing' : 'delayed')),
    ];
    for (const status of statuses) await putStatus(order.id, parties.seller, status);
    const back = await Promise.all(
      first.map(async ({ topic, token, client, after }) => {
        client.close();
        const again = await SocketClient.connect(token);
        again.send({ action: 'subscribe', topic, after });
        return again;
      }),
    );
    const more = Array.from({ length: 6 }, (_, n) => (n % 2 ? 'processing' : 'delayed'));
    for (const status of more) expect((await putStatus(order.id, parties.seller, status)).status).toBe(200);
    await drain();
    const seqs = Array.from({ length: statuses.length + more.length }, (_, n) => `${order.id} ${n + 2}`);
    for (const client of back) {
      expect(heardBy(client).map(nameOf)).toEqual(seqs);
      expect(client.messages[0]?.type).toBe('subscribed');
      client.close();
    }
  });

  it('after half a minute of other events has a short cursor still, and misses nothing', async () => {
    const parties = await newParties();
    const clients = await Promise.all(
      (
        [
          ['me', parties.buyer],
          [`seller:${parties.sellerId}`, parties.seller],
        ] as const
      ).map(async ([topic, token]) => {
        const client = await SocketClient.connect(token);
        await client.subscribe(topic);
        return client;
      }),
    );
    try {
      const order = await createOrder(parties);
      await local('POST', 'clock', { advance: 'PT30S' });
      await putStatus(order.id, parties.seller, 'confirmed');
      await drain();
      for (const client of clients) {
        const heard = heardBy(client);
        expect(heard.map(nameOf)).toEqual([`${order.id} 1`, `${order.id} 2`]);
        client.close();
      }
    } finally {
      await local('POST', 'clock', { reset: true });
    }
  });
});

describe('who comes back after more than a day', () => {
  it('is sent to read the state anew, and hears what happens from then on', async () => {
    const parties = await newParties();
    const order = await createOrder(parties);
    await drain();
    const before = await SocketClient.connect(parties.buyer);
    const { cursor } = await before.subscribe('me');
    before.close();
    await putStatus(order.id, parties.seller, 'confirmed');
    await drain();
    try {
      await local('POST', 'clock', { advance: 'PT25H' });
      const buyer = await tokenFor({ sub: parties.buyerId, roles: ['customer'] });
      const again = await SocketClient.connect(buyer);
      expect(await again.subscribe('me', String(cursor))).toMatchObject({ complete: false, events: [] });
      const reset = await again.waitFor(({ type }) => type === 'reset');
      expect(reset).toMatchObject({ topic: 'me', reason: 'MISSED_TOO_LONG_AGO' });
      const after = await again.subscribe('me', String(reset.cursor));
      expect(after.events).toEqual([]);
      again.close();
    } finally {
      await local('POST', 'clock', { reset: true });
    }
  });
});
