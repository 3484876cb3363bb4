import { PROGRESS_STEPS } from './progress.ts';
import type { FulfilmentType, Phase, TransitionDefinition, WorkflowDefinition } from './workflow.ts';

const isProgress = (phase: Phase | undefined): boolean => PROGRESS_STEPS.some((step) => step === phase);

export interface Position {
  readonly status: string;
  readonly fulfilmentType: FulfilmentType;
}

/** Where an order goes next if all is well: the first way that leads on, not off. `null` where there is none. */
export const nextExpected = (workflow: WorkflowDefinition, { status, fulfilmentType }: Position): string | null => {
  const isAllowedEdge = ({ guards = [] }: TransitionDefinition): boolean =>
    guards.every((use) => use.guard !== 'fulfilment_is' || use.oneOf?.includes(fulfilmentType) === true);
  // Waiting for the customer's reply about a substitute is a detour from the path.
  const isOnPath = (to: string): boolean =>
    to !== workflow.substitutions?.waiting && isProgress(workflow.statuses[to]?.phase);
  return (
    workflow.transitions.find((edge) => edge.from === status && isOnPath(edge.to) && isAllowedEdge(edge))?.to ?? null
  );
};
