import type { ScanReason } from '../orders/model/order.ts';
import type { BuiltInStatus } from '../workflows/catalog.ts';
import type { ProgressStep } from '../workflows/progress.ts';
import type { Milestone, Phase } from '../workflows/workflow.ts';

/** A text by the number in it, as the language's plural rules have it; what has no form of its own is `other`. */
export interface CountedText {
  readonly one: string;
  readonly other: string;
}

/** The words of tracking: few enough for a page to carry them in every language. */
export interface Words {
  /** What a status of the phase is called where it has no name of its own. */
  readonly phases: Readonly<Record<Phase, string>>;
  /** What a status is called, in whatever workflow; `statusText` looks here. */
  readonly statuses: Readonly<Record<BuiltInStatus, string>>;
  /** Where the same name means another thing. */
  readonly statusesIn: {
    readonly marketplace: Readonly<Record<'failed', string>>;
    readonly grocery: Readonly<Record<'failed' | 'ready_for_pickup', string>>;
  };
  readonly milestones: Readonly<Record<Milestone, string>>;
  readonly scanReasons: Readonly<Record<ScanReason, string>>;
  /** Five of them stand beside each other on a telephone: short words. */
  readonly steps: Readonly<Record<ProgressStep, string>>;
  /** Of an order in several parcels, with `{{ delivered }}` and `{{ total }}`; `parcelsText` fills it. */
  readonly parcelsDelivered: string;
  /** Of an order of which some items, and not all, have left; with `{{ count }}` and `{{ total }}`; `itemsText` fills it. */
  readonly itemsOnTheWay: CountedText;
  /** The same of those that have come. */
  readonly itemsDelivered: CountedText;
}
