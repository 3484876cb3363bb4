import { PHASE_KINDS } from '../../workflows/phase-kind.ts';
import type { Role, TransitionDefinition, WorkflowDefinition } from '../../workflows/workflow.ts';

const mayBePassed = (workflow: WorkflowDefinition, status: string): boolean => {
  const definition = workflow.statuses[status];
  return definition !== undefined && PHASE_KINDS[definition.phase] === 'active';
};

/**
 * The shortest way from one status to another over edges that a role may take: the statuses to enter, in order, the
 * target last. Never through a status that asks for attention or ends the order, unless it is the target itself.
 *
 * @param isOpen whether the guards let this edge be taken; all of them unless said
 * @returns nothing where there is no way; an empty path where `from` is the target
 */
export const findPath = (
  workflow: WorkflowDefinition,
  from: string,
  to: string,
  role: Role,
  isOpen: (transition: TransitionDefinition) => boolean = () => true,
): readonly string[] | undefined => {
  const paths = new Map<string, readonly string[]>([[from, []]]);
  // A Map is iterated in the order of its entries, those that are added on the way included: breadth first.
  for (const [status, path] of paths) {
    if (status === to) return path;
    if (status !== from && !mayBePassed(workflow, status)) continue;
    for (const edge of workflow.transitions) {
      if (edge.from !== status || paths.has(edge.to) || !edge.roles.includes(role) || !isOpen(edge)) continue;
      paths.set(edge.to, [...path, edge.to]);
    }
  }
  return undefined;
};
