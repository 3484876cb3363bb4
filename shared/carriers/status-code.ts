import type { ScanReason } from '../orders/model/order.ts';
import type { Milestone } from '../workflows/workflow.ts';

/**
 * What a carrier's code means: where it leads, or `notice` for one about options, labels and dates, which moves no
 * parcel.
 */
export interface CodeMeaning {
  readonly milestone: Milestone | 'notice';
  readonly reason?: ScanReason;
}

export type StatusMap = ReadonlyMap<string, CodeMeaning>;

/** Rows of a status map: the codes of one meaning, with spaces between. */
export const codes = (
  milestone: CodeMeaning['milestone'],
  list: string,
  reason?: ScanReason,
): readonly (readonly [string, CodeMeaning])[] =>
  list.split(' ').map((code) => [code, { milestone, ...(reason && { reason }) }] as const);

/** `unknown` for a code that is not known or moves no parcel. */
export const milestoneOf = (meaning: CodeMeaning | undefined): Milestone =>
  meaning === undefined || meaning.milestone === 'notice' ? 'unknown' : meaning.milestone;
