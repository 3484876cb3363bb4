import type { FindingKind } from '../../../../shared/workflows/findings.ts';
import type { WorkflowDefinition } from '../../../../shared/workflows/workflow.ts';

/** The smallest workflow that has one of everything. */
export const SOUND: WorkflowDefinition = {
  id: 'repair',
  version: 1,
  title: 'Repair',
  initial: [{ status: 'received' }],
  statuses: {
    received: { phase: 'placed' },
    waiting: { phase: 'preparing' },
    repaired: {
      phase: 'completed',
      final: true,
      notify: [{ type: 'completed', channels: ['email'], priority: 'normal' }],
    },
  },
  transitions: [
    { from: 'received', to: 'repaired', roles: ['seller', 'system'] },
    { from: 'received', to: 'waiting', roles: ['seller'] },
    { from: 'waiting', to: 'received', roles: ['customer'] },
  ],
  deadlines: [{ rule: 'slow', in: ['received'], after: 'P2D', action: { kind: 'alert', alert: 'slow' } }],
  milestones: { delivered: 'repaired' },
  cancellationWindow: 'PT1H',
  substitutions: { picking: 'received', waiting: 'waiting' },
};

/** What untyped input may hold. */
export const broken = (change: object): WorkflowDefinition => ({ ...SOUND, ...change });
export const [repaired, waits, returns] = SOUND.transitions;
export const [slow] = SOUND.deadlines;

export const withTransition = (change: object): WorkflowDefinition =>
  broken({ transitions: [{ ...repaired, ...change }, waits, returns] });
export const withDeadline = (change: object): WorkflowDefinition => broken({ deadlines: [{ ...slow, ...change }] });
export const withStatus = (name: string, status: object): WorkflowDefinition =>
  broken({ statuses: { ...SOUND.statuses, [name]: status } });
const withNotice = (change: object): WorkflowDefinition =>
  withStatus('received', {
    phase: 'placed',
    notify: [{ type: 'completed', channels: ['email'], priority: 'normal', ...change }],
  });

/** One workflow for each kind of mistake. */
export const BROKEN: Readonly<Record<FindingKind, WorkflowDefinition>> = {
  no_initial: broken({ initial: [] }),
  conditional_initial: broken({ initial: [{ status: 'received', when: { paymentStatus: ['confirmed'] } }] }),
  unknown_status: broken({ milestones: { delivered: 'lost_in_space' } }),
  status_name: withStatus('On Hold', { phase: 'exception' }),
  unknown_phase: withStatus('received', { phase: 'limbo' }),
  unreachable_status: withStatus('forgotten', { phase: 'failed', final: true }),
  dead_end: withStatus('repaired', { phase: 'completed' }),
  exit_from_final: withStatus('received', { phase: 'placed', final: true }),
  duplicate_transition: broken({ transitions: [...SOUND.transitions, repaired] }),
  no_roles: withTransition({ roles: [] }),
  unknown_role: withTransition({ roles: ['wizard'] }),
  unknown_guard: withTransition({ guards: [{ guard: 'full_moon' }] }),
  guard_without_choice: withTransition({ guards: [{ guard: 'fulfilment_is' }] }),
  unknown_notification: withNotice({ type: 'good_news' }),
  unknown_channel: withNotice({ channels: ['pigeon'] }),
  unknown_priority: withNotice({ priority: 'whenever' }),
  duplicate_rule: broken({ deadlines: [slow, slow] }),
  rule_name: withDeadline({ rule: 'Too Slow' }),
  rule_without_status: withDeadline({ in: [] }),
  deadline_not_next: withDeadline({ action: { kind: 'transition', to: 'received', reason: 'again' } }),
  duration: withDeadline({ after: 'two days' }),
  usual_range: withDeadline({ at: 'lastScanAt', usual: { min: 'P3D', max: 'P2D' } }),
  usual_without_silence: withDeadline({ usual: { min: 'P1D', max: 'P2D' } }),
  unknown_milestone: broken({ milestones: { beamed_up: 'repaired' } }),
  automatic_not_allowed: broken({ automatic: { received: 'waiting' } }),
  cyclic_automatic: broken({ automatic: { received: 'waiting', waiting: 'received' } }),
  substitutions_not_connected: broken({ substitutions: { picking: 'received', waiting: 'repaired' } }),
};
