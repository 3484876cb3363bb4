import type { ScanLocation } from '../../../shared/orders/model/order.ts';
import type { Milestone } from '../../../shared/workflows/workflow.ts';

/** An entry of the timeline's response, as far as the page reads it. */
export interface TimelineEntry {
  readonly type: string;
  readonly milestone?: Milestone | undefined;
  readonly source: string;
  readonly description: string;
  readonly timestamp: string;
  readonly location?: ScanLocation | undefined;
  readonly metadata: { readonly milestone?: unknown; readonly trackingNumber?: unknown };
}

/** A scan, and what it led the order to, say the same of one moment of one parcel. */
const momentOf = ({ timestamp, milestone, metadata }: TimelineEntry): string =>
  JSON.stringify([timestamp, metadata.trackingNumber, milestone ?? metadata.milestone]);

/**
 * What happened, each entry once: the timeline has a scan, the step that it led to, and a message besides, for
 * whoever looks into it. The reader is shown the step, which has its scan's time and place, and scans that led nowhere.
 */
export const eachOnce = (timeline: readonly TimelineEntry[]): readonly TimelineEntry[] => {
  const isStep = ({ type, source }: TimelineEntry): boolean => type !== 'scan' && source === 'carrier';
  const led = new Set(timeline.filter(isStep).map(momentOf));
  return timeline
    .filter(({ type }) => type !== 'notification')
    .filter((entry) => entry.type !== 'scan' || !led.has(momentOf(entry)));
};
