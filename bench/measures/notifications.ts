import type { BenchClient } from '../client.ts';
import { timed } from '../statistics.ts';
import { measureProcessor, type ProcessorFigures, showsProcesses } from './processor.ts';

export interface NotificationsBench {
  readonly api: string;
  readonly client: BenchClient;
  /** The cloud's process. */
  readonly pid: number;
  readonly drain: () => Promise<void>;
}

export interface NotificationsFigures {
  /** Mails and inbox entries of one message to many. */
  readonly notifications: number;
  readonly seconds: number;
  /** Absent where the system does not show it. */
  readonly processor: ProcessorFigures | undefined;
  /** Messages of the bulk sends beside which urgent ones were sent. */
  readonly waiting: number;
  /**
   * Milliseconds from the request that says something is wrong with an order, which is urgent, until the provider has the
   * mail: with nothing beside it, and beside a bulk send.
   */
  readonly alone: readonly number[];
  readonly besideBulk: readonly number[];
}

const CLIENTS = 16;
const CUSTOMERS = 600;
const URGENT = 40;
/** What waits in the lane of bulk while urgent mails are measured. */
const WAITING = 20_000;
/** One mail and one inbox entry for each customer. */
const CHANNELS = ['email', 'in_app'];

interface OutboxEntry {
  readonly at: string;
}

const local = async <T>({ api }: NotificationsBench, path: string): Promise<T> => {
  const response = await fetch(`${api}/_local/${path}`);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
};

const mailsOf = (bench: NotificationsBench, orderId: string): Promise<readonly OutboxEntry[]> =>
  local(bench, `outbox?orderId=${orderId}`);

const makeOrders = async ({ client, drain }: NotificationsBench, count: number, prefix: string): Promise<string[]> => {
  const ids: string[] = [];
  await timed(count, CLIENTS, async (n) => {
    ids.push(await client.createOrder(`${prefix}-${n}-${ids.length}`));
  });
  await drain();
  return ids;
};

interface BulkSend {
  readonly jobId: string;
  readonly state: string;
  readonly messages: number;
}

const startBulk = ({ client }: NotificationsBench, key: string): Promise<BulkSend> =>
  client.call(
    'POST',
    '/api/admin/notifications/bulk-send',
    {
      segment: { phases: ['placed'] },
      message: 'Our shop is closed on Monday.',
      channels: CHANNELS,
      dryRun: false,
      repeat: true,
    },
    { 'idempotency-key': key },
  );

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Long enough for what waits in the lane of bulk, on a machine that others use. */
const MAX_DRAINS = 40;

/** A drain gives up while there is still much to send. */
const atRest = async ({ drain }: NotificationsBench): Promise<void> => {
  for (let tried = 1; ; tried += 1) {
    try {
      return await drain();
    } catch (error) {
      if (tried === MAX_DRAINS) throw error;
    }
  }
};

/** Until it has planned for everybody, and all is sent. */
const finished = async (bench: NotificationsBench, { jobId }: BulkSend): Promise<BulkSend> => {
  for (;;) {
    const job = await bench.client.call<BulkSend>('GET', `/api/admin/notifications/bulk-send/${jobId}`);
    if (job.state === 'done') {
      await atRest(bench);
      return job;
    }
    await pause(50);
  }
};

/** That something is wrong with a parcel is urgent. */
const BEFORE_A_PROBLEM = ['confirmed', 'processing', 'shipped'];

const makeShipped = async (bench: NotificationsBench, count: number): Promise<readonly string[]> => {
  const ids = await makeOrders(bench, count, 'bench-urgent');
  for (const id of ids) for (const status of BEFORE_A_PROBLEM) await bench.client.putStatus(id, status);
  await bench.drain();
  return ids;
};

const MAX_WAIT_MILLISECONDS = 120_000;

/** Milliseconds until the provider had the mail that something is wrong. */
const arrivalOf = async (bench: NotificationsBench, orderId: string, startedAt: number): Promise<number> => {
  for (;;) {
    const urgent = (await mailsOf(bench, orderId)).find(({ at }) => Date.parse(at) >= startedAt);
    if (urgent) return Date.parse(urgent.at) - startedAt;
    if (Date.now() - startedAt > MAX_WAIT_MILLISECONDS) throw new Error('An urgent mail was not sent');
    await pause(100);
  }
};

/** One order after the other has a problem. */
const failEach = async (bench: NotificationsBench, orderIds: readonly string[]): Promise<readonly number[]> => {
  const startedAt: number[] = [];
  for (const orderId of orderIds) {
    startedAt.push(Date.now());
    await bench.client.putStatus(orderId, 'exception');
    await pause(50);
  }
  return Promise.all(orderIds.map((id, index) => arrivalOf(bench, id, startedAt[index] ?? 0)));
};

/** A message to many through the lane of bulk, and urgent ones beside it. */
export const measureNotifications = async (bench: NotificationsBench): Promise<NotificationsFigures> => {
  await makeOrders(bench, CUSTOMERS, 'bench-bulk');
  const urgent = await makeShipped(bench, 2 * URGENT);
  await finished(bench, await startBulk(bench, 'bench-bulk-warm'));
  const alone = await failEach(bench, urgent.slice(0, URGENT));
  let job: BulkSend | undefined;
  const startedAt = performance.now();
  const send = async (): Promise<void> => {
    job = await finished(bench, await startBulk(bench, 'bench-bulk-1'));
  };
  const processor = showsProcesses ? await measureProcessor(bench.pid, send) : await send().then(() => undefined);
  const seconds = (performance.now() - startedAt) / 1_000;
  if (job === undefined || job.messages === 0) throw new Error('Nothing was sent to many');
  const jobs = Math.ceil(WAITING / job.messages);
  const started = await Promise.all(Array.from({ length: jobs }, (_, n) => startBulk(bench, `bench-bulk-beside-${n}`)));
  const besideBulk = await failEach(bench, urgent.slice(URGENT));
  for (const bulk of started) await finished(bench, bulk);
  return { notifications: job.messages, waiting: jobs * job.messages, seconds, processor, alone, besideBulk };
};
