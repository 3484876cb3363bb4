import type { Effect } from '../../contract/events/event-definition.ts';
import type { Milestone, WorkflowDefinition } from '../../workflows/workflow.ts';
import { notifyEffect } from './step.ts';

/** Milestones that somebody must look at where the workflow has no status for them, or no way there. */
export const NEEDS_EYES: readonly Milestone[] = ['exception', 'returning', 'returned', 'cancelled'];

/** Whom the workflow notifies of a milestone that leaves the order's status as it is. */
export const noticesOf = ({ milestoneNotices }: WorkflowDefinition, milestone: Milestone): readonly Effect[] =>
  (milestoneNotices?.[milestone] ?? []).map(notifyEffect);

/** What follows from a milestone that moved nothing: the workflow's notices, and an alert where it knows no way at all. */
export const milestoneEffects = (workflow: WorkflowDefinition, milestone: Milestone): readonly Effect[] => [
  ...noticesOf(workflow, milestone),
  ...(NEEDS_EYES.includes(milestone) && workflow.milestones[milestone] === undefined
    ? [{ kind: 'alert', alert: `parcel_${milestone}` } as const]
    : []),
];
