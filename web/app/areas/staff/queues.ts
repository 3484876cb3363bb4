import type { OrderRow, Phase } from '../../../../client/src/index.ts';
import { api } from '../../session/api.ts';
import { countPages } from './count-pages.ts';

/** Orders that somebody should look at, by what is wrong with them. */
export const QUEUES = ['late', 'stuck', 'disputed', 'problem'] as const;
export type Queue = (typeof QUEUES)[number];

export const isQueue = (text: unknown): text is Queue => (QUEUES as readonly unknown[]).includes(text);

export const PHASES_OF: Readonly<Record<Queue, readonly Phase[]>> = {
  late: ['delayed'],
  stuck: ['confirmed', 'preparing'],
  disputed: ['disputed'],
  problem: ['exception'],
};

const STUCK_MILLISECONDS = 2 * 24 * 60 * 60 * 1000;

/** Whether an order of the queue's phases is in the queue. */
export const belongs = (queue: Queue, statusSince: string, now: number): boolean =>
  queue !== 'stuck' || now - Date.parse(statusSince) > STUCK_MILLISECONDS;

/** Where the next page begins; absent at the end. */
export interface Place {
  readonly phase: Phase;
  readonly cursor?: string;
}

export interface QueuePage {
  readonly orders: readonly OrderRow[];
  readonly next: Place | undefined;
}

const PAGE = 50;

/** The next page of a queue: its phases one after another, each with the longest waiting first. */
const queuePage = async (queue: Queue, from: Place | undefined, signal: AbortSignal): Promise<QueuePage> => {
  const phases = PHASES_OF[queue];
  const phase = from?.phase ?? phases[0] ?? 'delayed';
  const { orders, pagination } = await api().listOrdersInPhase(
    { phase, limit: PAGE, ...(from?.cursor !== undefined && { cursor: from.cursor }) },
    { signal },
  );
  const now = Date.now();
  const own = orders.filter(({ statusSince }) => belongs(queue, statusSince, now));
  const after = phases[phases.indexOf(phase) + 1];
  const nextPhase = after === undefined ? undefined : { phase: after };
  // Longest first: behind one that does not belong, none does.
  const goesOn = pagination.nextCursor !== null && own.length === orders.length;
  return { orders: own, next: goesOn ? { phase, cursor: pagination.nextCursor ?? '' } : nextPhase };
};

/** The next page that has anything: a phase may have none where the one behind it has. */
export const queuePageWithOrders = async (
  queue: Queue,
  from: Place | undefined,
  signal: AbortSignal,
): Promise<QueuePage> => {
  const page = await queuePage(queue, from, signal);
  const isEmpty = page.orders.length === 0 && page.next !== undefined;
  return isEmpty ? queuePageWithOrders(queue, page.next, signal) : page;
};

/** Pages that are counted of a queue, of 50 orders each. */
const MAX_COUNTED_PAGES = 8;

/** How many are in a queue, page by page. */
export const countQueue = (queue: Queue, signal: AbortSignal): ReturnType<typeof countPages> =>
  countPages<Place>((from) => queuePage(queue, from, signal), MAX_COUNTED_PAGES);
