import { MILESTONES } from '../../workflows/workflow.ts';
import { countedAt } from '../engine/scan-flags.ts';
import type { Scan } from '../model/order.ts';

/** Order of a parcel's life: by time, and within a minute by the milestone that comes later in it. */
const byOwnTime = (a: Scan, b: Scan): number =>
  Date.parse(countedAt(a)) - Date.parse(countedAt(b)) ||
  MILESTONES.indexOf(a.milestone) - MILESTONES.indexOf(b.milestone) ||
  (a.scanId < b.scanId ? -1 : 1);

/** Before the first scan that is later than it, or that was received after it: those take its place. */
const withAhead = (ordered: readonly Scan[], ahead: Scan): readonly Scan[] => {
  const isLater = (scan: Scan): boolean => scan.recordedAt > ahead.recordedAt || byOwnTime(scan, ahead) > 0;
  const index = ordered.findIndex(isLater);
  return index < 0 ? [...ordered, ahead] : ordered.toSpliced(index, 0, ahead);
};

/**
 * Each scan once, in the order of their own time; one that was dated ahead, when it was received. `unknown` says nothing
 * that could move anything.
 */
export const inOrder = (scans: readonly Scan[]): readonly Scan[] => {
  const distinct = [...new Map(scans.map((scan) => [scan.scanId, scan])).values()]
    .filter(({ milestone }) => milestone !== 'unknown')
    .toSorted(byOwnTime);
  const ahead = distinct.filter(({ flag }) => flag === 'dated_ahead');
  const timed = distinct.filter(({ flag }) => flag !== 'dated_ahead');
  return ahead.reduce(withAhead, timed);
};
