import { describe, expect, test } from 'vitest';
import { BUILT_IN_WORKFLOWS } from '../../../shared/workflows/catalog.ts';
import { findProblems, inspectWorkflow } from '../../../shared/workflows/define-workflow.ts';
import { FINDING_KINDS, type FindingKind } from '../../../shared/workflows/findings.ts';
import type { WorkflowDefinition } from '../../../shared/workflows/workflow.ts';
import { workflowDefinitionSchema } from '../../../shared/workflows/workflow-schema.ts';
import { BROKEN, broken, SOUND, slow, withDeadline } from './support/broken-workflows.ts';

const kindsOf = (workflow: WorkflowDefinition): readonly FindingKind[] =>
  inspectWorkflow(workflow).map(({ kind }) => kind);

test('a sound workflow can be run', () => {
  expect(findProblems(SOUND)).toEqual([]);
});

test.each(BUILT_IN_WORKFLOWS.map((workflow) => [`${workflow.id} ${workflow.version}`, workflow] as const))(
  '%s, which ships, can be run',
  (_name, workflow) => {
    expect(findProblems(workflow)).toEqual([]);
  },
);

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

test('everything that is wrong is found at once', () => {
  const workflow = broken({
    initial: [],
    statuses: { ...SOUND.statuses, forgotten: { phase: 'exception' } },
    deadlines: [{ ...slow, after: 'soon', in: ['nowhere'] }],
  });
  expect(findProblems(workflow).join('\n')).toMatch(
    /No status to begin at[\s\S]*nowhere[\s\S]*forgotten[\s\S]*forgotten[\s\S]*soon/,
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
