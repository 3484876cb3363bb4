import { PHASE_KINDS } from '../workflows/phase-kind.ts';
import { PHASES, type Phase } from '../workflows/workflow.ts';

/** Phases in which an order can wait for a deadline: what the daily sweep reads. */
export const OPEN_PHASES: readonly Phase[] = PHASES.filter((phase) => PHASE_KINDS[phase] !== 'final');
