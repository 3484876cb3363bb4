import type { Instant } from '../../calendar/instant.ts';
import { definedFields } from '../../defined-fields.ts';
import { MILESTONES, type Milestone, type WorkflowDefinition } from '../../workflows/workflow.ts';
import type { AheadProgress, Scan, Shipment } from '../model/order.ts';
import { earliestTimeOfLabel, isEnd } from './scan-flags.ts';

const rank = (milestone: Milestone | undefined): number => (milestone ? MILESTONES.indexOf(milestone) : -1);

type Mark = NonNullable<Shipment['placed']>;

/** Two scans of one minute: the milestone that comes later in a parcel's life is the newer one, whichever arrives first. */
const isAfter = (scan: Mark, at: Instant | undefined, milestone: Milestone | undefined): boolean =>
  at === undefined || scan.occurredAt > at || (scan.occurredAt === at && rank(scan.milestone) > rank(milestone));

export const isNewest = (shipment: Shipment, scan: Scan): boolean =>
  isAfter(scan, shipment.lastScanAt, shipment.milestone);

/** Something went wrong: says nothing about how far the parcel has come. */
const TROUBLE: readonly Milestone[] = ['delayed', 'exception', 'returning'];
const isTrouble = (milestone: Milestone): boolean => TROUBLE.includes(milestone);
const isOnItsWay = (milestone: Milestone): boolean => !isEnd(milestone) && !isTrouble(milestone);

const leadsTo = ({ milestones }: WorkflowDefinition, milestone: Milestone): boolean =>
  milestones[milestone] !== undefined;

const newerOf = (known: Mark | undefined, scan: Mark): Mark =>
  known === undefined || isAfter(scan, known.occurredAt, known.milestone) ? scan : known;

const laterOf = (a: Instant | undefined, b: Instant): Instant => (a !== undefined && a > b ? a : b);

/**
 * By what a scan leads the order: its milestone, where the workflow has a status for it. A label leads from the first time
 * that can be of its parcel: what was scanned before is of an earlier one under the number.
 */
const placingMark = (workflow: WorkflowDefinition, mark: Mark): Mark | undefined => {
  if (leadsTo(workflow, mark.milestone)) return mark;
  const { milestone, occurredAt } = mark;
  if (milestone !== 'label_created') return undefined;
  return { milestone, occurredAt: new Date(earliestTimeOfLabel(occurredAt)).toISOString() };
};

const withEnd = (shipment: Shipment, mark: Mark): Shipment => {
  const { movedAt, ...rest } = shipment;
  const ended = newerOf(shipment.ended, mark);
  return { ...rest, ended, ...(movedAt !== undefined && movedAt > ended.occurredAt ? { movedAt } : {}) };
};

const withStep = (workflow: WorkflowDefinition, shipment: Shipment, mark: Mark): Shipment => {
  const isAfterEnd = shipment.ended === undefined || mark.occurredAt > shipment.ended.occurredAt;
  const placing = placingMark(workflow, mark);
  return {
    ...shipment,
    ...(placing ? { placed: newerOf(shipment.placed, placing) } : {}),
    ...(isOnItsWay(mark.milestone) && isAfterEnd ? { movedAt: laterOf(shipment.movedAt, mark.occurredAt) } : {}),
  };
};

/** Whether what a scan dated ahead said still stands after a scan whose time is known. */
const stands = (milestone: Milestone | undefined, ahead: AheadProgress, scan: Scan): boolean =>
  milestone !== undefined &&
  scan.occurredAt <= ahead.countedAt &&
  isOnItsWay(scan.milestone) &&
  !isTrouble(milestone) &&
  rank(scan.milestone) < rank(milestone);

const withoutOvertaken = (shipment: Shipment, workflow: WorkflowDefinition, scan: Scan): Shipment => {
  const { ahead, ...rest } = shipment;
  if (ahead === undefined) return shipment;
  const isSeen = stands(ahead.milestone, ahead, scan);
  const isPlaced = stands(ahead.placed, ahead, scan) || !(leadsTo(workflow, scan.milestone) || isEnd(scan.milestone));
  const left = definedFields({
    milestone: isSeen ? ahead.milestone : undefined,
    reason: isSeen ? ahead.reason : undefined,
    placed: isPlaced ? ahead.placed : undefined,
    countedAt: ahead.countedAt,
  });
  return left.milestone === undefined && left.placed === undefined ? rest : { ...rest, ahead: left };
};

