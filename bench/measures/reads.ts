import type { BenchClient } from '../client.ts';
import { type Timing, timed } from '../statistics.ts';

/** Of `GET`s by sixteen clients. */
export interface ReadFigures {
  readonly status: Timing;
  readonly order: Timing;
  readonly timeline: Timing;
  /** The status of an order that has not changed since the client asked. */
  readonly notModified: Timing;
}

const CLIENTS = 16;
const ENTRIES = 20;
const TURNS = ['delayed', 'processing'] as const;

/** Orders with so many status changes that a page of history is full. */
const prepare = (client: BenchClient): Promise<readonly string[]> =>
  Promise.all(
    Array.from({ length: CLIENTS }, async (_, n) => {
      const id = await client.createOrder(`bench-read-${n}`);
      await client.putStatus(id, 'confirmed');
      await client.putStatus(id, 'processing');
      for (let turn = 0; turn < ENTRIES; turn += 1) await client.putStatus(id, TURNS[turn % TURNS.length] ?? 'delayed');
      return id;
    }),
  );

/** Reads of an order by sixteen clients, each of its own order, while nothing else happens. */
export const measureReads = async (
  client: BenchClient,
  drain: () => Promise<void>,
  count: number,
): Promise<ReadFigures> => {
  const ids = await prepare(client);
  await drain();
  const tags = await Promise.all(
    ids.map(async (id) => String((await client.send('GET', `/api/orders/${id}/status`)).headers.etag)),
  );
  const measured = async (read: (id: string, n: number) => Promise<unknown>): Promise<Timing> => {
    const work = async (n: number): Promise<void> => void (await read(ids[n] ?? '', n));
    await timed(CLIENTS * 8, CLIENTS, work);
    return timed(count, CLIENTS, work);
  };
  return {
    status: await measured((id) => client.send('GET', `/api/orders/${id}/status?limit=${ENTRIES}`)),
    order: await measured((id) => client.send('GET', `/api/orders/${id}`)),
    timeline: await measured((id) => client.send('GET', `/api/orders/${id}/timeline`)),
    notModified: await measured(async (id, n) => {
      const path = `/api/orders/${id}/status`;
      const { status } = await client.send('GET', path, { 'if-none-match': tags[n] ?? '' });
      if (status !== 304) throw new Error(`${path}: ${status} instead of 304`);
    }),
  };
};
