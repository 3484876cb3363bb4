import type { BenchClient } from '../client.ts';
import { timed } from '../statistics.ts';

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
  readonly one: Awaited<ReturnType<typeof timed>>;
  readonly sixteen: Awaited<ReturnType<typeof timed>>;
  readonly reads: Awaited<ReturnType<typeof timed>>;
}

/** PUT status by one client and by sixteen (one order each), and GET status. */
export const measureStatusChange = async (client: BenchClient, count: number): Promise<StatusChangeFigures> => {
  const ids = await prepare(client, 16, 'bench-put');
  const turns = new Map<string, number>();
  const put = async (index: number): Promise<void> => {
    const id = ids[index % ids.length] ?? '';
    const turn = turns.get(id) ?? 0;
    turns.set(id, turn + 1);
    await client.putStatus(id, TURNS[turn % 2] ?? 'delayed');
  };
  await timed(64, 4, (index) => put(index * 16));
  const one = await timed(count, 1, put);
  // One order per worker: this measures the path, not the wait for one order's version.
  let worker = 0;
  const workers = new Map<number, number>();
  const sixteen = await timed(16, 16, async (index) => {
    workers.set(index, worker);
    worker += 1;
    for (let n = 0; n < count / 16; n += 1) await put(index);
  });
  const reads = await timed(count, 1, async (index) => {
    await client.call('GET', `/api/orders/${ids[index % ids.length]}/status`);
  });
  const perChange = sixteen.samples.map((sample) => sample / (count / 16));
  return { one, sixteen: { samples: perChange, perSecond: sixteen.perSecond * (count / 16) }, reads };
};
