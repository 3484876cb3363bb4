import { describe, expect, it } from 'vitest';
import type { BulkSend } from '../../../shared/notifications/bulk-send.ts';
import { countSegment, runBulkSend } from '../../../shared/notifications/run-bulk-send.ts';
import { memoryBulkSendStore } from '../../support/memory/memory-bulk-send-store.ts';
import { anOrder } from '../../support/order-fixtures.ts';

const AT = '2026-03-01T10:00:00.000Z';
const JOB: BulkSend = {
  jobId: 'bulk_1',
  segment: { phases: ['in_transit', 'ready'], sellerId: 'seller-1' },
  message: { text: 'T' },
  channels: ['email'],
  startedBy: { role: 'admin' },
  startedAt: AT,
  state: 'running',
  step: 0,
  place: { phase: 'in_transit' },
  counts: { read: 0, people: 0, messages: 0 },
};

/** 60 orders on their way of 40 people, 5 of them another shop's; 10 ready ones of people who had it already. */
const ORDERS = [
  ...Array.from({ length: 60 }, (_, i) =>
    anOrder({
      orderId: `ord_${String(i).padStart(3, '0')}`,
      buyerId: `buyer-${i % 40}`,
      phase: 'in_transit',
      sellerId: i >= 35 && i < 40 ? 'seller-2' : 'seller-1',
    }),
  ),
  ...Array.from({ length: 10 }, (_, i) => anOrder({ orderId: `rdy_${i}`, buyerId: `buyer-${i}`, phase: 'ready' })),
];

const world = async () => {
  const bulkSendJobs = memoryBulkSendStore();
  await bulkSendJobs.create(JOB);
  const sent: string[] = [];
  const waiting: { jobId: string; step: number }[] = [{ jobId: 'bulk_1', step: 0 }];
  const faults = { sendsBeforeCrash: Number.POSITIVE_INFINITY, isQueueDown: false };
  const deps = {
    bulkSendJobs,
    orders: {
      idsInPhase: async (phase: string, { limit, after = '' }: { limit: number; after?: string }) => {
        const ids = ORDERS.filter((order) => order.phase === phase && order.orderId > after).map(
          ({ orderId }) => orderId,
        );
        const last = ids[limit - 1];
        return { orderIds: ids.slice(0, limit), ...(ids.length > limit && last !== undefined && { next: last }) };
      },
      getMany: async (ids: readonly string[]) => ORDERS.filter(({ orderId }) => ids.includes(orderId)),
    },
    send: async ({ orderId }: { readonly orderId: string }) => {
      faults.sendsBeforeCrash -= 1;
      if (faults.sendsBeforeCrash < 0) throw new Error('killed');
      sent.push(orderId);
      return 1;
    },
    goOn: async (jobId: string, step: number) => {
      if (faults.isQueueDown) throw new Error('the queue is down');
      waiting.push({ jobId, step });
    },
    now: () => new Date(AT),
  };
  /** Each message until it succeeds, as the queue does. */
  const drain = async (): Promise<void> => {
    for (let message = waiting.shift(); message !== undefined; message = waiting.shift()) {
      try {
        await runBulkSend(message, deps);
      } catch {
        faults.sendsBeforeCrash = Number.POSITIVE_INFINITY;
        faults.isQueueDown = false;
        waiting.push(message);
      }
    }
  };
  return { deps, bulkSendJobs, sent, waiting, faults, drain };
};

/** 40 people, less the 5 who only have orders of another shop. */
const PEOPLE = 35;

describe('a message to many', () => {
  it('reaches each customer of the segment once, and counts what it did', async () => {
    const { drain, sent, bulkSendJobs } = await world();
    await drain();
    expect(sent).toHaveLength(PEOPLE);
    expect(await bulkSendJobs.get('bulk_1')).toMatchObject({
      state: 'done',
      counts: { read: 70, messages: PEOPLE },
      finishedAt: AT,
    });
  });

  it.each([0, 1, 7, 24, 30])(
    'is carried on where it was killed after %i messages, by the same orders',
    async (sends) => {
      const { drain, sent, faults } = await world();
      faults.sendsBeforeCrash = sends;
      await drain();
      // A page that died is done again: by the same orders, whose notifications are there already.
      expect(new Set(sent).size).toBe(PEOPLE);
    },
  );

  it('goes on where the next page was not asked for, and does not run twice as often for messages that come twice', async () => {
    const { drain, sent, faults, waiting, deps } = await world();
    faults.isQueueDown = true;
    await drain();
    expect(sent).toHaveLength(PEOPLE);
    await runBulkSend({ jobId: 'bulk_1', step: 0 }, deps);
    expect(waiting).toEqual([]);
  });

  it('stops when it is paused, and goes on from there', async () => {
    const { drain, sent, bulkSendJobs, deps, waiting } = await world();
    await runBulkSend({ jobId: 'bulk_1', step: 0 }, deps);
    await bulkSendJobs.setState('bulk_1', ['running'], 'paused', AT);
    await drain();
    const before = sent.length;
    expect(before).toBeLessThan(PEOPLE);
    await bulkSendJobs.setState('bulk_1', ['paused'], 'running', AT);
    waiting.push({ jobId: 'bulk_1', step: 1 });
    await drain();
    expect(sent).toHaveLength(PEOPLE);
  });

  it('that is only counted reaches nobody, and counts each once', async () => {
    const { drain, sent, bulkSendJobs, deps } = await world();
    const job = await bulkSendJobs.get('bulk_1');
    if (!job) throw new Error('there is no job');
    await bulkSendJobs.create({ ...job, jobId: 'bulk_2', isDryRun: true });
    await bulkSendJobs.setState('bulk_1', ['running'], 'cancelled', AT);
    await deps.goOn('bulk_2', 0);
    await drain();
    expect(sent).toEqual([]);
    expect(await bulkSendJobs.get('bulk_2')).toMatchObject({ state: 'done', counts: { people: PEOPLE, messages: 0 } });
  });

  it('can be counted before', async () => {
    const { deps } = await world();
    expect(await countSegment(JOB.segment, deps.orders)).toEqual({ people: PEOPLE, orders: 65, isComplete: true });
    expect(await countSegment({ ...JOB.segment, sellerId: 'nobody' }, deps.orders)).toMatchObject({ people: 0 });
  });
});
