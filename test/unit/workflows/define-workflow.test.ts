import { describe, expect, test } from 'vitest';
import { BUILT_IN_WORKFLOWS } from '../../../shared/workflows/catalog.ts';
import { defineWorkflow, findProblems, WorkflowDefinitionError } from '../../../shared/workflows/define-workflow.ts';
import { FINDING_KINDS, type FindingKind } from '../../../shared/workflows/findings.ts';
import type { WorkflowDefinition } from '../../../shared/workflows/workflow.ts';
import { workflowDefinitionSchema } from '../../../shared/workflows/workflow-schema.ts';

/** The smallest workflow that has one of everything. */
const SOUND: WorkflowDefinition = {
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
const broken = (change: object): WorkflowDefinition => ({ ...SOUND, ...change });
const [repaired, waits, returns] = SOUND.transitions;
const [slow] = SOUND.deadlines;

const withTransition = (change: object): WorkflowDefinition =>
  broken({ transitions: [{ ...repaired, ...change }, waits, returns] });
const withDeadline = (change: object): WorkflowDefinition => broken({ deadlines: [{ ...slow, ...change }] });
const withStatus = (name: string, status: object): WorkflowDefinition =>
  broken({ statuses: { ...SOUND.statuses, [name]: status } });
const withNotice = (change: object): WorkflowDefinition =>
  withStatus('received', {
    phase: 'placed',
    notify: [{ type: 'completed', channels: ['email'], priority: 'normal', ...change }],
  });

const BROKEN: Readonly<Record<FindingKind, WorkflowDefinition>> = {
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
  unknown_milestone: broken({ milestones: { beamed_up: 'repaired' } }),
  automatic_not_allowed: broken({ automatic: { received: 'waiting' } }),
  cyclic_automatic: broken({ automatic: { received: 'waiting', waiting: 'received' } }),
  substitutions_not_connected: broken({ substitutions: { picking: 'received', waiting: 'repaired' } }),
};

const kindsOf = (workflow: WorkflowDefinition): readonly FindingKind[] => {
  try {
    defineWorkflow(workflow);
    return [];
  } catch (error) {
    if (error instanceof WorkflowDefinitionError) return error.findings.map(({ kind }) => kind);
    throw error;
  }
};

test('a sound workflow is let in, as it is', () => {
  expect(defineWorkflow(SOUND)).toBe(SOUND);
  expect(findProblems(SOUND)).toEqual([]);
});

describe('every kind of mistake is found', () => {
  test.each(FINDING_KINDS)('%s', (kind) => {
    expect(kindsOf(BROKEN[kind])).toContain(kind);
  });
});

test.each([
  ['initial', { initial: [{ status: 'nowhere' }] }],
  ['transition from', { transitions: [...SOUND.transitions, { from: 'nowhere', to: 'received', roles: ['csr'] }] }],
  ['transition to', { transitions: [...SOUND.transitions, { from: 'received', to: 'nowhere', roles: ['csr'] }] }],
  ['deadline in', { deadlines: [{ ...slow, in: ['nowhere'] }] }],
  ['deadline to', { deadlines: [{ ...slow, action: { kind: 'transition', to: 'nowhere', reason: 'r' } }] }],
  ['automatic', { automatic: { received: 'nowhere' } }],
  ['payment', { payments: { EscrowCreated: 'nowhere' } }],
  ['driverAssigned', { driverAssigned: 'nowhere' }],
  ['substitutions', { substitutions: { picking: 'nowhere', waiting: 'waiting' } }],
])('a status that does not exist is found where it is named: %s', (_where, change) => {
  expect(kindsOf(broken(change))).toContain('unknown_status');
});

test.each(['P1M', 'P1Y', 'PT', 'P', '1D', 'PT1.5H', '', 'P1W', 'P-1D'])('%j is no duration', (after) => {
  expect(kindsOf(withDeadline({ after }))).toEqual(['duration']);
});

test.each(['-PT1H', 'PT0S'])('a cancellation window of %s is none', (cancellationWindow) => {
  expect(kindsOf(broken({ cancellationWindow }))).toEqual(['duration']);
});

test('one error names everything that is wrong', () => {
  const workflow = broken({
    initial: [],
    statuses: { ...SOUND.statuses, forgotten: { phase: 'exception' } },
    deadlines: [{ ...slow, after: 'soon', in: ['nowhere'] }],
  });
  expect(() => defineWorkflow(workflow)).toThrow(
    /repair cannot be run[\s\S]*No status to begin at[\s\S]*nowhere[\s\S]*forgotten[\s\S]*forgotten[\s\S]*soon/,
  );
});

describe('the schema of custom workflows', () => {
  test.each(BUILT_IN_WORKFLOWS.map((workflow) => [workflow.id, workflow] as const))('takes %s', (_id, workflow) => {
    expect(workflowDefinitionSchema.parse(JSON.parse(JSON.stringify(workflow)))).toEqual(workflow);
  });

  test('refuses a field that it does not know', () => {
    const paths = workflowDefinitionSchema.safeParse({ ...SOUND, colour: 'red' }).error?.issues.map(({ code }) => code);
    expect(paths).toEqual(['unrecognized_keys']);
  });

  test('refuses what the proof finds, all of it', () => {
    const workflow = broken({ statuses: { ...SOUND.statuses, forgotten: { phase: 'exception' } } });
    const messages = workflowDefinitionSchema.safeParse(workflow).error?.issues.map(({ message }) => message);
    expect(messages).toEqual(findProblems(workflow));
    expect(messages).toHaveLength(2);
  });
});
