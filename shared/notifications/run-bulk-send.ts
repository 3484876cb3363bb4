import { definedFields } from '../defined-fields.ts';
import type { Order } from '../orders/model/order.ts';
import type { OrderStore } from '../orders/use-cases/order-store.ts';
import { turnstile } from '../turnstile.ts';
import { type BulkPlace, type BulkSend, type BulkSendStore, isInSegment, nextPlace, personKey } from './bulk-send.ts';
import type { WrittenMessage } from './written-message.ts';

/** Orders of one page: far inside the time of a function. */
const PAGE = 25;
/** People that are planned for at a time: whatever else shares the table or the machine finds its turn in between. */
const AT_ONCE = 5;

export interface BulkSendDependencies {
  readonly bulkSendJobs: BulkSendStore;
  readonly orders: Pick<OrderStore, 'idsInPhase' | 'getMany'>;
  /** Plans the messages, records them and sends them to the lane of bulk; returns how many. Repeated, it makes none anew. */
  readonly send: (written: WrittenMessage, order: Order) => Promise<number>;
  /** Has the page of the step carried out. */
  readonly goOn: (jobId: string, step: number) => Promise<void>;
  readonly now: () => Date;
}

const writtenFor = ({ jobId, channels, message, startedAt, startedBy }: BulkSend, orderId: string): WrittenMessage => ({
  messageId: jobId,
  orderId,
  type: 'custom',
  audience: 'customer',
  channels,
  priority: 'low',
  message,
  requestedAt: startedAt,
  requestedBy: startedBy,
});

const runPage = async (job: BulkSend, deps: BulkSendDependencies): Promise<boolean> => {
  const { jobId, segment, place, step } = job;
  const { orderIds, next } = await deps.orders.idsInPhase(place.phase, {
    limit: PAGE,
    ...definedFields({ after: place.after }),
  });
  const orders = (await deps.orders.getMany(orderIds)).filter((order) => isInSegment(order, segment));
  const inTurn = turnstile(AT_ONCE);
  const sent = await Promise.all(
    orders.map((order) =>
      inTurn(async () => {
        const isFirst = await deps.bulkSendJobs.claimPerson(job, personKey(jobId, order), order.orderId);
        if (!isFirst) return undefined;
        return job.isDryRun ? 0 : deps.send(writtenFor(job, order.orderId), order);
      }),
    ),
  );
  const reached = sent.filter((messages) => messages !== undefined);
  const { counts } = job;
  return deps.bulkSendJobs.advance(jobId, step, {
    counts: {
      read: counts.read + orderIds.length,
      people: counts.people + reached.length,
      messages: counts.messages + reached.reduce((sum, messages) => sum + messages, 0),
    },
    at: deps.now().toISOString(),
    ...definedFields({ place: nextPlace(segment, place, next) }),
  });
};

/**
 * Carries out one page of a job and asks for the next one. A message that comes again, or late, finds the page done: it
 * asks for the next one again, which the one that died in between may not have. A paused or ended job asks for nothing.
 */
export const runBulkSend = async (
  { jobId, step }: { readonly jobId: string; readonly step: number },
  deps: BulkSendDependencies,
): Promise<void> => {
  const job = await deps.bulkSendJobs.get(jobId);
  if (job === undefined || job.state !== 'running' || step > job.step) return;
  // A page that somebody else has recorded meanwhile is theirs to continue from.
  if (step === job.step && !(await runPage(job, deps))) return;
  const after = await deps.bulkSendJobs.get(jobId);
  if (after?.state === 'running') await deps.goOn(jobId, after.step);
};

/** Orders that are read while somebody waits for the response: what is more is counted by a job. */
const MAX_COUNTED = 2_000;

/** How many customers a segment has, where it is not too large to count at once. */
export const countSegment = async (
  segment: BulkSend['segment'],
  orders: BulkSendDependencies['orders'],
): Promise<{ readonly people: number; readonly orders: number; readonly isComplete: boolean }> => {
  const people = new Set<string>();
  let read = 0;
  let matching = 0;
  const [first] = segment.phases;
  let place: BulkPlace | undefined = first && { phase: first };
  while (place !== undefined && read < MAX_COUNTED) {
    const page = await orders.idsInPhase(place.phase, { limit: 100, ...definedFields({ after: place.after }) });
    const found = (await orders.getMany(page.orderIds)).filter((order) => isInSegment(order, segment));
    for (const order of found) people.add(personKey('count', order));
    read += page.orderIds.length;
    matching += found.length;
    place = nextPlace(segment, place, page.next);
  }
  return { people: people.size, orders: matching, isComplete: place === undefined };
};
