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

/** A workflow that cannot be run, with everything that is wrong with it at once. */
export class WorkflowDefinitionError extends Error {
  readonly workflowId: string;
  readonly findings: readonly WorkflowFinding[];

  constructor(workflowId: string, findings: readonly WorkflowFinding[]) {
    super(`Workflow ${workflowId} cannot be run:\n${findings.map(({ message }) => `- ${message}`).join('\n')}`);
    this.name = 'WorkflowDefinitionError';
    this.workflowId = workflowId;
    this.findings = findings;
  }
}

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

/**
 * Proves a workflow when it is loaded: nothing that the engine would stumble over later is let in.
 *
 * @throws WorkflowDefinitionError naming all findings
 */
export const defineWorkflow = <Status extends string>(workflow: NamedWorkflow<Status>): NamedWorkflow<Status> => {
  const findings = inspectWorkflow(workflow);
  if (findings.length > 0) throw new WorkflowDefinitionError(workflow.id, findings);
  return workflow;
};
