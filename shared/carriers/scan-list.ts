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

const MAX_CODE_UNITS = 60;

/** The carrier's code, or where it gave none its own words: what it says with words alone is shown too. */
export const codeOrWords = (code: string | undefined, words: readonly (string | undefined)[]): string | undefined =>
  code || words.find((part) => part !== undefined && part !== '')?.slice(0, MAX_CODE_UNITS);

/** An event as a scan: without a time, or without code and words, it is none; an unknown code is an issue beside it. */
export const readScan = (
  { occurredAt, ...read }: Omit<ReadScan, 'occurredAt'> & { readonly occurredAt: Instant | undefined },
  isKnown: boolean,
): ScanReading => {
  const { trackingNumber } = read;
  const code = codeOrWords(read.rawCode, read.texts ?? []);
  if (occurredAt === undefined || code === undefined)
    return { scans: [], issues: [{ kind: 'dateless_scan', trackingNumber, code: code ?? '' }] };
  // Two events of one second that have no code differ by their words.
  const identity = read.rawCode === '' ? code : read.identity;
  return {
    scans: [makeScan({ ...read, ...definedFields({ identity }), rawCode: code, occurredAt })],
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
