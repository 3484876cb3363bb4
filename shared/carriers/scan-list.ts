import type { Instant } from '../calendar/instant.ts';
import { definedFields, filledFields } from '../defined-fields.ts';
import type { Scan, ScanLocation, ScanReason } from '../orders/model/order.ts';
import type { Milestone } from '../workflows/workflow.ts';
import { actionRequiredBy } from './action-required.ts';
import { scanIdOf } from './scan-id.ts';

/** What an adapter has read of one scan. */
export interface ReadScan {
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly occurredAt: Instant;
  /** The carrier's own code. */
  readonly rawCode: string;
  /** By which a scan is known again, where the code alone says too little. */
  readonly identity?: string;
  readonly milestone: Milestone;
  readonly reason?: ScanReason | undefined;
  /** Where the status map says so; else it follows from milestone and reason. */
  readonly actionRequired?: Scan['actionRequired'];
  readonly location?: ScanLocation | undefined;
  /** The carrier's own words. */
  readonly texts?: readonly (string | undefined)[];
  readonly recordedAt: Instant;
}

/** A scan in Wismo's words. */
export const makeScan = (read: ReadScan): Scan => {
  const { carrier, trackingNumber, occurredAt, rawCode, milestone, reason, recordedAt, texts = [] } = read;
  const { identity = rawCode } = read;
  const actionRequired = read.actionRequired ?? actionRequiredBy(milestone, reason);
  const rawText = [...new Set(texts)].filter((part) => part !== undefined && part !== '').join(': ');
  return {
    scanId: scanIdOf({ carrier, trackingNumber, occurredAt, rawCode: identity }),
    carrier,
    trackingNumber,
    occurredAt,
    milestone,
    ...definedFields({ reason, actionRequired, location: filledFields({ ...read.location }) }),
    rawCode,
    ...(rawText !== '' && { rawText }),
    recordedAt,
  };
};

/** By time; the rest of the comparison only makes the order the same however the carrier listed them. */
const inOrder = (a: Scan, b: Scan): number =>
  a.occurredAt.localeCompare(b.occurredAt) ||
  a.scanId.localeCompare(b.scanId) ||
  JSON.stringify(b).localeCompare(JSON.stringify(a));

/** Oldest first, each once. */
export const arranged = (scans: readonly Scan[]): readonly Scan[] => {
  const seen = new Set<string>();
  return scans.toSorted(inOrder).filter(({ scanId }) => !seen.has(scanId) && seen.add(scanId));
};
