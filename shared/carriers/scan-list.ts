import type { Instant } from '../calendar/instant.ts';
import { definedFields, filledFields } from '../defined-fields.ts';
import type { Scan, ScanLocation, ScanReason } from '../orders/model/order.ts';
import type { Milestone } from '../workflows/workflow.ts';
import { actionRequiredBy } from './action-required.ts';
import type { ParseIssue } from './carrier.ts';
import { scanIdOf } from './scan-id.ts';

/** What an adapter has read of one scan. */
interface ReadScan {
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

/** What was read of one event, or of several: scans, and what could not be understood. */
export interface ScanReading {
  readonly scans: readonly Scan[];
  readonly issues: readonly ParseIssue[];
}

/** An event as a scan: without a time or a code it is none, and an unknown code is an issue beside it. */
export const readScan = (
  { occurredAt, ...read }: Omit<ReadScan, 'occurredAt'> & { readonly occurredAt: Instant | undefined },
  isKnown: boolean,
): ScanReading => {
  const { trackingNumber, rawCode: code } = read;
  if (occurredAt === undefined || code === '')
    return { scans: [], issues: [{ kind: 'dateless_scan', trackingNumber, code }] };
  return {
    scans: [makeScan({ ...read, occurredAt })],
    issues: isKnown ? [] : [{ kind: 'unknown_code', trackingNumber, code }],
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
