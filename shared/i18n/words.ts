import type { ScanReason } from '../orders/model/order.ts';
import type { BuiltInStatus } from '../workflows/catalog.ts';
import type { ProgressStep } from '../workflows/progress.ts';
import type { Milestone, Phase } from '../workflows/workflow.ts';

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
}
