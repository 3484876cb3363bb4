/**
 * Clients that are cut off, sleep, move between transports and start anew, while orders move, functions are killed and
 * messages come twice. In the end each has had exactly what the server has: no gap, no double, no disorder.
 */
import { createClient, isProblem, type Topic, type Wismo } from '../../client/src/index.ts';
import type { Stage } from '../faults/stage.ts';
import { eventually } from '../support/eventually.ts';
import { RestlessClient } from './restless-client.ts';

export interface ChaosOptions {
  readonly clients: number;
  readonly changes: number;
  readonly seed: number;
  /** Called with a line about how far it is. */
  readonly onProgress?: (line: string) => void;
}

export interface ChaosFindings {
  readonly events: number;
  /** What happened to clients. */
  readonly fates: number;
  readonly faults: number;
  /** What should not be: one line each. */
  readonly wrong: readonly string[];
}

/** Of calls of those functions; each is as likely as not to hit several times a second. */
const FAULTS = [
  { service: 'execute-api', operation: 'PostToConnection', function: 'Broadcast', kind: 'kill', rate: 0.002 },
  { service: 'execute-api', operation: 'PostToConnection', function: 'Broadcast', kind: 'duplicate', rate: 0.05 },
  { service: 'execute-api', operation: 'PostToConnection', function: 'Socket', kind: 'duplicate', rate: 0.05 },
  { service: 'dynamodb', function: 'Broadcast', kind: 'kill', rate: 0.003 },
  { service: 'sqs', operation: 'SendMessageBatch', function: 'FanOut', kind: 'kill', rate: 0.01 },
  { service: 'sqs', operation: 'SendMessageBatch', function: 'FanOut', kind: 'duplicate', rate: 0.1 },
];

const ORDERS_OF_A_BUYER = 2;
const CLIENTS_OF_A_BUYER = 4;
const SHOPS = 4;
const WORKERS = 8;
const SETTLE_MILLISECONDS = 120_000;

