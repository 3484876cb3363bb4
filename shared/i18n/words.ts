import type { ProgressStep } from '../notifications/progress.ts';
import type { ScanReason } from '../orders/order.ts';
import type { Milestone, Phase } from '../workflows/workflow.ts';

/** The words of tracking: few enough for a page to carry them in every language. */
export interface Words {
  /** What a status of the phase is called where it has no name of its own. */
  readonly phases: Readonly<Record<Phase, string>>;
  readonly milestones: Readonly<Record<Milestone, string>>;
  readonly scanReasons: Readonly<Record<ScanReason, string>>;
  readonly steps: Readonly<Record<ProgressStep, string>>;
}
