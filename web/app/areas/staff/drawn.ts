import type { Workflow, WorkflowDescription } from '../../../../client/src/index.ts';
import { statusName } from '../../parts/sentence.ts';
import type { DrawnWorkflow } from './graph-layout.ts';

/** A definition, as administration edits it, for the graph. */
export const ofDefinition = (workflow: Workflow): DrawnWorkflow => ({
  title: workflow.title,
  initial: workflow.initial.map(({ status }) => status),
  statuses: Object.entries(workflow.statuses).map(([status, { phase }]) => ({
    status,
    phase,
    name: statusName({ workflow, status, phase }),
  })),
  transitions: workflow.transitions,
});

/** A description, as everybody may read it, for the graph. */
export const ofDescription = ({ title, initial, statuses, transitions }: WorkflowDescription): DrawnWorkflow => ({
  title,
  initial,
  statuses,
  transitions,
});