const seeded = (seed: number): (() => number) => {
  let state = (seed % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};

interface Followed {
  readonly topic: Topic;
  readonly scope: Readonly<Record<string, string>>;
  readonly token: string;
}

interface World {
  readonly orders: readonly { readonly id: string; readonly seller: Wismo }[];
  readonly followed: readonly Followed[];
}

const clientOf = ({ api }: Pick<Stage, 'api'>, token: string): Wismo => createClient({ baseUrl: api, token });

const orderBody = (buyerId: string, sellerId: string) => ({
  paymentResult: { success: true, paymentMethod: 'card' },
  checkoutData: {
    buyerId,
    sellerId,
    items: [{ name: 'Olive oil', quantity: '1', unitPrice: '10.00' }],
    totalAmount: '10.00',
    currency: 'EUR',
    orderType: 'standard',
    customer: { name: 'Ana', email: 'ana@example.com' },
  },
});

/** Orders under way, and who may follow what of them. */
const makeWorld = async (stage: Stage, clients: number, name: string): Promise<World> => {
  const system = clientOf(stage, await stage.tokenFor({ sub: `${name}-system`, roles: ['system'] }));
  const orders: { id: string; seller: Wismo }[] = [];
  const followed: Followed[] = [];
  for (let n = 0; n * CLIENTS_OF_A_BUYER < clients; n += 1) {
    const [buyerId, sellerId] = [`${name}-buyer-${n}`, `${name}-shop-${n % SHOPS}`];
    const buyer = await stage.tokenFor({ sub: buyerId, roles: ['customer'] });
    const seller = await stage.tokenFor({ sub: sellerId, roles: ['seller'], seller_ids: [sellerId] });
    for (let m = 0; m < ORDERS_OF_A_BUYER; m += 1) {
      const { order } = await system.createOrder({ body: orderBody(buyerId, sellerId) as never });
      orders.push({ id: order.id, seller: clientOf(stage, seller) });
      for (const status of ['confirmed', 'processing'] as const)
        await clientOf(stage, seller).changeOrderStatus({ orderId: order.id, body: { status } });
      followed.push({ topic: `order:${order.id}`, scope: { order: order.id }, token: buyer });
    }
    followed.push({ topic: 'me', scope: { customerId: buyerId }, token: buyer });
    followed.push({ topic: `seller:${sellerId}`, scope: { sellerId }, token: seller });
  }
  return { orders, followed: followed.slice(0, clients) };
};

/** All events after the place, as the server has them, by pages. */
const sequenceAfter = async (stage: Stage, { scope, token }: Followed, after: string): Promise<readonly string[]> => {
  const client = clientOf(stage, token);
  const names: string[] = [];
  for (let cursor = after; ; ) {
    const page = await client.listOrderEvents({ ...scope, after: cursor, limit: 100 });
    for (const { orderId, seq } of page.events as readonly { readonly orderId: string; readonly seq: number }[])
      names.push(`${orderId} ${seq}`);
    if (!page.hasMore) return names;
    cursor = page.cursor;
  }
};

const byOrder = (names: readonly string[]): ReadonlyMap<string, readonly string[]> =>
  Map.groupBy(names, (name) => name.slice(0, name.indexOf(' ')));

/** How what was heard differs from what there is: in each order's own sequence, for orders come in any order. */
const differences = (topic: string, heard: readonly string[], expected: readonly string[]): readonly string[] => {
  const [own, right] = [byOrder(heard), byOrder(expected)];
  return [...new Set([...own.keys(), ...right.keys()])].flatMap((orderId) => {
    const [a, b] = [own.get(orderId) ?? [], right.get(orderId) ?? []].map((names) => names.join(', '));
    return a === b ? [] : [`${topic}: heard ${a || 'nothing'}; there is ${b || 'nothing'}`];
  });
};

/** A change that was sent again after a lost response may have been carried out the first time. */
const moveTo = async ({ id, seller }: World['orders'][number], status: 'processing' | 'delayed'): Promise<void> => {
  try {
    await seller.changeOrderStatus({ orderId: id, body: { status } });
  } catch (error) {
    if (!isProblem(error, 'INVALID_TRANSITION') || error.problem.currentStatus !== status) throw error;
  }
};

const moveOrders = async (
  { orders }: World,
  { changes, onProgress }: ChaosOptions,
  random: () => number,
  onChange: () => void,
): Promise<void> => {
  const free = [...orders.keys()];
  let begun = 0;
  const statusOf = new Map<string, 'processing' | 'delayed'>();
  let done = 0;
  const work = async (): Promise<void> => {
    while (begun < changes) {
      begun += 1;
      // One at a time for each order: its moves alternate.
      const [index] = free.splice(Math.floor(random() * free.length), 1);
      const order = orders[index ?? -1];
      if (index === undefined || order === undefined) throw new Error('there are fewer orders than workers');
      const status = statusOf.get(order.id) === 'delayed' ? 'processing' : 'delayed';
      await moveTo(order, status);
      statusOf.set(order.id, status);
      free.push(index);
      done += 1;
      if (done % 500 === 0) onProgress?.(`${done} changes`);
      onChange();
    }
  };
  await Promise.all(Array.from({ length: Math.min(WORKERS, orders.length) }, work));
};

/** What thousands of changes leave behind takes a busy machine longer than one drain has patience for. */
const MAX_DRAINS = 30;

const untilAtRest = async (stage: Stage, onProgress: ChaosOptions['onProgress']): Promise<void> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await stage.rest();
    } catch (error) {
      const isBusy = error instanceof Error && error.message.includes('Still not at rest');
      if (!isBusy || tries === MAX_DRAINS) throw error;
      onProgress?.(error.message);
    }
  }
};

export const playChaos = async (stage: Stage, options: ChaosOptions): Promise<ChaosFindings> => {
  const random = seeded(options.seed);
  const world = await makeWorld(stage, options.clients, `chaos-${options.seed}`);
  await stage.rest();
  const players = await Promise.all(
    world.followed.map(async (followed, n) => {
      const { cursor } = await clientOf(stage, followed.token).listOrderEvents({ ...followed.scope, limit: 1 });
      const { api, websocket } = stage;
      const { topic, token } = followed;
      const client = new RestlessClient({ api, websocket, topic, token, after: cursor, random: seeded(n + 7) });
      return { followed, after: cursor, client };
    }),
  );
  for (const fault of FAULTS) await stage.post('faults', fault);
  let fates = 0;
  await moveOrders(world, options, random, () => {
    const player = players[Math.floor(random() * players.length)];
    player?.client.suffer();
    fates += 1;
  });
  const faults = (await stage.get<readonly { readonly applied: number }[]>('faults')).reduce(
    (sum, { applied }) => sum + applied,
    0,
  );
  options.onProgress?.(`${fates} fates, ${faults} faults; now everything comes to rest`);
  await stage.clearFaults();
  for (const { client } of players) client.settle();
  await untilAtRest(stage, options.onProgress);
  const wrong: string[] = [];
  let events = 0;
  for (const { followed, after, client } of players) {
    const expected = await sequenceAfter(stage, followed, after);
    events += expected.length;
    const found = () => differences(followed.topic, client.heard, expected);
    try {
      await eventually(
        () => {
          if (found().length > 0) throw new Error('not yet');
        },
        { timeoutMs: wrong.length === 0 ? SETTLE_MILLISECONDS : 1_000 },
      );
    } catch {
      wrong.push(...found(), `${followed.topic}: ${client.met.join(' | ')}`);
    }
    wrong.push(...client.errors);
    await client.close();
  }
  return { events, fates, faults, wrong };
};
