import { type Progress, progressOf } from '../../shared/notifications/progress.ts';
import type { FulfilmentType, ScanLocation, ScanReason } from '../../shared/orders/order.ts';
import type { Milestone, Phase } from '../../shared/workflows/workflow.ts';
import type { PageTexts } from './texts.ts';

/** One line of what happened, newest first. */
export interface JourneyEntry {
  readonly what: string;
  readonly where?: string;
  readonly at: string;
}

/** What the page shows, however it was learnt. */
export interface Journey {
  readonly reference: string;
  readonly status: string;
  readonly phase: Phase;
  readonly progress: Progress;
  readonly estimatedDelivery: string | undefined;
  readonly entries: readonly JourneyEntry[];
}

/** Answer of the public tracking route, as far as the page reads it. */
export interface TrackingAnswer {
  readonly trackingNumber: string;
  readonly carrier: string;
  readonly status: string;
  readonly phase: Phase;
  readonly estimatedDelivery: string | null;
  readonly scans: readonly {
    readonly milestone: Milestone;
    readonly reason?: ScanReason;
    readonly occurredAt: string;
    readonly location?: ScanLocation;
  }[];
}

/** Answers of the routes that the holder of a link may ask. */
export interface StatusAnswer {
  readonly orderNumber: string;
  readonly status: string;
  readonly phase: Phase;
  readonly estimatedDelivery: string | null;
}
export interface TimelineAnswer {
  readonly timeline: readonly {
    readonly type: string;
    readonly description: string;
    readonly timestamp: string;
    readonly location?: ScanLocation;
  }[];
}

const placeOf = (location: ScanLocation | undefined): string | undefined => {
  const parts = [location?.city, location?.region, location?.country].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(', ') : undefined;
};

const newestFirst = (entries: readonly JourneyEntry[]): readonly JourneyEntry[] =>
  [...entries].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));

const entryOf = (what: string, at: string, location: ScanLocation | undefined): JourneyEntry => {
  const where = placeOf(location);
  return { what, at, ...(where !== undefined && { where }) };
};

export const journeyOfParcel = (answer: TrackingAnswer, texts: PageTexts): Journey => ({
  reference: `${answer.carrier.toUpperCase()} ${answer.trackingNumber}`,
  status: answer.status,
  phase: answer.phase,
  progress: progressOf(answer.phase, 'shipping'),
  estimatedDelivery: answer.estimatedDelivery ?? undefined,
  entries: newestFirst(
    answer.scans.map(({ milestone, reason, occurredAt, location }) => {
      const what = texts.milestones[milestone];
      return entryOf(reason ? `${what}: ${texts.scanReasons[reason]}` : what, occurredAt, location);
    }),
  ),
});

/** An order that is collected has phases of its own; the answer tells which it went through only by its phase. */
const fulfilmentOf = (phase: Phase): FulfilmentType =>
  phase === 'ready' || phase === 'completed' ? 'pickup' : 'shipping';

export const journeyOfOrder = (status: StatusAnswer, { timeline }: TimelineAnswer, texts: PageTexts): Journey => ({
  reference: `${texts.order} ${status.orderNumber}`,
  status: status.status,
  phase: status.phase,
  progress: progressOf(status.phase, fulfilmentOf(status.phase)),
  estimatedDelivery: status.estimatedDelivery ?? undefined,
  entries: newestFirst(
    // A message tells what the line before it tells.
    timeline
      .filter(({ type }) => type !== 'notification')
      .map(({ description, timestamp, location }) => entryOf(description, timestamp, location)),
  ),
});
