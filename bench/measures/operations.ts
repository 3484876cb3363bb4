import type { BenchClient } from '../client.ts';

/** What `GET /_local/meter` reports of one function: calls by service and operation. */
interface Meter {
  readonly functions: Readonly<Record<string, Usage>>;
}

interface Usage {
  readonly calls: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly invocations: number;
}

/** `OrdersOrdersApiHandlerB1C2D3E4` is of construct `Orders/OrdersApi/Handler`: the hash says nothing to a reader. */
const nameOf = (logicalId: string): string => logicalId.replace(/(Handler)?[0-9A-F]{8}$/, '');

const ORDERS = 10;

const callsOf = (meter: Meter): Map<string, number> => {
  const totals = new Map<string, number>();
  for (const [functionId, figures] of Object.entries(meter.functions)) {
    if (functionId === 'local') continue;
    totals.set(`${nameOf(functionId)} invocations`, figures.invocations);
    for (const [service, operations] of Object.entries(figures.calls)) {
      for (const [operation, count] of Object.entries(operations)) {
        totals.set(`${nameOf(functionId)} ${service} ${operation}`, count);
      }
    }
  }
  return totals;
};

/** Invocations and AWS calls per status change, by function and operation, counted at the edge over `changes` changes. */
export const measureOperations = async (
  api: string,
  client: BenchClient,
  changes: number,
): Promise<ReadonlyMap<string, number>> => {
  const meter = async (): Promise<Meter> => (await fetch(`${api}/_local/meter`)).json() as Promise<Meter>;
  const drain = (): Promise<Response> => fetch(`${api}/_local/drain`, { method: 'POST' });
  const orderIds: string[] = [];
  for (let n = 0; n < ORDERS; n += 1) {
    const orderId = await client.createOrder(`bench-operations-${n}`);
    await client.putStatus(orderId, 'confirmed');
    await client.putStatus(orderId, 'processing');
    orderIds.push(orderId);
  }
  await drain();
  const before = callsOf(await meter());
  for (let n = 0; n < changes / ORDERS; n += 1) {
    for (const orderId of orderIds) await client.putStatus(orderId, n % 2 === 0 ? 'delayed' : 'processing');
    // At rest in between: followers that meet the next change of the same order would count its work as this one's.
    await drain();
  }
  const after = callsOf(await meter());
  return new Map(
    [...after]
      .map(([name, count]) => [name, (count - (before.get(name) ?? 0)) / changes] as const)
      .filter(([, perChange]) => perChange > 0),
  );
};