const withNewest = (shipment: Shipment, scan: Scan): Shipment => {
  const { reason: _reason, ...rest } = shipment;
  return { ...rest, milestone: scan.milestone, lastScanAt: scan.occurredAt, ...definedFields({ reason: scan.reason }) };
};

const withTimedScan = (workflow: WorkflowDefinition, shipment: Shipment, scan: Scan): Shipment => {
  const { milestone, occurredAt } = scan;
  const mark = { milestone, occurredAt };
  const seen = isNewest(shipment, scan) ? withNewest(shipment, scan) : shipment;
  const next = isEnd(milestone) ? withEnd(seen, mark) : withStep(workflow, seen, mark);
  const isChanged =
    seen !== shipment ||
    next.placed !== shipment.placed ||
    next.ended !== shipment.ended ||
    next.movedAt !== shipment.movedAt;
  return isChanged ? withoutOvertaken(next, workflow, scan) : shipment;
};

/** Whether a milestone of unknown time goes beyond what is known: further on, or trouble, or out of trouble. */
const goesBeyond = (milestone: Milestone, known: Milestone | undefined): boolean =>
  known === undefined || (!isEnd(known) && (isTrouble(milestone) || isTrouble(known) || rank(milestone) > rank(known)));

/**
 * A scan dated ahead stands beside the others: nothing is known of its time but when it was received, so it leads while
 * it goes beyond them, and a scan whose time is known takes its place.
 */
const withAheadScan = (workflow: WorkflowDefinition, shipment: Shipment, scan: Scan): Shipment => {
  const { milestone, reason, recordedAt } = scan;
  const lead = leadingMilestone(shipment);
  const isSeen = goesBeyond(milestone, seenMilestone(shipment)) && !isEnd(lead);
  const isPlaced = (leadsTo(workflow, milestone) || isEnd(milestone)) && goesBeyond(milestone, lead);
  if (!isSeen && !isPlaced) return shipment;
  const { ahead } = shipment;
  return {
    ...shipment,
    ahead: definedFields({
      milestone: isSeen ? milestone : ahead?.milestone,
      reason: isSeen ? reason : ahead?.reason,
      placed: isPlaced ? milestone : ahead?.placed,
      countedAt: laterOf(ahead?.countedAt, recordedAt),
    }),
  };
};

/**
 * The parcel after one more scan; the same object where the scan says nothing new. What scans of known time say does not
 * depend on the order in which they come.
 */
export const withScan = (workflow: WorkflowDefinition, shipment: Shipment, scan: Scan): Shipment =>
  scan.flag === 'dated_ahead' ? withAheadScan(workflow, shipment, scan) : withTimedScan(workflow, shipment, scan);

const isEnded = ({ ended, placed, movedAt }: Shipment): boolean =>
  ended !== undefined &&
  (placed === undefined || isAfter(ended, placed.occurredAt, placed.milestone)) &&
  (movedAt === undefined || ended.occurredAt >= movedAt);

/**
 * How a parcel counts for its order: by its end, or by the newest milestone that the workflow has a status for. A failed
 * attempt or a pickup point says nothing about how far the order is, where the workflow has no status for it.
 */
export const leadingMilestone = (shipment: Shipment): Milestone => {
  const { milestone, placed, ended, ahead } = shipment;
  if (ahead?.placed !== undefined) return ahead.placed;
  if (milestone !== undefined && isEnd(milestone)) return milestone;
  return (isEnded(shipment) ? ended : placed)?.milestone ?? 'label_created';
};

/** Where the parcel was seen last. */
export const seenMilestone = ({ milestone, ahead }: Pick<Shipment, 'milestone' | 'ahead'>): Milestone | undefined =>
  ahead?.milestone ?? milestone;

/** When the parcel was seen last. */
export const seenAt = ({ lastScanAt, ahead }: Pick<Shipment, 'lastScanAt' | 'ahead'>): Instant | undefined =>
  ahead?.milestone === undefined ? lastScanAt : laterOf(lastScanAt, ahead.countedAt);

/** What the newest scan gave as its reason. */
export const seenReason = ({ reason, ahead }: Pick<Shipment, 'reason' | 'ahead'>): Shipment['reason'] =>
  ahead?.milestone === undefined ? reason : ahead.reason;
