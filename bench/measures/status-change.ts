import type { BenchClient } from '../client.ts';
import { type Timing, timed } from '../statistics.ts';
import { measureProcessor, type ProcessorFigures, showsProcesses } from './processor.ts';

/** Two moves of a parcel that can be taken in turn for as long as one likes. */
const TURNS = ['delayed', 'processing'] as const;

const prepare = async (client: BenchClient, count: number, prefix: string): Promise<string[]> => {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const id = await client.createOrder(`${prefix}-${n}`);
    await client.putStatus(id, 'confirmed');
    await client.putStatus(id, 'processing');
    ids.push(id);
  }
  return ids;
};

export interface StatusChangeFigures {
  /** By one client, all that follows a change done before the next. */
  readonly one: Timing;
  readonly sixteen: Timing;
  /** Of the changes by sixteen clients with all that follows them; absent where the system does not show it. */
  readonly processor: ProcessorFigures | undefined;
}

const CLIENTS = 16;
/** A client's orders take turns, so that the followers of one change are done before the next of the same order. */
const ORDERS_OF_A_CLIENT = 4;

export interface ChangeBench {
  readonly client: BenchClient;
  /** The cloud's process. */
  readonly pid: number;
  /** Waits until everything that follows is done. */
  readonly drain: () => Promise<void>;
}

const ONE_CLIENT_CHANGES = 60;

/** PUT status by one client and by sixteen (one order each). */
export const measureStatusChange = async (
  { client, pid, drain }: ChangeBench,
  count: number,
): Promise<StatusChangeFigures> => {
  const ids = await prepare(client, CLIENTS * ORDERS_OF_A_CLIENT, 'bench-put');
  const turns = ids.map(() => 0);
  // No two clients share an order: this measures the path, not the wait for one order's version.
  const put = async (n: number): Promise<void> => {
    const turn = turns[n] ?? 0;
    turns[n] = turn + 1;
    const order = n + CLIENTS * (turn % ORDERS_OF_A_CLIENT);
    await client.putStatus(ids[order] ?? '', TURNS[Math.floor(turn / ORDERS_OF_A_CLIENT) % TURNS.length] ?? 'delayed');
  };
  await timed(count / 4, CLIENTS, put);
  await drain();
  const one = await oneByOne(put, drain);
  let sixteen: Timing | undefined;
  const changes = async (): Promise<void> => {
    sixteen = await timed(count, CLIENTS, put);
    await drain();
  };
  const processor = showsProcesses ? await measureProcessor(pid, changes) : await changes().then(() => undefined);
  if (sixteen === undefined) throw new Error('the changes were made');
  return { one, sixteen, processor };
};

const oneByOne = async (put: (n: number) => Promise<void>, drain: () => Promise<void>): Promise<Timing> => {
  const samples: number[] = [];
  for (let n = 0; n < ONE_CLIENT_CHANGES; n += 1) {
    const from = performance.now();
    await put(n % CLIENTS);
    samples.push(performance.now() - from);
    await drain();
  }
  return { samples, perSecond: 1000 / (samples.reduce((sum, each) => sum + each, 0) / samples.length) };
};
