import type { Phase, WorkflowDefinition } from './workflow.ts';

/** Whether somebody still waits for something, somebody must look, or nothing more will come. */
export type PhaseKind = 'active' | 'attention' | 'final';

/**
 * `delivered` counts as active here, since some workflows go on from it (marketplace waits for the receipt). Whether one
 * workflow's delivered order is over is determined by {@link statusKind}.
 */
export const PHASE_KINDS: Readonly<Record<Phase, PhaseKind>> = {
  placed: 'active',
  confirmed: 'active',
  preparing: 'active',
  ready: 'active',
  in_transit: 'active',
  out_for_delivery: 'active',
  delivered: 'active',
  completed: 'final',
  delayed: 'attention',
  exception: 'attention',
  disputed: 'attention',
  cancelled: 'final',
  returned: 'final',
  refunded: 'final',
  failed: 'final',
};

/** A return or a refund undoes an order; it is no step that anybody waits for. */
const UNDOING_PHASES: readonly Phase[] = ['returned', 'refunded'];

/** The kind of one status of one workflow: final as well where the only ways out are a return or a refund. */
export const statusKind = (workflow: WorkflowDefinition, status: string): PhaseKind => {
  const definition = workflow.statuses[status];
  if (!definition) throw new TypeError(`Workflow ${workflow.id} has no status ${status}`);
  if (PHASE_KINDS[definition.phase] !== 'active') return PHASE_KINDS[definition.phase];
  const goesOn = workflow.transitions.some(({ from, to }) => {
    const phase = workflow.statuses[to]?.phase;
    return from === status && phase !== undefined && !UNDOING_PHASES.includes(phase);
  });
  return goesOn ? 'active' : 'final';
};
