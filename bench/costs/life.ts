import { randomInt } from 'node:crypto';
import { expressNumber } from '../../local/simulators/fedex/wire.ts';
import type { BenchClient } from '../client.ts';
import { followOrder } from './follow.ts';

/** What `GET /_local/meter` reports of one function, as far as it is counted here. */
interface Usage {
  readonly calls: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly messages: number;
  readonly invocations: number;
}

/** What a step of a life needs, with everything that follows from it. */
export interface Cost {
  readonly invocations: number;
  readonly tableCalls: number;
  readonly writeUnits: number;
  readonly readUnits: number;
  /** Sent to queues. */
  readonly messages: number;
}

export const COST_NAMES = ['invocations', 'tableCalls', 'writeUnits', 'readUnits', 'messages'] as const;

export interface StepCost extends Cost {
  readonly step: string;
}

const NOTHING: Cost = { invocations: 0, tableCalls: 0, writeUnits: 0, readUnits: 0, messages: 0 };

/** Reads of the stream and of queues are the platform's own: they are `local`, which is no function. */
const NO_FUNCTION = 'local';

const combine = (a: Cost, b: Cost, of: (a: number, b: number) => number): Cost =>
  Object.fromEntries(COST_NAMES.map((name) => [name, of(a[name], b[name])])) as unknown as Cost;

export const totalOf = (costs: readonly Cost[]): Cost =>
  costs.reduce<Cost>((total, cost) => combine(total, cost, (a, b) => a + b), NOTHING);

const UNUSED: Usage = { calls: {}, readUnits: 0, writeUnits: 0, messages: 0, invocations: 0 };

const costOf = ({ calls, ...usage }: Usage): Cost => ({
  ...combine(NOTHING, { ...usage, tableCalls: 0 }, (_, figure) => figure),
  tableCalls: Object.values(calls.dynamodb ?? {}).reduce((total, count) => total + count, 0),
});

type Meter = Readonly<Record<string, Usage>>;

const readMeter = async (api: string): Promise<Meter> => {
  await fetch(`${api}/_local/drain`, { method: 'POST' });
  const { functions } = (await (await fetch(`${api}/_local/meter`)).json()) as { readonly functions: Meter };
  return functions;
};

/** `OrdersOrdersApiHandlerB1C2D3E4` is of construct `Orders/OrdersApi/Handler`: the hash says nothing to a reader. */
const nameOf = (logicalId: string): string => logicalId.replace(/(Handler)?[0-9A-F]{8}$/, '');

const difference = (a: Cost, b: Cost): Cost => combine(a, b, (x, y) => x - y);

/** What each function has used between two readings. */
const usedBetween = (before: Meter, after: Meter): readonly (readonly [string, Cost])[] =>
  Object.entries(after)
    .filter(([name]) => name !== NO_FUNCTION)
    .map(([name, usage]) => [nameOf(name), difference(costOf(usage), costOf(before[name] ?? UNUSED))]);

/** From the label to the doorstep; the first and the third move nothing. */
const SCANS = { OC: 'label created', PU: 'picked up', IT: 'in transit', OD: 'out for delivery', DL: 'delivered' };

/** So that a scan moves the same deadlines however soon it follows the one before, and all are of one day. */
const BETWEEN_SCANS_MILLISECONDS = 60_000;

/**
 * When a life begins, by the cloud's clock. An item of about a kilobyte costs a write unit more on days with longer names:
 * measured on any day, a life of this one costs the same.
 */
export const MEASURED_AT = new Date('2027-03-10T10:00:00.000Z');

export interface LifeOptions {
  readonly api: string;
  readonly websocket: string;
  readonly client: BenchClient;
  readonly token: string;
}

/** A life by its steps, and by the functions that carried it out. */
export interface LifeCosts {
  readonly steps: readonly StepCost[];
  readonly functions: ReadonlyMap<string, Cost>;
}

const LETTERS = 'bcdfghklmnpqrstvwxz';
const NAME_LENGTH = 10;

/** One word of letters: lives differ in nothing that costs. */
const newName = (): string => Array.from({ length: NAME_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');

const newTrackingNumber = (): string => expressNumber(String(randomInt(10_000_000_000, 99_999_999_999)));

/** The steps of one parcel's life, each with everything that follows from it at rest before the next. */
const measureLife = async (
  { api, websocket, client, token }: LifeOptions,
  knownOrderId: string,
): Promise<LifeCosts> => {
  const trackingNumber = newTrackingNumber();
  const steps: StepCost[] = [];
  const functions = new Map<string, Cost>();
  const measured = async <T>(step: string, act: () => Promise<T>): Promise<T> => {
    const before = await readMeter(api);
    const result = await act();
    const used = usedBetween(before, await readMeter(api));
    steps.push({ step, ...totalOf(used.map(([, cost]) => cost)) });
    for (const [name, cost] of used) functions.set(name, totalOf([functions.get(name) ?? NOTHING, cost]));
    return result;
  };
  /** So that the function has just looked whether the caller's access was revoked, which holds for ten seconds. */
  const asked = async <T>(step: string, act: () => Promise<T>): Promise<T> => {
    await client.call('GET', `/api/orders/${knownOrderId}`);
    return measured(step, act);
  };
  const orderId = await asked('order created', () => client.createOrder(newName()));
  const socket = await followOrder(websocket, token, orderId);
  await asked('confirmed', () => client.putStatus(orderId, 'confirmed'));
  await asked('processing', () => client.putStatus(orderId, 'processing'));
  await asked('parcel registered', () =>
    client.call('POST', `/api/orders/${orderId}/shipments`, { trackingNumber, carrier: 'fedex' }),
  );
  const scans = Object.entries(SCANS);
  const firstScanAt = MEASURED_AT.getTime() - scans.length * BETWEEN_SCANS_MILLISECONDS;
  for (const [index, [event, step]] of scans.entries()) {
    const at = new Date(firstScanAt + index * BETWEEN_SCANS_MILLISECONDS).toISOString();
    await measured(`scan: ${step}`, () =>
      client.call('POST', '/_local/simulators/fedex', { trackingNumber, event, at, stepSeconds: 0 }),
    );
  }
  socket.close();
  return { steps, functions };
};

const LIVES = 3;
/** The numbers of the first orders of a year are so short that they are not among their words. */
const ORDERS_BEFORE = 10;

const leastOf = (a: LifeCosts, b: LifeCosts): LifeCosts => ({
  steps: a.steps.map((cost, index) => ({ step: cost.step, ...combine(cost, b.steps[index] ?? cost, Math.min) })),
  functions: new Map(
    [...a.functions].map(([name, cost]) => [name, combine(cost, b.functions.get(name) ?? cost, Math.min)]),
  ),
});

/**
 * The first lives also pay for cold starts, and any may for a block of order numbers: of each figure the least counts.
 * On a cloud whose clock was just set to `MEASURED_AT`, and which has no other orders.
 */
export const leastOfLives = async (options: LifeOptions): Promise<LifeCosts> => {
  for (let order = 2; order <= ORDERS_BEFORE; order += 1) await options.client.createOrder(newName());
  const knownOrderId = await options.client.createOrder(newName());
  let least = await measureLife(options, knownOrderId);
  for (let life = 2; life <= LIVES; life += 1) least = leastOf(least, await measureLife(options, knownOrderId));
  return least;
};
