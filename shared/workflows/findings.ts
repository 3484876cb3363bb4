/** What can be wrong with a workflow. Each kind has a test that shows it. */
export const FINDING_KINDS = [
  'no_initial',
  'conditional_initial',
  'unknown_status',
  'status_name',
  'unknown_phase',
  'unreachable_status',
  'dead_end',
  'exit_from_final',
  'duplicate_transition',
  'no_roles',
  'unknown_role',
  'unknown_guard',
  'guard_without_choice',
  'unknown_notification',
  'unknown_channel',
  'unknown_priority',
  'duplicate_rule',
  'rule_name',
  'rule_without_status',
  'deadline_not_next',
  'duration',
  'usual_range',
  'usual_without_silence',
  'unknown_milestone',
  'automatic_not_allowed',
  'cyclic_automatic',
  'substitutions_not_connected',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

export interface WorkflowFinding {
  readonly kind: FindingKind;
  /** A sentence for the person who wrote the workflow. */
  readonly message: string;
  /** Where in the definition, as `transitions.3.roles`. */
  readonly path: string;
}

export const finding = (kind: FindingKind, message: string, path: string): WorkflowFinding => ({ kind, message, path });
