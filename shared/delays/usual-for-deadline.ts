import type { UsualSilence } from '../orders/engine/deadlines.ts';
import { seenMilestone } from '../orders/engine/parcel-state.ts';
import { quietestParcel, unscannedParcel } from '../orders/engine/silence.ts';
import type { Estimate } from '../orders/model/estimate.ts';
import type { Order, Scan } from '../orders/model/order.ts';
import type { DeadlineDefinition, WorkflowDefinition } from '../workflows/workflow.ts';
import { ownEstimate } from './own-estimate.ts';
import { type KnownSilence, type TransitHistory, usualSilence } from './transit-history.ts';
import { transitGroupsOf } from './transit-route.ts';
import { stageOf } from './transit-times.ts';

/** Whether people are notified of a delay when the deadline fires. */
const isAboutDelay = ({ statuses }: WorkflowDefinition, { action }: DeadlineDefinition): boolean =>
  action.kind === 'transition'
    ? statuses[action.to]?.phase === 'delayed'
    : action.kind === 'notify' && action.notify.type === 'delayed';

/** Whether anything of a carrier's history matters to the deadline: of most it does not, and nothing is read. */
export const asksForHistory = (workflow: WorkflowDefinition, definition: DeadlineDefinition): boolean =>
  definition.usual !== undefined || isAboutDelay(workflow, definition);

interface Asked {
  readonly workflow: WorkflowDefinition;
  readonly definition: DeadlineDefinition;
  readonly order: Order;
  /** All scans of the order, in any order. */
  readonly scans: readonly Scan[];
  readonly history: TransitHistory;
  readonly now: Date;
}

/** How long the parcel that a rule is about may be silent; nothing where the rule does not ask, or too little is known. */
export const silenceFor = async ({
  definition,
  order,
  scans,
  history,
}: Omit<Asked, 'workflow' | 'now'>): Promise<KnownSilence | undefined> => {
  const parcel = definition.at === 'unscannedSince' ? unscannedParcel(order) : quietestParcel(order);
  const stage = parcel && stageOf(seenMilestone(parcel));
  if (definition.usual === undefined || parcel === undefined || stage === undefined) return undefined;
  return usualSilence(history, transitGroupsOf(order, parcel, scans), stage);
};

/** What a deadline's decision needs to know of the carrier's history. */
export const usualForDeadline = async (
  asked: Asked,
): Promise<{ readonly usual?: UsualSilence; readonly expected?: Estimate }> => {
  const { workflow, definition } = asked;
  const [usual, own] = await Promise.all([
    silenceFor(asked),
    isAboutDelay(workflow, definition) ? ownEstimate(asked) : undefined,
  ]);
  const silence = usual && { milliseconds: usual.milliseconds, silences: usual.silences };
  return { ...(silence && { usual: silence }), ...(own && { expected: own.estimate }) };
};
