/** A message to many people at once: a job of pages, each of which may be done twice and counts once. */
import type { Instant } from '../calendar/instant.ts';
import { mailboxKey } from '../contract/mailbox.ts';
import type { Actor, Order } from '../orders/model/order.ts';
import { sha256 } from '../security/digest.ts';
import type { Phase } from '../workflows/workflow.ts';

/** Whose customers get it: orders that all of this is true of. */
export interface Segment {
  readonly phases: readonly Phase[];
  readonly sellerId?: string;
  readonly workflow?: string;
  readonly locale?: string;
  /** Of the order's creation. */
  readonly from?: Instant;
  readonly to?: Instant;
}

const BULK_SEND_STATES = ['running', 'paused', 'cancelled', 'done'] as const;
export type BulkSendState = (typeof BULK_SEND_STATES)[number];

/** Where the next page begins. */
export interface BulkPlace {
  readonly phase: Phase;
  readonly after?: string;
}

export interface BulkCounts {
  /** Orders that were read. */
  readonly read: number;
  /** Orders of the segment whose customer had not had it. */
  readonly people: number;
  /** Messages that were planned for them, of all channels. */
  readonly messages: number;
}

export interface BulkSend {
  readonly jobId: string;
  readonly segment: Segment;
  readonly message: { readonly subject?: string; readonly text: string };
  readonly channels: readonly string[];
  readonly startedBy: Actor;
  readonly startedAt: Instant;
  readonly state: BulkSendState;
  /** Counts whom it would reach, and sends nothing. */
  readonly isDryRun?: true;
  /** Pages done; the message of a page carries it. */
  readonly step: number;
  readonly place: BulkPlace;
  readonly counts: BulkCounts;
  readonly finishedAt?: Instant;
}

export interface BulkAdvance {
  readonly counts: BulkCounts;
  /** Absent: that was the last page. */
  readonly place?: BulkPlace;
  readonly at: Instant;
}

/** Jobs of one person that say the same to the same people. */
export interface Likeness {
  readonly key: string;
  /** How long another one is taken for a mistake. */
  readonly until: Instant;
  /** It is no mistake: nothing that was begun before stands in its way. */
  readonly isRepeat: boolean;
}

export type BulkSendCreation =
  | { readonly outcome: 'created' | 'exists' }
  /** One like it was begun a moment ago. */
  | { readonly outcome: 'repeated'; readonly jobId: string };

export interface BulkSendStore {
  /** `exists`: begun by an earlier request; left as it is. Jobs are stored for a week. */
  create(job: BulkSend, likeness?: Likeness): Promise<BulkSendCreation>;
  /** Strongly consistent. */
  get(jobId: string): Promise<BulkSend | undefined>;
  /** Whether this order is the one by which its customer gets the message: the first that asks, and again when it asks again. */
  claimPerson(job: Pick<BulkSend, 'jobId' | 'startedAt'>, person: string, orderId: string): Promise<boolean>;
  /** Records a page, once; `false` where another one has recorded it, or the job does not run any more. */
  advance(jobId: string, step: number, advance: BulkAdvance): Promise<boolean>;
  /** `false` where the job is in none of these states. */
  setState(jobId: string, from: readonly BulkSendState[], to: BulkSendState, at: Instant): Promise<boolean>;
}

/** Whoever presses twice, or sends again what they got no response to, means one message. */
const REPEAT_MILLISECONDS = 10 * 60_000;

export const likenessOf = (
  { startedBy, startedAt, segment, message, channels }: BulkSend,
  isRepeat: boolean,
): Likeness => {
  const { phases, sellerId, workflow, locale, from, to } = segment;
  const people = [phases.toSorted(), sellerId, workflow, locale, from, to];
  const said = [message.subject, message.text, channels.toSorted()];
  return {
    key: sha256(JSON.stringify([startedBy.role, startedBy.id, people, said]), 'hex').slice(0, 32),
    until: new Date(Date.parse(startedAt) + REPEAT_MILLISECONDS).toISOString(),
    isRepeat,
  };
};

/** What the ids of jobs begin with. */
export const BULK_SEND_ID = 'bulk_';

export const isInSegment = (order: Order, { phases, sellerId, workflow, locale, from, to }: Segment): boolean =>
  phases.includes(order.phase) &&
  (sellerId === undefined || order.sellerId === sellerId) &&
  (workflow === undefined || order.workflow.id === workflow) &&
  (locale === undefined || order.locale === locale) &&
  (from === undefined || order.createdAt >= from) &&
  (to === undefined || order.createdAt < to);

/** One and the same for all orders of a customer; guests are known by their address. */
export const personKey = (jobId: string, { buyerId, customer, guestEmail, orderId }: Order): string => {
  const mailbox = customer.email ?? guestEmail;
  const person = buyerId ?? (mailbox === undefined ? orderId : mailboxKey(mailbox));
  return sha256(JSON.stringify([jobId, person]), 'hex').slice(0, 32);
};

/** The page after this one; nothing after the last one of the last phase. */
export const nextPlace = (
  { phases }: Segment,
  { phase }: BulkPlace,
  next: string | undefined,
): BulkPlace | undefined => {
  if (next !== undefined) return { phase, after: next };
  const following = phases[phases.indexOf(phase) + 1];
  return following === undefined ? undefined : { phase: following };
};
