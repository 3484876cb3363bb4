import { describe, expect, test } from 'vitest';
import { findProblems, inspectWorkflow } from '../../../shared/workflows/define-workflow.ts';
import { FINDING_KINDS, type FindingKind } from '../../../shared/workflows/findings.ts';
import type { WorkflowDefinition } from '../../../shared/workflows/workflow.ts';
import { BROKEN, broken, SOUND, slow, withStatus, withTransition } from './support/broken-workflows.ts';

/** What whoever wrote the workflow reads: what is wrong, and where. */
const TEXTS: Readonly<Record<FindingKind, readonly string[]>> = {
  no_initial: [
    'No status to begin at.',
    'No order can reach the status received.',
    'No order can reach the status waiting.',
    'No order can reach the status repaired.',
  ],
  conditional_initial: ['The last beginning, received, has a condition: an order may have none.'],
  unknown_status: ['Milestone delivered names the unknown status lost_in_space.'],
  status_name: [
    'Status On Hold is not snake_case.',
    'No order can reach the status On Hold.',
    'Nothing leaves On Hold, which is not final.',
  ],
  unknown_phase: ['Status received has the unknown phase limbo.'],
  unreachable_status: ['No order can reach the status forgotten.'],
  dead_end: ['Nothing leaves repaired, which is not final.'],
  exit_from_final: ['A transition leaves received, which is final.'],
  duplicate_transition: ['Transition received → repaired is there twice.'],
  no_roles: ['Transition received → repaired is open to nobody.'],
  unknown_role: ['Transition received → repaired names the unknown role wizard.'],
  unknown_guard: ['Transition received → repaired names the unknown guard full_moon.'],
  guard_without_choice: ['Transition received → repaired: fulfilment_is does not say which.'],
  unknown_notification: ['Status received sends the unknown notification good_news.'],
  unknown_channel: ['Status received uses the unknown channel pigeon.'],
  unknown_priority: ['Status received has the unknown priority whenever.'],
  duplicate_rule: ['Deadline slow is there twice.'],
  rule_name: ['Deadline Too Slow is not kebab-case.'],
  rule_without_status: ['Deadline slow waits in no status.'],
  deadline_not_next: ['Deadline slow: received is not next of received.'],
  duration: ['Deadline slow: two days is no duration of days, hours, minutes and seconds.'],
  usual_range: ['Deadline slow: usual needs positive durations, min no longer than max.'],
  usual_without_silence: ['Deadline slow: usual goes with lastScanAt and unscannedSince only.'],
  unknown_milestone: ['No carrier says beamed_up.'],
  automatic_not_allowed: ['received → waiting is not allowed to the system.'],
  cyclic_automatic: [
    'received → waiting is not allowed to the system.',
    'From received, automatic never ends.',
    'waiting → received is not allowed to the system.',
    'From waiting, automatic never ends.',
  ],
  substitutions_not_connected: ['Substitutions need a transition repaired → received.'],
};

test.each(FINDING_KINDS)('%s says what is wrong and where, and nothing else', (kind) => {
  expect(findProblems(BROKEN[kind])).toEqual(TEXTS[kind]);
});

/** What stands at a dotted path. */
const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value);

test.each(FINDING_KINDS)('%s has a path, at which something stands in the definition', (kind) => {
  for (const { path } of inspectWorkflow(BROKEN[kind])) expect([path, at(BROKEN[kind], path)]).not.toContain(undefined);
});

describe('a mistake is named by its place', () => {
  const NOWHERE = 'names the unknown status nowhere.';
  const notify = { type: 'good_news', channels: ['pigeon'], priority: 'whenever' };

  test.each<[string, WorkflowDefinition, readonly string[]]>([
    ['the beginning', broken({ initial: [{ status: 'nowhere' }, ...SOUND.initial] }), [`initial ${NOWHERE}`]],
    [
      'a transition',
      broken({ transitions: [...SOUND.transitions, { from: 'nowhere', to: 'received', roles: ['csr'] }] }),
      [`Transition nowhere → received ${NOWHERE}`],
    ],
    ['where a deadline waits', broken({ deadlines: [{ ...slow, in: ['nowhere'] }] }), [`Deadline slow ${NOWHERE}`]],
    [
      'what happens by itself',
      broken({ automatic: { received: 'nowhere' } }),
      [`automatic ${NOWHERE}`, 'received → nowhere is not allowed to the system.'],
    ],
    ['a payment', broken({ payments: { EscrowCreated: 'nowhere' } }), [`Payment EscrowCreated ${NOWHERE}`]],
    ['a driver', broken({ driverAssigned: 'nowhere' }), [`driverAssigned ${NOWHERE}`]],
    [
      'a guard’s role',
      withTransition({ guards: [{ guard: 'is_paid', roles: ['wizard'] }] }),
      [
        'Transition received → repaired names the unknown role wizard.',
        'Transition received → repaired names the unknown guard is_paid.',
      ],
    ],
    [
      'the window in which it may be cancelled',
      broken({ cancellationWindow: 'PT0S' }),
      ['cancellationWindow: PT0S is no positive duration.'],
    ],
    [
      'a deadline’s notice',
      broken({ deadlines: [{ ...slow, action: { kind: 'notify', notify } }] }),
      [
        'Deadline slow sends the unknown notification good_news.',
        'Deadline slow uses the unknown channel pigeon.',
        'Deadline slow has the unknown priority whenever.',
      ],
    ],
    [
      'a milestone’s notice',
      broken({ milestoneNotices: { delivered: [notify] } }),
      [
        'Milestone delivered sends the unknown notification good_news.',
        'Milestone delivered uses the unknown channel pigeon.',
        'Milestone delivered has the unknown priority whenever.',
      ],
    ],
    ['a milestone of no carrier', broken({ milestoneNotices: { beamed_up: [] } }), ['No carrier says beamed_up.']],
  ])('%s', (_where, workflow, texts) => {
    expect(findProblems(workflow)).toEqual(texts);
  });

  test.each(['on_hold', 'a1', 'on_hold_2'])('%s is a name of a status', (name) => {
    const leaves = [
      { from: 'received', to: name, roles: ['seller'] },
      { from: name, to: 'received', roles: ['seller'] },
    ];
    const { statuses } = withStatus(name, { phase: 'exception' });
    expect(findProblems(broken({ statuses, transitions: [...SOUND.transitions, ...leaves] }))).toEqual([]);
  });

  test.each(['on-hold', '_hold', 'on__hold', 'hold_', '1st', 'onHold', 'on hold'])('%s is none', (name) => {
    expect(findProblems(withStatus(name, { phase: 'failed', final: true }))).toContain(
      `Status ${name} is not snake_case.`,
    );
  });
});
