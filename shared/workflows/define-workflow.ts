import { checkAutomatic, checkInitial, checkNames, checkStatuses, checkSubstitutions } from './check-graph.ts';
import {
  checkCancellationWindow,
  checkDeadlines,
  checkMilestones,
  checkNotices,
  checkTransitions,
} from './check-parts.ts';
import type { WorkflowFinding } from './findings.ts';
import type { StatusDefinition, WorkflowDefinition } from './workflow.ts';

const CHECKS: readonly ((workflow: WorkflowDefinition) => readonly WorkflowFinding[])[] = [
  checkInitial,
  checkNames,
  checkStatuses,
  checkTransitions,
  checkNotices,
  checkDeadlines,
  checkCancellationWindow,
  checkMilestones,
  checkAutomatic,
  checkSubstitutions,
];

/** Everything that is wrong with a workflow; empty for one that can be run. */
export const inspectWorkflow = (workflow: WorkflowDefinition): readonly WorkflowFinding[] =>
  CHECKS.flatMap((check) => check(workflow));

/** The same as sentences, for the response to whoever sent the workflow. */
export const findProblems = (workflow: WorkflowDefinition): readonly string[] =>
  inspectWorkflow(workflow).map(({ message }) => message);

/** A workflow whose statuses the compiler knows by name, so that their texts can be asked for one by one. */
export interface NamedWorkflow<Status extends string> extends WorkflowDefinition {
  readonly statuses: Readonly<Record<Status, StatusDefinition>>;
}

/** A workflow that ships, typed. That it can be run is proven by a test of the catalog, and not at every start. */
export const defineWorkflow = <Status extends string>(workflow: NamedWorkflow<Status>): NamedWorkflow<Status> =>
  workflow;
